import { failure, type Failure } from '../../shared/failure.ts';
import type { InspectionFinding } from '../../shared/finding.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { inspectPdf } from '../intake/index.ts';
import type { JsonValue, StoredDocument, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';
import { cancelled, isAborted } from './system-failure.ts';

export interface InspectedDocument {
  readonly id: DocumentId;
  readonly findings: readonly InspectionFinding[];
}

export interface InspectionReport {
  readonly documents: readonly InspectedDocument[];
  readonly refused: readonly { readonly id: DocumentId; readonly failure: Failure }[];
}

const kind = 'inspection';

/** What the last inspection of a document found; undefined where it was never inspected, or is no PDF. */
export function inspectionOf(vault: Vault, document: DocumentId): readonly InspectionFinding[] | undefined {
  return vault.records.get(kind, document) as unknown as readonly InspectionFinding[] | undefined;
}

/**
 * Inspects the PDFs among documents of the case, their originals as they came, and keeps what is found with them; without `documents` all that were not inspected yet. What was finished before a stop is kept.
 * Fails with `document-unknown` or `cancelled`.
 */
export async function inspectDocuments(engine: Engine, vault: Vault, request: { readonly documents?: readonly DocumentId[] | undefined } = {}, options: RunOptions = {}): Promise<Result<InspectionReport, Failure>> {
  const missing = request.documents?.find((id) => !vault.documents.has(id));
  if (missing !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: missing }));
  const wanted = request.documents?.flatMap((id) => vault.documents.get(id) ?? []) ?? vault.documents.list().filter(({ id }) => inspectionOf(vault, id) === undefined);
  const pdfs = wanted.filter((document) => document.kind === 'pdf');
  const documents: InspectedDocument[] = [];
  const refused: { id: DocumentId; failure: Failure }[] = [];
  for (const [index, document] of pdfs.entries()) {
    if (isAborted(options.signal)) return refusal(cancelled());
    options.report?.({ step: 'inspect', done: index, total: pdfs.length, unit: 'documents', document: document.id });
    const found = await inspectOne(engine, vault, document, options);
    if (found.ok) documents.push({ id: document.id, findings: found.value });
    else if (found.failure.code === 'cancelled') return found;
    else refused.push({ id: document.id, failure: found.failure });
  }
  options.report?.({ step: 'inspect', done: pdfs.length, total: pdfs.length, unit: 'documents' });
  return success({ documents, refused });
}

async function inspectOne(engine: Engine, vault: Vault, document: StoredDocument, { signal }: RunOptions): Promise<Result<readonly InspectionFinding[], Failure>> {
  const original = await inspectPdf(engine.pools, await vault.readWholeObject(document.original), { signal });
  // Of a protected original what it shows was taken out with its password: that is inspected then.
  const rendition = !original.ok && original.failure.code === 'document-encrypted' ? vault.renditions.get(document.id, 'pdf') : undefined;
  const found = rendition === undefined ? original : await inspectPdf(engine.pools, await vault.readWholeObject(rendition.object), { signal });
  if (found.ok) vault.records.put(kind, document.id, found.value as unknown as JsonValue);
  return found;
}
