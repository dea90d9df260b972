import type { GuaranteeProof } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import { editionSecrets } from './edition/edition-secrets.ts';
import { redactDocument } from './edition/redact-document.ts';
import type { Engine } from './engine.ts';
import { readDocuments } from './read-documents.ts';
import type { RunOptions } from './run-options.ts';
import { cancelled } from './system-failure.ts';

export interface ProvedDocument {
  readonly document: DocumentId;
  readonly method: string;
  readonly proof: readonly GuaranteeProof[];
}

/**
 * Applies an edition's redactions to documents and proves them on the redacted files, which stay in the case for the viewer and the next build.
 * Documents that the edition leaves whole are not in the answer. Fails as `redactDocument` does, naming the document.
 */
export async function proveRedactions(
  engine: Engine, vault: Vault, request: { readonly edition: string; readonly documents?: readonly DocumentId[] | undefined }, options: RunOptions = {},
): Promise<Result<readonly ProvedDocument[], Failure>> {
  const { edition, documents = vault.documents.list().map(({ id }) => id) } = request;
  const unread = documents.filter((id) => vault.pageTexts.count(id) < (vault.documents.get(id)?.pages ?? 0));
  if (unread.length > 0) {
    const read = await readDocuments(engine, vault, { documents: unread }, options);
    if (!read.ok) return read;
  }
  const secrets = editionSecrets(vault, edition);
  const proved: ProvedDocument[] = [];
  for (const [index, id] of documents.entries()) {
    if (options.signal?.aborted === true) return refusal(cancelled());
    options.report?.({ step: 'prove', done: index, total: documents.length, unit: 'documents', document: id });
    const document = vault.documents.get(id);
    if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: id }));
    const source = vault.renditions.get(id, 'pdf');
    if (source === undefined) continue;
    const redacted = await redactDocument({ engine, vault, edition, secrets, signal: options.signal }, document, source);
    if (!redacted.ok) return redacted;
    if (redacted.value !== undefined) proved.push({ document: id, method: redacted.value.redaction.method, proof: redacted.value.redaction.proof });
  }
  return success(proved);
}
