import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sheetFault, type SheetFault } from '../../shared/custody-sheet-faults.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readCustodySheet, type CustodyRow } from '../intake/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';
import { systemFailure } from './system-failure.ts';

/** A custody sheet laid beside the files that it speaks of. */
export interface CustodyOfFiles {
  /** SHA-256 of the sheet itself. */
  readonly sha256: string;
  readonly rows: readonly CustodyRow[];
  /** Rows that cannot stand, by line. With any, nothing may be taken in. */
  readonly faults: readonly SheetFault[];
  /** What the sheet says of each file, by its path. */
  readonly byFile: ReadonlyMap<string, CustodyRow>;
}

const largestSheet = 64 * 2 ** 20;
const sheetNames = ['custody-sheet.csv', 'custody-sheet.json'];

/** The custody sheet that lies at the top of a folder; undefined where there is none. */
export async function sheetInFolder(folder: string): Promise<string | undefined> {
  for (const name of sheetNames) {
    const place = path.join(folder, name);
    if (await stat(place).then((found) => found.isFile(), () => false)) return place;
  }
  return undefined;
}

/**
 * Reads a custody sheet and lays its rows beside the files that it speaks of. A row names a file by its path below the sheet's folder, or by its bare name where that is the only one.
 * Rows without their file, two rows for one file, and exhibit numbers that are taken are faults too.
 * Fails with `file-missing`, `file-unreadable`, `permission-denied`, `document-too-large` or a `worker-…` code.
 */
export async function custodyOfFiles(
  engine: Engine, { sheet, files, vault }: { readonly sheet: string; readonly files: readonly string[] | undefined; readonly vault?: Vault }, { signal }: RunOptions = {},
): Promise<Result<CustodyOfFiles, Failure>> {
  const bytes = await readSheetFile(sheet);
  if (!bytes.ok) return bytes;
  const read = await readCustodySheet(engine.pools, bytes.value, signal);
  if (!read.ok) return refusal({ ...read.failure, subject: sheet });
  const faults = [...read.value.faults];
  const byFile = new Map<string, CustodyRow>();
  const exhibits = new Map<string, number>();
  for (const row of read.value.rows) {
    const fault = vault === undefined ? undefined : exhibitFault(vault, row, exhibits);
    if (fault !== undefined) faults.push(fault);
    if (files === undefined) continue;
    const found = filesNamed(row.file, path.dirname(sheet), files);
    const [file] = found;
    if (file === undefined) faults.push(sheetFault(row.line, 'file-not-there'));
    else if (found.length > 1) faults.push(sheetFault(row.line, 'file-ambiguous', { files: found.length }));
    else if (byFile.has(file)) faults.push(sheetFault(row.line, 'file-twice', { first: byFile.get(file)?.line ?? 0 }));
    else byFile.set(file, row);
  }
  faults.sort((a, b) => a.line - b.line);
  return success({ sha256: createHash('sha256').update(bytes.value).digest('hex'), rows: read.value.rows, faults, byFile });
}

/** The refusal for a sheet with faults: the first by its line, and how many more there are. */
export function sheetRefused(sheet: string, faults: readonly SheetFault[]): Failure | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  const more = faults.length === 1 ? '' : ` ${faults.length - 1} more ${faults.length === 2 ? 'row is' : 'rows are'} wrong (lines ${faults.slice(1, 11).map(({ line }) => line).join(', ')}${faults.length > 11 ? ', …' : ''}).`;
  return failure('custody-sheet-invalid', '{{first}}{{more}}', { subject: sheet, line: first.line, values: { first: first.message, more, rows: faults.length } });
}

function exhibitFault(vault: Vault, { exhibit, line }: CustodyRow, seen: Map<string, number>): SheetFault | undefined {
  if (exhibit === undefined) return undefined;
  const before = seen.get(exhibit);
  seen.set(exhibit, before ?? line);
  if (before !== undefined) return sheetFault(line, 'exhibit-twice', { number: exhibit, first: before });
  return vault.documents.byExhibit(exhibit) === undefined ? undefined : sheetFault(line, 'exhibit-taken', { number: exhibit });
}

function filesNamed(name: string, folder: string, files: readonly string[]): readonly string[] {
  const plain = (file: string): string => file.replaceAll(path.sep, '/').normalize('NFC');
  const exact = files.filter((file) => plain(path.relative(folder, file)) === name);
  if (exact.length > 0) return exact;
  return files.filter((file) => plain(file).endsWith(`/${name}`));
}

async function readSheetFile(sheet: string): Promise<Result<Uint8Array, Failure>> {
  try {
    if ((await stat(sheet)).size > largestSheet) return refusal(failure('document-too-large', 'The custody sheet is larger than 64 MB.', { subject: sheet }));
    return success(await readFile(sheet));
  } catch (error) {
    const failed = systemFailure(error, sheet);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
