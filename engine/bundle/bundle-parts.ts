import { entryLabel, type BundleEntry, type BundlePlan, type GeneratedSheet, type Numbering } from './bundle-plan.ts';
import type { Placement } from './bundle-tasks.ts';
import { bundleWords } from './bundle-words.ts';
import type { Bands } from './page-frame.ts';
import type { NumberedRun } from './page-labels.ts';
import { exhibitBands, firstExhibitBands, noBands, stampBands } from './page-marks.ts';
import type { PlacedPage } from './place-source.ts';

/** A document or a generated sheet in its place. */
export interface Part {
  readonly key: string;
  /** What it is called in bookmarks, without its page; undefined for what has no bookmark of its own. */
  readonly title: string | undefined;
  readonly entry?: BundleEntry;
  /** Made by a template after all sources are in. */
  readonly sheet?: GeneratedSheet;
  readonly bands: { readonly first: Bands; readonly other: Bands };
  placed: Placement | undefined;
}

/** What stands together: one part, or an original and its translation on facing pages. */
export interface Group {
  readonly parts: readonly Part[];
  /** 0-based; undefined for what stands before the sections. */
  readonly section: number | undefined;
  /** Which file it stands in. */
  readonly file: number;
  /** Page tree node over parts whose pages alternate. */
  readonly node?: number;
  /** Pages that fill a spread, once it is known where they are needed. */
  blanks?: Blanks;
}

/** Blank pages of a group on facing pages: one before it, where it would begin on the right, and those that stand for pages that one of its parts does not have. */
export interface Blanks {
  readonly lead?: PlacedPage;
  readonly missing: readonly PlacedPage[];
}

/** One page of the bundle. */
export interface PartPage {
  readonly part: Part;
  /** 0-based in its part. */
  readonly at: number;
  readonly page: PlacedPage;
}

/** Pages of a group in order; those of two parts alternate, with blank pages where one of them has no more. */
export function groupPages({ parts, blanks }: Group): PartPage[] {
  const lists = parts.map((part) => (part.placed?.pages ?? []).map((page, at): PartPage => ({ part, at, page })));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const missing = (blanks?.missing ?? []).map(blankPage);
  const facing = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? missing.shift() ?? [])).flat();
  return blanks?.lead === undefined ? facing : [blankPage(blanks.lead), ...facing];
}

/** Whether a part is a blank page that fills a spread. */
export function isBlank({ key }: Part): boolean {
  return key === blankKey;
}

const blankKey = '#blank';

function blankPage(page: PlacedPage): PartPage {
  return { part: blankPart(page), at: 0, page };
}

/** A blank page as a part of its own. */
export function blankPart(page: PlacedPage): Part {
  return { key: blankKey, title: undefined, bands: { first: noBands, other: noBands }, placed: { ...pagesOnly(0), node: page.object, pages: [page] } };
}

/** How a group counts for the numbers of pages. */
export function numberedRun(group: Group, numbering: Partial<Numbering>): NumberedRun {
  const [first] = group.parts;
  const pages = groupPages(group).length;
  const kept = first === undefined || group.parts.length > 1 ? undefined : numbering.kept?.[first.key];
  return {
    pages, ...(group.section === undefined ? {} : { section: group.section }), ...(kept === undefined ? {} : { kept }),
    ...(kept === undefined && numbering.late === 'insert' ? { insert: true } : {}),
  };
}

/** A generated sheet, with its pages once they are typeset. */
export interface SheetPart extends Part {
  pdf?: Uint8Array;
}

/** A document of the plan; a sealed one stands as its slip sheet. */
export function entryPart(entry: BundleEntry, { language }: BundlePlan): Part {
  const bands = entry.exhibit === undefined && entry.sha256 === undefined ? { first: stampBands, other: stampBands } : { first: entry.sha256 === undefined ? exhibitBands : firstExhibitBands, other: exhibitBands };
  const sheet: GeneratedSheet | undefined = entry.sealed === true
    ? { title: '', template: 'slip-sheet.typ', data: { exhibit: entry.exhibit ?? '', title: entry.title, ground: entry.sealedBy ?? '', language, words: bundleWords(language) } }
    : undefined;
  return { key: entry.key, title: entryLabel(entry), entry, bands, placed: undefined, ...(sheet === undefined ? {} : { sheet }) };
}

/** A generated sheet, under a key that no document has. */
export function sheetPart(key: string, sheet: GeneratedSheet): SheetPart {
  return { key: `#${key}`, title: sheet.title === '' ? undefined : sheet.title, sheet, bands: { first: noBands, other: noBands }, placed: undefined };
}

/** A place that is kept for so many pages. */
export function emptyPart(key: string, pages: number): Part {
  return { key, title: undefined, bands: { first: noBands, other: noBands }, placed: pages === 0 ? undefined : pagesOnly(pages) };
}

/** Stands for pages that are counted and not yet in the file. */
export function pagesOnly(pages: number): NonNullable<Part['placed']> {
  const page = { object: 0, content: 0, box: [0, 0, 1, 1], bands: noBands, rotation: 0, userUnit: 1, form: 'null', links: [], draws: '' } as const;
  return { next: 0, node: 0, pages: Array.from({ length: pages }, () => page), bookmarks: [], layers: { all: [], off: [] }, element: 0, tags: { kids: [], parents: [] }, findings: [], way: 'objects' };
}
