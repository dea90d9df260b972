/*
 * The window under load, in the system's Chromium without a display, in three parts that can run alone (`CUSTODIA_BENCH_PARTS=list,pages,memory`): start, unlock to the list of 100,000 documents,
 * scrolling and filtering it; the first page of a long PDF, pages far away, zoom, scrolling and search, beside the same PDF in plain PDF.js in the same browser; memory through scripted work.
 * CUSTODIA_BENCH_DOCUMENTS, CUSTODIA_BENCH_PAGES and CUSTODIA_BENCH_MINUTES (of the scripted work) set the sizes.
 */
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { createCase } from '../../engine/operations/open-case.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { startApplication, type Application } from '../e2e/start-application.ts';
import { addFiles, goTo } from '../e2e/window-pages.ts';
import { measuredTree } from './measure-process.ts';

const documentCount = Number(process.env['CUSTODIA_BENCH_DOCUMENTS'] ?? 100_000);
const pageCount = Number(process.env['CUSTODIA_BENCH_PAGES'] ?? 5000);
const minutes = Number(process.env['CUSTODIA_BENCH_MINUTES'] ?? 60);
const parts = new Set((process.env['CUSTODIA_BENCH_PARTS'] ?? 'list,pages,memory').split(','));
const passphrase = 'seven horses cross the river';
const jumps = 40;
const openings = 5;
// A hand that has come to a row takes about this long to press.
const handMs = 200;
// What is made ready after unlocking is ready then.
const settleMs = 2500;
const home = mkdtempSync(join(tmpdir(), 'custodia-window-bench-'));
const pdfFile = join(home, 'long.pdf');

function row(label: string, value: string, peer = ''): void {
  console.log(`${label.padEnd(58)} ${value.padStart(16)}  ${peer}`);
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const middle = (values: readonly number[], share = 0.5): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const spread = (values: readonly number[]): string => `${ms(middle(values))} / ${ms(middle(values, 0.95))}`;

async function makePdf(pages: number): Promise<void> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) {
    const sheet = pdf.addPage([595, 842]);
    for (let line = 0; line < 40; line += 1) sheet.drawText(`Page ${String(page)}, line ${String(line + 1)}: the witness stated that nothing was out of order.`, { x: 50, y: 790 - line * 18, size: 11, font });
  }
  writeFileSync(pdfFile, await pdf.save());
}

/** A case of many rows: one stored text, listed again and again. */
async function makeCase(folder: string, documents: number): Promise<void> {
  const made = await createCase({ folder, passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Bench' } });
  if (!made.ok) throw new Error(made.failure.message);
  const vault = made.value;
  const stored = await vault.putObject((async function* () { yield await Promise.resolve(Buffer.from('nothing happened')); })());
  for (let from = 0; from < documents; from += 5000) {
    vault.transaction(() => {
      for (let index = from; index < Math.min(from + 5000, documents); index += 1) {
        const id = `d-${String(index).padStart(8, '0')}` as DocumentId;
        vault.documents.add({
          id, name: `file-${String(index)}.txt`, title: `Statement ${String((index * 7919) % documents)} of witness ${String(index % 500)}`, kind: 'text', sha256: stored.sha256, bytes: stored.bytes,
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
      // The gap between two pages is narrower than these two places are apart.
      const filledAt = (below: number): boolean => document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2 + below).some((node) => node.matches(filledSelector));
      if (!filledAt(0) && !filledAt(24)) blank += 1;
    }
    return { deltas, blank };
  }, [scroller, filled, stepPx, frames] as const);
}

/** Lays a list over the window that does the least a virtual list can: as many lines as are in view, each one text in one element. */
function putBareList(page: Page, lines: number): Promise<void> {
  return page.evaluate((count) => {
    const lineHeight = 38;
    const list = document.createElement('div');
    list.className = 'bare-list';
    list.style.cssText = 'position: fixed; inset: 0; z-index: 1000; overflow: auto; background: #ffffff';
    const inner = document.createElement('div');
    inner.style.cssText = `position: relative; block-size: ${String(lineHeight * count)}px`;
    list.append(inner);
    document.body.append(list);
    const rows = Array.from({ length: Math.ceil(list.clientHeight / lineHeight) + 1 }, () => {
      const line = document.createElement('div');
      line.className = 'bare-row';
      line.style.cssText = `contain: strict; position: absolute; inset-inline: 0; block-size: ${String(lineHeight)}px`;
      inner.append(line);
      return line;
    });
    const fill = (): void => {
      const first = Math.floor(list.scrollTop / lineHeight);
      for (const [at, line] of rows.entries()) {
        line.style.transform = `translateY(${String((first + at) * lineHeight)}px)`;
        line.textContent = `Statement ${String(first + at)} of witness ${String((first + at) % 500)}`;
      }
    };
    list.addEventListener('scroll', fill);
    fill();
  }, lines);
}

/** Unlocks the case that the application was opened with. */
async function unlock({ page }: Application): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('navigation', { name: 'Parts of the case' }).waitFor({ timeout: 120_000 });
}

function listed(page: Page, count: number): Promise<unknown> {
  return page.waitForFunction((wanted) => document.querySelector('.screen-tools [role="status"]')?.textContent.replaceAll(/\D/gu, '') === String(wanted), count, { timeout: 180_000 });
}

async function listOfDocuments(application: Application, start: number): Promise<void> {
  const { page } = application;
  const unlocking = performance.now();
  await unlock(application);
  row('unlock to the overview', ms(performance.now() - unlocking));
  await goTo(page, 'Documents');
  await listed(page, documentCount);
  row(`unlock to the whole list of ${String(documentCount)}`, ms(performance.now() - unlocking));
  const { deltas, blank } = await scrollFrames(page, '.grid', '.grid-row', 900, 300);
  row('scrolling the list by 24 rows a frame: frame, median / 95 %', spread(deltas), `${(1000 / middle(deltas)).toFixed(0)} frames a second, ${String(blank)} of ${String(deltas.length)} frames without rows`);
  const slow = await scrollFrames(page, '.grid', '.grid-row', 114, 300);
  row('scrolling the list by 3 rows a frame: frame, median / 95 %', spread(slow.deltas), `${(1000 / middle(slow.deltas)).toFixed(0)} frames a second`);
  await putBareList(page, documentCount);
  const bare = await scrollFrames(page, '.bare-list', '.bare-row', 900, 300);
  row('a bare list of as many lines of one text, by 24 lines a frame', spread(bare.deltas), `${(1000 / middle(bare.deltas)).toFixed(0)} frames a second: the most that this browser does here`);
  await page.evaluate(() => { document.querySelector('.bare-list')?.remove(); });
  const filtering: number[] = [];
  for (const query of ['witness 77', 'statement 9', 'nobody has this', '']) {
    const before = await page.locator('.screen-tools [role="status"]').textContent();
    const began = performance.now();
    await page.getByRole('searchbox').fill(query);
    await page.waitForFunction((text) => document.querySelector('.screen-tools [role="status"]')?.textContent !== text, before, { timeout: 30_000 });
    filtering.push(performance.now() - began);
  }
  row('filtering the list as one types, median / 95 %', spread(filtering));
  row('memory of the application with its browser', `${measuredTree(application.process.pid ?? 0).toFixed(0)} MB`, `after ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

/** Takes the long PDF in, and waits until the list shows it. */
async function takeIn({ page }: Application): Promise<void> {
  await goTo(page, 'Documents');
  await addFiles(page, [pdfFile]);
  await page.getByText(/document taken in/).waitFor({ timeout: 300_000 });
  await findLong(page);
}

/** Milliseconds, on the page's own clock, until something is shown, from now on or from a press of `pressed`. */
function untilShown(page: Page, shows: string, pressed?: string): Promise<number> {
  return page.evaluate(async ([selector, press]) => {
    const began = performance.now();
    if (press !== undefined) document.querySelector<HTMLElement>(press)?.click();
    while (document.querySelector(selector) === null) await new Promise<number>(requestAnimationFrame);
    return performance.now() - began;
  }, [shows, pressed] as const);
}

/** The picture that is sharp at the zoom of now, not one that stands in for it. */
const loaded = (page: number): string => `[data-page="${String(page)}"] .page-picture[data-sharp]`;

/** Milliseconds from a press of `key` until the page in the middle has another size with a picture on it, and until that picture is sharp. */
async function pressZoom(page: Page, key: string): Promise<{ readonly larger: number; readonly sharp: number }> {
  interface Watch { zoomed?: Promise<{ readonly larger: number; readonly sharp: number }> }
  await page.evaluate(() => {
    const view = document.querySelector('.pages')?.getBoundingClientRect() ?? new DOMRect();
    const middle = (): HTMLElement | null => document.elementsFromPoint(view.x + view.width / 2, view.y + view.height / 2).map((node) => node.closest<HTMLElement>('.page')).find((node) => node !== null) ?? null;
    const before = middle()?.clientWidth;
    const pressed = new Promise<number>((resolve) => { window.addEventListener('keydown', () => { resolve(performance.now()); }, { once: true, capture: true }); });
    const until = async (began: number, selector: string): Promise<number> => {
      while (middle() === null || middle()?.clientWidth === before || middle()?.querySelector(selector) === null) await new Promise<number>(requestAnimationFrame);
      return performance.now() - began;
    };
    (window as Watch).zoomed = pressed.then(async (began) => ({ larger: await until(began, '.page-picture[data-loaded]'), sharp: await until(began, '.page-picture[data-sharp]') }));
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (window as Watch).zoomed ?? Promise.reject(new Error('nothing was watched')));
}

async function findLong(page: Page): Promise<void> {
  await goTo(page, 'Documents');
  await page.getByRole('searchbox').fill('long.pdf');
  await page.locator('.grid').getByRole('button', { name: 'long.pdf', exact: true }).waitFor();
}

/** Milliseconds from the press on a document to its first page, where nothing of it is open yet; with `restMs` the pointer has come to it so long before. */
async function firstPageAfterLock(application: Application, restMs?: number): Promise<number> {
  const { page } = application;
  // Unlocking leads back to where one was: to the list, not to the document.
  await goTo(page, 'Documents');
  await application.call('lockCase', {});
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.mouse.move(0, 0);
  await findLong(page);
  await wait(settleMs);
  if (restMs !== undefined) {
    await page.locator('.grid-link').hover();
    await wait(restMs);
  }
  return untilShown(page, loaded(1), '.grid-link');
}

async function longDocument(application: Application): Promise<void> {
  const { page } = application;
  await unlock(application);
  const taking = performance.now();
  await takeIn(application);
  row(`taking ${String(pageCount)} pages in`, ms(performance.now() - taking));
  const again: number[] = [];
  for (let time = 0; time < openings; time += 1) {
    again.push(await untilShown(page, loaded(1), '.grid-link'));
    await goTo(page, 'Documents');
    await page.locator('.grid-link').waitFor();
  }
  const first: number[] = [];
  const pointed: number[] = [];
  for (let time = 0; time < openings; time += 1) {
    first.push(await firstPageAfterLock(application));
    pointed.push(await firstPageAfterLock(application, handMs));
  }
  await findLong(page);
  await page.locator('.grid-link').click();
  await page.locator(loaded(1)).waitFor();
  const far: number[] = [];
  for (let jump = 0; jump < jumps; jump += 1) {
    const target = 1 + ((jump * 1973 + 311) % pageCount);
    await page.getByRole('textbox', { name: 'Go to page' }).fill(String(target));
    const shown = untilShown(page, loaded(target));
    await page.keyboard.press('Enter');
    far.push(await shown);
  }
  const larger: number[] = [];
  const zooming: number[] = [];
  await page.locator('.pages').focus();
  for (const key of ['+', '+', '-', '-', '+'] as const) {
    const times = await pressZoom(page, key);
    larger.push(times.larger);
    zooming.push(times.sharp);
  }
  const slow = await scrollFrames(page, '.pages', '.page-picture[data-loaded]', 60, 300);
  const fast = await scrollFrames(page, '.pages', '.page-picture', Math.round(1100 * pageCount / 300), 300);
  const peer = await inPlainPdfJs();
  row(`first page of ${String(pageCount)} after unlocking, median`, ms(middle(first)), `PDF.js ${ms(peer.first)}`);
  row(`the same, the pointer on its row ${String(handMs)} ms before the press`, ms(middle(pointed)));
  row('the same, looked at before', ms(middle(again)));
  row('a page far away, median / 95 %', spread(far), `PDF.js ${spread(peer.far)}`);
  row('a step of zoom until the page is larger, median / 95 %', spread(larger));
  row('a step of zoom until it is sharp, median / 95 %', spread(zooming), `PDF.js ${spread(peer.zooming)}`);
  row('scrolling pages: frame, median / 95 %', spread(slow.deltas), `${String(slow.blank)} of ${String(slow.deltas.length)} frames with a page without its picture in the middle`);
  row(`scrolling through all ${String(pageCount)}: frame, median / 95 %`, spread(fast.deltas), `${String(fast.blank)} of ${String(fast.deltas.length)} frames with no page in the middle`);
  await goTo(page, 'Documents');
  await page.getByRole('searchbox').fill('');
  const reading = performance.now();
  await page.getByRole('button', { name: 'Read text' }).click();
  const running = async (): Promise<boolean> => {
    const jobs = await application.call('listJobs', {});
    return jobs.ok && jobs.value.jobs.length > 0;
  };
  // So few pages may be read before anyone looks.
  for (let look = 0; look < 400 && !await running(); look += 1) await wait(5);
  while (await running()) await wait(50);
  row(`reading the text of ${String(pageCount)} pages`, ms(performance.now() - reading));
  const searching: number[] = [];
  const heading = page.getByRole('region', { name: 'Hits' }).getByRole('status');
  for (const query of [`page ${String(Math.ceil(pageCount / 2))} line 12`, 'nothing was out of order', 'nobody has this']) {
    const began = performance.now();
    await page.getByRole('searchbox').fill(query);
    await heading.waitFor();
    searching.push(performance.now() - began);
    await page.getByRole('searchbox').fill('');
    await heading.waitFor({ state: 'detached' });
  }
  row('searching the text of the case as one types, median / 95 %', spread(searching), `PDF.js, text of all pages before its first search, from 300: ${ms(peer.search)}`);
  row('memory of the application with its browser, at the end', `${measuredTree(application.process.pid ?? 0).toFixed(0)} MB`);
}

function installedChromium(): string {
  return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
}

/** The same file in PDF.js as it comes, on a canvas, in the same browser. */
async function inPlainPdfJs(): Promise<{ readonly first: number; readonly far: number[]; readonly zooming: number[]; readonly search: number }> {
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
      interface Sheet { getViewport(o: { scale: number }): { width: number; height: number }; render(o: object): { promise: Promise<void> }; getTextContent(): Promise<{ items: { str?: string }[] }> }
      interface Library { GlobalWorkerOptions: { workerSrc: string }; getDocument(of: { url: string }): { promise: Promise<{ getPage(n: number): Promise<Sheet> }> } }
      const address = '/pdf.min.mjs';
      const library = await import(address) as Library;
      library.GlobalWorkerOptions.workerSrc = '/pdf.worker.min.mjs';
      const began = performance.now();
      const pdf = await library.getDocument({ url: '/long.pdf' }).promise;
      const canvas = document.querySelector('canvas');
      if (canvas === null) throw new Error('no canvas');
      const show = async (number: number, scale = 96 / 72): Promise<void> => {
        const sheet = await pdf.getPage(number);
        const viewport = sheet.getViewport({ scale });
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
      const zooming: number[] = [];
      for (const scale of [1.5, 2, 1.5, 1]) {
        const at = performance.now();
        await show(1, scale);
        zooming.push(performance.now() - at);
      }
      // Its search reads the text of every page first; a sample of them tells how long that takes.
      const sample = Math.min(pages, 300);
      const at = performance.now();
      let found = 0;
      for (let number = 1; number <= sample; number += 1) {
        const { items } = await (await pdf.getPage(number)).getTextContent();
        if (items.some(({ str = '' }) => str.includes('nobody has this'))) found += 1;
      }
      return { first, far, zooming, search: ((performance.now() - at) / sample) * pages + found };
    }, [jumps, pageCount] as const);
  } finally {
    await browser.close();
    server.close();
  }
}

interface Sample {
  readonly minute: number;
  /** Of the application with its browser. */
  readonly mb: number;
  /** Of the window's own objects, after what is not used was thrown away. */
  readonly heapMb: number;
  /** Elements and texts that the window holds, in view or not. */
  readonly nodes: number;
}

async function sampleMemory({ process }: Application, inspector: CDPSession, minute: number): Promise<Sample> {
  const mb = measuredTree(process.pid ?? 0);
  await inspector.send('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  const { nodes } = await inspector.send('Memory.getDOMCounters');
  return { minute, mb, heapMb: usedSize / 2 ** 20, nodes };
}

/** Growth an hour, by least squares. */
function slope(samples: readonly Sample[], of: 'mb' | 'heapMb'): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minute = mean(samples.map((sample) => sample.minute));
  const size = mean(samples.map((sample) => sample[of]));
  const over = samples.reduce((sum, sample) => sum + (sample.minute - minute) * (sample[of] - size), 0);
  return 60 * over / samples.reduce((sum, sample) => sum + (sample.minute - minute) ** 2, 0);
}

/** Goes through the window as a person does, again and again: screens, filters, documents, pages far apart, zoom. */
async function scriptedWork(application: Application): Promise<void> {
  const { page } = application;
  await unlock(application);
  await takeIn(application);
  const inspector = await page.context().newCDPSession(page);
  const samples: Sample[] = [];
  const began = performance.now();
  const minute = (): number => (performance.now() - began) / 60_000;
  let rounds = 0;
  while (minute() < minutes) {
    for (const screen of ['Overview', 'People', 'Redactions', 'Bundle', 'Releases', 'Log', 'Documents']) await goTo(page, screen);
    await page.getByRole('searchbox').fill('witness 7');
    await scrollFrames(page, '.grid', '.grid-row', 400, 30);
    await page.getByRole('searchbox').fill('long.pdf');
    await page.locator('.grid').getByRole('button', { name: 'long.pdf', exact: true }).click();
    await page.locator(loaded(1)).waitFor();
    for (let jump = 0; jump < 10; jump += 1) {
      const target = 1 + (((rounds * 10 + jump) * 1973) % pageCount);
      await page.getByRole('textbox', { name: 'Go to page' }).fill(String(target));
      await page.keyboard.press('Enter');
      await page.locator(loaded(target)).waitFor();
      await page.locator('.pages').focus();
      await page.keyboard.press(jump % 2 === 0 ? '+' : '-');
      await scrollFrames(page, '.pages', '.page-picture', 120, 20);
    }
    rounds += 1;
    samples.push(await sampleMemory(application, inspector, minute()));
  }
  // What is filled at the start stays: the slope is that of the second half.
  const settled = samples.filter((sample) => sample.minute > minutes / 2);
  const ends = (of: 'mb' | 'heapMb' | 'nodes'): string => [samples[0]?.[of] ?? 0, Math.max(...samples.map((sample) => sample[of])), samples.at(-1)?.[of] ?? 0].map((value) => value.toFixed(0)).join(', ');
  row(`memory through ${String(minutes)} minutes of work, ${String(rounds)} rounds: first, highest, last`, `${ends('mb')} MB`, `in the second half ${slope(settled, 'mb').toFixed(0)} MB an hour`);
  row('the window’s own objects: first, highest, last', `${ends('heapMb')} MB`, `in the second half ${slope(settled, 'heapMb').toFixed(1)} MB an hour`);
  row('elements and texts of the window: first, highest, last', ends('nodes'));
}

/** Runs one part in an application of its own, with a case of `documents`. */
async function inApplication(documents: number, work: (application: Application, start: number) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(home, 'case-'));
  await makeCase(join(folder, 'many'), documents);
  const start = performance.now();
  const application = await startApplication({ home, files: [join(folder, 'many')] });
  row('start to a usable window', ms(performance.now() - start));
  application.page.setDefaultTimeout(60_000);
  try {
    await work(application, start);
  } finally {
    await application.stop();
  }
}

try {
  // The first start of a checkout builds the window; a user's does not.
  await (await startApplication()).stop();
  if (parts.has('pages') || parts.has('memory')) await makePdf(pageCount);
  if (parts.has('list')) await inApplication(documentCount, listOfDocuments);
  if (parts.has('pages')) await inApplication(1000, longDocument);
  if (parts.has('memory')) await inApplication(Math.min(10_000, documentCount), scriptedWork);
} finally {
  rmSync(home, { recursive: true, force: true });
}
