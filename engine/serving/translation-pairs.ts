import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';

type Nothing = Record<string, never>;

/** Unties a translation; the document stays. */
export function unpairTranslation(vault: Vault, translation: DocumentId): Result<Nothing, Failure> {
  if (vault.documents.get(translation)?.translation === undefined) return unknown(translation);
  vault.documents.change(translation, { translation: null });
  return success({});
}

/** Every pair, with whether the original's bytes are still those that were translated. */
export function translationsOf(vault: Vault): CallOutput<'listTranslations'>['translations'] {
  return vault.documents.list().flatMap(({ id, translation }) => {
    if (translation === undefined) return [];
    const { original, originalSha256, translator } = translation;
    return [{ original, translation: id, stale: vault.documents.get(original)?.sha256 !== originalSha256, ...(translator === undefined ? {} : { translator }) }];
  });
}

function unknown(id: DocumentId): Result<never, Failure> {
  return refusal(failure('document-unknown', 'There is no such document in the case, or it is paired with none.', { subject: id }));
}
