// Redaction of the same pages by Custodia and by MuPDF (`mutool`, an outside program): pages a second, processor seconds and bytes a page, and
// what each still tells of the names: in text, in metadata, and by width (two names, two files).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { RedactionMethod } from '../../shared/case-model/redaction.ts';
import type { PageText } from '../../shared/page-text.ts';
import { typesetPages } from '../../engine/pdf/generated-pages.ts';
import { redactPdf, zonesForMentions } from '../../engine/redaction/index.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import { bytesHold, qpdfDecoded, readText } from '../unit/engine/redaction/redaction-harness.ts';

const pages = Number(process.env['BENCH_PAGES'] ?? 250);
// No part so short that the bytes of a picture spell it by chance.
const names = ['Anna Linde', 'Wilhelmina Papadopoulou'] as const;
// As many lines as the template sets on a page.
const linesOfPage = 48;
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-redaction-bench-'));
const sentences = ['The hearing was held in open court on the third of March.', 'Counsel for both sides were heard on the question of bail and of costs.', 'The witness answered through an interpreter of the court, who was sworn.'];

/** A born-digital statement with embedded fonts, in short lines, so that the name moves nothing but the words after it. */
async function statement(name: string): Promise<Uint8Array> {
  const pools = createWorkerPools();
  const line = (number: number): string => (number % 13 === 5 ? `Then ${name} came in and said nothing more.` : `${number + 1}. ${sentences[number % 3] ?? ''}`);
  const made = await typesetPages(pools, 'plain-text.typ', { language: 'en', landscape: false, blocks: Array.from({ length: pages * linesOfPage }, (_, number) => ({ kind: 'paragraph', text: line(number) })) });
  pools.close();
  if (!made.ok) throw new Error(made.failure.message);
  const document = await PDFDocument.load(made.value, { updateMetadata: false });
  document.setSubject(`Statement of ${name}`);
  return document.save();
}

interface Row {
  readonly tool: string;
  readonly seconds: number;
  readonly bytes: number;
  readonly files: readonly Uint8Array[];
}

async function byCustodia(sources: readonly Uint8Array[], method: RedactionMethod): Promise<Row> {
  const pools = createWorkerPools();
  const texts: PageText[][] = [];
  for (const pdf of sources) texts.push(await readText(pools, pdf));
  const files: Uint8Array[] = [];
  let redrawn = 0;
  const start = performance.now();
  for (const [index, pdf] of sources.entries()) {
    const secrets = (names[index] ?? '').split(' ');
    const text = texts[index] ?? [];
    const zones = text.flatMap((page) => zonesForMentions(page, page.words.flatMap((word, at) => (secrets.some((secret) => word.text.includes(secret)) ? [{ why: 'order', wordIndexes: [at], rects: [] }] : []))));
    const redacted = await redactPdf(pools, { pdf, zones, text, title: 'Statement', language: 'en', secrets, method });
    if (!redacted.ok) throw new Error(redacted.failure.message);
    files.push(redacted.value.pdf);
    redrawn += method === 'structural' ? redacted.value.pages - redacted.value.fallbacks.length : 0;
  }
  const seconds = (performance.now() - start) / 1000;
  pools.close();
  return { tool: method === 'raster' ? 'Custodia, pixels, proved' : `Custodia, redrawn, proved (${redrawn} redrawn)`, seconds, bytes: files.reduce((sum, { length }) => sum + length, 0), files };
}

const script = `
var document = new PDFDocument(scriptArgs[0]);
var names = scriptArgs[2].split('|');
for (var number = 0; number < document.countPages(); number++) {
  var page = document.loadPage(number);
  names.forEach(function (name) {
    page.search(name).forEach(function (hit) {
      var quad = hit[0] instanceof Array ? hit[0] : hit;
      page.createAnnotation('Redact').setQuadPoints([quad]);
    });
  });
  page.applyRedactions(true, 0);
}
document.save(scriptArgs[1], 'garbage=compact,compress');
`;

function byMutool(sources: readonly Uint8Array[]): Row | undefined {
  if (spawnSync('mutool', ['-v']).error !== undefined) return undefined;
  const scriptFile = path.join(folder, 'redact.js');
  writeFileSync(scriptFile, script);
  sources.forEach((pdf, index) => writeFileSync(path.join(folder, `${index}.pdf`), pdf));
  const start = performance.now();
  sources.forEach((_, index) => execFileSync('mutool', ['run', scriptFile, path.join(folder, `${index}.pdf`), path.join(folder, `${index}.out.pdf`), (names[index] ?? '').replace(' ', '|')], { stdio: ['ignore', 'ignore', 'inherit'] }));
  const seconds = (performance.now() - start) / 1000;
  const files = sources.map((_, index) => new Uint8Array(readFileSync(path.join(folder, `${index}.out.pdf`))));
  return { tool: 'mutool, deletion, not proved', seconds, bytes: files.reduce((sum, { length }) => sum + length, 0), files };
}

function leaks({ files }: Row): string {
  const held = files.filter((file, index) => (names[index] ?? '').split(' ').some((name) => bytesHold(qpdfDecoded(file), name))).length;
  const same = files[0] !== undefined && files[1] !== undefined && Buffer.from(files[0]).equals(files[1]);
  return `${held} of ${files.length} files still hold a name; width ${same ? 'not told' : 'told (two names, two files)'}`;
}

const sources = await Promise.all(names.map(statement));
const rows = [await byCustodia(sources, 'raster'), await byCustodia(sources, 'structural'), byMutool(sources)].filter((row) => row !== undefined);
const total = (await Promise.all(sources.map(async (source) => (await PDFDocument.load(source)).getPageCount()))).reduce((sum, count) => sum + count, 0);
process.stdout.write(`Redaction of ${total} pages (two documents), ${(sources.reduce((sum, { length }) => sum + length, 0) / total / 1024).toFixed(1)} KB a page before\n`);
for (const row of rows) process.stdout.write(`${row.tool.padEnd(46)} ${(total / row.seconds).toFixed(1).padStart(8)} pages/s ${(row.bytes / total / 1024).toFixed(1).padStart(8)} KB/page   ${leaks(row)}\n`);
rmSync(folder, { recursive: true });
