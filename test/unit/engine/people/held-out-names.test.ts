import anyAscii from 'any-ascii';
import { ratio } from 'fuzzball';
import { expect, it } from 'vitest';
import type { PageText } from '../../../../shared/page-text.ts';
import { findPersons, preparePersons } from '../../../../engine/people/index.ts';
import { heldOutTexts, inventedPersons, plantedPages } from './held-out-names.ts';

type Finder = (page: PageText) => Set<number>;

const parts = [...new Set(inventedPersons.flatMap(({ name }) => name.split(' ')))];
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const ascii = (text: string): string => anyAscii(text).toLowerCase().replace(/[^a-z0-9]/gu, '');

const byWord = (matches: (word: string) => boolean): Finder => (page) => new Set(page.words.flatMap(({ text }, index) => (matches(text) ? [index] : [])));

function equalBy(key: (text: string) => string): Finder {
  const known = new Set(parts.map(key));
  return byWord((word) => known.has(key(word)));
}

const fuzzyParts = parts.map(ascii).filter((part) => part.length >= 3);
const fuzzyMemory = new Map<string, number>();

function fuzzballAt(threshold: number): Finder {
  return byWord((word) => {
    const key = ascii(word);
    if (!fuzzyMemory.has(key)) fuzzyMemory.set(key, key.length < 3 ? 0 : Math.max(...fuzzyParts.map((part) => ratio(part, key))));
    return (fuzzyMemory.get(key) ?? 0) >= threshold;
  });
}

const prepared = preparePersons(inventedPersons.map(({ name }, index) => ({ pseudonym: `W-${index}`, names: [name] })));
const own: Finder = (page) => new Set(findPersons(page, prepared).flatMap(({ wordIndexes }) => wordIndexes));

interface Score {
  readonly finder: string;
  readonly recall: number;
  readonly falseHits: number;
}

const pages = plantedPages();

function score(finder: string, find: Finder): Score {
  let planted = 0;
  let hit = 0;
  let falseHits = 0;
  for (const { page, planted: places } of pages) {
    const found = find(page);
    planted += places.size;
    for (const index of places.keys()) if (found.has(index)) hit++;
    for (const index of found) if (!places.has(index)) falseHits++;
  }
  return { finder, recall: hit / planted, falseHits };
}

it('finds at least 95 % of the words of names it was not tuned on, with fewer false hits than fuzzy matching at its best', () => {
  const fuzzy = [60, 65, 70, 75, 80, 85, 90].map((threshold) => score(`any-ascii and fuzzball ≥ ${threshold}`, fuzzballAt(threshold)));
  const mine = score('Custodia', own);
  const rows = [score('plain folding', equalBy(folded)), score('any-ascii', equalBy(ascii)), ...fuzzy, mine];
  const words = pages.reduce((sum, { page }) => sum + page.words.length, 0);
  console.log([`${words} words in ${heldOutTexts.length} languages, ${inventedPersons.length} names`, ...rows.map(({ finder, recall, falseHits }) => `${finder.padEnd(28)} recall ${(recall * 100).toFixed(1).padStart(5)} %   false hits ${falseHits}`)].join('\n'));
  if (process.env['NAME_MISSES'] === '1') explain();
  // The threshold at which found and false hits are best balanced.
  const best = fuzzy.reduce((a, b) => (b.recall - b.falseHits / words > a.recall - a.falseHits / words ? b : a));
  expect(mine.recall).toBeGreaterThanOrEqual(0.95);
  expect(mine.falseHits).toBeLessThan(best.falseHits);
});

function explain(): void {
  for (const { page, planted } of pages) {
    const found = own(page);
    for (const [index, how] of planted) if (!found.has(index)) console.log('missed', how, page.words[index]?.text);
    for (const index of found) if (!planted.has(index)) console.log('false', page.words[index]?.text, page.words[index - 1]?.text);
  }
}
