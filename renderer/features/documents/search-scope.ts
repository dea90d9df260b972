import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts';

export const searchPlaces = ['text', 'translations', 'names', 'notes'] as const;
export type SearchPlace = (typeof searchPlaces)[number];
export const searchMatches = ['all', 'phrase', 'near', 'any'] as const;
/** How the words of a search must stand on a page. */
export type SearchMatch = (typeof searchMatches)[number];

/** Where a search looks: everywhere when all places are on. */
export interface SearchScope {
  /** A language tag; `any` keeps pages in all languages. */
  readonly language: string;
  readonly places: readonly SearchPlace[];
  readonly match: SearchMatch;
}

export const everywhere: SearchScope = { language: 'any', places: searchPlaces, match: 'all' };

const ownSigns = /["“”„«»()*|]|(?:^|\s)-\p{L}|(?:^|\s)(?:OR|AND)(?:\s|$)/u;

/** What a person typed, as the search takes it for the way in which the words must stand; signs that they typed themselves are left as they are. */
export function searchOf(typed: string, match: SearchMatch): string {
  const query = typed.trim();
  const words = query.split(/\s+/u);
  if (match === 'all' || words.length < 2 || ownSigns.test(query)) return query;
  if (match === 'phrase') return `"${words.join(' ')}"`;
  return match === 'near' ? `NEAR(${words.join(' ')})` : words.join(' OR ');
}

/** The scope as calls take it: what does not narrow a search is left out. */
export function scopeOfCall({ language, places }: SearchScope): Pick<CallInput<'search'>, 'language' | 'places'> {
  return { ...(language === 'any' ? {} : { language }), ...(places.length === 0 || places.length === searchPlaces.length ? {} : { places: [...places] }) };
}

/** The scope of a search that was given a name. */
export function scopeOfSaved({ language, places }: CallOutput<'listSavedSearches'>['searches'][number]): SearchScope {
  return { language: language ?? 'any', places: places === undefined || places.length === 0 ? searchPlaces : places, match: 'all' };
}
