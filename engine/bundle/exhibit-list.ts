import type { ExhibitStatus } from '../../shared/case-model/exhibit.ts';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { canonicalJsonBytes } from '../integrity/index.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { bundleWords, isRightToLeft, type BundleWords } from './bundle-words.ts';
import { courtProfile } from './court-profiles.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

/** What a list can say of an exhibit: its status, or that it is withheld. */
export type ListedStatus = ExhibitStatus | 'sealed';

/** One line of the exhibit list, as this edition may show it. */
export interface ExhibitListEntry {
  readonly number: string;
  readonly title: string;
  /** ISO 8601. */
  readonly date?: string;
  /** BCP 47. */
  readonly language?: string;
  /** Exhibit number of the original. */
  readonly translationOf?: string;
  readonly pages: number;
  /** Labels of its pages in the bundle. */
  readonly firstPage?: string;
  readonly lastPage?: string;
  /** SHA-256 of the exhibit as released. */
  readonly sha256?: string;
  /** Of the original: its SHA-256 where the edition has it whole, else a salted commitment to it. */
  readonly originalSha256?: string;
  readonly originalCommitment?: string;
  readonly status?: ListedStatus;
  /** In the words of the party or the order. */
  readonly note?: string;
}

export interface ExhibitListHead {
  readonly title: string;
  readonly reference?: string;
  /** A court profile. */
  readonly court?: string;
  /** BCP 47 language of the list's own words. */
  readonly language: string;
}

/** The signed head of the case's log, for whoever keeps the printed list. */
export interface PrintedCheckpoint {
  /** The note whole, as a QR code (SVG). */
  readonly qr: string;
  readonly words: readonly string[];
}

/** The list in each form that is handed over. */
export interface ExhibitList {
  readonly pdf: Uint8Array;
  readonly csv: Uint8Array;
  /** Canonical JSON (RFC 8785). */
  readonly json: Uint8Array;
  readonly xlsx: Uint8Array;
}

const columns = ['number', 'title', 'date', 'language', 'translationOf', 'pages', 'firstPage', 'lastPage', 'sha256', 'originalSha256', 'originalCommitment', 'status', 'note'] as const;

/** Makes the exhibit list of a release as PDF, CSV (RFC 4180, UTF-8), canonical JSON and XLSX, all saying the same; the PDF also prints a checkpoint. */
export async function makeExhibitList(pools: WorkerPools, head: ExhibitListHead, entries: readonly ExhibitListEntry[], { checkpoint, signal }: { readonly checkpoint?: PrintedCheckpoint | undefined; readonly signal?: AbortSignal | undefined } = {}): Promise<Result<ExhibitList, Failure>> {
  const rows = entries.map((entry) => columns.map((column) => entry[column] ?? ''));
  const pdf = await typesetPages(pools, 'exhibit-list.typ', { ...exhibitListData(head, entries), ...(checkpoint === undefined ? {} : { checkpoint }) }, signal);
  if (!pdf.ok) return pdf;
  return success({
    pdf: pdf.value,
    csv: writeCsv([columns, ...rows]),
    json: canonicalJsonBytes({ ...head, exhibits: entries }),
    xlsx: workbook(head, entries),
  });
}

const widths: Readonly<Record<(typeof columns)[number], number>> = { number: 11, title: 40, date: 11, language: 11, translationOf: 12, pages: 9, firstPage: 10, lastPage: 10, sha256: 23, originalSha256: 23, originalCommitment: 23, status: 13, note: 25 };

// For people: in the language of the list, where CSV and JSON keep to names for programs.
function workbook({ language }: ExhibitListHead, entries: readonly ExhibitListEntry[]): Uint8Array {
  const words = bundleWords(language);
  const rows = entries.map((entry) => columns.map((column) => (column === 'status' ? words.status[entry.status ?? 'listed'] : (entry[column] ?? ''))));
  return writeXlsx('Exhibits', [columns.map((column) => headings(words)[column]), ...rows], { widths: columns.map((column) => widths[column]), rightToLeft: isRightToLeft(language) });
}

function headings(words: BundleWords): Readonly<Record<(typeof columns)[number], string>> {
  const { exhibit, document, date, languages, translation, pages, page, bundle, hashReleased, hashOriginal, commitment, state, note } = words;
  return { number: exhibit, title: document, date, language: languages, translationOf: translation, pages, firstPage: `${bundle}: ${page}`, lastPage: `– ${page}`, sha256: hashReleased, originalSha256: hashOriginal, originalCommitment: commitment, status: state, note };
}

/** What the template `exhibit-list.typ` is given. */
export function exhibitListData(head: ExhibitListHead, entries: readonly ExhibitListEntry[]): object {
  const words = bundleWords(head.language);
  const rows = entries.map((entry) => ({
    ...Object.fromEntries(columns.map((column) => [column, String(entry[column] ?? '')])),
    status: words.status[entry.status ?? 'listed'], translationOf: entry.translationOf === undefined ? '' : words.translationOf.replace('{l}', '').replace('{o}', entry.translationOf),
  }));
  // A plain bundle is for no court in particular.
  const court = head.court === undefined || head.court === 'plain' ? '' : (courtProfile(head.court)?.title ?? head.court);
  return { title: head.title, reference: head.reference ?? '', court, language: head.language, words, entries: rows };
}
