import type { BundleEntry, GeneratedSheet, Numbering } from './bundle-plan.ts';
import type { PlaceOutput } from './bundle-tasks.ts';
import type { Bands } from './page-frame.ts';
import type { NumberedRun } from './page-labels.ts';
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
  placed: PlaceOutput | undefined;
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
}

/** One page of the bundle. */
export interface PartPage {
  readonly part: Part;
  /** 0-based in its part. */
  readonly at: number;
  readonly page: PlacedPage;
}

/** Pages of a group in order; those of two parts alternate as long as both have one. */
export function groupPages({ parts }: Group): PartPage[] {
  const lists = parts.map((part) => (part.placed?.pages ?? []).map((page, at): PartPage => ({ part, at, page })));
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

/** How a group counts for the numbers of pages. */
export function numberedRun(group: Group, numbering: Partial<Numbering>): NumberedRun {
  const [first] = group.parts;
  const pages = group.parts.reduce((sum, { placed }) => sum + (placed?.pages.length ?? 0), 0);
  const kept = first === undefined || group.parts.length > 1 ? undefined : numbering.kept?.[first.key];
  return {
    pages, ...(group.section === undefined ? {} : { section: group.section }), ...(kept === undefined ? {} : { kept }),
    ...(kept === undefined && numbering.late === 'insert' ? { insert: true } : {}),
  };
}
