import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { findOnPage, foldForSearch, parseSearchQuery } from '../../../../engine/reading/index.ts';
import { indexTokens, matchExpression } from '../../../../engine/vault/tables/search-match.ts';
import { pageOf } from '../people/page-of.ts';

const texts = {
  ukrainian: 'Свідок Олена Ковальчук, мати трьох дітей, живе в Києві з сестрою Ївгою', russian: 'Семён и ещё ёлка', french: 'L’École était fermée à Noël', arabic: 'قَالَتْ إِنَّ الشَّاهِدَةَ كانت في المدرسةِ', romanian: 'Ștefan și Țuțea',
  chinese: '证人王小明在北京说', thai: 'พยานกล่าวว่าสมชายอยู่ที่บ้าน', english: 'The witness saw the red car near the old bridge at noon. Reference AB-12/345', turkish: 'İstanbul ışık', german: 'Straße Weiß',
};

interface Sql {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): { rowid: number }[] };
}

const Database = createRequire(import.meta.url)('better-sqlite3-multiple-ciphers') as new (path: string) => Sql;
const database = new Database(':memory:');
database.exec(`CREATE VIRTUAL TABLE pages USING fts5 (tokens, prefix = '2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'")`);
const names = Object.keys(texts) as (keyof typeof texts)[];
names.forEach((name, index) => database.prepare('INSERT INTO pages (rowid, tokens) VALUES (?, ?)').run(index, indexTokens(foldForSearch(texts[name]))));

function found(query: string): string[] {
  const match = matchExpression(parseSearchQuery(query));
  if (match === undefined) return [];
  return database.prepare('SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY rowid').all(match).map(({ rowid }) => names[rowid]!);
}

describe('search', () => {
  it.each([
    ['ковальчук', 'ukrainian'], ['КИЄВІ', 'ukrainian'], ['Коваль*', 'ukrainian'], ['"мати трьох"', 'ukrainian'], ['семен', 'russian'], ['еще', 'russian'], ['елка', 'russian'], ['ecole', 'french'], ['noel', 'french'],
    ['قالت', 'arabic'], ['ان الشاهده', 'arabic'], ['مدرسة*', ''], ['المدرسة', 'arabic'], ['stefan', 'romanian'], ['tutea', 'romanian'], ['王小明', 'chinese'], ['北京', 'chinese'], ['สมชาย', 'thai'], ['บ้าน', 'thai'],
    ['NEAR(witness bridge)', 'english'], ['NEAR/2(witness bridge)', ''], ['"red car"', 'english'], ['"car red"', ''], ['witness -bridge', ''], ['AB-12/345', 'english'], ['istanbul', 'turkish'], ['isik', 'turkish'],
    ['strasse', 'german'], ['weiss', 'german'], ['мати Олена', 'ukrainian'], ['мати witness', ''],
  ])('finds %s', (query, expected) => {
    expect(found(query)).toEqual(expected === '' ? [] : [expected]);
  });

  it('joins alternatives', () => {
    expect(found('noel OR семен')).toEqual(['russian', 'french']);
  });

  it('takes whatever is typed without an error', () => {
    for (const query of ['', '"', '* * *', 'NEAR(', 'NEAR()', '((', 'a" OR "b', "'; DROP TABLE pages; --", '-', '\u0000', 'OR OR', '^x:y', '🙂']) expect(() => found(query)).not.toThrow();
  });

  it('shows each match on the page, over line ends, with words around it', () => {
    const page = pageOf('The witness saw the red\ncar near the old bridge');
    expect(findOnPage(page, parseSearchQuery('"red car"'))).toEqual({ snippet: 'The witness saw the red car near the old bridge', match: [20, 27], matches: [[[250, 50, 30, 14], [50, 70, 30, 14]]] });
    const long = findOnPage(pageOf('one two three four five six seven eight nine ten eleven'), parseSearchQuery('ten'));
    expect([long.snippet, long.snippet.slice(...long.match ?? [0, 0])]).toEqual(['… two three four five six seven eight nine ten eleven', 'ten']);
    expect(findOnPage(page, parseSearchQuery('wit* old witness')).matches).toHaveLength(2);
    expect(findOnPage(page, parseSearchQuery('wit')).matches).toEqual([]);
    expect(findOnPage(pageOf('证人王小明说'), parseSearchQuery('小明')).matches).toHaveLength(1);
  });
});
