import { createHash } from 'node:crypto';
import type { GuaranteeProof, RedactionMethod, RedactionZone } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { WorkerLease } from '../workers/pool.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { tasks as drawTaskMap } from './drawn/draw-tasks.ts';
import type { tasks as encodeTaskMap } from './encode-tasks.ts';
import { proveRedaction } from './prove-redaction.ts';
import type { tasks as rasterTaskMap } from './raster-tasks.ts';
import { slantedBoxes, tightBoxes, type ZoneWarning } from './tight-boxes.ts';
import type { RedactedPage, tasks as writeTaskMap } from './write-tasks.ts';

const rasterTasks = taskModule<typeof rasterTaskMap>(import.meta.url, './raster-tasks');
const encodeTasks = taskModule<typeof encodeTaskMap>(import.meta.url, './encode-tasks');
const drawTasks = taskModule<typeof drawTaskMap>(import.meta.url, './drawn/draw-tasks');
const writeTasks = taskModule<typeof writeTaskMap>(import.meta.url, './write-tasks');

export interface RedactInput {
  readonly pdf: Uint8Array;
  readonly zones: readonly RedactionZone[];
  /** The words of each page, for the searchable layer of the result; pages without an entry get none. */
  readonly text: readonly PageText[];
  /** Goes into the file: a title of the edition, with pseudonyms; empty for none. */
  readonly title: string;
  /** BCP 47, or empty when not known. */
  readonly language: string;
  /** For the document, or for pages by their number; `raster` where absent. */
  readonly method?: RedactionMethod | ((page: number) => RedactionMethod);
  /** What must not be in the file in any form; looked for in the saved bytes, never kept. */
  readonly secrets?: readonly string[];
  /** Places where a secret stays visible by a person's decision. */
  readonly kept?: readonly { readonly page: number; readonly rect: Rect }[];
}

export interface Redacted {
  readonly pdf: Uint8Array;
  readonly sha256: string;
  /** `structural` where at least one page was redrawn. */
  readonly method: RedactionMethod;
  readonly pages: number;
  /** Pages that were asked to be redrawn and became their pixels, and why. */
  readonly fallbacks: readonly { readonly page: number; readonly why: string }[];
  readonly proof: readonly GuaranteeProof[];
  readonly warnings: readonly ZoneWarning[];
}

export interface RedactOptions {
  readonly signal?: AbortSignal;
  readonly report?: ReportProgress;
  /**
   * Recognises every page of a PDF that holds nothing but pictures with their zones painted over. Asked for recognised pages with zones, because what was
   * recognised on the whole page may depend on what is hidden (R3, R6), and for pages whose own text is mostly not seen on them, such as the old recognition
   * layer of a scan. Without it, the former keep their words off the zones, and the latter are not searchable in the result.
   */
  readonly readAgain?: (pictures: Uint8Array) => Promise<Result<readonly PageText[], Failure>>;
}

/**
 * Redacts a PDF and proves it before anything comes back: every page becomes its pixels with the zones painted solid black, or is redrawn from the parts off the
 * zones, under an invisible text layer of the visible words off the zones, in a new file that holds nothing else. A page that cannot be redrawn exactly, or whose
 * redrawing does not pass, becomes its pixels. Then the saved bytes are tried by readers that did not write them.
 * Fails with `redaction-not-proved` (and no file) when a guarantee does not hold, `usage` for a zone off the pages, or a `document-…` or `worker-…` code.
 */
export async function redactPdf(pools: WorkerPools, input: RedactInput, options: RedactOptions = {}): Promise<Result<Redacted, Failure>> {
  const rebuilt = await rebuildPages(pools, input, options);
  if (!rebuilt.ok) return rebuilt;
  const asked = pagesToRedraw(input, rebuilt.value);
  const drawn = asked.size === 0 ? success({ pages: rebuilt.value, fallbacks: [] }) : await onLease(pools, (source) => redrawPages(source, input, { pages: rebuilt.value, asked }, options));
  if (!drawn.ok) return drawn;
  const { pages, fallbacks } = drawn.value;
  const first = await writeAndProve(pools, input, pages, options);
  const redrawn = pages.some(({ drawing }) => drawing !== undefined);
  if (first.ok || !redrawn || first.failure.code !== 'redaction-not-proved') return first.ok ? success({ ...first.value, fallbacks }) : first;
  const second = await writeAndProve(pools, input, rebuilt.value, options);
  if (!second.ok) return second;
  const failed = pages.filter(({ drawing }) => drawing !== undefined).map(({ number }) => ({ page: number, why: 'its proof did not hold' }));
  return success({ ...second.value, fallbacks: [...fallbacks, ...failed].sort((a, b) => a.page - b.page) });
}

async function writeAndProve(pools: WorkerPools, input: RedactInput, pages: readonly RebuiltPage[], options: RedactOptions): Promise<Result<Omit<Redacted, 'fallbacks'>, Failure>> {
  const written = await writePages(pools, input, pages, options);
  if (!written.ok) return written;
  const pdf = written.value;
  options.report?.({ step: 'prove', done: 0, total: 1, unit: 'documents' });
  const drawn = pages.map(({ drawing }) => drawing !== undefined);
  const proved = await proveRedaction(pools, { ...input, source: input.pdf, pdf, pages: pages.length, drawn }, { signal: options.signal });
  if (!proved.ok) return proved;
  const broken = proved.value.filter(({ holds }) => !holds);
  if (broken.length > 0) {
    const reasons = broken.map(({ guarantee, message }) => `${guarantee}: ${message ?? 'does not hold'}`).join('; ');
    return refusal(failure('redaction-not-proved', 'The redacted file did not pass its proof and was thrown away ({{reasons}}).', { values: { reasons } }));
  }
  options.report?.({ step: 'prove', done: 1, total: 1, unit: 'documents' });
  const method = drawn.some((redrawn) => redrawn) ? 'structural' : 'raster';
  return success({ pdf, sha256: createHash('sha256').update(pdf).digest('hex'), method, pages: pages.length, proof: proved.value, warnings: [...tightBoxes(input.zones, input.text), ...slantedBoxes(input.zones, pages)] });
}

interface Redrawn {
  readonly pages: readonly RebuiltPage[];
  readonly fallbacks: readonly { readonly page: number; readonly why: string }[];
}

function pagesToRedraw({ method = 'raster' }: RedactInput, pages: readonly RebuiltPage[]): ReadonlySet<number> {
  return new Set(pages.filter(({ number }) => (typeof method === 'function' ? method(number) : method) === 'structural').map(({ number }) => number));
}

/** Redraws the pages for which that was asked, as far as they can be; the others stay pictures. */
async function redrawPages(source: WorkerLease, input: RedactInput, { pages, asked }: { readonly pages: readonly RebuiltPage[]; readonly asked: ReadonlySet<number> }, { signal }: RedactOptions): Promise<Result<Redrawn, Failure>> {
  const opened = await source.run(drawTasks, 'open', { bytes: input.pdf }, { signal });
  if (!opened.ok) return opened;
  const redrawn: RebuiltPage[] = [];
  const fallbacks: { page: number; why: string }[] = [];
  for (const page of pages) {
    const { number } = page;
    const why = !asked.has(number) ? undefined : !opened.value.drawable ? 'a file that a second reader cannot open' : page.scanned ? 'a scanned page' : '';
    if (why !== '') {
      if (why !== undefined) fallbacks.push({ page: number, why });
      redrawn.push(page);
      continue;
    }
    const drawn = await source.run(drawTasks, 'draw', { page: number, zones: input.zones.filter((zone) => zone.page === number).map(({ rect }) => rect) }, { signal });
    if (!drawn.ok) return drawn;
    if (drawn.value.drawing === undefined) fallbacks.push({ page: number, why: drawn.value.why });
    redrawn.push(drawn.value.drawing === undefined ? page : { ...page, drawing: drawn.value.drawing });
  }
  return success({ pages: redrawn, fallbacks });
}

function writePages(pools: WorkerPools, about: { readonly title: string; readonly language: string }, pages: readonly RedactedPage[], { signal }: RedactOptions): Promise<Result<Uint8Array, Failure>> {
  const { title, language } = about;
  return pools.document.run(writeTasks, 'write', { title, language, pages: pages.length }, { signal, host: { page: (index: number) => pages[index] }, timeoutMs: 60_000 + pages.length * 1_000 });
}

// One worker at a time, given back before the next is asked for: many redactions at once must not wait for one another for ever.
async function onLease<T>(pools: WorkerPools, use: (lease: WorkerLease) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  const lease = await pools.document.lease();
  try {
    return await use(lease);
  } finally {
    lease.release();
  }
}

async function rebuildPages(pools: WorkerPools, input: RedactInput, options: RedactOptions): Promise<Result<readonly RebuiltPage[], Failure>> {
  const first = await onLease(pools, (source) => rasterise(pools, source, input, options));
  if (!first.ok || options.readAgain === undefined) return first;
  const unread = first.value.filter((page) => page.readAgain);
  if (unread.length === 0) return first;
  const pictures = await writePages(pools, { title: '', language: '' }, unread.map((page) => ({ ...page, words: [] })), options);
  if (!pictures.ok) return pictures;
  const read = await options.readAgain(pictures.value);
  if (!read.ok) return read;
  const text = read.value.flatMap((page) => (unread[page.page - 1] === undefined ? [] : [{ ...page, page: unread[page.page - 1]?.number ?? 0 }]));
  const again = await onLease(pools, (source) => rasterise(pools, source, { ...input, text }, { ...options, only: unread.map(({ number }) => number) }));
  if (!again.ok) return again;
  return success(first.value.map((page) => again.value.find(({ number }) => number === page.number) ?? page));
}

interface RebuiltPage extends RedactedPage {
  readonly number: number;
  /** Whether its words have to come from its painted pixels. */
  readonly readAgain: boolean;
  readonly scanned: boolean;
  /** Of each zone of the page, in their order, whether it hides text that stands at a slant. */
  readonly slanted: readonly boolean[];
}

const lostShare = 0.5;

interface Rasterising extends RedactOptions {
  readonly only?: readonly number[];
}

async function rasterise(pools: WorkerPools, source: WorkerLease, input: RedactInput, { signal, report, only }: Rasterising): Promise<Result<readonly RebuiltPage[], Failure>> {
  const run = { signal };
  const opened = await source.run(rasterTasks, 'open', { bytes: input.pdf }, run);
  if (!opened.ok) return opened;
  const { pages } = opened.value;
  if (input.zones.some(({ page }) => !Number.isInteger(page) || page < 1 || page > pages)) return refusal(failure('usage', 'A zone names a page that is not there: the document has {{pages}} pages.', { values: { pages } }));
  const done: RebuiltPage[] = [];
  // While one page is encoded, the next is rendered.
  let encoding: Promise<Result<RebuiltPage, Failure>> | undefined;
  for (const page of only ?? Array.from({ length: pages }, (_, index) => index + 1)) {
    report?.({ step: 'redact', done: page - 1, total: pages, unit: 'pages' });
    const text = input.text.find((entry) => entry.page === page);
    const zones = input.zones.filter((zone) => zone.page === page).map(({ rect }) => rect);
    const made = await source.run(rasterTasks, 'rasterise', { page, zones, words: text?.words ?? [], source: text?.source ?? 'none' }, run);
    const before = await encoding;
    if (before?.ok === false) return before;
    if (before !== undefined) done.push(before.value);
    if (!made.ok) return made;
    const { image, words, widthPt, heightPt, unseenWords, slanted } = made.value;
    const readAgain = (text?.source === 'text' && unseenWords > text.words.length * lostShare) || (text?.source === 'ocr' && zones.length > 0);
    encoding = pools.image.run(encodeTasks, 'encode', image, run).then((encoded) => (encoded.ok ? success({ widthPt, heightPt, image: encoded.value, words, number: page, readAgain, slanted, scanned: text?.source === 'ocr' || readAgain }) : encoded));
  }
  const last = await encoding;
  if (last?.ok === false) return last;
  report?.({ step: 'redact', done: pages, total: pages, unit: 'pages' });
  return success(last === undefined ? done : [...done, last.value]);
}
