// Search over 100,000 pages in a real case, as the window asks it: snippets and boxes included. Time of each query, p50 and p95, and its processor time, which other work on the machine does not change. BENCH_PAGES sets the number.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { searchCase, type SearchLimits } from '../../engine/operations/search-case.ts';
import { indexDocumentNames, indexPage } from '../../engine/operations/search-entries.ts';
import { createVault } from '../../engine/vault/index.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import { declaration } from '../unit/engine/reading/declaration.ts';

const pageCount = Number(process.env['BENCH_PAGES'] ?? 100_000);
const pagesOfDocument = 100;
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-bench-'));
const made = await createVault({ folder: path.join(folder, 'case'), passphrase: 'seven horses cross the river', head: { title: 'Bench', court: 'plain', languages: ['en'], by: 'Bench' } });
if (!made.ok) throw new Error(made.failure.code);
const vault = made.value;
const languages = { eng: 'en', ukr: 'uk', ron_2006: 'ro', arb: 'ar', fra: 'fr', rus: 'ru', deu_1996: 'de', tha: 'th', cmn_hans: 'zh' };
const paragraphs = Object.entries(languages).flatMap(([code, language]) => declaration(code, 60).split('\n\n').map((text) => ({ text, language })));

function nthPage(number: number, page: number): PageText {
  const [first, second] = [paragraphs[(number * 7) % paragraphs.length], paragraphs[(number * 13) % paragraphs.length]];
  const text = `${first?.text ?? ''} ${second?.text ?? ''} item${number % 5000} person${number % 997}`;
  const words = text.split(' ').map((word, index) => ({ text: word, line: Math.floor(index / 10), rect: [50 + (index % 10) * 48, 60 + Math.floor(index / 10) * 14, 44, 11] as const }));
  return { page, widthPt: 595, heightPt: 842, source: 'text', language: first?.language ?? 'en', words };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

const built = performance.now();
for (let document = 0; document * pagesOfDocument < pageCount; document++) {
  const original = await vault.putObject(bytesOf(`${document}`));
  const id = `d-${String(document).padStart(8, '0')}` as DocumentId;
  // Every fifth document is a translation of the one before.
  const translation = document % 5 === 4 ? { translation: { original: `d-${String(document - 1).padStart(8, '0')}` as DocumentId, originalSha256: original.sha256, language: 'en', kind: 'human' as const } } : {};
  const entry = { id, name: `statement-${document}.pdf`, title: `Statement ${document} of the hotel`, kind: 'pdf' as const, sha256: original.sha256, bytes: 1, pages: pagesOfDocument, confidentiality: 'parties' as const, source: {}, takenInAt: '2026-03-01T10:00:00Z', original: original.objectId, ...translation };
  vault.transaction(() => {
    vault.documents.add(entry);
    indexDocumentNames(vault, entry);
    for (let page = 1; page <= pagesOfDocument; page++) {
      const text = nthPage(document * pagesOfDocument + page, page);
      vault.pageTexts.put(id, text);
      indexPage(vault, id, text);
    }
  });
}
console.log(`${pageCount} pages put into the case in ${((performance.now() - built) / 1000).toFixed(1)} s`);

const tenth = new Set(vault.documents.list().flatMap(({ id }, index) => (index % 10 === 3 ? [id] : [])));
const kinds: readonly (readonly [kind: string, query: (index: number) => string, limits?: SearchLimits])[] = [
  ['a rare word', (index) => `item${index * 71}`], ['two words', (index) => `person${index * 13} item${index * 3}`], ['a phrase', (index) => `"item${index * 31}"`], ['a beginning', (index) => `person${10 + index}*`],
  ['words near one another', (index) => `NEAR(item${index * 17} person${(index * 17) % 997})`], ['without a word', (index) => `item${index} -freedom`], ['Ukrainian', (index) => `гідності item${index * 7}`],
  ['Arabic', (index) => `"العائلة البشرية" item${index}`], ['Chinese inside a sentence', (index) => `自由 item${index * 9}`], ['in one language', (index) => `item${index * 5}`, { language: 'uk' }],
  ['in names', (index) => `statement ${index}`, { places: ['names'] }], ['in the text alone', () => 'freedom', { places: ['text'] }], ['in translations alone', () => 'freedom', { places: ['translations'] }], ['in a tenth of the documents', () => 'freedom', { documents: tenth }], ['a word on every tenth page', () => 'freedom'], ['a phrase on every tenth page', () => '"everyone has the right"'],
];
const all: number[] = [];
const allCpu: number[] = [];
const cpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
const at = (times: readonly number[], share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1).padStart(7);
for (const [kind, query, limits] of kinds) {
  const times: number[] = [];
  const cpu: number[] = [];
  let hits = 0;
  for (let index = 1; index <= 20; index++) {
    const [start, cpuStart] = [performance.now(), cpuMs()];
    hits += searchCase(vault, query(index), { limit: 50, ...limits }).length;
    times.push(performance.now() - start);
    cpu.push(cpuMs() - cpuStart);
  }
  all.push(...times);
  allCpu.push(...cpu);
  for (const list of [times, cpu]) list.sort((a, b) => a - b);
  console.log(`${kind.padEnd(32)} p50 ${at(times, 0.5)} ms   p95 ${at(times, 0.95)} ms   processor p95 ${at(cpu, 0.95)} ms   ${String(hits).padStart(5)} hits`);
}
for (const list of [all, allCpu]) list.sort((a, b) => a - b);
console.log(`${'all'.padEnd(32)} p50 ${at(all, 0.5)} ms   p95 ${at(all, 0.95)} ms   processor p95 ${at(allCpu, 0.95)} ms   slowest ${at(all, 0.9999)} ms`);
await vault.close();
rmSync(folder, { recursive: true });
