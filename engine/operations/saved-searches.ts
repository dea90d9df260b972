import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { JsonValue, Vault } from '../vault/index.ts';
import type { SearchPlace } from './search-case.ts';

/** A search that somebody named, to be made again. It is kept in the case, encrypted. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  /** BCP 47. */
  readonly language?: string;
  readonly places?: readonly SearchPlace[];
}

const kind = 'saved-search';

/** The saved searches of a case, by name. */
export function listSavedSearches(vault: Vault): readonly SavedSearch[] {
  return vault.records.list(kind).map(({ value }) => value as unknown as SavedSearch).sort((a, b) => a.name.localeCompare(b.name));
}

/** Saves a search, a new one or, with its id, a changed one. Fails with `usage` for a name that another has, for an unknown id, and with `case-read-only`. */
export function saveSearch(vault: Vault, search: Omit<SavedSearch, 'id'> & { readonly id?: string | undefined }): Result<SavedSearch, Failure> {
  if (vault.readOnly) return refusal(failure('case-read-only', 'This case is open for reading only.'));
  const known = listSavedSearches(vault);
  if (search.id !== undefined && !known.some(({ id }) => id === search.id)) return refusal(failure('usage', 'There is no such saved search.'));
  if (known.some(({ id, name }) => name === search.name && id !== search.id)) return refusal(failure('usage', 'Another saved search has this name.'));
  const saved: SavedSearch = { ...search, id: search.id ?? randomBytes(8).toString('hex') };
  vault.records.put(kind, saved.id, saved as unknown as JsonValue);
  return success(saved);
}

/** Forgets a saved search. Fails with `usage` for an unknown id, and with `case-read-only`. */
export function removeSavedSearch(vault: Vault, id: string): Result<undefined, Failure> {
  if (vault.readOnly) return refusal(failure('case-read-only', 'This case is open for reading only.'));
  if (vault.records.get(kind, id) === undefined) return refusal(failure('usage', 'There is no such saved search.'));
  vault.records.remove(kind, id);
  return success(undefined);
}
