import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { JsonValue, Vault } from '../vault/index.ts';

/** A way to look at the list of documents that somebody named. It is kept in the case, encrypted. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly reading: string;
  /** Shown columns, in order. */
  readonly columns: readonly string[];
  readonly group: string;
}

const kind = 'document-view';

/** The saved views of a case, by name. */
export function listViews(vault: Vault): readonly SavedView[] {
  return vault.records.list(kind).map(({ value }) => value as unknown as SavedView).sort((a, b) => a.name.localeCompare(b.name));
}

/** Saves a view; one of the same name is replaced. Fails with `case-read-only`. */
export function saveView(vault: Vault, view: Omit<SavedView, 'id'>): Result<SavedView, Failure> {
  if (vault.readOnly) return refusal(failure('case-read-only', 'This case is open for reading only.'));
  const id = listViews(vault).find(({ name }) => name === view.name)?.id ?? randomBytes(8).toString('hex');
  const saved: SavedView = { ...view, id };
  vault.records.put(kind, id, saved as unknown as JsonValue);
  return success(saved);
}

/** Forgets a view. Fails with `usage` for an unknown id, and with `case-read-only`. */
export function removeView(vault: Vault, id: string): Result<undefined, Failure> {
  if (vault.readOnly) return refusal(failure('case-read-only', 'This case is open for reading only.'));
  if (vault.records.get(kind, id) === undefined) return refusal(failure('usage', 'There is no such saved view.'));
  vault.records.remove(kind, id);
  return success(undefined);
}
