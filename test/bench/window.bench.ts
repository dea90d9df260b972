/*
 * The window under load, in the system's Chromium without a display: start, unlock to the list of 100,000 documents, scrolling and filtering it, the first page of a
 * long PDF, pages far away, zoom; beside them the same PDF in plain PDF.js in the same browser. CUSTODIA_BENCH_DOCUMENTS and CUSTODIA_BENCH_PAGES set the sizes.
 */
import { chromium, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { createCase } from '../../engine/operations/open-case.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { startApplication, type Application } from '../e2e/start-application.ts';
import { addFiles, goTo } from '../e2e/window-pages.ts';
import { measuredTree } from './measure-process.ts';

const documentCount = Number(process.env['CUSTODIA_BENCH_DOCUMENTS'] ?? 100_000);
const pageCount = Number(process.env['CUSTODIA_BENCH_PAGES'] ?? 5000);
const passphrase = 'seven horses cross the river';
const jumps = 40;
const home = mkdtempSync(join(tmpdir(), 'custodia-window-bench-'));
const pdfFile = join(home, 'long.pdf');

function row(label: string, value: string, peer = ''): void {
  console.log(`${label.padEnd(58)} ${value.padStart(16)}  ${peer}`);
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const middle = (values: readonly number[], share = 0.5): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const spread = (values: readonly number[]): string => `${ms(middle(values))} / ${ms(middle(values, 0.95))}`;

async function makePdf(): Promise<void> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pageCount; page += 1) {
    const sheet = pdf.addPage([595, 842]);
    for (let line = 0; line < 40; line += 1) sheet.drawText(`Page ${String(page)}, line ${String(line + 1)}: the witness stated that nothing was out of order.`, { x: 50, y: 790 - line * 18, size: 11, font });
  }
  writeFileSync(pdfFile, await pdf.save());
}

/** A case of many rows: one stored text, listed again and again. */
async function makeCase(folder: string): Promise<void> {
  const made = await createCase({ folder, passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Bench' } });
  if (!made.ok) throw new Error(made.failure.message);
  const vault = made.value;
  const stored = await vault.putObject((async function* () { yield await Promise.resolve(Buffer.from('nothing happened')); })());
  for (let from = 0; from < documentCount; from += 5000) {
    vault.transaction(() => {
      for (let index = from; index < Math.min(from + 5000, documentCount); index += 1) {
        const id = `d-${String(index).padStart(8, '0')}` as DocumentId;
        vault.documents.add({
          id, name: `file-${String(index)}.txt`, title: `Statement ${String((index * 7919) % documentCount)} of witness ${String(index % 500)}`, kind: 'text', sha256: stored.sha256, bytes: stored.bytes,
          pages: 1, confidentiality: 'parties', source: {}, takenInAt: '2026-03-01T10:00:00.000Z', original: stored.objectId, language: index % 3 === 0 ? 'uk' : 'en',
        });
      }
    });
  }
  await vault.close();
}

/** Scrolls an element a step each frame; answers the time between frames and in how many of them nothing was there to see. */
function scrollFrames(page: Page, scroller: string, filled: string, stepPx: number, frames: number): Promise<{ readonly deltas: number[]; readonly blank: number }> {
  return page.evaluate(async ([scrollerSelector, filledSelector, step, count]) => {
    const element = document.querySelector(scrollerSelector);
    if (element === null) throw new Error('nothing to scroll');
    const deltas: number[] = [];
    let blank = 0;
    let last = await new Promise<number>(requestAnimationFrame);
    for (let frame = 0; frame < count; frame += 1) {
      element.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      deltas.push(now - last);
      last = now;
      const box = element.getBoundingClientRect();
      const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (!under.some((node) => node.matches(filledSelector))) blank += 1;
    }
    return { deltas, blank };
  }, [scroller, filled, stepPx, frames] as const);
}

async function listOfDocuments(application: Application, start: number): Promise<void> {
  const { page } = application;
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  const unlocking = performance.now();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('navigation', { name: 'Parts of the case' }).waitFor({ timeout: 120_000 });
  row('unlock to the overview', ms(performance.now() - unlocking));
  await goTo(page, 'Documents');
  await page.waitForFunction((count) => document.querySelector('.screen-tools [role="status"]')?.textContent.replaceAll(/\D/gu, '') === String(count), documentCount, { timeout: 180_000 });
  row(`unlock to the whole list of ${String(documentCount)}`, ms(performance.now() - unlocking));
  const { deltas, blank } = await scrollFrames(page, '.grid', '.grid-row', 900, 300);
  row('scrolling the list: frame, median / 95 %', spread(deltas), `${(1000 / middle(deltas)).toFixed(0)} frames a second, ${String(blank)} of ${String(deltas.length)} frames without rows`);
  const filtering: number[] = [];
  for (const query of ['witness 77', 'statement 9', 'nobody has this', '']) {
    const began = performance.now();
    const before = await page.locator('.screen-tools [role="status"]').textContent();
    await page.getByRole('searchbox').fill(query);
    await page.waitForFunction((text) => document.querySelector('.screen-tools [role="status"]')?.textContent !== text, before, { timeout: 30_000 });
    filtering.push(performance.now() - began);
  }
  row('filtering the list as one types, median / 95 %', spread(filtering));
  row('memory of the application with its browser', `${measuredTree(application.process.pid ?? 0).toFixed(0)} MB`, `after ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

async function longDocument({ page }: Application): Promise<void> {
  await addFiles(page, [pdfFile]);
  await page.getByText(/document taken in/).waitFor({ timeout: 300_000 });
  await page.getByRole('searchbox').fill('long.pdf');
  const title = page.locator('.grid').getByRole('button', { name: 'long.pdf', exact: true });
  await title.waitFor();
  const opening = performance.now();
  await title.click();
  await page.locator('[data-page="1"] .page-picture[data-loaded]').waitFor();
  const first = performance.now() - opening;
  const far: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    const target = 1 + ((jump * 1973 + 311) % pageCount);
    const began = performance.now();
    await page.getByRole('textbox', { name: 'Go to page' }).fill(String(target));
    await page.keyboard.press('Enter');
    await page.locator(`[data-page="${String(target)}"] .page-picture[data-loaded]`).waitFor();
    far.push(performance.now() - began);
  }
  const zooming: number[] = [];
  for (const key of ['+', '+', '-', '-', '0'] as const) {
    await page.locator('.pages').focus();
    const began = performance.now();
    const before = await page.locator('.page-picture').first().getAttribute('src');
    await page.keyboard.press(key);
    await page.waitForFunction((src) => document.querySelector('.page-picture')?.getAttribute('src') !== src, before, { timeout: 3000 }).catch(() => undefined);
    zooming.push(performance.now() - began);
  }
  const { deltas, blank } = await scrollFrames(page, '.pages', '.page-picture[data-loaded]', 60, 300);
  const peer = await inPlainPdfJs();
  row(`first page of ${String(pageCount)}`, ms(first), `PDF.js ${ms(peer.first)}`);
  row('a page far away, median / 95 %', spread(far), `PDF.js ${spread(peer.far)}`);
  row('sharp after a step of zoom, median / 95 %', spread(zooming));
  row('scrolling pages: frame, median / 95 %', spread(deltas), `${String(blank)} of ${String(deltas.length)} frames with a blank page in the middle`);
}

function installedChromium(): string {
  return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
}

/** The same file in PDF.js as it comes, on a canvas, in the same browser. */
async function inPlainPdfJs(): Promise<{ readonly first: number; readonly far: number[] }> {
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.min.mjs'));
  const types: Readonly<Record<string, string>> = { '.mjs': 'text/javascript', '.pdf': 'application/pdf' };
  const server = createServer(({ url = '/' }, answer) => {
    if (url === '/') answer.setHeader('content-type', 'text/html').end('<!doctype html><canvas></canvas>');
    else if (url === '/favicon.ico') answer.writeHead(404).end();
    else createReadStream(url === '/long.pdf' ? pdfFile : join(library, url.replaceAll('..', ''))).on('open', () => answer.setHeader('content-type', types[extname(url)] ?? 'text/plain')).pipe(answer);
  });
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  const browser = await chromium.launch({ executablePath: installedChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${String(port)}/`);
    return await page.evaluate(async ([count, pages]) => {
      interface Sheet { getViewport(o: { scale: number }): { width: number; height: number }; render(o: object): { promise: Promise<void> } }
      interface Library { GlobalWorkerOptions: { workerSrc: string }; getDocument(of: { url: string }): { promise: Promise<{ getPage(n: number): Promise<Sheet> }> } }
      const address = '/pdf.min.mjs';
      const library = await import(address) as Library;
      library.GlobalWorkerOptions.workerSrc = '/pdf.worker.min.mjs';
      const began = performance.now();
      const pdf = await library.getDocument({ url: '/long.pdf' }).promise;
      const canvas = document.querySelector('canvas');
      if (canvas === null) throw new Error('no canvas');
      const show = async (number: number): Promise<void> => {
        const sheet = await pdf.getPage(number);
        const viewport = sheet.getViewport({ scale: 96 / 72 });
        canvas.width = viewport.width;
        canvas.height = viewport.height;
        await sheet.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
      };
      await show(1);
      const first = performance.now() - began;
      const far: number[] = [];
      for (let jump = 0; jump < count; jump += 1) {
        const at = performance.now();
        await show(1 + ((jump * 1973 + 311) % pages));
        far.push(performance.now() - at);
      }
      return { first, far };
    }, [jumps, pageCount] as const);
  } finally {
    await browser.close();
    server.close();
  }
}

try {
  await makePdf();
  await makeCase(join(home, 'many'));
  // The first start of a checkout builds the window; a user's does not.
  await (await startApplication()).stop();
  const start = performance.now();
  const application = await startApplication({ home, files: [join(home, 'many')] });
  row('start to a usable window', ms(performance.now() - start));
  application.page.setDefaultTimeout(60_000);
  try {
    await listOfDocuments(application, start);
    await longDocument(application);
    row('memory of the application with its browser, at the end', `${measuredTree(application.process.pid ?? 0).toFixed(0)} MB`);
  } finally {
    await application.stop();
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
