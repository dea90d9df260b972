import { failure, type Failure } from '../../shared/failure.ts';
import type { InspectionCode, InspectionFinding } from '../../shared/finding.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId, ObjectId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { inspectPdf } from '../intake/index.ts';
import type { JsonValue, StoredDocument, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { readStored } from './read-stored.ts';
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

// What gives something away that somebody meant to hide comes first; what most files carry comes last.
const worstFirst: readonly InspectionCode[] = ['covered-text', 'hidden-text', 'outside-crop', 'hidden-layer', 'earlier-revision', 'attachment', 'script', 'annotation', 'form-value', 'thumbnail', 'metadata'];
const carriedByMost: ReadonlySet<InspectionCode> = new Set(['thumbnail', 'metadata']);

/** A document in which something was found, by its worst kind first. */
export interface HiddenContent {
  readonly document: DocumentId;
  readonly found: readonly { readonly code: InspectionCode; readonly count: number }[];
  /** Where the worst of it is; absent where that is the whole file. */
  readonly page?: number;
  readonly rect?: Rect;
}

/** All that was inspected: the documents in which something was found, worst first; how many were looked into, and how many PDFs were not yet. */
export function listHiddenContent(vault: Vault, documents: readonly StoredDocument[]): { readonly hidden: readonly HiddenContent[]; readonly inspected: number; readonly uninspected: number } {
  const kept = vault.records.list(kind).map(({ id, value }) => ({ document: id as DocumentId, findings: value as unknown as readonly InspectionFinding[] }));
  const known = new Set<string>(kept.map(({ document }) => document));
  const hidden = kept.filter(({ findings }) => findings.length > 0).map(summary);
  const rank = ({ found: [first] }: HiddenContent): number => (first === undefined ? worstFirst.length : worstFirst.indexOf(first.code));
  const most = ({ found: [first] }: HiddenContent): number => first?.count ?? 0;
  return {
    hidden: hidden.sort((a, b) => rank(a) - rank(b) || most(b) - most(a)), inspected: kept.length, uninspected: documents.filter((document) => document.kind === 'pdf' && !known.has(document.id)).length,
  };
}

/** How many documents hold what their pages do not show, apart from what most files carry. */
export function countHiddenContent(vault: Vault): number {
  return vault.records.list(kind).filter(({ value }) => (value as unknown as readonly InspectionFinding[]).some(({ code }) => !carriedByMost.has(code))).length;
}

function summary({ document, findings }: { readonly document: DocumentId; readonly findings: readonly InspectionFinding[] }): HiddenContent {
  const found = worstFirst.map((code) => ({ code, count: findings.filter((finding) => finding.code === code).length })).filter(({ count }) => count > 0);
  const worst = findings.find(({ code, page }) => code === found[0]?.code && page !== undefined);
  return { document, found, ...(worst?.page === undefined ? {} : { page: worst.page }), ...(worst?.rect === undefined ? {} : { rect: worst.rect }) };
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
  const inspect = async (object: ObjectId): Promise<Result<readonly InspectionFinding[], Failure>> => {
    const pdf = await readStored(vault, object);
    return pdf.ok ? inspectPdf(engine.pools, pdf.value, { signal }) : pdf;
  };
  const original = await inspect(document.original);
  // Of a protected original what it shows was taken out with its password: that is inspected then.
  const rendition = !original.ok && original.failure.code === 'document-encrypted' ? vault.renditions.get(document.id, 'pdf') : undefined;
  const found = rendition === undefined ? original : await inspect(rendition.object);
  if (found.ok) vault.records.put(kind, document.id, found.value as unknown as JsonValue);
  return found;
}
