import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { z } from 'zod';
import { confidentialities, type Confidentiality, type Source } from '../../shared/case-model/document.ts';
import { sheetFault, type SheetFault, type SheetFaultCode } from '../../shared/custody-sheet-faults.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import { likelySeparator, splitRows } from './csv-rows.ts';

/** What a custody sheet says of one file. */
export interface CustodyRow {
  /** 1-based line of the sheet. */
  readonly line: number;
  /** Path of the file below the sheet's folder, or its bare name. */
  readonly file: string;
  readonly title?: string;
  readonly exhibit?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly confidentiality?: Confidentiality;
  /** Lower-case; what the file's bytes must have. */
  readonly sha256?: Sha256;
  readonly source: Source;
}

export interface CustodySheet {
  readonly rows: readonly CustodyRow[];
  readonly faults: readonly SheetFault[];
}

// What zod says of a cell is the code of the fault.
const says = (code: SheetFaultCode): SheetFaultCode => code;
const text = z.string().trim().min(1, says('cell-empty')).max(2000, says('cell-too-long'));
const sourceColumns = {
  origin: text, collectedBy: text,
  collectedAt: z.string().trim().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/, { error: says('cell-no-date'), abort: true })
    .refine((date) => !Number.isNaN(Date.parse(date.slice(0, 10))) && new Date(`${date.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(date.slice(0, 10)), says('cell-no-day')),
  place: text, receivedFrom: text, receivedBy: text, itemNumber: text, sealNumber: text, condition: text,
};
const row = z.strictObject({
  file: text, title: text.optional(), exhibit: z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u, says('cell-no-exhibit-number')).max(32, says('cell-too-long')).optional(),
  language: z.string().trim().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, says('cell-no-language')).optional(), confidentiality: z.enum(confidentialities, says('cell-no-choice')).optional(),
  sha256: z.string().trim().toLowerCase().regex(/^[0-9a-f]{64}$/, says('cell-no-sha256')).optional(), ...z.object(sourceColumns).partial().shape,
});
const columns = Object.keys(row.shape);
const maximumRows = 100_000;

/**
 * Reads a custody sheet: CSV with a heading line, or JSON, `{"files": […]}` or the list alone; the keys are those of `docs/custody-sheet.md`. Every row that cannot stand is a fault
 * with its line; nothing throws.
 */
export function parseCustodySheet(sheet: string): CustodySheet {
  const content = sheet.replace(/^\ufeff/u, '');
  const read = /^\s*[[{]/u.test(content) ? readJson(content) : readCsv(content);
  const rows: CustodyRow[] = [];
  const faults: SheetFault[] = [...read.faults];
  const seen = new Map<string, number>();
  for (const { line, values } of read.entries) {
    const parsed = row.safeParse(values);
    if (!parsed.success) {
      faults.push(...parsed.error.issues.map((issue) => cellFault(line, issue)));
      continue;
    }
    const first = seen.get(parsed.data.file);
    if (first !== undefined) faults.push(sheetFault(line, 'file-twice', { first }));
    else rows.push(rowOf(line, parsed.data));
    seen.set(parsed.data.file, first ?? line);
  }
  if (rows.length === 0 && faults.length === 0) faults.push(sheetFault(1, 'no-file-named'));
  return { rows, faults: faults.sort((a, b) => a.line - b.line) };
}

interface Entries {
  readonly entries: readonly { readonly line: number; readonly values: unknown }[];
  readonly faults: readonly SheetFault[];
}

function cellFault(line: number, { code, path, message, ...issue }: z.core.$ZodIssue): SheetFault {
  if (code === 'unrecognized_keys') return sheetFault(line, 'column-unknown', { column: String((issue as { keys?: readonly string[] }).keys?.[0]).slice(0, 60), known: columns.join(', ') });
  const column = path.map(String).join('.');
  if (column === '') return sheetFault(line, 'no-entry');
  if (code === 'invalid_type') return sheetFault(line, 'cell-missing', { column });
  return sheetFault(line, message as SheetFaultCode, { column, ...(code === 'invalid_value' ? { known: confidentialities.join(', ') } : {}) });
}

function rowOf(line: number, { file, title, exhibit, language, confidentiality, sha256, ...source }: z.infer<typeof row>): CustodyRow {
  const given = { title, exhibit, language, confidentiality, sha256: sha256 as Sha256 | undefined };
  return {
    line, file: file.normalize('NFC').replaceAll('\\', '/').replace(/^(\.\/)+/u, ''), source: defined(source), ...defined(given),
  };
}

function defined<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

function readCsv(content: string): Entries {
  const unix = content.replace(/\r\n?/gu, '\n');
  const lines = splitRows(unix, likelySeparator(unix));
  const [heading = [], ...rest] = lines;
  const keys = heading.map(columnOf);
  const unknown = keys.findIndex((key) => key === undefined);
  if (unknown >= 0) return { entries: [], faults: [sheetFault(1, 'column-unknown', { column: (heading[unknown] ?? '').slice(0, 60), known: columns.join(', ') })] };
  if (!keys.includes('file')) return { entries: [], faults: [sheetFault(1, 'column-file-missing')] };
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) return { entries: [], faults: [sheetFault(1, 'column-twice', { column: twice })] };
  if (rest.length > maximumRows) return { entries: [], faults: [sheetFault(maximumRows + 2, 'too-many-rows', { rows: maximumRows.toLocaleString('en') })] };
  const entries: { line: number; values: unknown }[] = [];
  const faults: SheetFault[] = [];
  let line = 1 + lineBreaks(heading) + 1;
  for (const cells of rest) {
    const filled = cells.some((cell) => cell.trim() !== '');
    if (filled && cells.length > keys.length) faults.push(sheetFault(line, 'too-many-cells', { cells: cells.length, columns: keys.length }));
    else if (filled) entries.push({ line, values: Object.fromEntries(keys.flatMap((key, index) => ((cells[index] ?? '').trim() === '' || key === undefined ? [] : [[key, cells[index]]]))) });
    line += 1 + lineBreaks(cells);
  }
  return { entries, faults };
}

function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** `Seal number`, `seal_number` and `SealNumber` are `sealNumber`. */
function columnOf(heading: string): string | undefined {
  const plain = heading.toLowerCase().replace(/[^a-z0-9]/gu, '');
  return columns.find((column) => column.toLowerCase() === plain);
}

/** JSON is read as the YAML that it is, because that keeps the lines. */
function readJson(content: string): Entries {
  const counter = new LineCounter();
  const lineOf = (node: Node): number => counter.linePos(node.range?.[0] ?? 0).line;
  const document = parseDocument(content, { lineCounter: counter, schema: 'json', version: '1.2', uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) return { entries: [], faults: [sheetFault(error.linePos?.[0].line ?? 1, 'json-invalid')] };
  const root = document.contents;
  const list = isMap(root) ? root.get('files', true) : root;
  if (!isSeq(list)) return { entries: [], faults: [sheetFault(1, 'list-missing')] };
  if (list.items.length > maximumRows) return { entries: [], faults: [sheetFault(1, 'too-many-rows', { rows: maximumRows.toLocaleString('en') })] };
  return {
    entries: list.items.map((item) => {
      const node = item as Node;
      return { line: lineOf(node), values: isMap(node) ? Object.fromEntries(node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), isScalar(value) ? value.value : value])) : undefined };
    }),
    faults: [],
  };
}
