import type { Translator } from '../../../shared/case-model/document.ts';
import type { TranslationState, TranslationStep, TranslationVersion } from '../../../shared/case-model/translation.ts';
import type { CustodyAction } from '../../../shared/case-model/custody.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { isStale, isStanding, possibleSteps, takeStep } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { isMachineDraft } from '../drafts/draft-translation.ts';
import { nextVersion } from '../pair-translation.ts';
import { sameLanguage } from './document-language.ts';

export interface NewRequest {
  readonly original: DocumentId;
  /** BCP 47, to translate into. */
  readonly language: string;
  readonly translator?: Translator | undefined;
  /** ISO 8601 date. */
  readonly deadline?: string | undefined;
  readonly note?: string | undefined;
}

const actions: Readonly<Record<TranslationState, CustodyAction>> = {
  requested: 'translation-requested', sent: 'translation-sent', received: 'translation-received', reviewed: 'translation-reviewed', certified: 'translation-certified', superseded: 'translation-superseded',
};

/** Asks for a translation of a document as it is now: a new version in the state `requested`. Fails with `document-unknown`, or `usage` for the document's own language. */
export function requestTranslation(vault: Vault, { original, language, translator, deadline, note }: NewRequest): Result<TranslationVersion, Failure> {
  const document = vault.documents.get(original);
  if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: original }));
  if (document.language !== undefined && sameLanguage(document.language, language)) return refusal(failure('usage', 'The document is in this language already.', { subject: original }));
  const step = stepTo(vault, 'requested');
  return success(vault.transaction(() => {
    const version = vault.translations.add({
      original, originalSha256: document.sha256, language, version: nextVersion(vault, original, language), state: 'requested', history: [step],
      ...(translator === undefined ? {} : { translator }), ...(deadline === undefined ? {} : { deadline }), ...(note === undefined ? {} : { note }),
    });
    log(vault, version);
    return version;
  }));
}

export interface MoveTranslation {
  readonly version: string;
  readonly to: TranslationState;
  /** For `received`: the document that is the translation. */
  readonly translation?: DocumentId | undefined;
  readonly translator?: Translator | undefined;
  readonly reason?: string | undefined;
}

/**
 * Takes a version one step on. Received, its text is tied to the original unless another version stands; reviewed or certified, it takes the place of
 * every earlier version in its language. Fails with `usage` for a step that the state does not allow, and with `translation-stale` where the original has
 * changed since.
 */
export function moveTranslation(vault: Vault, { version: id, to, translation, translator, reason }: MoveTranslation): Result<TranslationVersion, Failure> {
  const version = vault.translations.get(id);
  if (version === undefined) return unknownVersion(id);
  const text = translation === undefined ? undefined : vault.documents.get(translation);
  if (translation !== undefined && (text === undefined || translation === version.original)) return refusal(failure('document-unknown', 'There is no such document in the case that could be this translation.', { subject: translation }));
  const other = translation === undefined ? undefined : vault.translations.ofTranslation(translation);
  if (other !== undefined && other.id !== id && isStanding(other)) return refusal(failure('usage', 'This document is a version of a translation already.', { subject: translation ?? id }));
  if (to === 'received' && (translation ?? version.translation) === undefined) return refusal(failure('usage', 'Name the document that came back as the translation.', { subject: id }));
  const moved = takeStep(version, stepTo(vault, to, reason), {
    ...(text === undefined ? {} : { translation: text.id, translationSha256: text.sha256 }), ...(translator === undefined ? {} : { translator }),
  });
  if (!moved.ok) return moved;
  if (to === 'certified' && isMachineDraft(vault, moved.value.translationSha256 ?? '')) return refusal(failure('usage', 'A machine draft is never certified.', { subject: moved.value.translation ?? id }));
  if ((to === 'reviewed' || to === 'certified') && isStale(version, vault.documents.get(version.original)?.sha256)) return staleRefusal(version);
  vault.transaction(() => {
    // A corrected text takes the place of the one before it.
    if (version.translation !== undefined && version.translation !== moved.value.translation) vault.documents.change(version.translation, { translation: null });
    vault.translations.put(moved.value);
    tie(vault, moved.value);
    log(vault, moved.value, reason);
  });
  return moved;
}

export interface DescribeTranslation {
  readonly version: string;
  readonly translator: Translator | undefined;
  /** ISO 8601 date. */
  readonly deadline: string | undefined;
  readonly note: string | undefined;
}

/** Says anew who translates a version, by when and what they should know; what is undefined is taken away. Fails with `usage` once a certificate was made that names its translator. */
export function describeTranslation(vault: Vault, { version: id, translator, deadline, note }: DescribeTranslation): Result<TranslationVersion, Failure> {
  const version = vault.translations.get(id);
  if (version === undefined) return unknownVersion(id);
  if (version.certificate?.preset !== undefined || version.state === 'certified' || version.state === 'superseded') return refusal(failure('usage', 'A version whose certificate names its translator, or that was superseded, is not described anew.', { subject: id }));
  const rest = Object.fromEntries(Object.entries(version).filter(([key]) => !['translator', 'deadline', 'note'].includes(key))) as unknown as Omit<TranslationVersion, 'translator' | 'deadline' | 'note'>;
  const described: TranslationVersion = { ...rest, ...(translator === undefined ? {} : { translator }), ...(deadline === undefined ? {} : { deadline }), ...(note === undefined ? {} : { note }) };
  vault.transaction(() => {
    vault.translations.put(described);
    tie(vault, described);
  });
  return success(described);
}

/** What a reviewer looked at again: a translation that is not certified holds for the changed original too, and is bound to it from now on. */
export function confirmTranslation(vault: Vault, id: string, reason: string): Result<TranslationVersion, Failure> {
  const version = vault.translations.get(id);
  if (version === undefined) return unknownVersion(id);
  const original = vault.documents.get(version.original);
  if (original === undefined || !isStale(version, original.sha256) || !isStanding(version)) return refusal(failure('usage', 'This translation is not stale: there is nothing to settle.', { subject: id }));
  if (version.state === 'certified') return refusal(failure('usage', 'A certificate holds for the exact document that it names. Ask for a new version.', { subject: id }));
  const confirmed: TranslationVersion = { ...version, originalSha256: original.sha256, state: 'reviewed', history: [...version.history, stepTo(vault, 'reviewed', reason)] };
  vault.transaction(() => {
    vault.translations.put(confirmed);
    tie(vault, confirmed);
    log(vault, confirmed, reason);
  });
  return success(confirmed);
}

/** Takes back a request that nobody answered. */
export function removeRequest(vault: Vault, id: string): Result<undefined, Failure> {
  const version = vault.translations.get(id);
  if (version === undefined) return unknownVersion(id);
  if (version.translation !== undefined) return refusal(failure('usage', 'There is a translation: supersede it instead.', { subject: id }));
  vault.translations.remove(id);
  return success(undefined);
}

/** Where a version stands: whether its original has changed since, and which steps it may take next; one that waits for its text may be received with one. */
export function standingOf(vault: Vault, version: TranslationVersion): { readonly stale: boolean; readonly steps: readonly TranslationState[] } {
  return { stale: isStale(version, vault.documents.get(version.original)?.sha256), steps: possibleSteps(version) };
}

// Keeps the document's own tie, by which a bundle places it, in step with the versions.
function tie(vault: Vault, version: TranslationVersion): void {
  const { original, originalSha256, language, state, translation, translator } = version;
  if (translation === undefined) return;
  if (state === 'superseded') {
    if (vault.documents.get(translation)?.translation?.original === original) vault.documents.change(translation, { translation: null });
    return;
  }
  const others = vault.translations.ofOriginal(original).filter((other) => other.id !== version.id && isStanding(other) && sameLanguage(other.language, language));
  if (state === 'reviewed' || state === 'certified') {
    for (const other of others.filter((earlier) => earlier.version < version.version)) {
      const superseded: TranslationVersion = { ...other, state: 'superseded', history: [...other.history, stepTo(vault, 'superseded')] };
      vault.translations.put(superseded);
      tie(vault, superseded);
      log(vault, superseded);
    }
  } else if (others.some((earlier) => earlier.version < version.version)) return;
  vault.documents.change(translation, { translation: { original, originalSha256, ...(translator === undefined ? {} : { translator }) } });
}

function stepTo(vault: Vault, state: TranslationState, reason?: string): TranslationStep {
  return { state, at: new Date().toISOString(), by: vault.identity.name, ...(reason === undefined ? {} : { reason }) };
}

function log(vault: Vault, version: TranslationVersion, reason?: string): void {
  const { original, originalSha256, language, version: number, state } = version;
  vault.appendEvent({ action: actions[state], object: version.translation ?? original, sha256: originalSha256, facts: { original, language, version: number }, ...(reason === undefined ? {} : { reason }) });
}

function staleRefusal(version: TranslationVersion): Result<never, Failure> {
  return refusal(failure('translation-stale', 'The original has changed since this version was asked for.', { subject: version.translation ?? version.original }));
}

function unknownVersion(id: string): Result<never, Failure> {
  return refusal(failure('document-unknown', 'There is no such version of a translation.', { subject: id }));
}
