import type { Translator } from '../../shared/case-model/document.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';

/**
 * Ties a translation to the exact bytes of its original, with what its translator certifies. Fails with `document-unknown`, or with `usage` where the
 * tie would lead back to itself.
 */
export function pairTranslation(vault: Vault, translation: DocumentId, original: DocumentId, translator?: Translator): Result<undefined, Failure> {
  const source = vault.documents.get(original);
  const target = vault.documents.get(translation);
  if (source === undefined || target === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: source === undefined ? original : translation }));
  for (let at: typeof source | undefined = source; at !== undefined; at = at.translation === undefined ? undefined : vault.documents.get(at.translation.original)) {
    if (at.id === translation) return refusal(failure('usage', 'A document cannot be a translation of itself.', { subject: translation }));
  }
  const link = { original, originalSha256: source.sha256, ...(translator === undefined ? {} : { translator }) };
  if (JSON.stringify(target.translation) === JSON.stringify(link)) return success(undefined);
  vault.transaction(() => {
    vault.documents.change(translation, { translation: link });
    vault.appendEvent({ action: 'translation-paired', object: translation, sha256: source.sha256, facts: { original } });
  });
  return success(undefined);
}
