import type { ExhibitStatus } from '../../shared/case-model/exhibit.ts';
import type { PageText } from '../../shared/page-text.ts';

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
  /** Pages counted when the document was taken in. */
  readonly pages?: number;
  /** Words of pages, for those that were recognised (`source: 'ocr'`) and whose PDF carries no text; by page, 1-based, in any order. */
  readonly text?: readonly PageText[];
  /** `agreed`, `contested`, … where more than `listed` is known; shown in the index. */
  readonly status?: ExhibitStatus;
  /** Listed and withheld: a slip sheet stands in its place, the same in every edition. */
  readonly sealed?: boolean;
  /** On what ground it is withheld, as the slip sheet says it. */
  readonly sealedBy?: string;
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
  /** Text of the stamp: `{page}` the number (with its section letter), `{pages}` the last one, other text as it is. */
  readonly stamp?: string;
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
  /** False leaves the sources' own bookmarks out. */
  readonly sourceBookmarks?: boolean;
  /** ISO 8601 time that is written as the file's date; left out where absent, so that equal plans give equal files. */
  readonly createdAt?: string;
}

/** Where an entry came to stand. Pages are 1-based pages of the PDF; labels are as stamped. */
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
export function entryLabel(entry: BundleEntry): string {
  return entry.exhibit === undefined ? entry.title : `${entry.exhibit} ${entry.title}`;
}

/** Letters of a section: A … Z, AA, AB …; `index` is 0-based. */
export function sectionLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : sectionLetter(rest - 1)) + String.fromCharCode(65 + (index % 26));
}
