import type { CaseHead } from '../../../shared/case-model/bundle.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { isStale, isStanding } from '../../translation/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import { documentLanguage, sameLanguage } from './document-language.ts';

/** A document that a court cannot read yet. */
export interface MissingTranslation {
  readonly document: DocumentId;
  /** BCP 47 of the document. */
  readonly from: string;
  /** BCP 47: the languages of which one is needed. */
  readonly into: readonly string[];
  /** How far it is: nothing, asked for, or there but of an earlier original. */
  readonly why: 'none' | 'requested' | 'stale';
}

// Courts that sit in more than one language take a document in any of them.
const sittingLanguages: Readonly<Record<string, readonly string[]>> = { ecthr: ['en', 'fr'], icc: ['en', 'fr'] };

/** The languages of which a document must be in one for the court of this case: its own, by its rules or as the head of the case names it first. */
export function courtLanguages({ court, languages }: CaseHead): readonly string[] {
  return sittingLanguages[court] ?? languages.slice(0, 1);
}

/** Every document that is in none of the court's languages and has no standing translation into one, in order of intake. Translations themselves and what was replaced are left out. */
export function missingTranslations(vault: Vault, documents: readonly StoredDocument[] = vault.documents.list()): MissingTranslation[] {
  const wanted = courtLanguages(vault.head());
  const reads = (language: string): boolean => wanted.some((court) => sameLanguage(court, language));
  const all = vault.translations.list();
  // A text that was a translation once is no original that wants one.
  const texts = new Set(all.map(({ translation }) => translation));
  const versionsOf = Map.groupBy(all, ({ original }) => original);
  const replaced = new Set(vault.records.list('replaced-by').map(({ id }) => id));
  return documents.flatMap((document): MissingTranslation[] => {
    if (document.translation !== undefined || document.pages === 0 || replaced.has(document.id) || texts.has(document.id)) return [];
    const from = documentLanguage(vault, document);
    if (from === undefined || reads(from)) return [];
    const versions = (versionsOf.get(document.id) ?? []).filter(({ state, language }) => state !== 'superseded' && reads(language));
    const standing = versions.filter(isStanding);
    if (standing.some((version) => !isStale(version, document.sha256))) return [];
    return [{ document: document.id, from, into: wanted, why: standing.length > 0 ? 'stale' : versions.length > 0 ? 'requested' : 'none' }];
  });
}
