import { rectsIntersect, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { marginHeight } from './page-margin.ts';
import { inOtherFile, type PageFacts, type PdfFacts } from './pdf-facts.ts';

/** One link of the index: the words that it and its neighbours in the same row show, and where it leads. */
export interface IndexEntry {
  readonly page: number;
  readonly target: number;
  readonly words: readonly string[];
  /** Page number (or label) printed in the row, where one is. */
  readonly printed: string | undefined;
}

/** The index as it can be read: its linked entries, and rows with a page number but no link. */
export interface IndexReading {
  /** Its first page (1-based): there may be a cover before it. */
  readonly first: number;
  /** Pages up to its end, a cover among them; 0 where there is no index. */
  readonly pages: number;
  readonly entries: readonly IndexEntry[];
  readonly unlinked: readonly { readonly page: number; readonly printed: string }[];
}

interface Row {
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
}

const indexWord = /^(index|contents|table|sommaire|inhalt|зміст|cuprins|índice|الفهرس|spis|indice|содержание)$/iu;

const mostCovers = 2;

/** Reads the index at the front of a PDF: the leading pages, behind a cover or not, that link into it, or that call themselves an index. */
export function readIndex(facts: PdfFacts): IndexReading {
  const isNamed = (page: PageFacts): boolean => page.words.slice(0, 60).some(({ text }) => indexWord.test(text));
  const isLinked = (page: PageFacts, number: number): boolean => page.links.some(({ target }) => target !== number);
  // Behind a cover, which has no links, only a page that both calls itself an index and links on is taken for it.
  const covers = facts.pages.slice(0, mostCovers + 1).findIndex((page, at) => (at === 0 ? isNamed(page) || isLinked(page, 1) : isNamed(page) && isLinked(page, at + 1)));
  const first = Math.max(0, covers) + 1;
  const firstTarget = Math.min(...facts.bookmarks.filter(({ page }) => page > first).map(({ page }) => page), facts.pages.length + 1);
  let pages = 0;
  for (let number = first; covers >= 0 && number < firstTarget; number++) {
    const page = facts.pages[number - 1];
    if (page === undefined || (number > first && !isLinked(page, number))) break;
    pages = number;
  }
  const entries: IndexEntry[] = [];
  const unlinked: { page: number; printed: string }[] = [];
  const labels = new Map(facts.pages.map(({ label }, index) => [label ?? String(index + 1), index + 1]));
  for (let number = first; number <= pages; number++) {
    const page = facts.pages[number - 1];
    if (page === undefined) continue;
    const rows = rowsOf(page.words.filter((word) => !isOwnNumber(word, page, number)));
    const inside = page.links.filter(({ target }) => target > pages || target === 0 || target === inOtherFile);
    const column = numberColumn(rows, inside.map(({ rect, target }) => ({ rect, printed: page.words.filter((word) => touches(word.rect, rect)).some(({ text }) => namesPage(text, target, facts)) })));
    for (const row of rows) {
      const own = inside.filter(({ rect }) => rect[1] + rect[3] / 2 > row.top && rect[1] + rect[3] / 2 < row.bottom);
      const printed = printedNumber(row, labels, column);
      for (const target of new Set(own.map((link) => link.target))) {
        const shown = page.words.filter((word) => inside.some((link) => link.target === target && touches(word.rect, link.rect)));
        entries.push({ page: number, target, words: [...shown, ...row.words].map(({ text }) => text), printed });
      }
      if (own.length === 0 && printed !== undefined && column !== undefined) unlinked.push({ page: number, printed });
      else if (own.length === 0 && printed !== undefined && inside.length === 0 && (labels.get(printed) ?? 0) > pages) unlinked.push({ page: number, printed });
    }
  }
  return { first, pages, entries, unlinked };
}

// The stamp of the index page itself is no row of the index.
function isOwnNumber({ text, rect }: Word, { heightPt, label }: PageFacts, number: number): boolean {
  const margin = marginHeight(heightPt);
  const middle = rect[1] + rect[3] / 2;
  return (text === String(number) || text === label) && (middle < margin || middle > heightPt - margin);
}

function namesPage(text: string, target: number, facts: PdfFacts): boolean {
  return text === String(target) || text === facts.pages[target - 1]?.label;
}

function touches(word: Rect, link: Rect): boolean {
  return rectsIntersect(word, link) && word[1] + word[3] / 2 > link[1] - 1 && word[1] + word[3] / 2 < link[1] + link[3] + 1;
}

function rowsOf(words: readonly Word[]): Row[] {
  const rows: { words: Word[]; top: number; bottom: number }[] = [];
  for (const word of [...words].sort((a, b) => a.rect[1] - b.rect[1])) {
    const middle = word.rect[1] + word.rect[3] / 2;
    const row = rows.find(({ top, bottom }) => middle > top && middle < bottom);
    if (row === undefined) rows.push({ words: [word], top: word.rect[1], bottom: word.rect[1] + word.rect[3] });
    else row.words.push(word);
  }
  return rows.map((row) => ({ ...row, words: row.words.sort((a, b) => a.rect[0] - b.rect[0]) }));
}

// Where the page numbers stand: the middle of the links that show one.
function numberColumn(rows: readonly Row[], links: readonly { readonly rect: Rect; readonly printed: boolean }[]): number | undefined {
  const narrow = links.filter(({ printed, rect }) => printed && rect[2] < 60).map(({ rect }) => rect[0] + rect[2] / 2);
  if (narrow.length > 0) return [...narrow].sort((a, b) => a - b)[Math.floor(narrow.length / 2)];
  const ends = links.filter(({ printed }) => printed).map(({ rect }) => rows.find(({ top, bottom }) => rect[1] + rect[3] / 2 > top && rect[1] + rect[3] / 2 < bottom)?.words.at(-1)).filter((word) => word !== undefined);
  const last = ends.map(({ rect }) => rect[0] + rect[2] / 2).sort((a, b) => a - b);
  return last[Math.floor(last.length / 2)];
}

const columnWidthPt = 30;

function printedNumber({ words }: Row, labels: ReadonlyMap<string, number>, column: number | undefined): string | undefined {
  const numbers = words.filter(({ text }) => labels.has(text) || /^\d{1,6}$/u.test(text));
  if (column !== undefined) return numbers.find(({ rect }) => Math.abs(rect[0] + rect[2] / 2 - column) < columnWidthPt)?.text;
  const end = words.at(-1);
  return words.length > 1 && end !== undefined && numbers.includes(end) ? end.text : undefined;
}
