// Pages a minute on a mixed file and on scans alone, beside OCRmyPDF and native tesseract; text with boxes beside pdftotext -bbox. Same pages, same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { readDocument } from '../../engine/reading/index.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { declaration } from '../unit/engine/reading/declaration.ts';
import { picturePdf, scanOf, textPdf } from '../unit/engine/reading/make-scan.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-bench-'));
const born = textPdf(declaration('eng', 100));
const bornPages = (await PDFDocument.load(born)).getPageCount();
const scans = await Promise.all(Array.from({ length: 8 }, (_, index) => scanOf(pools, born, { dpi: 200, page: (index % bornPages) + 1 })));
const scanPdf = await picturePdf(scans, 200);

async function joined(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const out = await PDFDocument.create();
  for (const part of parts) {
    const source = await PDFDocument.load(part);
    for (const page of await out.copyPages(source, source.getPageIndices())) out.addPage(page);
  }
  return out.save();
}

const text = await joined(Array.from({ length: 5 }, () => born));
const mixed = await joined([text, scanPdf]);
const textPages = bornPages * 5;
const file = (name: string, bytes: Uint8Array): string => {
  const place = path.join(folder, name);
  writeFileSync(place, bytes);
  return place;
};
const mixedFile = file('mixed.pdf', mixed);
const textFile = file('text.pdf', text);
const pictures = scans.map((scan, index) => file(`${index}.png`, scan));
const oneThread = { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, stdio: 'ignore' } as const;

async function pagesAMinute(what: string, pages: number, work: () => Promise<void> | void): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what.padEnd(64)} ${((pages * 60) / seconds).toFixed(0).padStart(7)} pages/min  ${((seconds * 1000) / pages).toFixed(1).padStart(8)} ms a page`);
}

async function read(pdf: Uint8Array): Promise<void> {
  const result = await readDocument(pools, pdf, { languages: ['en'] });
  if (!result.ok) throw new Error(result.failure.code);
}

await read(await joined([born, await picturePdf(scans.slice(0, 2), 200)])); // processes and tables warm, as in a session with more than one document
await pagesAMinute(`Custodia, mixed file (${textPages} text, ${scans.length} scanned)`, textPages + scans.length, () => read(mixed));
await pagesAMinute('OCRmyPDF --skip-text --jobs 2, the same', textPages + scans.length, () => void execFileSync('ocrmypdf', ['--skip-text', '--jobs', '2', '--output-type', 'pdf', '-l', 'eng', mixedFile, path.join(folder, 'out.pdf')], oneThread));
await pagesAMinute('Custodia, scans alone', scans.length, () => read(scanPdf));
await pagesAMinute('native tesseract, two at a time, the same', scans.length, () => void execFileSync('xargs', ['-P', '2', '-I', '{}', 'tesseract', '{}', '{}', '-l', 'eng', '--dpi', '200', 'tsv'], { env: oneThread.env, input: pictures.join('\n'), stdio: ['pipe', 'ignore', 'ignore'] }));
await pagesAMinute('Custodia, text with boxes and language', textPages, () => read(text));
await pagesAMinute('pdftotext -bbox, the same', textPages, () => void execFileSync('pdftotext', ['-bbox', textFile, path.join(folder, 'out.html')], oneThread));
pools.close();
rmSync(folder, { recursive: true });
