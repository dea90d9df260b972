import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';

/** A name in a text: offsets in UTF-16 units, in order, without overlap. */
export interface NamePlace {
  readonly start: number;
  readonly end: number;
}

/** Translates texts one for one, in order. */
export type TranslateTexts = (texts: readonly string[]) => Promise<Result<readonly string[], Failure>>;

export interface TextWithNames {
  readonly text: string;
  readonly names: readonly NamePlace[];
}

/**
 * Translates texts without showing the engine a single protected name: each is masked before and put back after. Where the engine loses or doubles a mask, the
 * parts around the names are translated alone, so that every name stands where it stood. Fails with `draft-failed` for a wrong number of answers or an empty one.
 */
export async function translateMasked(texts: readonly TextWithNames[], translate: TranslateTexts): Promise<Result<string[], Failure>> {
  const first = await checked(texts.map(masked), translate);
  if (!first.ok) return first;
  const answers = first.value.map((answer, index) => restored(answer, texts[index] ?? { text: '', names: [] }));
  const lost = texts.flatMap((text, index) => (answers[index] === undefined ? [{ text, index }] : []));
  const pieces = lost.flatMap(({ text }) => around(text));
  const again = await checked(pieces.filter(hasWords), translate);
  if (!again.ok) return again;
  const translated = again.value[Symbol.iterator]();
  const next = (piece: string): string => (hasWords(piece) ? String(translated.next().value) : piece);
  for (const { text, index } of lost) {
    const parts = around(text).map(next);
    answers[index] = parts.map((part, at) => `${part.trim()} ${nameAt(text, at)}`).join(' ').replace(/\s+/gu, ' ').replace(/\s+([.,;:!?])/gu, '$1').trim();
  }
  return success(answers.map((answer) => answer ?? ''));
}

async function checked(texts: readonly string[], translate: TranslateTexts): Promise<Result<readonly string[], Failure>> {
  if (texts.length === 0) return success([]);
  const answered = await translate(texts);
  if (!answered.ok) return answered;
  if (answered.value.length !== texts.length) return refusal(failure('draft-failed', 'The engine answered another number of sentences than it was given.'));
  if (answered.value.some((answer, index) => hasWords(texts[index] ?? '') && answer.trim() === '')) return refusal(failure('draft-failed', 'The engine left a sentence empty.'));
  return answered;
}

function masked({ text, names }: TextWithNames): string {
  let out = '';
  let from = 0;
  names.forEach(({ start, end }, index) => {
    out += text.slice(from, start) + maskOf(index);
    from = end;
  });
  return out + text.slice(from);
}

// A made-up word with a number, which engines copy as they copy the name of a form or a model.
function maskOf(index: number): string {
  return `XQ${index + 1}X`;
}

function restored(answer: string, { text, names }: TextWithNames): string | undefined {
  let out = answer;
  for (const [index, { start, end }] of names.entries()) {
    const parts = out.split(maskOf(index));
    if (parts.length !== 2) return undefined;
    out = parts.join(text.slice(start, end));
  }
  return /XQ\d+X/u.test(out) ? undefined : out;
}

function around({ text, names }: TextWithNames): string[] {
  const edges = [0, ...names.flatMap(({ start, end }) => [start, end]), text.length];
  return Array.from({ length: names.length + 1 }, (_, index) => text.slice(edges[index * 2], edges[index * 2 + 1]));
}

function nameAt({ text, names }: TextWithNames, index: number): string {
  const place = names[index];
  return place === undefined ? '' : text.slice(place.start, place.end);
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
