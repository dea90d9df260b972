import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { CallArguments } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { indexDocumentNames } from '../operations/search-entries.ts';
import { definedOnly } from './defined-only.ts';
import { recordNumberChanges } from '../operations/exhibits/exhibit-records.ts';
import type { DocumentChange, StoredDocument, Vault } from '../vault/index.ts';

/**
 * Makes the same change to each document, or to none; the log says which fields changed, never what they say. Fails with `document-unknown`, and with `usage` when an exhibit number is taken
 * or would be given to several documents.
 */
export function changeDocuments(vault: Vault, documents: readonly DocumentId[], change: CallArguments<'changeDocuments'>['change']): Result<Record<string, never>, Failure> {
  const missing = documents.find((id) => !vault.documents.has(id));
  if (missing !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: missing }));
  const { exhibit } = change;
  if (typeof exhibit === 'string') {
    if (documents.length > 1) return refusal(failure('usage', 'An exhibit number belongs to one document alone.'));
    const holder = vault.documents.byExhibit(exhibit);
    if (holder !== undefined && holder.id !== documents[0]) return refusal(failure('usage', 'Another document has this exhibit number already.', { subject: holder.id }));
  }
  const { fillSource, ...plain } = change;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as DocumentChange;
  vault.transaction(() => {
    for (const id of documents) {
      const before = vault.documents.get(id);
      const from = before?.exhibit;
      vault.documents.change(id, fillSource === undefined ? given : { ...given, source: { ...before?.source, ...definedOnly(fillSource) } });
      const document = vault.documents.get(id);
      const to = document?.exhibit;
      if (from !== to) recordNumberChanges(vault, [{ document: id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]);
      if (document === undefined || before === undefined) continue;
      indexDocumentNames(vault, document);
      const fields = changedFields(before, document);
      if (fields.length > 0) vault.appendEvent({ action: 'document-described', object: id, sha256: document.sha256, facts: { fields: fields.join(' ') } });
    }
  });
  return success({});
}

/** Names of what differs, those of the source for themselves. */
function changedFields(before: StoredDocument, after: StoredDocument): string[] {
  const [was, is] = [before, after].map(({ title, exhibit, language, confidentiality, source }): Readonly<Record<string, unknown>> => ({ title, exhibit, language, confidentiality, ...source }));
  return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].filter((field) => was?.[field] !== is?.[field]).sort();
}
