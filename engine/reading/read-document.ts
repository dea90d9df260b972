import { failure, type Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openPdfSession, type PdfSession } from '../pdf/pdf-session.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { chooseOcrLanguages } from './choose-ocr-languages.ts';
import { detectLanguages } from './detect-languages.ts';
import { findNativeTesseract, type NativeTesseract } from './native-tesseract.ts';
import { readScan, type ScanLanguages } from './read-scan.ts';
import { isRealText } from './real-text.ts';

export interface ReadOptions {
  /** BCP 47 languages of the document, the main one first; found for each page where absent. */
  readonly languages?: readonly string[] | undefined;
  readonly password?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
  /** Called with each page as soon as it is read, in no fixed order: what it has been given need not be read again. */
  readonly onPage?: ((page: PageText) => void) | undefined;
  /** 1-based numbers of the pages to read; all where absent. With `onPage` this is how reading goes on where it stopped. */
  readonly pages?: readonly number[] | undefined;
  /** Recognises every page, whatever text it carries. */
  readonly forceOcr?: boolean | undefined;
  /** `native`: pages are recognised by the machine's own tesseract, with the bundled language data. */
  readonly engine?: RecognitionEngine | undefined;
}

export type RecognitionEngine = 'bundled' | 'native';

// Two pages are recognised while a third is being rendered; the pool itself decides how many run.
const pagesAhead = 3;
// A picture of this share of a page may hold writing of its own.
const notablePicture = 0.15;

/**
 * Reads the text of a PDF with the place of every word. Pages that carry real text keep it; the others, and pictures on text pages, are recognised.
 * The answer is in page order. Fails with `language-missing` (no OCR data for a language asked for), `not-offered` (no native tesseract here), `cancelled`, or the codes of
 * `openPdfSession`; a page that cannot be drawn at all comes back with source `none`.
 */
export async function readDocument(pools: WorkerPools, pdf: Uint8Array, options: ReadOptions = {}): Promise<Result<PageText[], Failure>> {
  const chosen = chooseOcrLanguages(options.languages ?? []);
  if (!chosen.ok) return chosen;
  const { signal, password } = options;
  const native = options.engine === 'native' ? findNativeTesseract() : undefined;
  if (options.engine === 'native' && native === undefined) return refusal(failure('not-offered', 'There is no tesseract program on this machine: read with the bundled engine.'));
  const opened = await openPdfSession(pools.document, pdf, { ...(password === undefined ? {} : { password }), ...(signal === undefined ? {} : { signal }) });
  if (!opened.ok) return opened;
  try {
    return await readPages(pools, opened.value, { ...options, native, chosen: chosen.value });
  } finally {
    opened.value.close();
  }
}

type ReadPage = ReadOptions & { readonly chosen: ScanLanguages; readonly native: NativeTesseract | undefined };

async function readPages(pools: WorkerPools, session: PdfSession, options: ReadPage): Promise<Result<PageText[], Failure>> {
  const wanted = [...new Set(options.pages ?? session.pages.map((_, index) => index + 1))].sort((a, b) => a - b);
  const missing = wanted.find((page) => session.pages[page - 1] === undefined);
  if (missing !== undefined) return refusal(failure('usage', 'The document has no page {{page}}.', { values: { page: missing } }));
  const read = new Map<number, PageText>();
  const queue = [...wanted];
  let refused: Failure | undefined;
  options.report?.({ step: 'read', done: 0, total: wanted.length, unit: 'pages' });
  const work = async (): Promise<void> => {
    for (let page = queue.shift(); page !== undefined && refused === undefined; page = queue.shift()) {
      const text = await readPage(pools, session, page, options);
      if (!text.ok) {
        refused ??= text.failure;
        return;
      }
      read.set(page, text.value);
      options.onPage?.(text.value);
      options.report?.({ step: 'read', done: read.size, total: wanted.length, unit: 'pages' });
    }
  };
  await Promise.all(Array.from({ length: Math.min(pagesAhead, wanted.length) }, work));
  if (refused !== undefined) return refusal(refused);
  return success(wanted.flatMap((page) => read.get(page) ?? []));
}

async function readPage(pools: WorkerPools, session: PdfSession, page: number, options: ReadPage): Promise<Result<PageText, Failure>> {
  const { signal, forceOcr = false, chosen, native } = options;
  const carried = await session.words(page, signal);
  if (!carried.ok) {
    // A page that PDFium cannot load cannot be shown or rendered either: there is nothing on it to read.
    const size = session.pages[page - 1] ?? { widthPt: 0, heightPt: 0 };
    return carried.failure.code === 'document-damaged' ? success({ page, ...size, source: 'none', words: [] }) : carried;
  }
  const { words, fields, widthPt, heightPt } = carried.value;
  const real = !forceOcr && isRealText(words);
  const makeup = real ? await session.makeup(page, signal) : undefined;
  if (makeup?.ok === false) return makeup;
  if (makeup !== undefined && makeup.value.imageShare < notablePicture) {
    const [found] = await detectLanguages(pools, [words.map(({ text }) => text).join(' ')], signal);
    const language = found ?? chosen.stated[0];
    return success({ page, widthPt, heightPt, source: 'text', ...(language === undefined ? {} : { language }), words, ...(fields === undefined ? {} : { fields }) });
  }
  return readScan(pools, session, { page, widthPt, heightPt, carried: real ? words : [], trusted: makeup?.value.invisibleTextShare === 0, languages: chosen, native, signal });
}
