import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';
import type { RedactionZone } from '../../shared/case-model/redaction.ts';
import { redactPdf, zonesForMentions } from '../../engine/redaction/index.ts';
import { popplerText, readText } from '../unit/engine/redaction/redaction-harness.ts';

// Folders of PDFs that others made, separated by colons; the project's own samples where none is named.
const samples = ['pdfium', 'py-pdf-samples'].map((name) => path.join(import.meta.dirname, '../fixtures/corpus', name));
const folders = (process.env['CUSTODIA_CORPUS']?.split(':') ?? samples).filter(existsSync);
// Part of them, as 2/6 for the second of six, and the method.
const [part = 1, parts = 1] = (process.env['CUSTODIA_PART'] ?? '1/1').split('/').map(Number);
const method = process.env['CUSTODIA_METHOD'] === 'structural' ? 'structural' : 'raster';
const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.pdf')).sort().map((name) => path.join(folder, name))).filter((_, index) => index % parts === part - 1);
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
  readonly outcome: string;
  readonly zones: number;
  readonly leaked: boolean;
}

async function redactSome(file: string): Promise<Outcome> {
  const pdf = new Uint8Array(readFileSync(file));
  const text = await readText(pools, pdf).catch((error: unknown) => (error instanceof Error ? error.message : ''));
  if (typeof text === 'string') return { outcome: `refused: ${text}`, zones: 0, leaked: false };
  const seed = seedOf(path.basename(file));
  const words = [...new Set(text.flatMap((page) => page.words.map((word) => fold(word.text))))].filter((word) => word.length > 3 && !word.includes(' '));
  const secrets = words.length === 0 ? [] : [words[seed % words.length] ?? '', words[(seed >>> 8) % words.length] ?? ''];
  const zones: RedactionZone[] = text.flatMap((page) => [
    ...zonesForMentions(page, page.words.flatMap((word, index) => (secrets.some((secret) => ` ${fold(word.text)} `.includes(` ${secret} `)) ? [{ why: 'order', wordIndexes: [index], rects: [word.rect] }] : []))),
    { page: page.page, rect: [(seed % 7) * 20, (seed % 11) * 25, 90, 40] as const, why: 'order' },
  ]);
  const redacted = await redactPdf(pools, { pdf, zones, text, title: 'Sample', language: '', secrets, method });
  if (!redacted.ok) return { outcome: `${redacted.failure.code}: ${redacted.failure.message.replace(/^.*\((.*)\)\.$/, '$1')}`, zones: zones.length, leaked: false };
  const after = ` ${fold(popplerText(redacted.value.pdf))} `;
  const kept = redacted.value.fallbacks.length < redacted.value.pages;
  return { outcome: method === 'raster' ? 'redacted' : kept ? 'redrawn, in part or whole' : `taken as pixels: ${[...new Set(redacted.value.fallbacks.map(({ why }) => why))].sort().join(', ')}`, zones: zones.length, leaked: secrets.some((secret) => after.includes(` ${secret} `)) };
}

it('redacts words and zones in every sample, or refuses with a reason, and leaks nothing', async () => {
  const outcomes = new Map<string, Outcome>();
  for (const file of files) outcomes.set(path.basename(file), await redactSome(file));
  const counts = new Map<string, number>();
  for (const { outcome } of outcomes.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const table = [...counts].sort((a, b) => b[1] - a[1]).map(([outcome, count]) => `${String(count).padStart(5)}  ${outcome}`);
  process.stdout.write(`${table.join('\n')}\n`);
  for (const [name, { outcome }] of outcomes) if (outcome.startsWith('redaction-not-proved') || outcome.startsWith('worker-')) process.stdout.write(`       ${name}: ${outcome}\n`);
  expect([...outcomes].filter(([, { leaked }]) => leaked).map(([name]) => name)).toEqual([]);
  expect([...outcomes].filter(([, { outcome }]) => outcome.startsWith('worker-crashed') || outcome.startsWith('worker-memory'))).toEqual([]);
  expect([...outcomes.values()].filter(({ outcome }) => /^(?:redacted|redrawn|taken)/.test(outcome)).length).toBeGreaterThan(files.length / 2);
});
