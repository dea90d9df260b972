import { spawn } from 'node:child_process';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { TranslateTexts } from '../../translation/index.ts';
import { cancelled } from '../system-failure.ts';

interface Apertium {
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal | undefined;
  readonly report: (done: number) => void;
}

const timeoutMs = 600_000;
// Apertium names its pairs by three letters, older ones by two.
const threeLetters: Readonly<Record<string, string>> = {
  en: 'eng', es: 'spa', fr: 'fra', ro: 'ron', uk: 'ukr', ru: 'rus', it: 'ita', pt: 'por', ca: 'cat', pl: 'pol', bg: 'bul', mk: 'mkd', sr: 'hbs_SR', hr: 'hbs_HR', ar: 'ara', be: 'bel', de: 'deu', sv: 'swe', da: 'dan',
};

/** The pairs that the Apertium program on this machine translates, such as `eng-spa`; none where it is not installed. */
export async function apertiumPairs(): Promise<readonly string[]> {
  const listed = await run(['-l'], '', undefined);
  return (listed.text ?? '').split(/\s+/u).filter((pair) => /^[\w@]+-[\w@]+$/u.test(pair));
}

/**
 * Translates with the Apertium program, where it is installed: an outside program without access from here to anything but a pipe. Fails with `not-offered` where
 * there is no such pair.
 */
export async function translateWithApertium({ from, to, signal, report }: Apertium): Promise<Result<{ readonly origin: { tool: string; model: string; modelSha256: readonly string[]; licence: string }; readonly translate: TranslateTexts }, Failure>> {
  const names = (tag: string): string[] => [threeLetters[primary(tag)] ?? primary(tag), primary(tag)];
  const wanted = names(from).flatMap((source) => names(to).map((target) => `${source}-${target}`));
  const pair = (await apertiumPairs()).find((candidate) => wanted.includes(candidate));
  if (pair === undefined) return refusal(failure('not-offered', 'Apertium is not installed here for these two languages.'));
  return success({
    origin: { tool: 'apertium', model: pair, modelSha256: [], licence: 'GPL, an outside program' },
    async translate(texts) {
      // A line each: the program keeps lines, and a sentence has none of its own.
      const answered = await run(['-u', pair], `${texts.map((text) => text.replace(/\s+/gu, ' ')).join('\n')}\n`, signal);
      if (answered.stopped === true) return refusal(cancelled());
      if (answered.text === undefined) return refusal(failure('draft-failed', 'Apertium ended with an error.'));
      report(texts.length);
      return success(answered.text.replace(/\n$/u, '').split('\n'));
    },
  });
}

function run(values: readonly string[], input: string, signal: AbortSignal | undefined): Promise<{ readonly text?: string; readonly stopped?: boolean }> {
  return new Promise((resolve) => {
    const stop = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]);
    // The program opens its standard input by name, which works for a shell's pipe and not for the socket that Node gives a child.
    const child = spawn('sh', ['-c', 'cat | apertium "$@"', 'sh', ...values], { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' }, signal: stop });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve({ stopped: signal?.aborted === true }));
    child.on('close', (code) => resolve(signal?.aborted === true ? { stopped: true } : code === 0 ? { text: Buffer.concat(chunks).toString('utf8') } : {}));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}
