import { z } from 'zod';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';

const languages = z.array(z.object({ code: z.string().max(20), targets: z.array(z.string().max(20)).max(1000).optional() })).max(1000);
const translations = z.object({ translatedText: z.array(z.string()) });
// More is no translation; a sentence of a few words may still grow much.
const growth = 10;
const leeway = 1000;

interface Answer {
  readonly bytes: Uint8Array;
}

/** Which languages a server translates between: source code to target codes; a source that names none translates into all. */
function pairs({ bytes }: Answer): Result<{ readonly source: string; readonly targets: readonly string[] }[], Failure> {
  const read = languages.safeParse(parsed(bytes));
  if (!read.success) return refused('The translation server did not say which languages it knows.');
  const all = read.data.map(({ code }) => code);
  return success(read.data.map(({ code, targets }) => ({ source: code, targets: targets ?? all })));
}

/** The translations in the order of the texts; `texts` are what was sent. */
function translated({ bytes, texts }: Answer & { readonly texts: readonly string[] }): Result<readonly string[], Failure> {
  const read = translations.safeParse(parsed(bytes));
  if (!read.success) return refused('The translation server’s answer holds no translations.');
  const { translatedText: answers } = read.data;
  if (answers.length !== texts.length) return refused('The translation server answered another number of sentences than it was asked for.');
  if (answers.some((answer, index) => answer.length > (texts[index] ?? '').length * growth + leeway)) return refused('The translation server answered much more than it was asked for.');
  if (answers.some((answer, index) => markup.test(answer) && !markup.test(texts[index] ?? ''))) return refused('The translation server answered with markup where it was given plain text.');
  // Control characters mean nothing in a sentence, and much to what may show it.
  return success(answers.map((answer) => answer.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()));
}

const markup = /<[!/]?[a-z][^<>]*>/iu;

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // no JSON: no shape fits it
  }
}

function refused(message: string): Result<never, Failure> {
  return refusal(failure('server-failed', message));
}

/** What a translation server answered, parsed: it comes from outside. */
export const tasks = { pairs, translated };
