// Pages a minute on a mixed file and on scans alone, beside OCRmyPDF and native tesseract; text with boxes beside pdftotext -bbox. Same pages, same run. Processor time is the fair figure where
// other work runs on the machine. Where OCRmyPDF is not installed the native tools that it is made of stand for it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { readDocument } from '../../engine/reading/index.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { declaration } from '../unit/engine/reading/declaration.ts';
import { picturePdf, scanOf, textPdf } from '../unit/engine/reading/make-scan.ts';
import { cpuOfTree } from './measure-process.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-bench-'));
const born = textPdf(declaration('eng', 100));
const bornPages = (await PDFDocument.load(born)).getPageCount();
const scans = await Promise.all(Array.from({ length: 8 }, (_, index) => scanOf(pools, born, { dpi: 200, page: (index % bornPages) + 1 })));
const scanPdf = await picturePdf(scans, 200);
const manyScans = [...scans, ...scans];

async function joined(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const out = await PDFDocument.create();
  for (const part of parts) {
    const source = await PDFDocument.load(part);
    for (const page of await out.copyPages(source, source.getPageIndices())) out.addPage(page);
  }
  return out.save();
}

const mixed = await joined([...Array.from({ length: 5 }, () => born), scanPdf]);
const text = await joined(Array.from({ length: 50 }, () => born));
const [mixedTextPages, textPages] = [bornPages * 5, bornPages * 50];
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
  const [start, cpuStart] = [performance.now(), cpuOfTree()];
  await work();
  const seconds = (performance.now() - start) / 1000;
  const cpu = cpuOfTree() - cpuStart;
  console.log(`${what.padEnd(64)} ${((pages * 60) / seconds).toFixed(0).padStart(7)} pages/min  ${((seconds * 1000) / pages).toFixed(1).padStart(8)} ms a page, processor ${((cpu * 1000) / pages).toFixed(1).padStart(8)} ms`);
}

async function read(pdf: Uint8Array): Promise<void> {
  const result = await readDocument(pools, pdf, { languages: ['en'] });
  if (!result.ok) throw new Error(result.failure.code);
}

await read(await joined([born, await picturePdf(scans.slice(0, 2), 200)])); // processes and tables warm, as in a session with more than one document
const oneAfterAnother = (files: readonly string[], command: readonly string[]): void => void execFileSync('xargs', ['-P', '2', '-I', '{}', ...command], { env: oneThread.env, input: files.join('\n'), stdio: ['pipe', 'ignore', 'ignore'] });

function ocrMyPdf(): void {
  execFileSync('ocrmypdf', ['--skip-text', '--jobs', '2', '--output-type', 'pdf', '-l', 'eng', mixedFile, path.join(folder, 'out.pdf')], oneThread);
}

/** What OCRmyPDF does by the native tools that it stands on: text taken out, scanned pages drawn, recognised to PDF, and joined. */
function nativeTools(): void {
  execFileSync('pdftotext', ['-bbox', mixedFile, path.join(folder, 'out.html')], oneThread);
  execFileSync('pdftoppm', ['-r', '200', '-gray', '-png', '-f', String(mixedTextPages + 1), mixedFile, path.join(folder, 'page')], oneThread);
  const drawn = readdirSync(folder).filter((name) => /^page-.*\.png$/u.test(name)).map((name) => path.join(folder, name));
  oneAfterAnother(drawn, ['tesseract', '{}', '{}', '-l', 'eng', '--dpi', '200', 'pdf']);
  execFileSync('qpdf', ['--empty', '--pages', mixedFile, `1-${mixedTextPages}`, ...drawn.map((name) => `${name}.pdf`), '--', path.join(folder, 'out.pdf')], oneThread);
}

const hasOcrMyPdf = spawnSync('ocrmypdf', ['--version']).status === 0;
const mixedPages = mixedTextPages + scans.length;
await pagesAMinute(`Custodia, mixed file (${mixedTextPages} text, ${scans.length} scanned)`, mixedPages, () => read(mixed));
await pagesAMinute(hasOcrMyPdf ? 'OCRmyPDF --skip-text --jobs 2, the same' : 'pdftotext, pdftoppm, tesseract, qpdf (no OCRmyPDF here)', mixedPages, hasOcrMyPdf ? ocrMyPdf : nativeTools);
const manyPdf = await picturePdf(manyScans, 200);
await pagesAMinute(`Custodia, ${manyScans.length} scans alone`, manyScans.length, () => read(manyPdf));
await pagesAMinute('native tesseract, two at a time, the same', manyScans.length, () => oneAfterAnother([...pictures, ...pictures], ['tesseract', '{}', '{}', '-l', 'eng', '--dpi', '200', 'tsv']));
await pagesAMinute('Custodia, text with boxes and language', textPages, () => read(text));
await pagesAMinute('pdftotext -bbox, the same', textPages, () => void execFileSync('pdftotext', ['-bbox', textFile, path.join(folder, 'out.html')], oneThread));
pools.close();
rmSync(folder, { recursive: true });
