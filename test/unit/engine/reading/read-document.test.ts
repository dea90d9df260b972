import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rectsIntersect } from '../../../../shared/geometry.ts';
import type { PageText } from '../../../../shared/page-text.ts';
import type { Progress } from '../../../../shared/progress.ts';
import { readDocument, type ReadOptions } from '../../../../engine/reading/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { characterErrorRate } from './character-error.ts';
import { declaration } from './declaration.ts';
import { picturePdf, scanOf, textPdf } from './make-scan.ts';

const pools = createWorkerPools();
const ukrainian = declaration('ukr', 2);
let born: Uint8Array;
let scan: Uint8Array;

beforeAll(async () => {
  born = textPdf(ukrainian, 'uk');
  scan = await picturePdf([await scanOf(pools, born)]);
});
afterAll(() => pools.close());

async function read(pdf: Uint8Array, options: ReadOptions = {}): Promise<PageText[]> {
  const result = await readDocument(pools, pdf, options);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

function wordsOf(page: PageText | undefined): string {
  return page?.words.map(({ text }) => text).join(' ') ?? '';
}

describe('readDocument', () => {
  it('keeps the text that a page carries and finds its language', async () => {
    const [page] = await read(born);
    expect(page?.source).toBe('text');
    expect(page?.language).toBe('uk');
    expect(characterErrorRate(ukrainian, wordsOf(page))).toBe(0);
  });

  it('recognises a page without text and puts every word where it stands', async () => {
    const [[carried], [recognised]] = await Promise.all([read(born), read(scan, { languages: ['uk'] })]);
    expect(recognised?.source).toBe('ocr');
    expect(characterErrorRate(ukrainian, wordsOf(recognised))).toBeLessThan(0.01);
    const misplaced = carried!.words.filter((word) => !recognised!.words.some((other) => other.text === word.text && rectsIntersect(word.rect, other.rect)));
    expect(misplaced.length).toBeLessThan(carried!.words.length * 0.03);
    for (const { confidence } of recognised!.words) expect(confidence).toBeGreaterThan(0.2);
  });

  it('reads pages that were scanned sideways or upside down, boxes as displayed', async () => {
    const turned = await picturePdf(await Promise.all([90, 180, 270].map((turn) => scanOf(pools, born, { turn, dpi: 200 }))), 200);
    const pages = await read(turned, { languages: ['uk'] });
    for (const page of pages) expect(characterErrorRate(ukrainian, wordsOf(page))).toBeLessThan(0.02);
    // The first word of an A4 page with 20 mm margins stands in the corner that the turn moves to.
    const corners = pages.map(({ words, widthPt, heightPt }) => [words[0]!.rect[0] > widthPt / 2, words[0]!.rect[1] > heightPt / 2]);
    expect(corners).toEqual([[true, false], [true, true], [false, true]]);
  });

  it('sets a crooked page straight and finds language and script when none is given', async () => {
    const crooked = await picturePdf([await scanOf(pools, born, { turn: 3.3, dpi: 200 })], 200);
    const [page] = await read(crooked);
    expect(page?.language).toBe('uk');
    expect(characterErrorRate(ukrainian, wordsOf(page))).toBeLessThan(0.02);
  });

  it('reads addresses and account numbers in Latin letters on a page in another script', async () => {
    const mixed = textPdf('Свідок підтвердила, що писала листи з цієї скриньки\n\nпошта olena.koval@example.org, рахунок UA213223130000026007233566001\n\nБільше вона нічого не сказала', 'uk');
    const [page] = await read(await picturePdf([await scanOf(pools, mixed, { dpi: 200 })], 200), { languages: ['uk'] });
    expect(wordsOf(page)).toContain('olena.koval@example.org');
    expect(wordsOf(page)).toContain('UA213223130000026007233566001');
    expect(wordsOf(page)).toContain('Більше вона нічого не сказала');
  });

  it('does not believe an empty or unreadable layer over a picture', async () => {
    const pdf = await PDFDocument.load(scan);
    pdf.getPage(0).drawText('\u00b6 \u00a7 . .', { x: 5, y: 5, size: 4, opacity: 0 });
    const [page] = await read(await pdf.save(), { languages: ['uk'] });
    expect(page?.source).toBe('ocr');
    expect(page!.words.length).toBeGreaterThan(50);
  });

  it('reads the writing on a picture that stands on a text page', async () => {
    const pdf = await PDFDocument.load(textPdf('A short letter about the photograph below, typed on a computer in the office.'));
    const image = await pdf.embedPng(await scanOf(pools, textPdf('Olena Koval signed here'), { dpi: 150 }));
    pdf.getPage(0).drawImage(image, { x: 100, y: 50, width: 400, height: 566 });
    const [page] = await read(await pdf.save(), { languages: ['en'] });
    expect(page?.source).toBe('text');
    expect(wordsOf(page)).toContain('typed on a computer');
    expect(wordsOf(page)).toContain('Koval');
  });

  it('says that an empty page has nothing to read', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage([300, 200]);
    expect(await read(await pdf.save(), { languages: ['en'] })).toEqual([{ page: 1, widthPt: 300, heightPt: 200, source: 'none', language: 'en', words: [] }]);
  });

  it('gives each page as it is read, tells the progress, and goes on with the pages that are missing', async () => {
    const given: number[] = [];
    const told: Progress[] = [];
    const three = textPdf(declaration('eng', 100));
    const pages = await read(three, { pages: [2, 1], onPage: ({ page }) => given.push(page), report: (progress) => told.push(progress) });
    expect(pages.map(({ page }) => page)).toEqual([1, 2]);
    expect(given.toSorted()).toEqual([1, 2]);
    expect(told.at(-1)).toEqual({ step: 'read', done: 2, total: 2, unit: 'pages' });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = readDocument(pools, scan, { languages: ['uk'], signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    const result = await reading;
    expect(result.ok ? 'read' : result.failure.code).toBe('cancelled');
  });

  it('refuses a language that it has no data for, a page that is not there and bytes that are no PDF', async () => {
    const codes = await Promise.all([readDocument(pools, scan, { languages: ['tlh'] }), readDocument(pools, scan, { pages: [7] }), readDocument(pools, new TextEncoder().encode('no PDF'))]);
    expect(codes.map((result) => (result.ok ? 'read' : result.failure.code))).toEqual(['language-missing', 'usage', 'document-damaged']);
  });
});
