import { failure, type Failure } from '../../shared/failure.ts';
import { rectsIntersect, type Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText, Word } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import { keepLowConfidence, keepSureness } from './doubtful-words.ts';
import { keepPageKeys } from './find-duplicates.ts';
import { keepReadingSummary } from './reading-summary.ts';
import { indexPage } from './search-entries.ts';

/** A recognised word that a person has compared with its page. */
export interface WordCheck {
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  /** The word as it stands now. */
  readonly was: string;
  readonly rect: Rect;
  /** What the page says; the same as `was` where that is right. */
  readonly text: string;
}

const sureOf = 1;

/**
 * Corrects or confirms a recognised word: search, findings and later work go by what the person made of it, and what was read stays beside it.
 * Fails with `case-read-only`, `document-unknown`, and `usage` where no such word was recognised at that place, or `text` is no single word or line.
 */
export function checkWord(vault: Vault, { document, page, was, rect, text: typed }: WordCheck): Result<undefined, Failure> {
  if (vault.readOnly) return refusal(failure('case-read-only', 'This case is open for reading only.'));
  const known = vault.documents.get(document);
  if (known === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: document }));
  const text = typed.normalize('NFC').trim();
  if (text === '' || /\p{Cc}/u.test(text)) return refusal(failure('usage', 'A word is corrected by what stands in its place on the page.'));
  const pages = vault.pageTexts.list(document);
  const held = pages.find((one) => one.page === page);
  const index = held?.words.findIndex((word) => word.confidence !== undefined && word.text === was && word.rect.every((value, at) => value === rect[at])) ?? -1;
  if (held === undefined || index < 0) return refusal(failure('usage', 'No such word was recognised at that place; the page may have been read anew.'));
  const checked: PageText = { ...held, words: held.words.map((word, at) => (at === index ? { ...word, text, confidence: sureOf, read: word.read ?? word.text } : word)) };
  const all = pages.map((one) => (one.page === page ? checked : one));
  vault.transaction(() => {
    vault.pageTexts.put(document, checked);
    indexPage(vault, document, checked);
    keepPageKeys(vault, document, all);
    keepSureness(vault, document, all);
    keepReadingSummary(vault, document, all);
    keepLowConfidence(vault, document, all);
    vault.appendEvent({ action: 'word-checked', object: document, sha256: known.sha256, facts: { page, corrected: text !== was } });
  });
  return success(undefined);
}

/** Pages that were read anew, with the words that people had checked standing where they stood. */
export function keepCheckedWords(before: readonly PageText[], after: readonly PageText[]): readonly PageText[] {
  const checked = new Map(before.map(({ page, words }) => [page, words.filter(({ read }) => read !== undefined)]));
  return after.map((page) => {
    const known = checked.get(page.page) ?? [];
    return known.length === 0 ? page : { ...page, words: page.words.map((word) => asChecked(word, known)) };
  });
}

function asChecked(word: Word, known: readonly Word[]): Word {
  if (word.confidence === undefined) return word;
  const same = known.find(({ rect }) => isSamePlace(rect, word.rect));
  return same === undefined ? word : { ...word, text: same.text, confidence: sureOf, read: word.text };
}

/** Each is for the most part where the other is. */
function isSamePlace(a: Rect, b: Rect): boolean {
  if (!rectsIntersect(a, b)) return false;
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width * height > 0.6 * Math.max(a[2] * a[3], b[2] * b[3]);
}
