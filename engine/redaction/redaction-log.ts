import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { searchFor } from './secret-search.ts';

/** One redaction as it may be told to those from whom it hides something: never the words, only where, why and by whom. */
export interface LogEntry {
  /** Exhibit number, or the document's id where it has none. */
  readonly exhibit: string;
  /** 1-based page of the exhibit. */
  readonly page: number;
  /** Whole points from the top of the page; the width is left out, since it may tell what was removed. */
  readonly fromTopPt: number;
  readonly code: string;
  readonly ground: string;
  readonly state: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly method: string;
  /** Of the redacted file. */
  readonly sha256: string;
}

export interface LogInput {
  readonly title: string;
  readonly edition: string;
  readonly language: string;
  readonly entries: readonly LogEntry[];
  /** What must not be in the log. */
  readonly secrets: readonly string[];
}

export interface RedactionLog {
  readonly pdf: Uint8Array;
  readonly csv: string;
  readonly json: string;
}

const columns = ['exhibit', 'page', 'fromTopPt', 'code', 'ground', 'state', 'proposedBy', 'approvedBy', 'method', 'sha256'] as const;

/** Writes the log of an edition's redactions as PDF, CSV (RFC 4180) and JSON. Fails with `leak-found` when an entry says something that is hidden. */
export async function redactionLog(pools: WorkerPools, input: LogInput, options: { readonly signal?: AbortSignal } = {}): Promise<Result<RedactionLog, Failure>> {
  const { title, edition, language, entries, secrets } = input;
  const search = searchFor(secrets);
  const told = [title, edition, ...entries.flatMap((entry) => columns.map((column) => String(entry[column])))];
  if (told.some((text) => search.foundIn(text) || search.foundInRun(text))) return refusal(failure('leak-found', 'A ground or a title in the redaction log says what is hidden. Put it in other words.'));
  const rows = entries.map((entry) => Object.fromEntries(columns.map((column) => [column, entry[column]])));
  const pdf = await typesetPages(pools, 'redaction-log.typ', { title, edition, language, entries: rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))) }, options.signal);
  if (!pdf.ok) return pdf;
  const csv = [columns.join(','), ...entries.map((entry) => columns.map((column) => cell(String(entry[column]))).join(','))].map((line) => `${line}\r\n`).join('');
  return success({ pdf: pdf.value, csv, json: `${JSON.stringify({ title, edition, entries: rows }, null, 2)}\n` });
}

// A cell that starts like a formula is quoted as text, so that no spreadsheet runs it.
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
