import type { TranslationLink, Translator } from '../../shared/case-model/document.ts';
import type { TranslationState, TranslationVersion } from '../../shared/case-model/translation.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { StoredDocument, Vault } from '../vault/index.ts';
import { documentLanguage, sameLanguage } from './translations/document-language.ts';

/**
 * Ties a translation to the exact bytes of its original, with what its translator certifies: from then on it is a version of the original's translation,
 * certified where a date of certifying is given. Fails with `document-unknown`, or with `usage` where the tie would lead back to itself or a
 * certified version would change.
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
  const before = vault.translations.ofTranslation(translation);
  if (before?.state === 'certified' && target.translation !== undefined) return refusal(failure('usage', 'A certified translation is never changed: it is superseded by a new version.', { subject: translation }));
  vault.transaction(() => {
    vault.documents.change(translation, { translation: link });
    record(vault, target, link, before);
    vault.appendEvent({ action: 'translation-paired', object: translation, sha256: source.sha256, facts: { original } });
  });
  return success(undefined);
}

/** The next number for a translation of a document into a language. */
export function nextVersion(vault: Vault, original: DocumentId, language: string): number {
  return Math.max(0, ...vault.translations.ofOriginal(original).filter((other) => sameLanguage(other.language, language)).map(({ version }) => version)) + 1;
}

function record(vault: Vault, target: StoredDocument, { original, originalSha256, translator }: TranslationLink, before: TranslationVersion | undefined): void {
  const state: TranslationState = translator?.certifiedAt === undefined ? 'received' : 'certified';
  const step = { state, at: new Date().toISOString(), by: vault.identity.name };
  const bound = { originalSha256, state, translation: target.id, translationSha256: target.sha256, ...(translator === undefined ? {} : { translator }) };
  if (before !== undefined && before.original === original && before.state !== 'superseded') {
    vault.translations.put({ ...before, ...bound, history: [...before.history, step] });
    return;
  }
  // A pair that was made by mistake leaves nothing behind.
  if (before !== undefined && before.state !== 'superseded') vault.translations.remove(before.id);
  const language = documentLanguage(vault, target) ?? 'und';
  vault.translations.add({ original, ...bound, language, version: nextVersion(vault, original, language), history: [step] });
}
