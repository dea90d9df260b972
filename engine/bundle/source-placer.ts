import type { Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import { success, type Result } from '../../shared/result.ts';
import { sparseSource, type SparseSource } from '../pdf/sparse-source.ts';
import type { WorkerLease, WorkerPool } from '../workers/pool.ts';
import { taskModule } from '../workers/task.ts';
import type { Placement, PlaceInput, PlaceOutput, tasks, WriteBatch } from './bundle-tasks.ts';
import type { OutputFile } from './output-file.ts';
import { readingWays, type ReadingWay } from './reading-ways.ts';

const bundleTasks = taskModule<typeof tasks>(import.meta.url, './bundle-tasks');
const placeTimeoutMs = 600_000;
const mostSources = 24;
const [mostSentBytes, mostHeldBytes, longestSource] = [4 * 2 ** 20, 8 * 2 ** 20, 8 * 2 ** 20];

/** A source that is to be set into a file. */
export interface SourceToPlace {
  readonly input: PlaceInput;
  readonly bytes: Uint8Array;
  readonly sparse: SparseSource;
  /** Bytes that go to the worker. */
  readonly sentBytes: number;
}

/** Makes a source ready to be placed. */
export function sourceToPlace(input: Omit<PlaceInput, 'text'>, text: readonly PageText[] | undefined, bytes: Uint8Array): SourceToPlace {
  const sparse = sparseSource(bytes);
  return { input: { ...input, ...(text === undefined || text.length === 0 ? {} : { text: byPage(text) }) }, bytes, sparse, sentBytes: sparse.parts.reduce((sum, part) => sum + part.bytes.length, 0) };
}

function byPage(text: readonly PageText[]): PageText[] {
  const none = { widthPt: 0, heightPt: 0, source: 'none', words: [] } as const;
  const last = text.reduce((most, { page }) => Math.max(most, page), 0);
  const pages: PageText[] = Array.from({ length: last }, (_, index) => ({ ...none, page: index + 1 }));
  for (const words of text) pages[words.page - 1] = words;
  return pages;
}

/** Whether a source fits beside those of a batch. A large one goes alone: its output is then written piece by piece. */
export function fitsBatch(batch: readonly SourceToPlace[], source: SourceToPlace): boolean {
  const { sentBytes, bytes } = source;
  if (batch.length === 0) return true;
  const [first] = batch;
  if (first === undefined || batch.length >= mostSources || goesAlone(first) || goesAlone(source)) return false;
  const sum = (of: (one: SourceToPlace) => number): number => batch.reduce((total, one) => total + of(one), 0);
  return sum((one) => one.sentBytes) + sentBytes <= mostSentBytes && sum((one) => one.bytes.length) + bytes.length <= mostHeldBytes;
}

// Its pages are drawn, or it is large: its worker needs the whole of it.
function goesAlone({ sentBytes, input }: SourceToPlace): boolean {
  return sentBytes > longestSource || input.stampPt !== undefined;
}

/** Has sources set into an output file by a worker that is held between them. Output is written while the worker reads on. */
export class SourcePlacer {
  readonly #pool: WorkerPool;
  readonly #file: OutputFile;
  readonly #signal: AbortSignal | undefined;
  #lease: WorkerLease | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(pool: WorkerPool, file: OutputFile, signal: AbortSignal | undefined) {
    this.#pool = pool;
    this.#file = file;
    this.#signal = signal;
  }

  /** Ends the worker. */
  close(): void {
    this.#lease?.release();
    this.#lease = undefined;
  }

  /** Waits until everything is written. */
  async written(): Promise<void> {
    await this.#writing;
  }

  /** The same, and ends the worker. */
  async finish(): Promise<void> {
    this.close();
    await this.#writing;
  }

  /** Places a batch in order. A source that cannot be read by its objects is tried in other ways; the failure's subject is its key. */
  async placeAll(batch: readonly SourceToPlace[]): Promise<Result<readonly Placement[], Failure>> {
    const placed: Placement[] = [];
    const [first] = batch;
    if (first !== undefined && !goesAlone(first)) {
      const done = await this.#placeSome(batch);
      if (!done.ok) return done;
      placed.push(...done.value);
    }
    while (placed.length < batch.length) {
      const source = batch[placed.length];
      if (source === undefined) break;
      const one = await this.#placeOne(source);
      if (!one.ok) return { ok: false, failure: { ...one.failure, subject: source.input.key } };
      placed.push(one.value);
      if (placed.length === batch.length) break;
      const rest = await this.#placeSome(batch.slice(placed.length));
      if (!rest.ok) return rest;
      placed.push(...rest.value);
    }
    return success(placed);
  }

  async #placeSome(batch: readonly SourceToPlace[]): Promise<Result<readonly Placement[], Failure>> {
    this.#lease ??= await this.#pool.lease();
    const sources = batch.map(({ input, sparse }) => ({ ...input, source: sparse }));
    const result = await this.#lease.run(bundleTasks, 'placeSome', { sources, firstObject: this.#file.next }, { signal: this.#signal, timeoutMs: placeTimeoutMs });
    if (!result.ok) {
      if (!result.failure.code.startsWith('worker-')) return result;
      // One of them ended the worker: each is tried alone.
      this.close();
      return success([]);
    }
    const placed = result.value.map(({ pieces, starts, ...output }) => ({ pieces, starts, output }));
    const last = placed.at(-1)?.output;
    if (last !== undefined) this.#file.reserveUpTo(last.next);
    await this.#writing;
    this.#writing = this.#write(placed, batch);
    this.#writing.catch(() => undefined); // told to whoever waits for it next
    return success(placed.map(({ output }) => output));
  }

  async #write(placed: readonly { readonly pieces: WriteBatch['pieces']; readonly starts: PlaceOutput['starts'] }[], batch: readonly SourceToPlace[]): Promise<void> {
    for (const [index, { pieces, starts }] of placed.entries()) {
      this.#place(starts, this.#file.length);
      await this.#file.putPieces(pieces, batch[index]?.bytes ?? new Uint8Array());
    }
  }

  async #placeOne({ input, bytes }: SourceToPlace): Promise<Result<Placement, Failure>> {
    await this.#writing;
    let last: Result<Placement, Failure> | undefined;
    for (let from: ReadingWay | undefined = 'objects'; from !== undefined; from = readingWays[readingWays.indexOf(from) + 1]) {
      this.#lease ??= await this.#pool.lease();
      const base = this.#file.length;
      const host = { source: () => bytes, write: (out: WriteBatch) => this.#file.putPieces(out.pieces, bytes) };
      const result: Result<PlaceOutput, Failure> = await this.#lease.run(bundleTasks, 'place', { ...input, from, firstObject: this.#file.next }, { signal: this.#signal, host, timeoutMs: placeTimeoutMs });
      if (result.ok) {
        const { starts, ...placement } = result.value;
        this.#place(starts, base);
        this.#file.reserveUpTo(placement.next);
        return success(placement);
      }
      last = result;
      // A worker that died took nothing with it: another tries the next way, unless bytes of this source are out already.
      if (!result.failure.code.startsWith('worker-') || this.#file.length !== base) return result;
      this.close();
    }
    if (last === undefined) throw new Error('no way of reading was tried');
    return last;
  }

  #place(starts: Float64Array, base: number): void {
    for (let at = 0; at < starts.length; at += 2) this.#file.place(starts[at] ?? 0, base + (starts[at + 1] ?? 0));
  }
}
