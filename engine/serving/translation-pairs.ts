import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';

type Nothing = Record<string, never>;

/** Unties a translation; the document stays. Refuses a certified one with `usage`. */
export function unpairTranslation(vault: Vault, translation: DocumentId): Result<Nothing, Failure> {
  if (vault.documents.get(translation)?.translation === undefined) return unknown(translation);
  const version = vault.translations.ofTranslation(translation);
  if (version?.state === 'certified') return refusal(failure('usage', 'A certified translation stays with its original. A new version supersedes it.', { subject: translation }));
  vault.transaction(() => {
    vault.documents.change(translation, { translation: null });
    vault.translations.removeAlignment(translation);
    if (version !== undefined && version.state !== 'superseded') vault.translations.remove(version.id);
  });
  return success({});
}

/** Every pair, with whether the original's bytes are still those that were translated. */
export function translationsOf(vault: Vault): CallOutput<'listTranslations'>['translations'] {
  return vault.documents.translations().flatMap(({ id, translation }) => {
    if (translation === undefined) return [];
    const { original, originalSha256, translator } = translation;
    return [{ original, translation: id, stale: vault.documents.get(original)?.sha256 !== originalSha256, ...(translator === undefined ? {} : { translator }) }];
  });
}

function unknown(id: DocumentId): Result<never, Failure> {
  return refusal(failure('document-unknown', 'There is no such document in the case, or it is paired with none.', { subject: id }));
}
