import { failure, type Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { OutputPiece } from '../pdf/object-copy.ts';
import { parsePdf, type ParsedPdf } from '../pdf/parse-pdf.ts';
import { listSourcePages, statedPageCount } from '../pdf/source-pages.ts';
import type { TaskHost } from '../workers/task.ts';
import { placeSource, type PlacedSource, type PlaceOptions } from './place-source.ts';
import { readingWays, type ReadingWay } from './reading-ways.ts';
import type { SourceFinding } from './source-rules.ts';

export interface PlaceInput extends Omit<PlaceOptions, 'text'> {
  readonly key: string;
  readonly text?: readonly PageText[];
  /** The first way to try; later ones follow when it fails. */
  readonly from: ReadingWay;
  /** Pages that were counted when the document was taken in. */
  readonly pages?: number;
}

/** A batch of output, in file order. Ranges are of the bytes that `read` tells: the source as given, or the rewritten file, which is then written out as bytes. */
export interface WriteBatch {
  readonly pieces: readonly OutputPiece[];
}

export type PlaceOutput = Omit<PlacedSource, 'pieces'> & { readonly way: ReadingWay };

const batchBytes = 8 * 2 ** 20;
const repaired: Readonly<Record<ReadingWay, SourceFinding | undefined>> = {
  objects: undefined,
  rewritten: { code: 'repaired', message: 'The document was damaged or protected and was rewritten before it was bundled.' },
  images: { code: 'as-images', message: 'The document could only be bundled as pictures of its pages.' },
};

async function place(input: PlaceInput, host: TaskHost): Promise<Result<PlaceOutput, Failure>> {
  const source = (await host.call('source', input.key)) as Uint8Array;
  if (source.length === 0) return refusal(failure('document-empty', 'The document is empty.'));
  let last: Failure = failure('document-damaged', 'The document is damaged: it cannot be bundled.');
  for (const way of readingWays.slice(readingWays.indexOf(input.from))) {
    const bytes = way === 'objects' ? success(source) : await rewritten(source, way);
    if (!bytes.ok) {
      last = bytes.failure;
      continue;
    }
    const placed = await attempt(bytes.value, input, way);
    if (placed === undefined) continue;
    await write(placed.pieces, way === 'objects' ? undefined : bytes.value, host);
    const { starts, next, node, pages, bookmarks, layers } = placed;
    const note = repaired[way];
    const findings: SourceFinding[] = [...placed.findings];
    if (note !== undefined) findings.push(note);
    if (input.pages !== undefined && input.pages !== placed.pages.length) findings.push({ code: 'pages-differ', message: 'The document has another number of pages than was recorded for it.' });
    return success({ starts, next, node, pages, bookmarks, layers, findings, way });
  }
  return refusal(last);
}

// PDFium is loaded for the few sources that need it.
async function rewritten(source: Uint8Array, way: 'rewritten' | 'images'): Promise<Result<Uint8Array, Failure>> {
  const { rasterisePdf, rewritePdf } = await import('../pdf/normalise-pdf.ts');
  return way === 'rewritten' ? rewritePdf(source) : rasterisePdf(source);
}

async function attempt(bytes: Uint8Array, input: PlaceInput, way: ReadingWay): Promise<PlacedSource | undefined> {
  try {
    const parsed = await parsePdf(bytes);
    if (parsed === undefined) return undefined;
    if (way === 'objects' && !(await isComplete(parsed, input.pages))) return undefined;
    return placeSource(parsed, { ...input, text: input.text ?? [] });
  } catch (error) {
    if (way === 'images') throw error;
    return undefined; // this way cannot read the document: the next one is tried
  }
}

// A damaged file may lose pages silently in one parser: where the count is neither as recorded nor as the file itself says, PDFium is asked.
async function isComplete(parsed: ParsedPdf, recorded: number | undefined): Promise<boolean> {
  const found = listSourcePages(parsed).length;
  if (found === 0) return false;
  if (found === (recorded ?? statedPageCount(parsed))) return true;
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
export const tasks = { place };
