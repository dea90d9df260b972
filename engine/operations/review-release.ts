import { randomBytes } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { JsonValue, Vault } from '../vault/index.ts';
import { receivedRelease } from './received-release.ts';

export const reviewKinds = ['note', 'tag', 'bookmark'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** A reviewer's own mark on a page or place. It stays in the encrypted case of the reviewer; only what is `shared` goes into an answer. */
export interface ReviewItem {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly document: DocumentId;
  /** 1-based; absent where it is about the whole exhibit. */
  readonly page?: number;
  /** In points from the top left of the page as displayed. */
  readonly rect?: Rect;
  readonly text: string;
  readonly shared: boolean;
  readonly madeAt: string;
  readonly changedAt: string;
}

export const stands = ['agreed', 'contested', 'no-position'] as const;
export type Stand = (typeof stands)[number];

/** Whether an exhibit is agreed to or contested, and why. */
export interface Position {
  readonly document: DocumentId;
  readonly stand: Stand;
  readonly reason?: string;
  readonly changedAt: string;
}

export interface NewReviewItem {
  /** Of the item to be changed; a new one where absent. */
  readonly id?: string | undefined;
  readonly kind: ReviewKind;
  readonly document: DocumentId;
  readonly page?: number | undefined;
  readonly rect?: Rect | undefined;
  readonly text: string;
  readonly shared?: boolean | undefined;
}

const itemKind = 'review-item';
const positionKind = 'review-position';
const longestText = 20_000;

/** Every note, tag and bookmark, by exhibit and page. */
export function listReviewItems(vault: Vault): readonly ReviewItem[] {
  const items = vault.records.list(itemKind).map(({ value }) => value as unknown as ReviewItem);
  if (items.length === 0) return items;
  const order = new Map(vault.documents.list().map(({ id }, index) => [id, index]));
  return items.toSorted((a, b) => (order.get(a.document) ?? 0) - (order.get(b.document) ?? 0) || (a.page ?? 0) - (b.page ?? 0) || a.madeAt.localeCompare(b.madeAt));
}

/** Writes a note, tag or bookmark. `usage`: not a received case, a place without a page, an empty note or tag, no such item; `document-unknown`: no such exhibit or page. */
export function saveReviewItem(vault: Vault, item: NewReviewItem): Result<ReviewItem, Failure> {
  const document = reviewed(vault, item.document);
  if (!document.ok) return document;
  const { page, rect, kind, shared } = item;
  if (page !== undefined && (page < 1 || page > document.value.pages)) return refusal(failure('document-unknown', 'The exhibit has {{pages}} pages.', { subject: item.document, values: { pages: document.value.pages } }));
  if (rect !== undefined && page === undefined) return refusal(failure('usage', 'A place is on a page: name the page.'));
  const text = item.text.trim();
  if (text === '' && kind !== 'bookmark') return refusal(failure('usage', 'A note or tag needs words.'));
  if (text.length > longestText) return refusal(failure('usage', 'A note has at most {{characters}} characters.', { values: { characters: longestText } }));
  const known = item.id === undefined ? undefined : (vault.records.get(itemKind, item.id) as unknown as ReviewItem | undefined);
  if (item.id !== undefined && known === undefined) return refusal(failure('usage', 'There is no such note.', { subject: item.id }));
  const now = new Date().toISOString();
  const saved: ReviewItem = {
    id: known?.id ?? randomBytes(16).toString('hex'), kind, document: item.document, text, shared: shared ?? known?.shared ?? false, madeAt: known?.madeAt ?? now, changedAt: now,
    ...(page === undefined ? {} : { page }), ...(rect === undefined ? {} : { rect }),
  };
  vault.records.put(itemKind, saved.id, saved as unknown as JsonValue);
  return success(saved);
}

/** Removes notes, tags and bookmarks, all or, where one is unknown, none (`usage`). */
export function removeReviewItems(vault: Vault, ids: readonly string[]): Result<undefined, Failure> {
  const unknown = ids.find((id) => vault.records.get(itemKind, id) === undefined);
  if (unknown !== undefined) return refusal(failure('usage', 'There is no such note.', { subject: unknown }));
  vault.transaction(() => ids.forEach((id) => vault.records.remove(itemKind, id)));
  return success(undefined);
}

/** The positions taken so far. */
export function listPositions(vault: Vault): readonly Position[] {
  return vault.records.list(positionKind).map(({ value }) => value as unknown as Position);
}

/** Takes a position on an exhibit; `no-position` takes it back. To contest needs a reason (`usage`). */
export function savePosition(vault: Vault, position: { readonly document: DocumentId; readonly stand: Stand; readonly reason?: string | undefined }): Result<Position, Failure> {
  const document = reviewed(vault, position.document);
  if (!document.ok) return document;
  const reason = position.reason?.trim() ?? '';
  if (position.stand === 'contested' && reason === '') return refusal(failure('usage', 'Say why the exhibit is contested.'));
  if (reason.length > longestText) return refusal(failure('usage', 'A reason has at most {{characters}} characters.', { values: { characters: longestText } }));
  const saved: Position = { document: position.document, stand: position.stand, changedAt: new Date().toISOString(), ...(reason === '' ? {} : { reason }) };
  if (position.stand === 'no-position' && reason === '') vault.records.remove(positionKind, position.document);
  else vault.records.put(positionKind, position.document, { ...saved });
  return success(saved);
}

function reviewed(vault: Vault, id: DocumentId): Result<{ readonly pages: number }, Failure> {
  if (receivedRelease(vault) === undefined) return refusal(failure('usage', 'Notes and positions belong to a release that you received: open one first.'));
  const document = vault.documents.get(id);
  return document === undefined ? refusal(failure('document-unknown', 'There is no such exhibit in this release.', { subject: id })) : success(document);
}
