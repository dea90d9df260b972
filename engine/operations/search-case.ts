import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { findOnPage, foldingWords, matchesText, parseSearchQuery, type FoldWord, type PageHit, type SearchExpression } from '../reading/index.ts';
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
  /** Where the first match stands in `snippet`: from and to, in UTF-16 units; absent in names and notes. */
  readonly match?: readonly [number, number];
  /** One rectangle for each line that a match touches, or that the first does where no more are asked for; none for a name. */
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
  /** Of which matches each hit has the rectangles; all where absent. */
  readonly boxes?: 'all' | 'first' | undefined;
}

const defaultLimit = 100;
const longestNote = 300;

/**
 * Finds pages by words, prefixes (`koval*`), phrases (`"in custody"`) and nearness, with the place of each match, documents by their names, and notes. Notes first, then the best. A query without any word
 * finds nothing.
 */
export function searchCase(vault: Vault, query: string, limits: SearchLimits = {}): CaseHit[] {
  const { limit = defaultLimit, document, documents } = limits;
  const typed = parseSearchQuery(query);
  if (!hasWords(typed)) return [];
  const notes = notesFound(vault, typed, limits).slice(0, limit);
  const expression = narrowed(typed, limits);
  if (expression === undefined || notes.length === limit) return notes;
  const pagesOf = pagesIn(limits);
  const found = vault.search.find(expression, {
    limit: limit - notes.length, ...(document === undefined ? {} : { document }), ...(documents === undefined ? {} : { documents }), ...(pagesOf === undefined ? {} : { pagesOf }),
  });
  const originals = new Map<DocumentId, DocumentId | undefined>();
  const fold = foldingWords();
  return [...notes, ...found.map((entry) => ({ ...placeOf(vault, entry, originals), ...locate(vault, typed, entry, { fold, boxes: limits.boxes }) }))];
}

/** Pages of one document that hold what is looked for, in their order. */
export function searchDocument(vault: Vault, document: DocumentId, query: string): readonly number[] {
  const typed = parseSearchQuery(query);
  return hasWords(typed) ? vault.search.pages(typed, document) : [];
}

/** Each match on one page in reading order: one rectangle for each line that it touches. None where the page was not read. */
export function matchesOnPage(vault: Vault, document: DocumentId, page: number, query: string): PageHit['matches'] {
  const text = vault.pageTexts.get(document, page);
  const typed = parseSearchQuery(query);
  return text === undefined || !hasWords(typed) ? [] : findOnPage(text, typed).matches;
}

/** A reviewer's own notes, tags and bookmarks: few, and so looked through one by one. */
function notesFound(vault: Vault, typed: SearchExpression, { document, documents, language, places }: SearchLimits): CaseHit[] {
  if (language !== undefined || !(places?.includes('notes') ?? true)) return [];
  const wanted = listReviewItems(vault).filter((item) => (document === undefined || item.document === document) && (documents?.has(item.document) ?? true));
  return wanted.filter(({ text }) => matchesText(text, typed)).map(({ document: about, page = 1, rect, text }) => ({
    document: about, page, snippet: text.length > longestNote ? `${text.slice(0, longestNote)} …` : text, rects: rect === undefined ? [] : [rect], place: 'notes',
  }));
}

/** What the index can leave out by itself: pages in other languages, names, or all that is no name; undefined where nothing of it is looked for. */
function narrowed(typed: SearchExpression, { language, places }: SearchLimits): SearchExpression | undefined {
  const inLanguage: SearchExpression = language === undefined ? typed : { all: [typed, { phrase: languageToken(language) }] };
  if (places === undefined) return inLanguage;
  const pages = places.includes('text') || places.includes('translations');
  if (!pages) return places.includes('names') ? { all: [inLanguage, { phrase: namesToken }] } : undefined;
  return places.includes('names') ? inLanguage : { every: inLanguage, except: { phrase: namesToken } };
}

function pagesIn({ places }: SearchLimits): 'originals' | 'translations' | undefined {
  if (places === undefined || places.includes('text') === places.includes('translations')) return undefined;
  return places.includes('text') ? 'originals' : 'translations';
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

function locate(vault: Vault, typed: SearchExpression, { document, page, original }: SearchHit, { fold, boxes = 'all' }: { readonly fold: FoldWord; readonly boxes: SearchLimits['boxes'] }): Pick<CaseHit, 'document' | 'page' | 'snippet' | 'match' | 'rects'> {
  if (page === namesPage) return { document, page: 1, snippet: original.replaceAll('\n', ' · '), rects: [] };
  const text = vault.pageTexts.get(document, page);
  const found = text === undefined ? undefined : findOnPage(text, typed, fold);
  const snippet = found === undefined ? { snippet: original.slice(0, 160) } : { snippet: found.snippet, ...(found.match === undefined ? {} : { match: found.match }) };
  return { document, page, ...snippet, rects: boxes === 'first' ? found?.matches[0] ?? [] : found?.matches.flat() ?? [] };
}
