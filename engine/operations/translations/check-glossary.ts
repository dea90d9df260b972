import type { GlossaryEntry } from '../../../shared/case-model/translation.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { unionOfRects, type Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { findPersons, findTerms, preparePersons, type Mention } from '../../people/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import { alignDocuments, type AlignedSide } from './align-documents.ts';
import { placesOf } from './counterparts.ts';
import { documentLanguage, sameLanguage } from './document-language.ts';

/** A place where a document does not use the glossary's form. */
export interface GlossaryFinding {
  readonly entry: string;
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  readonly rects: readonly Rect[];
  readonly kind: 'avoided' | 'other-form' | 'absent';
  /** As it stands there; empty where the form is absent. Evidence. */
  readonly found: string;
  readonly wanted: string;
}

/** Replaces the glossary. Fails with `usage` where two entries share an id, or one form in one language. */
export function saveGlossary(vault: Vault, entries: readonly GlossaryEntry[]): Result<undefined, Failure> {
  if (new Set(entries.map(({ id }) => id)).size < entries.length) return refusal(failure('usage', 'Two entries of the glossary share an id.'));
  const seen = new Set<string>();
  for (const { forms, id } of entries) {
    if (Object.keys(forms).length === 0) return refusal(failure('usage', 'An entry of the glossary needs a form in one language at least.', { subject: id }));
    for (const [language, form] of Object.entries(forms)) {
      const key = `${language} ${form.normalize('NFC').toLowerCase()}`;
      if (seen.has(key)) return refusal(failure('usage', 'Two entries of the glossary share a form.', { subject: id }));
      seen.add(key);
    }
  }
  vault.translations.putGlossary(entries);
  return success(undefined);
}

/**
 * Looks through every document that was read: forms to be avoided; in translations other spellings of a name than the fixed one, and linked sentences in which the
 * fixed form is missing although the original has the entry. Originals are evidence: what they write is never found fault with.
 */
export function checkGlossary(vault: Vault): GlossaryFinding[] {
  const entries = vault.translations.glossary();
  if (entries.length === 0) return [];
  return vault.documents.translations().flatMap((document) => checkTranslation(vault, document, entries));
}

function checkTranslation(vault: Vault, document: StoredDocument, entries: readonly GlossaryEntry[]): GlossaryFinding[] {
  const language = documentLanguage(vault, document) ?? 'und';
  const own = entries.flatMap((entry) => {
    const wanted = formIn(entry, language);
    return wanted === undefined ? [] : [{ entry, wanted }];
  });
  const onPages = vault.pageTexts.list(document.id).flatMap((page) => own.flatMap(({ entry, wanted }): GlossaryFinding[] => {
    const found = (kind: GlossaryFinding['kind'], mentions: readonly Mention[]): GlossaryFinding[] => mentions.map(({ rects, text }) => ({ entry: entry.id, document: document.id, page: page.page, rects, kind, found: text, wanted }));
    const avoided = found('avoided', entry.avoid.length === 0 ? [] : findTerms(page, entry.avoid));
    if (entry.kind === 'term') return avoided;
    const all = findPersons(page, preparePersons([{ pseudonym: entry.id, names: Object.values(entry.forms) }])).filter(({ confidence }) => confidence >= 0.8);
    return [...avoided, ...found('other-form', all.filter(({ text }) => !isForm(text, wanted) && !avoided.some((other) => other.found === text)))];
  }));
  return [...onPages, ...absentIn(vault, document, own)];
}

function absentIn(vault: Vault, document: StoredDocument, own: readonly { readonly entry: GlossaryEntry; readonly wanted: string }[]): GlossaryFinding[] {
  const pair = alignDocuments(vault, document.id);
  if (!pair.ok) return [];
  const { original, translation, links } = pair.value;
  return links.flatMap((link) => own.flatMap(({ entry, wanted }): GlossaryFinding[] => {
    const source = formIn(entry, original.language);
    if (entry.kind !== 'term' || source === undefined || link.translation.length === 0) return [];
    const said = textOf(original, link.original);
    const heard = textOf(translation, link.translation);
    if (!includesForm(said, source) || includesForm(heard, wanted) || entry.avoid.some((form) => includesForm(heard, form))) return [];
    const place = link.translation.flatMap((index) => translation.sentences[index] ?? []).flatMap((sentence) => placesOf(translation, sentence))[0];
    return place === undefined ? [] : [{ entry: entry.id, document: document.id, page: place.page, rects: [unionOfRects(place.rects) ?? [0, 0, 0, 0]], kind: 'absent', found: '', wanted }];
  }));
}

function formIn({ forms }: GlossaryEntry, language: string): string | undefined {
  return forms[language] ?? Object.entries(forms).find(([tag]) => sameLanguage(tag, language))?.[1];
}

/** The form itself, a part of it alone, or the form with an ending. */
function isForm(found: string, wanted: string): boolean {
  const plain = (text: string): string[] => text.normalize('NFC').toLowerCase().replace(/['’](?:s|)(?=\s|$)/gu, '').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const parts = plain(wanted);
  return plain(found).every((word) => Array.from(word).length === 1 || parts.some((part) => word === part || (part.length >= 4 && word.startsWith(part))));
}

function includesForm(text: string, form: string): boolean {
  return text.normalize('NFC').toLowerCase().includes(form.normalize('NFC').toLowerCase());
}

function textOf({ sentences }: AlignedSide, indexes: readonly number[]): string {
  return indexes.map((index) => sentences[index]?.text ?? '').join(' ');
}
