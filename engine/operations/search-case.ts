import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { findOnPage, foldingWords, matchesText, parseSearchQuery, type FoldWord, type SearchExpression } from '../reading/index.ts';
import type { SearchHit, Vault } from '../vault/index.ts';
import { listReviewItems } from './review-release.ts';
import { languageToken, namesPage, namesToken } from './search-entries.ts';

/** Pages of originals, pages of translations, names (title, file name, exhibit number), notes. */
export type SearchPlace = 'text' | 'translations' | 'names' | 'notes';

export interface CaseHit {
  readonly document: DocumentId;
  /** 1-based; 1 for a hit in a name. */
  readonly page: number;
  readonly snippet: string;
  /** One rectangle for each line that a match touches; none for a name. */
  readonly rects: readonly Rect[];
  readonly place: SearchPlace;
  /** The original, where the document is a translation. */
  readonly translationOf?: DocumentId;
}

export interface SearchLimits {
  readonly limit?: number;
  readonly document?: DocumentId | undefined;
  /** Only in these. */
  readonly documents?: ReadonlySet<string> | undefined;
  /** BCP 47; only pages in this language, whatever its region. */
  readonly language?: string | undefined;
  /** All where absent. */
  readonly places?: readonly SearchPlace[] | undefined;
}

const defaultLimit = 100;
const batchWithFilter = 200;
const longestNote = 300;

/**
 * Finds pages by words, prefixes (`koval*`), phrases (`"in custody"`) and nearness, with the place of each match, documents by their names, and notes. Notes first, then the best. A query without any word
 * finds nothing.
 */
export function searchCase(vault: Vault, query: string, limits: SearchLimits = {}): CaseHit[] {
  const { limit = defaultLimit, document, documents, places } = limits;
  const typed = parseSearchQuery(query);
  const expression = narrowed(typed, limits);
  const originals = new Map<DocumentId, DocumentId | undefined>();
  const fold = foldingWords();
  const batch = documents === undefined && places === undefined ? limit : batchWithFilter;
  const hits = hasWords(typed) ? notesFound(vault, typed, limits).slice(0, limit) : [];
  for (let offset = 0; hits.length < limit && hasWords(typed); offset += batch) {
    const found = vault.search.find(expression, { limit: batch, offset, ...(document === undefined ? {} : { document }) });
    for (const entry of found) {
      if (hits.length === limit) break;
      const place = placeOf(vault, entry, originals);
      if ((places?.includes(place.place) ?? true) && (documents?.has(entry.document) ?? true)) hits.push({ ...place, ...locate(vault, typed, entry, fold) });
    }
    if (found.length < batch) break;
  }
  return hits;
}

/** A reviewer's own notes, tags and bookmarks: few, and so looked through one by one. */
function notesFound(vault: Vault, typed: SearchExpression, { document, documents, language, places }: SearchLimits): CaseHit[] {
  if (language !== undefined || !(places?.includes('notes') ?? true)) return [];
  const wanted = listReviewItems(vault).filter((item) => (document === undefined || item.document === document) && (documents?.has(item.document) ?? true));
  return wanted.filter(({ text }) => matchesText(text, typed)).map(({ document: about, page = 1, rect, text }) => ({
    document: about, page, snippet: text.length > longestNote ? `${text.slice(0, longestNote)} …` : text, rects: rect === undefined ? [] : [rect], place: 'notes',
  }));
}

/** What the index can leave out by itself: pages in other languages, and all that is no name where only names are looked for. */
function narrowed(typed: SearchExpression, { language, places }: SearchLimits): SearchExpression {
  const more = [...(language === undefined ? [] : [languageToken(language)]), ...(places?.length === 1 && places[0] === 'names' ? [namesToken] : [])];
  return more.length === 0 ? typed : { all: [typed, ...more.map((phrase) => ({ phrase }))] };
}

/** Whether something is looked for at all: exclusions alone are no search. */
function hasWords(expression: SearchExpression): boolean {
  if ('every' in expression) return hasWords(expression.every);
  if ('all' in expression) return expression.all.some(hasWords);
  return 'any' in expression ? expression.any.some(hasWords) : true;
}

function placeOf(vault: Vault, { document, page }: SearchHit, originals: Map<DocumentId, DocumentId | undefined>): Pick<CaseHit, 'place' | 'translationOf'> {
  if (page === namesPage) return { place: 'names' };
  if (!originals.has(document)) originals.set(document, vault.documents.get(document)?.translation?.original);
  const original = originals.get(document);
  return original === undefined ? { place: 'text' } : { place: 'translations', translationOf: original };
}

function locate(vault: Vault, typed: SearchExpression, { document, page, original }: SearchHit, fold: FoldWord): Pick<CaseHit, 'document' | 'page' | 'snippet' | 'rects'> {
  if (page === namesPage) return { document, page: 1, snippet: original.replaceAll('\n', ' · '), rects: [] };
  const text = vault.pageTexts.get(document, page);
  const found = text === undefined ? undefined : findOnPage(text, typed, fold);
  return { document, page, snippet: found?.snippet ?? original.slice(0, 160), rects: found?.rects ?? [] };
}
