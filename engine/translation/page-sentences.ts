import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { PageText, Word } from '../../shared/page-text.ts';
import { plainDigits } from './anchors.ts';
import { splitSentences } from './sentences.ts';

/** Words of one page that belong to a sentence. */
export interface SentencePart {
  /** 1-based. */
  readonly page: number;
  /** Indexes into the page's words, ascending. */
  readonly words: readonly number[];
}

/** A sentence of a document with the place of each of its words; it may go over a page's end. */
export interface PageSentence {
  readonly text: string;
  readonly parts: readonly SentencePart[];
}

interface PlacedWord {
  readonly page: number;
  readonly index: number;
  readonly word: Word;
}

/**
 * The sentences of a document in reading order. Lines that stand at the head or foot of most pages are left out, so that they break no sentence;
 * a paragraph's end, told by the gap after it or by a number that begins the next, ends a sentence even without a full stop.
 */
export function sentencesOfPages(pages: readonly PageText[], language: string): PageSentence[] {
  const running = runningLines(pages);
  const words = pages.flatMap(({ page, words: own }) => own.flatMap((word, index): PlacedWord[] => (running.has(`${page}/${word.line}`) ? [] : [{ page, index, word }])));
  return paragraphsOf(words).flatMap((paragraph) => sentencesOf(paragraph, language));
}

/** A rectangle for each line that a part touches. */
export function rectsOfPart(page: PageText, { words }: SentencePart): Rect[] {
  const lines = new Map<number, Rect[]>();
  for (const index of words) {
    const word = page.words[index];
    if (word !== undefined) lines.set(word.line, [...(lines.get(word.line) ?? []), word.rect]);
  }
  return Array.from(lines.values(), unionOfRects).filter((rect) => rect !== undefined);
}

const edgeLines = 2;
const fewestPages = 3;

function runningLines(pages: readonly PageText[]): Set<string> {
  const running = new Set<string>();
  if (pages.length < fewestPages) return running;
  const places = new Map<string, string[]>();
  for (const { page, words } of pages) {
    const lines = [...new Set(words.map(({ line }) => line))];
    for (const line of new Set([...lines.slice(0, edgeLines), ...lines.slice(-edgeLines)])) {
      const text = plainDigits(words.filter((word) => word.line === line).map((word) => word.text).join(' ')).replace(/\d+/gu, '#');
      places.set(text, [...(places.get(text) ?? []), `${page}/${line}`]);
    }
  }
  for (const found of places.values()) if (found.length >= fewestPages && found.length > pages.length / 2) for (const place of found) running.add(place);
  return running;
}

const numbered = /^(?:\(?\p{Nd}{1,3}[.)]|\(?\p{L}\)|[•–—-])$/u;

function paragraphsOf(words: readonly PlacedWord[]): PlacedWord[][] {
  const gaps = lineGaps(words);
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const paragraphs: PlacedWord[][] = [];
  for (const [index, placed] of words.entries()) {
    const before = words[index - 1];
    const current = paragraphs.at(-1);
    if (before === undefined || current === undefined || startsParagraph(before, placed, usual)) paragraphs.push([placed]);
    else current.push(placed);
  }
  return paragraphs;
}

function startsParagraph(before: PlacedWord, placed: PlacedWord, usualGap: number): boolean {
  if (before.page === placed.page && before.word.line === placed.word.line) return false;
  if (numbered.test(placed.word.text)) return true;
  // A sentence goes on over the page's end; a paragraph does not begin with a small letter.
  if (before.page !== placed.page) return false;
  return gapBetween(before.word, placed.word) > Math.max(usualGap * 1.6, usualGap + placed.word.rect[3] * 0.35);
}

function lineGaps(words: readonly PlacedWord[]): number[] {
  return words.flatMap((placed, index) => {
    const before = words[index - 1];
    return before === undefined || before.page !== placed.page || before.word.line === placed.word.line ? [] : [gapBetween(before.word, placed.word)];
  }).filter((gap) => gap > -2);
}

function gapBetween(above: Word, below: Word): number {
  return below.rect[1] - (above.rect[1] + above.rect[3]);
}

function sentencesOf(paragraph: readonly PlacedWord[], language: string): PageSentence[] {
  let text = '';
  const ends: number[] = [];
  for (const [index, { word }] of paragraph.entries()) {
    text += (index === 0 ? '' : ' ') + word.text;
    ends.push(text.length);
  }
  let next = 0;
  return splitSentences(text, language).map(({ start, end }) => {
    const own: PlacedWord[] = [];
    // A word belongs to the sentence in which it ends, so that each word is in one sentence only.
    for (let placed = paragraph[next]; placed !== undefined && (ends[next] ?? 0) <= end; placed = paragraph[++next]) own.push(placed);
    return { text: text.slice(start, end), parts: partsOf(own) };
  });
}

function partsOf(words: readonly PlacedWord[]): SentencePart[] {
  const byPage = new Map<number, number[]>();
  for (const { page, index } of words) byPage.set(page, [...(byPage.get(page) ?? []), index]);
  return Array.from(byPage, ([page, indexes]) => ({ page, words: indexes }));
}
