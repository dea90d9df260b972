import type { Failure } from '../../shared/failure.ts';
import { rectsIntersect, type Rect } from '../../shared/geometry.ts';
import type { PageText, Word } from '../../shared/page-text.ts';
import { success, type Result } from '../../shared/result.ts';
import type { PackedImage } from '../pdf/packed-image.ts';
import type { PdfSession } from '../pdf/pdf-session.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { detectLanguages } from './detect-languages.ts';
import type { NativeRecognition, NativeTesseract } from './native-tesseract.ts';
import { ocrLanguageOf } from './ocr-languages.ts';
import type { RecognisedPage, tasks } from './ocr-tasks.ts';

const ocrTasks = taskModule<typeof tasks>(import.meta.url, './ocr-tasks');
const scanDpi = 200;
const mostPixels = 24_000_000;
// Specks that the engine takes for words on a picture.
const leastConfidence = 0.2;
const leastOnPicture = 0.6;

/** What a page may be written in. */
export interface ScanLanguages {
  /** Language data to read with, the main one first; empty: to be found. */
  readonly codes: readonly string[];
  /** The same as BCP 47, as the user stated them. */
  readonly stated: readonly string[];
}

export interface Scan {
  readonly page: number;
  readonly widthPt: number;
  readonly heightPt: number;
  /** Real text that the page carries beside its pictures. */
  readonly carried: readonly Word[];
  /** Whether all of that text is drawn with ink, so that it can be believed over what is recognised. */
  readonly trusted: boolean;
  readonly languages: ScanLanguages;
  /** Reads instead of the bundled engine. */
  readonly native?: NativeTesseract | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Recognises a page from its picture and joins it with the text that it carries. */
export async function readScan(pools: WorkerPools, session: PdfSession, scan: Scan): Promise<Result<PageText, Failure>> {
  const { page, widthPt, heightPt, signal } = scan;
  const dpi = Math.min(scanDpi, Math.sqrt((mostPixels * 72 * 72) / Math.max(1, widthPt * heightPt)));
  const rendered = await session.renderPacked(page, { dpi, grey: true }, signal);
  if (!rendered.ok) return rendered;
  const image = rendered.value;
  const recognised = await recognise(pools, { image, dpi }, scan);
  if (!recognised.ok) return recognised;
  const { words: found, language } = recognised.value;
  const scale = widthPt / image.width;
  const words = found.map(({ text, left, top, right, bottom, line, confidence }): Word => ({ text, line, confidence, rect: [left * scale, top * scale, (right - left) * scale, (bottom - top) * scale] }));
  const { joined, source } = joinWords(scan, words);
  return success({ page, widthPt, heightPt, source: joined.length === 0 ? 'none' : source, ...(language === undefined ? {} : { language }), words: joined });
}

interface Recognised {
  readonly words: RecognisedPage['words'];
  readonly language: string | undefined;
}

async function recognise(pools: WorkerPools, { image, dpi }: { readonly image: PackedImage; readonly dpi: number }, { languages, native, signal }: Scan): Promise<Result<Recognised, Failure>> {
  const host = native === undefined ? {} : { host: { tesseract: (asked: NativeRecognition) => native.recognise(asked, signal) } };
  const run = async (codes: readonly string[]): Promise<Result<RecognisedPage, Failure>> => {
    const once = (): Promise<Result<RecognisedPage, Failure>> => pools.ocr.run(ocrTasks, 'recognise', { image, dpi, languages: codes, engine: native === undefined ? 'bundled' : 'native' }, { signal, ...host });
    const first = await once();
    // A worker that another page's leftovers brought down gets a second, fresh chance.
    return first.ok || first.failure.code !== 'worker-crashed' ? first : once();
  };
  const first = await run(languages.codes);
  if (!first.ok) return first;
  const [stated] = languages.stated;
  if (languages.codes.length > 0) {
    const [found] = languages.stated.length < 2 ? [] : await detectLanguages(pools, [textOf(first.value)], signal);
    return success({ words: first.value.words, language: languages.stated.find((tag) => tag.split('-')[0] === found) ?? stated });
  }
  const spoken = await languagesOf(pools, first.value, signal);
  const better = [...new Set(spoken.flatMap((language) => ocrLanguageOf(language)?.code ?? []))];
  if (better.length === 0 || (better.length === 1 && first.value.languages.includes(better[0] ?? ''))) return success({ words: first.value.words, language: spoken[0] });
  const second = await run(better);
  if (!second.ok) return second;
  const chosen = second.value.confidence >= first.value.confidence ? second.value : first.value;
  return success({ words: chosen.words, language: spoken[0] });
}

const mostLanguages = 3;
const linesTogether = 3;
const notableShare = 0.15;

/** The languages of a page that nobody stated, the most used first: those of the whole, and of each few lines where they hold a notable part of it. */
async function languagesOf(pools: WorkerPools, page: RecognisedPage, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const lines = [...Map.groupBy(page.words, ({ line }) => line).values()].map((words) => words.map(({ text }) => text).join(' '));
  const parts = Array.from({ length: Math.ceil(lines.length / linesTogether) }, (_, index) => lines.slice(index * linesTogether, (index + 1) * linesTogether).join(' '));
  const [whole, ...each] = await detectLanguages(pools, [textOf(page), ...parts], signal);
  const letters = new Map<string, number>();
  each.forEach((language, index) => {
    if (language !== undefined) letters.set(language, (letters.get(language) ?? 0) + (parts[index]?.length ?? 0));
  });
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const notable = [...letters].filter(([, count]) => count >= total * notableShare).sort((a, b) => b[1] - a[1]).map(([language]) => language);
  return [...new Set([...(notable.length > 0 ? notable : []), ...(whole === undefined ? [] : [whole])])].slice(0, mostLanguages);
}

function textOf({ words }: RecognisedPage): string {
  return words.map(({ text }) => text).join(' ');
}

/** Text that the page carries comes first; recognised words stand where it has none. Words of an untrusted layer stand beside what is seen. */
function joinWords({ carried, trusted }: Scan, recognised: readonly Word[]): { joined: Word[]; source: 'text' | 'ocr' } {
  if (carried.length === 0) return { joined: recognised.filter(({ confidence }) => (confidence ?? 1) >= leastConfidence), source: 'ocr' };
  const [first, second] = trusted
    ? [carried, recognised.filter(({ confidence }) => (confidence ?? 1) >= leastOnPicture)]
    : [recognised.filter(({ confidence }) => (confidence ?? 1) >= leastConfidence), carried];
  const lines = Math.max(-1, ...first.map(({ line }) => line)) + 1;
  const added = second.filter((word) => !first.some((other) => isSamePlace(other.rect, word.rect)));
  return { joined: [...first, ...added.map((word) => ({ ...word, line: word.line + lines }))], source: trusted ? 'text' : 'ocr' };
}

function isSamePlace(a: Rect, b: Rect): boolean {
  if (!rectsIntersect(a, b)) return false;
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width * height > 0.3 * Math.min(a[2] * a[3], b[2] * b[3]);
}
