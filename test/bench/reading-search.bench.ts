// Search over 100,000 pages in the index as the vault keeps it: time of each query, p50 and p95.
import { createRequire } from 'node:module';
import { foldForSearch, parseSearchQuery } from '../../engine/reading/index.ts';
import { indexTokens, matchExpression } from '../../engine/vault/tables/search-match.ts';
import { declaration } from '../unit/engine/reading/declaration.ts';

interface Sql {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): unknown[] };
}

const pageCount = Number(process.env['BENCH_PAGES'] ?? 100_000);
const Database = createRequire(import.meta.url)('better-sqlite3-multiple-ciphers') as new (path: string) => Sql;
const database = new Database(':memory:');
// The index of engine/vault/migrations/work-0001-case.ts.
database.exec(`CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content = '', contentless_delete = 1, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"); BEGIN`);
const paragraphs = ['eng', 'ukr', 'ron_2006', 'arb', 'fra', 'rus', 'deu_1996', 'tha', 'cmn_hans'].flatMap((code) => declaration(code, 60).split('\n\n')).map((paragraph) => indexTokens(foldForSearch(paragraph)));
const insert = database.prepare('INSERT INTO search_index (rowid, tokens) VALUES (?, ?)');
const built = performance.now();
for (let page = 1; page <= pageCount; page++) insert.run(page, `${paragraphs[(page * 7) % paragraphs.length]} ${paragraphs[(page * 13) % paragraphs.length]} item${page % 5000} person${page % 997}`);
database.exec('COMMIT');
console.log(`${pageCount} pages indexed in ${((performance.now() - built) / 1000).toFixed(1)} s`);

const find = database.prepare('SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT 100');
const times: number[] = [];
const queries = Array.from({ length: 60 }, (_, index) => [`item${index * 71}`, `person${index * 13} item${index * 3}`, `"item${index * 31}"`, `perso${index}*`, `NEAR(item${index * 17} person${(index * 17) % 997})`, `item${index} -freedom`][index % 6] ?? '');
for (const query of [...queries, 'гідності item77', '"العائلة البشرية" item42', '自由 item99']) {
  const match = matchExpression(parseSearchQuery(query));
  const start = performance.now();
  if (match !== undefined) find.all(match);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
console.log(`${times.length} queries: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(0.999)} ms`);
