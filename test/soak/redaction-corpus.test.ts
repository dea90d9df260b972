// Redacts words and zones in every sample by both methods, and prints what came of each. In pieces and with other folders:
//   CUSTODIA_PART=2/6 CUSTODIA_METHOD=structural CUSTODIA_CORPUS=/folder:/other npm run soak -- test/soak/redaction-corpus.test.ts
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { RedactionMethod, RedactionZone } from '../../shared/case-model/redaction.ts';
import { redactPdf, zonesForMentions } from '../../engine/redaction/index.ts';
import { drawnByPoppler, holds, readers } from '../unit/engine/redaction/outside-readers.ts';
import { popplerText, readText } from '../unit/engine/redaction/redaction-harness.ts';

// Folders of PDFs that others made; the project's own samples where none is named.
const samples = ['pdfium', 'py-pdf-samples'].map((name) => path.join(import.meta.dirname, '../fixtures/corpus', name));
const folders = (process.env['CUSTODIA_CORPUS']?.split(':') ?? samples).filter(existsSync);
const [part = 1, parts = 1] = (process.env['CUSTODIA_PART'] ?? '1/1').split('/').map(Number);
const methods = (process.env['CUSTODIA_METHOD']?.split(',') ?? ['raster', 'structural']) as readonly RedactionMethod[];
const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.pdf')).sort().map((name) => path.join(folder, name))).filter((_, index) => index % parts === part - 1);
const together = 2;
const mostMsOfFile = Number(process.env['CUSTODIA_FILE_MS'] ?? 120_000);
const mostPages = Number(process.env['CUSTODIA_PAGES'] ?? 1000);
const pools = createWorkerPools();
afterAll(() => pools.close());

function fold(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** A number that follows from the file's name, so that a run can be repeated. */
function seedOf(name: string): number {
  return [...Buffer.from(name)].reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);
}

interface Outcome {
  readonly method: string;
  readonly outcome: string;
  readonly leaked: readonly string[];
  readonly pages: number;
  readonly kept: number;
  readonly reasons: readonly string[];
  readonly bytes: number;
  readonly ms: number;
  /** Whether poppler, too, paints the first page equally off its zones; undefined where it was not redrawn, or poppler cannot open the original. */
  readonly alike?: boolean;
}

// What every redacted file says in its syntax, its map of characters and its information.
const ownWords = 'producer custodia title sample catalog pages parent mediabox resources contents xobject subtype image form bbox width height bitspercomponent colorspace devicegray devicergb decodeparms columns predictor colors length filter flatedecode ccittfaxdecode dctdecode stream endstream endobj startxref trailer viewerpreferences displaydoctitle glyphlessfont fontdescriptor fontname flags fontbbox italicangle ascent descent capheight descendantfonts cidfonttype identity registry ordering supplement cidtogidmap tounicode encoding basefont fontfile begincmap endcmap findresource defineresource codespacerange beginbfrange beginbfchar cmapname cmaptype currentdict usefont extgstate normal multiply';

const nothing = { leaked: [], pages: 0, kept: 0, reasons: [], bytes: 0, ms: 0 };

async function redactBy(method: RedactionMethod, file: string, text: Awaited<ReturnType<typeof readText>>): Promise<Outcome> {
  const pdf = new Uint8Array(readFileSync(file));
  const seed = seedOf(path.basename(file));
  const words = [...new Set(text.flatMap((page) => page.words.map((word) => fold(word.text))))].filter((word) => word.length > 3 && !word.includes(' '));
  const secrets = words.length === 0 ? [] : [words[seed % words.length] ?? '', words[(seed >>> 8) % words.length] ?? ''];
  const zones: RedactionZone[] = text.flatMap((page) => [
    ...zonesForMentions(page, page.words.flatMap((word, index) => (secrets.some((secret) => ` ${fold(word.text)} `.includes(` ${secret} `)) ? [{ why: 'order', wordIndexes: [index], rects: [word.rect] }] : []))),
    { page: page.page, rect: [(seed % 7) * 20, (seed % 11) * 25, 90, 40] as const, why: 'order' },
  ]);
  const start = performance.now();
  const redacted = await redactPdf(pools, { pdf, zones, text, title: 'Sample', language: '', secrets, method }, { signal: AbortSignal.timeout(mostMsOfFile) });
  const ms = performance.now() - start;
  if (!redacted.ok) return { ...nothing, method, ms, outcome: redacted.failure.code === 'cancelled' ? 'not done in time' : `${redacted.failure.code}: ${redacted.failure.message.replace(/^.*\((.*)\)\.$/, '$1')}` };
  const { pages, fallbacks } = redacted.value;
  const alike = method === 'structural' && !fallbacks.some(({ page }) => page === 1) ? paintedAlike(pdf, redacted.value.pdf, zones.filter(({ page }) => page === 1).map(({ rect }) => rect)) : undefined;
  const leaked: string[] = [];
  const after = ` ${fold(popplerText(redacted.value.pdf))} `;
  for (const secret of secrets) if (after.includes(` ${secret} `)) leaked.push('poppler');
  for (const name of ['pdfjs', 'pdfium']) {
    const found = ` ${fold((await readers[name]?.(redacted.value.pdf)) ?? '')} `;
    for (const secret of secrets) if (found.includes(` ${secret} `)) leaked.push(name);
  }
  // The bytes of a picture spell anything short, and the file's own words are in every file.
  const bytes = ((await readers['bytes']?.(redacted.value.pdf)) ?? '').toLowerCase();
  for (const secret of secrets) if (secret.length > 5 && !ownWords.includes(secret) && holds(bytes, secret)) leaked.push('bytes');
  return { method, outcome: 'redacted', leaked, pages, kept: method === 'structural' ? pages - fallbacks.length : 0, reasons: fallbacks.map(({ why }) => why), bytes: redacted.value.pdf.length, ms, ...(alike === undefined ? {} : { alike }) };
}

const dpi = 100;

function original(pdf: Uint8Array): ReturnType<typeof drawnByPoppler> | undefined {
  try {
    return drawnByPoppler(pdf, dpi);
  } catch {
    return undefined; // damaged in a way that PDFium mends and poppler does not
  }
}

function paintedAlike(before: Uint8Array, after: Uint8Array, zones: readonly Rect[]): boolean | undefined {
  const one = original(before);
  const other = drawnByPoppler(after, dpi);
  if (one === undefined) return undefined;
  if (one.grey.length !== other.grey.length) return false;
  const hidden = (at: number): boolean => zones.some(([x, y, width, height]) => {
    const [column, row] = [((at % one.width) * 72) / dpi, (Math.floor(at / one.width) * 72) / dpi];
    return column > x - 2 && column < x + width + 1 && row > y - 2 && row < y + height + 1;
  });
  return one.grey.every((tone, at) => tone === other.grey[at] || hidden(at));
}

async function redactSome(file: string): Promise<readonly Outcome[]> {
  const text = await readText(pools, new Uint8Array(readFileSync(file))).catch((error: unknown) => (error instanceof Error ? error.message : ''));
  if (typeof text === 'string') return methods.map((method) => ({ ...nothing, method, outcome: `refused: ${text}` }));
  if (text.length > mostPages) return methods.map((method) => ({ ...nothing, method, outcome: 'left out: many pages' }));
  const outcomes: Outcome[] = [];
  for (const method of methods) outcomes.push(await redactBy(method, file, text));
  return outcomes;
}

function counted(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value, count]) => `${String(count).padStart(7)}  ${value}`);
}

it('redacts words and zones in every sample by both methods, or refuses with a reason, and leaks nothing', async () => {
  const outcomes = new Map<string, readonly Outcome[]>();
  const left = [...files];
  await Promise.all(Array.from({ length: together }, async () => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) outcomes.set(path.basename(file), await redactSome(file));
  }));
  for (const method of methods) {
    const all = [...outcomes].flatMap(([name, found]) => found.filter((one) => one.method === method).map((one) => ({ name, ...one })));
    const done = all.filter(({ outcome }) => outcome === 'redacted');
    const pages = done.reduce((sum, one) => sum + one.pages, 0);
    process.stdout.write(`\n${method}: ${all.length} files, ${done.length} redacted and proved, ${pages} pages${method === 'structural' ? `, ${done.reduce((sum, { kept }) => sum + kept, 0)} redrawn` : ''}, ${Math.round(done.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / Math.max(1, pages))} KB a page, ${all.filter(({ leaked }) => leaked.length > 0).length} leaks\n`);
    process.stdout.write(`${counted(all.map(({ outcome }) => outcome)).join('\n')}\n`);
    if (method === 'structural') process.stdout.write(`  first pages that were redrawn: ${done.filter(({ alike }) => alike !== undefined).length}, of which poppler paints ${done.filter(({ alike }) => alike === true).length} with every pixel the same off the zones\n`);
    if (method === 'structural') process.stdout.write(`  pages that became their pixels:\n${counted(done.flatMap(({ reasons }) => reasons)).join('\n')}\n`);
    for (const { name, outcome, ms } of all) if (/^(?:redaction-not-proved|worker-|not done)/.test(outcome)) process.stdout.write(`         ${name} (${Math.round(ms / 1000)} s): ${outcome}\n`);
    expect(all.filter(({ leaked }) => leaked.length > 0).map(({ name, leaked }) => `${name}: ${leaked.join(', ')}`)).toEqual([]);
    expect(all.filter(({ outcome }) => outcome.startsWith('worker-crashed') || outcome.startsWith('worker-memory')).map(({ name }) => name)).toEqual([]);
    expect(done.length).toBeGreaterThan(files.length / 2);
  }
});
