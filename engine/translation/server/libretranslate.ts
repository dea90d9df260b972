import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { taskModule } from '../../workers/task.ts';
import type { WorkerPools } from '../../workers/worker-pools.ts';
import type { TranslateTexts } from '../mask-names.ts';
import type { tasks } from './answer-tasks.ts';
import { askServer, type AskOptions, type ServerQuestion } from './ask-server.ts';
import type { ServerAddress } from './server-address.ts';

const answerTasks = taskModule<typeof tasks>(import.meta.url, './answer-tasks');

/** The engine as it stands in a draft's origin. */
export const libreTranslateTool = 'libretranslate';

export interface LibreTranslate extends AskOptions {
  readonly address: ServerAddress;
  readonly apiKey: string | undefined;
  /** Asked before each connection: a confirmation may be withdrawn meanwhile. */
  readonly isConfirmed: () => boolean;
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  /** Told how many texts are translated. */
  readonly report?: (done: number) => void;
}

const mostTexts = 25;
const mostLetters = 5000;

/**
 * Asks a server that speaks LibreTranslate's API whether it knows two languages, showing it no text. Answers their names there and what translates texts between them, in batches.
 * Fails with `server-unconfirmed` without a connection, `not-offered` where it does not know the languages, `server-failed` or `cancelled`.
 */
export async function openLibreTranslate(pools: WorkerPools, { address, apiKey, isConfirmed, from, to, report, ...options }: LibreTranslate): Promise<Result<{ readonly pair: string; readonly translate: TranslateTexts }, Failure>> {
  const ask = async (question: ServerQuestion): Promise<Result<Uint8Array, Failure>> => (isConfirmed() ? askServer(address, question, options) : refusal(failure('server-unconfirmed', 'This address is not confirmed for this case.')));
  const listed = await ask({ path: '/languages' });
  if (!listed.ok) return listed;
  const read = inOurWords(await pools.document.run(answerTasks, 'pairs', { bytes: listed.value }, { signal: options.signal }));
  if (!read.ok) return read;
  const known = bestNamed(read.value, ({ source }) => source, from);
  const target = bestNamed(known?.targets ?? [], (code) => code, to);
  if (known === undefined || target === undefined) return refusal(failure('not-offered', 'This translation server does not translate between these two languages. Nothing was sent to it.'));
  const { source } = known;
  return success({
    pair: `${source}-${target}`,
    async translate(texts) {
      const done: string[] = [];
      for (const batch of batchesOf(texts)) {
        const answer = await ask({ path: '/translate', body: { q: batch, source, target, format: 'text', ...(apiKey === undefined ? {} : { api_key: apiKey }) } });
        if (!answer.ok) return answer;
        const translated = inOurWords(await pools.document.run(answerTasks, 'translated', { bytes: answer.value, texts: batch }, { signal: options.signal }));
        if (!translated.ok) return translated;
        done.push(...translated.value);
        report?.(done.length);
      }
      return success(done);
    },
  });
}

// A worker that gave up over an answer says so of a document; there is none here.
function inOurWords<T>(read: Result<T, Failure>): Result<T, Failure> {
  return read.ok || read.failure.code === 'cancelled' || read.failure.code === 'server-failed' ? read : refusal(failure('server-failed', 'The translation server’s answer could not be read.'));
}

function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let letters = Infinity;
  for (const text of texts) {
    const last = batches.at(-1);
    if (last === undefined || last.length === mostTexts || letters + text.length > mostLetters) {
      batches.push([text]);
      letters = text.length;
    } else {
      last.push(text);
      letters += text.length;
    }
  }
  return batches;
}

// Servers name languages by two letters, with a script or a region behind a hyphen where it matters.
function bestNamed<T>(known: readonly T[], codeOf: (one: T) => string, tag: string): T | undefined {
  return known.find((one) => codeOf(one).toLowerCase() === tag.toLowerCase()) ?? known.find((one) => primary(codeOf(one)) === primary(tag));
}

function primary(tag: string): string {
  const [first = tag] = tag.toLowerCase().split('-');
  return first === 'nb' || first === 'nn' ? 'no' : first;
}
