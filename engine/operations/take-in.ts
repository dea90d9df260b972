import { open } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Confidentiality, Source } from '../../shared/case-model/document.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import { pausePoint } from '../workers/work-gate.ts';
import type { Engine } from './engine.ts';
import { custodyOfFiles, sheetInFolder, sheetRefused } from './custody-of-files.ts';
import type { AskPassword } from './file-passwords.ts';
import { filesUnder } from './files-under.ts';
import { refuseReceived } from './received-release.ts';
import type { RunOptions } from './run-options.ts';
import type { IntakeReport, Refused, TakenIn } from './intake-report.ts';
import { storeDocument, type DocumentToStore } from './store-document.ts';
import { cancelled, isAborted, systemFailure } from './system-failure.ts';

/** A file or folder to be taken in, and what is known about it. */
export interface IntakeItem {
  readonly path: string;
  readonly id?: DocumentId;
  readonly title?: string;
  readonly language?: string;
  readonly exhibit?: string;
  readonly confidentiality?: Confidentiality;
  readonly source?: Source;
  /** For a file that asks for one. */
  readonly password?: string;
}

export interface TakeInOptions extends RunOptions {
  /** Path of a custody sheet for these files; a sheet at the top of a given folder is found by itself. */
  readonly custodySheet?: string | undefined;
  /** Asked for each file that is protected by a password. */
  readonly askPassword?: AskPassword | undefined;
  /** Takes in protected files whose password is not known, as they came; they are refused otherwise. */
  readonly keepProtected?: boolean | undefined;
}

/**
 * Takes files into the case, folders with all that is in them: each byte-exact and hashed before anything parses it, then rendered to PDF.
 * One bad file costs that file only and is named in `refused`. Fails as a whole, before anything is taken in, with `custody-sheet-invalid` (by line) or as reading the sheet fails;
 * later with `cancelled`, `disk-full` or `case-read-only`.
 */
export async function takeIn(engine: Engine, vault: Vault, items: readonly IntakeItem[], options: TakeInOptions = {}): Promise<Result<IntakeReport, Failure>> {
  const closed = refuseReceived(vault);
  if (closed !== undefined) return closed;
  const documents: TakenIn[] = [];
  const listed = await listFiles(engine, vault, items, options);
  if (!listed.ok) return listed;
  const { files, refused } = listed.value;
  for (const [index, file] of files.entries()) {
    options.report?.({ step: 'take-in', done: index, total: files.length, unit: 'documents' });
    await pausePoint(options.signal);
    const taken = await takeInFile(engine, vault, file, options);
    if (taken.ok) {
      documents.push(...taken.value.documents);
      refused.push(...taken.value.refused);
    } else if (stopsAll(taken.failure)) {
      return taken;
    } else {
      refused.push({ path: file.path, failure: taken.failure });
      vault.appendEvent({ action: 'document-refused', reason: taken.failure.code });
    }
  }
  options.report?.({ step: 'take-in', done: files.length, total: files.length, unit: 'documents' });
  return success({ documents, refused });
}

interface FileToTakeIn extends IntakeItem, Pick<DocumentToStore, 'expectedSha256' | 'custodySheet'> {}

/** Every file under the items, with what its custody sheet says of it. */
async function listFiles(engine: Engine, vault: Vault, items: readonly IntakeItem[], options: TakeInOptions): Promise<Result<{ files: FileToTakeIn[]; refused: Refused[] }, Failure>> {
  const refused: Refused[] = [];
  const files: FileToTakeIn[] = [];
  for (const item of items) {
    const found = await filesUnder(item.path);
    if (!found.ok) {
      refused.push({ path: item.path, failure: found.failure });
      continue;
    }
    refused.push(...found.value.passedOver);
    const own = found.value.files.map((file) => ({ ...item, path: file }));
    const sheet = options.custodySheet === undefined ? await sheetInFolder(item.path) : undefined;
    const described = sheet === undefined ? success(own) : await describeBySheet(engine, vault, { sheet, files: own }, options);
    if (!described.ok) return described;
    files.push(...described.value);
  }
  if (options.custodySheet === undefined) return success({ files, refused });
  const described = await describeBySheet(engine, vault, { sheet: options.custodySheet, files }, options);
  return described.ok ? success({ files: described.value, refused }) : described;
}

async function describeBySheet(engine: Engine, vault: Vault, { sheet, files }: { readonly sheet: string; readonly files: readonly FileToTakeIn[] }, options: RunOptions): Promise<Result<FileToTakeIn[], Failure>> {
  const read = await custodyOfFiles(engine, { sheet, files: files.map((file) => file.path), vault }, options);
  if (!read.ok) return read;
  const wrong = sheetRefused(sheet, read.value.faults);
  if (wrong !== undefined) return refusal(wrong);
  const { sha256, byFile } = read.value;
  return success(files.map((file) => {
    const row = byFile.get(file.path);
    // The sheet itself is no item of its own list.
    if (path.resolve(file.path) === path.resolve(sheet)) return file;
    if (row === undefined) return { ...file, custodySheet: { sha256, line: undefined } };
    const { line, title, exhibit, language, confidentiality, sha256: expectedSha256, source } = row;
    const known = Object.fromEntries(Object.entries({ title, exhibit, language, confidentiality, expectedSha256 }).filter(([, given]) => given !== undefined));
    return { ...file, ...known, source: { ...file.source, ...source }, custodySheet: { sha256, line } };
  }));
}

function stopsAll({ code }: Failure): boolean {
  return code === 'cancelled' || code === 'disk-full' || code === 'case-read-only';
}

async function takeInFile(engine: Engine, vault: Vault, file: FileToTakeIn, options: TakeInOptions): Promise<Result<IntakeReport, Failure>> {
  if (isAborted(options.signal)) return refusal(cancelled());
  const { path: from, id = newDocumentId(vault), ...known } = file;
  const toStore: DocumentToStore = { id, name: path.basename(from), chunks: chunksOf(from), ...known };
  try {
    return await storeDocument({ engine, vault, signal: options.signal, report: options.report, askPassword: options.askPassword, keepProtected: options.keepProtected }, toStore);
  } catch (error) {
    if (isAborted(options.signal)) return refusal(cancelled());
    if (error instanceof FileChanged) return refusal(failure('file-unreadable', 'The file was changed while it was taken in. Nothing of it was kept.', { subject: from }));
    // Of a file that was taken there is only reading: a disk that is full, or a folder that may not be written, is the case's.
    const failed = isOfCase(vault, error) ? undefined : systemFailure(error, from);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

function isOfCase({ folder }: Vault, error: unknown): boolean {
  const { code = '', path: at } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS' || at?.startsWith(folder + path.sep) === true;
}

/** A file that somebody wrote to while it was read: what came is no state that it ever had. */
class FileChanged extends Error {}

/** Opened only when it is read: a file that is gone by then is an error of whoever reads, not of a stream that nobody listens to. Throws a `FileChanged` where it was written to meanwhile. */
async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    const before = await handle.stat({ bigint: true });
    yield* handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false }) as AsyncIterable<Uint8Array>;
    const after = await handle.stat({ bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) throw new FileChanged();
  } finally {
    await handle.close();
  }
}

/** A free id for a new document. */
export function newDocumentId(vault: Vault): DocumentId {
  for (;;) {
    const id = `d-${randomBytes(4).toString('hex')}` as DocumentId;
    if (!vault.documents.has(id)) return id;
  }
}
