import { createReadStream } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Confidentiality, Source } from '../../shared/case-model/document.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { filesUnder } from './files-under.ts';
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
  /** For a PDF that asks for one. */
  readonly password?: string;
}

/**
 * Takes files into the case, folders with all that is in them: each byte-exact and hashed before anything parses it, then rendered to PDF.
 * One bad file costs that file only and is named in `refused`. Fails as a whole with `cancelled`, `disk-full` or `case-read-only`.
 */
export async function takeIn(engine: Engine, vault: Vault, items: readonly IntakeItem[], options: RunOptions = {}): Promise<Result<IntakeReport, Failure>> {
  const documents: TakenIn[] = [];
  const refused: Refused[] = [];
  const files: IntakeItem[] = [];
  for (const item of items) {
    const found = await filesUnder(item.path);
    if (!found.ok) refused.push({ path: item.path, failure: found.failure });
    else files.push(...found.value.map((file) => ({ ...item, path: file })));
  }
  for (const [index, file] of files.entries()) {
    options.report?.({ step: 'take-in', done: index, total: files.length, unit: 'documents' });
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

function stopsAll({ code }: Failure): boolean {
  return code === 'cancelled' || code === 'disk-full' || code === 'case-read-only';
}

async function takeInFile(engine: Engine, vault: Vault, file: IntakeItem, options: RunOptions): Promise<Result<IntakeReport, Failure>> {
  if (isAborted(options.signal)) return refusal(cancelled());
  const { path: from, id = newDocumentId(vault), ...known } = file;
  const toStore: DocumentToStore = { id, name: path.basename(from), chunks: createReadStream(from, { highWaterMark: 1 << 20 }), ...known };
  try {
    return await storeDocument({ engine, vault, ...options }, toStore);
  } catch (error) {
    if (isAborted(options.signal)) return refusal(cancelled());
    const failed = systemFailure(error, from);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

function newDocumentId(vault: Vault): DocumentId {
  for (;;) {
    const id = `d-${randomBytes(4).toString('hex')}` as DocumentId;
    if (!vault.documents.has(id)) return id;
  }
}
