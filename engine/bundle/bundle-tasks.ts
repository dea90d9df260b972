import { PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { failure, type Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { OutputPiece } from '../pdf/object-copy.ts';
import { parseOnDemand } from '../pdf/parse-on-demand.ts';
import { parsePdf, type ParsedPdf } from '../pdf/parse-pdf.ts';
import { definesObjectsTwice } from '../pdf/redefined-objects.ts';
import { listSourcePages, statedPageCount } from '../pdf/source-pages.ts';
import { SourceExpander, type SparseSource } from '../pdf/sparse-source.ts';
import type { TaskHost } from '../workers/task.ts';
import type { FreeRoom } from './measure-margins.ts';
import { framePage } from './page-frame.ts';
import { placeSource, type PlacedSource, type PlaceOptions } from './place-source.ts';
import { readingWays, type ReadingWay } from './reading-ways.ts';
import type { SourceFinding } from './source-rules.ts';

export interface PlaceInput extends Omit<PlaceOptions, 'text' | 'firstObject' | 'isMissing' | 'rooms'> {
  readonly key: string;
  readonly text?: readonly PageText[];
  /** Width of the widest stamp, where marks are to stand in the margin of its pages. */
  readonly stampPt?: number;
  /** Pages that were counted when the document was taken in. */
  readonly pages?: number;
}

/** A batch of output, in file order. Ranges are of the bytes that `source` tells: the source as given, or the rewritten file, which is then written out as bytes. */
export interface WriteBatch {
  readonly pieces: readonly OutputPiece[];
}

export type PlaceOutput = Omit<PlacedSource, 'pieces'> & { readonly way: ReadingWay };

/** The same once it is written: where its objects start is noted with the file. */
export type Placement = Omit<PlaceOutput, 'starts'>;

const expander = new SourceExpander();
const batchBytes = 8 * 2 ** 20;
const repaired: Readonly<Record<ReadingWay, SourceFinding | undefined>> = {
  objects: undefined,
  rewritten: { code: 'repaired', message: 'The document was damaged or protected and was rewritten before it was bundled.' },
  images: { code: 'as-images', message: 'The document could only be bundled as pictures of its pages.' },
};

/** Sets one source into the output by the first way that works, `from` being the first to try; its bytes are asked for, and its output is written in batches. */
async function place({ from, firstObject, ...input }: PlaceInput & { readonly from: ReadingWay; readonly firstObject: number }, host: TaskHost): Promise<Result<PlaceOutput, Failure>> {
  const source = (await host.call('source', input.key)) as Uint8Array;
  if (source.length === 0) return refusal(failure('document-empty', 'The document is empty.'));
  let last: Failure = failure('document-damaged', 'The document is damaged: it cannot be bundled.');
  for (const way of readingWays.slice(readingWays.indexOf(from))) {
    const bytes = way === 'objects' ? success(source) : await rewritten(source, way);
    if (!bytes.ok) {
      last = bytes.failure;
      continue;
    }
    const placed = await attempt(bytes.value, { input, way, firstObject });
    if (placed === undefined) continue;
    await write(placed.pieces, way === 'objects' ? undefined : bytes.value, host);
    return success(answer(placed, input, way));
  }
  return refusal(last);
}

/**
 * Sets several small or sparse sources into the output by their own objects, one after another, and answers their output at once. Ends before the first
 * one that cannot be read so: that one is for `place`.
 */
async function placeSome({ sources, firstObject }: { readonly sources: readonly (PlaceInput & { readonly source: SparseSource })[]; readonly firstObject: number }): Promise<Result<readonly (PlaceOutput & { readonly pieces: readonly OutputPiece[] })[], Failure>> {
  const done: (PlaceOutput & { pieces: readonly OutputPiece[] })[] = [];
  for (const { source, ...input } of sources) {
    const placed = source.size === 0 ? undefined : await attempt(expander.expand(source), { input, way: 'objects', firstObject: done.at(-1)?.next ?? firstObject, holes: source.holes });
    if (placed === undefined) break;
    done.push({ ...answer(placed, input, 'objects'), pieces: placed.pieces });
  }
  return success(done);
}

function answer({ starts, next, node, pages, bookmarks, layers, element, tags, archival, language, findings }: PlacedSource, { pages: recorded }: PlaceInput, way: ReadingWay): PlaceOutput {
  const notes = [repaired[way], recorded === undefined || recorded === pages.length ? undefined : { code: 'pages-differ', message: 'The document has another number of pages than was recorded for it.' } as const];
  const fault = way === 'objects' ? archival : { why: 'rewritten' } as const;
  return { starts, next, node, pages, bookmarks, layers, element, tags, ...(fault === undefined ? {} : { archival: fault }), ...(language === undefined ? {} : { language }), findings: [...findings, ...notes.filter((note) => note !== undefined)], way };
}

// PDFium is loaded for the few sources that need it.
async function rewritten(source: Uint8Array, way: 'rewritten' | 'images'): Promise<Result<Uint8Array, Failure>> {
  const { rasterisePdf, rewritePdf } = await import('../pdf/normalise-pdf.ts');
  return way === 'rewritten' ? rewritePdf(source) : rasterisePdf(source);
}

interface Attempt {
  readonly input: PlaceInput;
  readonly way: ReadingWay;
  readonly firstObject: number;
  readonly holes?: SparseSource['holes'];
}

async function attempt(bytes: Uint8Array, request: Attempt): Promise<PlacedSource | undefined> {
  const { input, way, holes = [] } = request;
  try {
    const plain = await attemptOnDemand(bytes, request);
    if (plain !== undefined) return plain;
    const parsed = await parsePdf(bytes);
    if (parsed === undefined || !holesAreStreams(parsed, holes)) return undefined;
    // What readers show of an odd file, PDFium says.
    if (way === 'objects' && definesObjectsTwice(bytes)) return undefined;
    if (way === 'objects' && !(await isComplete(parsed, input.pages, holes.length > 0))) return undefined;
    return await placeParsed(parsed, request);
  } catch (error) {
    if (way === 'images') throw error;
    return undefined; // this way cannot read the document: the next one is tried
  }
}

// A plainly written file that has all its pages; undefined for any other.
async function attemptOnDemand(bytes: Uint8Array, request: Attempt): Promise<PlacedSource | undefined> {
  try {
    const parsed = parseOnDemand(bytes, request.holes);
    return listSourcePages(parsed).length === (request.input.pages ?? statedPageCount(parsed)) ? await placeParsed(parsed, request) : undefined;
  } catch {
    return undefined; // what is odd is read thoroughly
  }
}

async function placeParsed(parsed: ParsedPdf, { input, firstObject, holes = [] }: Attempt): Promise<PlacedSource> {
  const missing = new Set(holes.map(([from]) => from));
  const rooms = input.stampPt === undefined ? undefined : await roomsOf(parsed, input, input.stampPt);
  return placeSource(parsed, { ...input, ...(rooms === undefined ? {} : { rooms }), firstObject, text: input.text ?? [], isMissing: (contents) => contents.buffer === parsed.bytes.buffer && missing.has(contents.byteOffset - parsed.bytes.byteOffset) });
}

// Where the pages have white for their marks; nowhere, where PDFium reads other pages than the object parser.
async function roomsOf(parsed: ParsedPdf, { firstBands, otherBands }: PlaceInput, stampPt: number): Promise<FreeRoom[] | undefined> {
  const [{ openWithPdfium }, { measureMargins }] = await Promise.all([import('../pdf/pdfium.ts'), import('./measure-margins.ts')]);
  const opened = await openWithPdfium(parsed.bytes, '', { asShown: true });
  if (!opened.ok) return undefined;
  const document = opened.value;
  try {
    const pages = listSourcePages(parsed);
    if (pages.length !== document.pageCount) return undefined;
    const sizeOf = (index: number): readonly [number, number] => {
      const page = pages[index];
      if (page === undefined) return [1, 1];
      const { widthPt, heightPt } = framePage(page.box, page.rotation, page.userUnit, { topPt: 0, bottomPt: 0 });
      return [widthPt, heightPt];
    };
    return measureMargins(document, sizeOf, (index) => ({ stampPt, headerPt: (index === 0 ? firstBands : otherBands).topPt }));
  } finally {
    document.close();
  }
}

const decodedTypes = new Set<unknown>([PDFName.of('ObjStm'), PDFName.of('XRef')]);

// Each hole is the whole data of a stream that nothing here decodes: then nothing was read out of a hole.
function holesAreStreams({ context, bytes }: ParsedPdf, holes: SparseSource['holes']): boolean {
  if (holes.length === 0) return true;
  const open = new Map(holes);
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.contents.buffer !== bytes.buffer) continue;
    const from = object.contents.byteOffset - bytes.byteOffset;
    if (open.get(from) === from + object.contents.length && !decodedTypes.has(object.dict.get(PDFName.of('Type')))) open.delete(from);
  }
  return open.size === 0;
}

// A damaged file may lose pages silently in one parser: where the count is neither as recorded nor as the file itself says, PDFium is asked.
async function isComplete(parsed: ParsedPdf, recorded: number | undefined, sparse: boolean): Promise<boolean> {
  const found = listSourcePages(parsed).length;
  if (found === 0) return false;
  if (found === (recorded ?? statedPageCount(parsed))) return true;
  if (sparse) return false;
  const { openWithPdfium } = await import('../pdf/pdfium.ts');
  const opened = await openWithPdfium(parsed.bytes);
  if (!opened.ok) return true;
  const count = opened.value.pageCount;
  opened.value.close();
  return count <= found;
}

async function write(pieces: readonly OutputPiece[], rewritten: Uint8Array | undefined, host: TaskHost): Promise<void> {
  let batch: OutputPiece[] = [];
  let size = 0;
  for (const piece of pieces) {
    const out = rewritten === undefined || piece instanceof Uint8Array ? piece : rewritten.subarray(piece[0], piece[1]);
    batch.push(out);
    size += out instanceof Uint8Array ? out.length : 0;
    if (size < batchBytes) continue;
    await host.call('write', { pieces: batch } satisfies WriteBatch);
    batch = [];
    size = 0;
  }
  if (batch.length > 0) await host.call('write', { pieces: batch } satisfies WriteBatch);
}

/** Sets one source after another into the output file of a bundle; what is remembered between them stays with the caller. */
export const tasks = { place, placeSome };
