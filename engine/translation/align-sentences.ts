import type { AlignmentLink } from '../../shared/case-model/translation.ts';
import { Cooccurrence, lookAlike, wordBags } from './cooccurrence.ts';

/** What else ties sentences of two languages together. */
export interface AlignOptions {
  /** Keys of what is named in a sentence whatever the language: a person, a number, a date. */
  readonly anchors?: (sentence: string, side: 'original' | 'translation') => readonly string[];
}

// Gale and Church, “A Program for Aligning Sentences in Bilingual Corpora”, Computational Linguistics 19 (1993): variance of a letter's
// translation, and how much rarer than one to one the other ways are, as −100 log of the probability. Omission is less rare here than there: evidence is excerpted.
const variance = 6.8;
const beads: readonly (readonly [originals: number, translations: number, penalty: number])[] = [
  [1, 1, 0], [1, 0, 280], [0, 1, 280], [2, 1, 230], [1, 2, 230], [2, 2, 440], [3, 1, 460], [1, 3, 460],
];
const anchorWeight = 260;
const alikeWeight = 300;
const wordWeight = 1000;
const rounds = 4;
// Sentences that have nothing to do with each other are this much alike by chance.
const expected = 0.12;

/**
 * Links the sentences of a text and of its translation, in order: by their lengths (Gale and Church), by what is named in both, and by the words that
 * turn out to go together in the two texts themselves. Every sentence is in exactly one link; a link with one empty side says that something is missing there.
 */
export function alignSentences(original: readonly string[], translation: readonly string[], options: AlignOptions = {}): AlignmentLink[] {
  if (original.length === 0 || translation.length === 0) {
    return [...original.map((_, index) => ({ original: [index], translation: [] })), ...translation.map((_, index) => ({ original: [], translation: [index] }))];
  }
  const sides = { original: sideOf(original, 'original', options), translation: sideOf(translation, 'translation', options) };
  let links = bestPath(sides, undefined, new Set());
  for (let round = 1; round < rounds; round++) {
    const learned = new Cooccurrence();
    const linked = new Set<number>();
    for (const link of links) {
      if (link.original.length === 0 || link.translation.length === 0) continue;
      for (const row of link.original) for (const column of link.translation) linked.add(row * translation.length + column);
      learned.add(joined(sides.original.bags, link.original), joined(sides.translation.bags, link.translation));
    }
    links = bestPath(sides, learned, linked);
  }
  return links;
}

interface Side {
  readonly lengths: readonly number[];
  readonly bags: readonly ReadonlySet<string>[];
  readonly anchors: readonly ReadonlySet<string>[];
}

interface Sides {
  readonly original: Side;
  readonly translation: Side;
}

function sideOf(sentences: readonly string[], side: 'original' | 'translation', { anchors = () => [] }: AlignOptions): Side {
  return {
    lengths: sentences.map((sentence) => Math.max(1, Array.from(sentence.replace(/\s+/gu, '')).length)),
    bags: wordBags(sentences),
    anchors: sentences.map((sentence) => new Set(anchors(sentence, side))),
  };
}

/** The cheapest way through both texts (dynamic programming), within a band around the diagonal. */
function bestPath(sides: Sides, learned: Cooccurrence | undefined, linked: ReadonlySet<number>): AlignmentLink[] {
  const rows = sides.original.lengths.length;
  const columns = sides.translation.lengths.length;
  const ratio = sum(sides.translation.lengths) / sum(sides.original.lengths);
  const reach = Math.max(40, Math.ceil(Math.abs(rows - columns) + 0.12 * Math.max(rows, columns)));
  const costs = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1).fill(Infinity));
  const taken = Array.from({ length: rows + 1 }, () => new Uint8Array(columns + 1));
  const measure = createMeasure(sides, ratio, { learned, linked });
  (costs[0] as Float64Array)[0] = 0;
  for (let row = 0; row <= rows; row++) {
    const middle = Math.round((row / rows) * columns);
    for (let column = Math.max(0, middle - reach); column <= Math.min(columns, middle + reach); column++) {
      if (row === 0 && column === 0) continue;
      let best = Infinity;
      let way = 0;
      beads.forEach(([originals, translations, penalty], index) => {
        const before = costs[row - originals]?.[column - translations];
        if (before === undefined || before + penalty - 3000 >= best) return;
        const cost = before + penalty + measure(row - originals, row, column - translations, column);
        if (cost < best) [best, way] = [cost, index];
      });
      (costs[row] as Float64Array)[column] = best;
      (taken[row] as Uint8Array)[column] = way;
    }
  }
  return traceBack(taken, rows, columns);
}

function traceBack(taken: readonly Uint8Array[], rows: number, columns: number): AlignmentLink[] {
  const links: AlignmentLink[] = [];
  let [row, column] = [rows, columns];
  while (row > 0 || column > 0) {
    const [originals = 0, translations = 0] = beads[taken[row]?.[column] ?? 0] ?? [];
    links.push({ original: range(row - originals, row), translation: range(column - translations, column) });
    row -= originals;
    column -= translations;
  }
  return links.reverse();
}

function createMeasure({ original, translation }: Sides, ratio: number, { learned, linked }: { readonly learned: Cooccurrence | undefined; readonly linked: ReadonlySet<number> }): (fromRow: number, row: number, fromColumn: number, column: number) => number {
  const ties = new Map<number, number>();
  const width = translation.lengths.length;
  // Words and anchors of two single sentences; those of a longer link are the mean of its pairs' best.
  const tie = (row: number, column: number): number => {
    const key = row * width + column;
    let worth = ties.get(key);
    if (worth === undefined) {
      const [left, right] = [original.bags[row] ?? none, translation.bags[column] ?? none];
      worth = alikeWeight * lookAlike(left, right) + anchorWorth(original.anchors[row] ?? none, translation.anchors[column] ?? none);
      if (learned !== undefined) worth += wordWeight * (learned.similarity(left, right, linked.has(key)) - expected);
      ties.set(key, worth);
    }
    return worth;
  };
  return (fromRow, row, fromColumn, column) => {
    let cost = lengthCost(sum(original.lengths, fromRow, row), sum(translation.lengths, fromColumn, column), ratio);
    if (row === fromRow || column === fromColumn) return cost;
    let worth = 0;
    let least = Infinity;
    const longer = Math.max(row - fromRow, column - fromColumn);
    for (let step = 0; step < longer; step++) {
      const own = tie(Math.min(fromRow + step, row - 1), Math.min(fromColumn + step, column - 1));
      worth += own;
      least = Math.min(least, own);
    }
    cost -= (worth / longer + least) / 2;
    return cost;
  };
}

const none: ReadonlySet<string> = new Set();

function anchorWorth(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 && right.size === 0) return 0;
  let shared = 0;
  for (const anchor of left) if (right.has(anchor)) shared++;
  return anchorWeight * ((2 * shared) / (left.size + right.size) - (shared === 0 ? 0.4 : 0));
}

function lengthCost(original: number, translation: number, ratio: number): number {
  if (original === 0 || translation === 0) return 0;
  const mean = (original + translation / ratio) / 2;
  const delta = Math.abs((original * ratio - translation) / Math.sqrt(variance * mean * ratio));
  return -100 * Math.log(Math.max(1e-12, 2 * (1 - normal(delta))));
}

/** Cumulative normal distribution (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  return 1 - 0.3989423 * Math.exp((-z * z) / 2) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
}

function joined(bags: readonly ReadonlySet<string>[], indexes: readonly number[]): Set<string> {
  return new Set(indexes.flatMap((index) => [...(bags[index] ?? none)]));
}

function sum(lengths: readonly number[], from = 0, to = lengths.length): number {
  let total = 0;
  for (let index = from; index < to; index++) total += lengths[index] ?? 0;
  return total;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
