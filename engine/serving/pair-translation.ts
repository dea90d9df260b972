import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { CallArguments, CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';

type Nothing = Record<string, never>;

/**
 * Ties a translation to its original, bound to the original's exact bytes. Fails with `document-unknown`, and with `usage` when a document
 * would in the end translate itself.
 */
export function pairTranslation(vault: Vault, { original, translation, translator }: CallArguments<'pairTranslation'>): Result<Nothing, Failure> {
  const source = vault.documents.get(original);
  if (source === undefined) return unknown(original);
  if (!vault.documents.has(translation)) return unknown(translation);
  if (leadsTo(vault, original, translation)) return refusal(failure('usage', 'A document cannot be its own translation.'));
  const certified = translator === undefined ? {} : { translator };
  vault.transaction(() => {
    vault.documents.change(translation, { translation: { original, originalSha256: source.sha256, ...certified } });
    vault.appendEvent({ action: 'translation-paired', object: translation, sha256: source.sha256, facts: { original } });
  });
  return success({});
}

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

function leadsTo(vault: Vault, from: DocumentId, to: DocumentId): boolean {
  const seen = new Set<string>();
  for (let at: DocumentId | undefined = from; at !== undefined && !seen.has(at); at = vault.documents.get(at)?.translation?.original) {
    if (at === to) return true;
    seen.add(at);
  }
  return false;
}

function unknown(id: DocumentId): Result<never, Failure> {
  return refusal(failure('document-unknown', 'There is no such document in the case, or it is paired with none.', { subject: id }));
}
