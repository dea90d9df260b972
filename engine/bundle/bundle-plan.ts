import type { ExhibitStatus, MarkPlace } from '../../shared/case-model/exhibit.ts';
import type { PageText } from '../../shared/page-text.ts';

/** Pages that a Typst template of `resources/templates` makes, with its data. */
export interface GeneratedSheet {
  /** Stands in bookmarks, and in the index where the sheet is listed. */
  readonly title: string;
  readonly template: `${string}.typ`;
  /** Plain JSON. */
  readonly data: unknown;
}

/** One document in its place. */
export interface BundleEntry {
  /** Names the document to `source`; unique in the plan. */
  readonly key: string;
  /** Exhibit number, such as `P-1`. */
  readonly exhibit?: string;
  /** As this edition may show it. */
  readonly title: string;
  /** BCP 47. */
  readonly language?: string;
  /** ISO 8601 date of the document. */
  readonly date?: string;
  /** Of the document as this edition hands it over; printed on its pages and in its QR code. */
  readonly sha256?: string;
  /** Key of the original that this document translates. */
  readonly translationOf?: string;
  /** Who certified the translation, and when. */
  readonly translator?: string;
  readonly certifiedAt?: string;
  /** Key of the translation that this document certifies; it stands right behind it. */
  readonly certificateOf?: string;
  /** Set after the document: the record of who certified a translation that has no certificate of its own. */
  readonly sheets?: readonly GeneratedSheet[];
  /** Pages counted when the document was taken in. */
  readonly pages?: number;
  /** Words of pages, for those that were recognised (`source: 'ocr'`) and whose PDF carries no text; by page, 1-based, in any order. */
  readonly text?: readonly PageText[];
  /** `agreed`, `contested`, … where more than `listed` is known; shown in the index. */
  readonly status?: ExhibitStatus;
  /** Registration number of the first page, for stamps that name it: its last digits count on. */
  readonly ern?: string;
  /** Places on its pages that become links into the bundle. */
  readonly links?: readonly EntryLink[];
  /** Listed and withheld: a slip sheet stands in its place, the same in every edition. */
  readonly sealed?: boolean;
  /** On what ground it is withheld, as the slip sheet says it. */
  readonly sealedBy?: string;
}

/** A place on a page of an entry that leads to a page of the bundle. */
export interface EntryLink {
  /** 1-based page of the entry. */
  readonly page: number;
  /** `[x, y, width, height]` in points from the top left corner of the page as displayed. */
  readonly rect: readonly [number, number, number, number];
  /** Where it leads: a page (1-based) of an entry, or a label of the bundle, such as `45` or `A3`. */
  readonly to: { readonly key: string; readonly page: number } | { readonly label: string };
}

export interface BundleSection {
  readonly title: string;
  readonly entries: readonly BundleEntry[];
}

/** How pages are counted and stamped. */
export interface Numbering {
  /** `continuous`: 1 to the end, equal to the PDF page. `section`: A1…, B1… by section, as PD27A asks. */
  readonly style: 'continuous' | 'section';
  /** Number of the first page, for a supplementary or later bundle; 1 where absent. */
  readonly first?: number;
  /**
   * Text of the stamp. `{page}` the number (with its section letter), `{pages}` the last one, `{exhibit}`, `{exhibitPage}`, `{exhibitPages}`, `{ern}`,
   * `{reference}`, `{date}` (day of the build); other text as it is.
   */
  readonly stamp?: string;
  /** Numbers that were handed out before and stay: of each part's first page, by key, and how many pages it had then. A part that has grown gets letters. */
  readonly kept?: Readonly<Record<string, { readonly first: number; readonly pages: number }>>;
  /** Where other parts are numbered, among those that stay: after the highest number, or between them as `12A`, `12B`. */
  readonly late?: 'end' | 'insert';
}

/** What a bundle consists of, as plain data. */
export interface BundlePlan {
  readonly title: string;
  /** Claim or case number. */
  readonly reference?: string;
  /** Court's name for the head of the index. */
  readonly court?: string;
  /** BCP 47 language of the bundle's own words. */
  readonly language: string;
  readonly numbering?: Numbering;
  readonly sections: readonly BundleSection[];
  /** False for an assembly without index pages. */
  readonly index?: boolean;
  /** A title page before the index. */
  readonly cover?: boolean;
  /** A sheet before each section that lists its documents. */
  readonly sectionSheets?: boolean;
  /** Each page of a translation beside that of its original: the original on the left, blank pages where one of the two has no further page. */
  readonly facing?: boolean;
  /** In a band around each page where absent. */
  readonly marks?: MarkPlace;
  /** Begin another file before one grows beyond this. The index, over all files, stands in the first. */
  readonly split?: { readonly bytes?: number; readonly pages?: number };
  /** False leaves the sources' own bookmarks out. */
  readonly sourceBookmarks?: boolean;
  /** ISO 8601 time that is written as the file's date; left out where absent, so that equal plans give equal files. */
  readonly createdAt?: string;
}

/** Where an entry came to stand. Pages are 1-based pages over all files; labels are as stamped. */
export interface PlacedEntry {
  readonly key: string;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly firstLabel: string;
  readonly lastLabel: string;
}

/** All entries of a plan in order. */
export function planEntries(plan: BundlePlan): BundleEntry[] {
  return plan.sections.flatMap(({ entries }) => entries);
}

/** The words that name an entry alike in index and bookmarks. */
export function entryLabel(entry: Pick<BundleEntry, 'exhibit' | 'title'>): string {
  return entry.exhibit === undefined ? entry.title : `${entry.exhibit} ${entry.title}`;
}
