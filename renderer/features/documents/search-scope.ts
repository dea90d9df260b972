import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts';

export const searchPlaces = ['text', 'translations', 'names', 'notes'] as const;
export type SearchPlace = (typeof searchPlaces)[number];

/** Where a search looks: everywhere when all places are on. */
export interface SearchScope {
  /** A language tag; `any` keeps pages in all languages. */
  readonly language: string;
  readonly places: readonly SearchPlace[];
}

export const everywhere: SearchScope = { language: 'any', places: searchPlaces };

/** The scope as calls take it: what does not narrow a search is left out. */
export function scopeOfCall({ language, places }: SearchScope): Pick<CallInput<'search'>, 'language' | 'places'> {
  return { ...(language === 'any' ? {} : { language }), ...(places.length === 0 || places.length === searchPlaces.length ? {} : { places: [...places] }) };
}

/** The scope of a search that was given a name. */
export function scopeOfSaved({ language, places }: CallOutput<'listSavedSearches'>['searches'][number]): SearchScope {
  return { language: language ?? 'any', places: places === undefined || places.length === 0 ? searchPlaces : places };
}
