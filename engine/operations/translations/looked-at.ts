import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { sha256Hex } from '../../integrity/index.ts';
import type { Difference } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { alignDocuments, differencesOf, type AlignedPair } from './align-documents.ts';

/** That a reviewer looked at a difference and lets it stand. */
export interface LookedAt {
  /** ISO 8601 time. */
  readonly at: string;
  /** Name of the identity that looked. */
  readonly by: string;
  readonly note?: string;
}

/** A difference with what a reviewer made of it. */
export interface ReviewedDifference extends Difference {
  /** The same for the same words of the same two files, whatever else is linked; another version of either has others. */
  readonly id: string;
  readonly looked?: LookedAt;
}

export interface DifferenceOf {
  readonly translation: DocumentId;
  readonly difference: string;
}

const kind = 'difference-looked-at';

/** What differs between the two texts, each with whether a reviewer has looked at it. */
export function reviewedDifferences(vault: Vault, pair: AlignedPair): ReviewedDifference[] {
  return reviewed(vault, pair, differencesOf(pair));
}

function reviewed(vault: Vault, pair: AlignedPair, differences: readonly Difference[]): ReviewedDifference[] {
  const words = pair.links.map((link) => JSON.stringify([link.original.map((at) => pair.original.sentences[at]?.text), link.translation.map((at) => pair.translation.sentences[at]?.text)]));
  // The same words may stand in a document more than once, and the same difference in a sentence.
  const before = new Map<string, number>();
  const places = words.map((said) => {
    const place = before.get(said) ?? 0;
    before.set(said, place + 1);
    return place;
  });
  const seen = new Map<string, number>();
  return differences.map((difference) => {
    const { link, kind: what, side, text } = difference;
    const which = JSON.stringify([pair.original.document.sha256, pair.translation.document.sha256, words[link], places[link], what, side, text]);
    const nth = seen.get(which) ?? 0;
    seen.set(which, nth + 1);
    const id = sha256Hex(Buffer.from(`${nth} ${which}`)).slice(0, 32);
    const looked = vault.records.get(kind, recordId({ translation: pair.translation.document.id, difference: id })) as unknown as LookedAt | undefined;
    return { ...difference, id, ...(looked === undefined ? {} : { looked }) };
  });
}

/** Marks a difference as looked at, with the reviewer's note, in the place of any mark before. Fails as `alignDocuments` does, and with `usage` where there is no such difference. */
export function lookAtDifference(vault: Vault, { note, link, ...of }: DifferenceOf & { /** 0-based index of its link. */ readonly link: number; readonly note?: string | undefined }): Result<LookedAt, Failure> {
  const found = differenceOf(vault, of, link);
  if (!found.ok) return found;
  const looked: LookedAt = { at: new Date().toISOString(), by: vault.identity.name, ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }) };
  vault.transaction(() => {
    vault.records.put(kind, recordId(of), { ...looked });
    vault.appendEvent({ action: 'difference-looked-at', object: of.translation, facts: { difference: of.difference, kind: found.value.kind } });
  });
  return success(looked);
}

/** Takes such a mark back. Fails with `usage` where there is none. */
export function reopenDifference(vault: Vault, of: DifferenceOf): Result<undefined, Failure> {
  if (vault.records.get(kind, recordId(of)) === undefined) return refusal(failure('usage', 'Nobody has marked this difference.', { subject: of.translation }));
  vault.transaction(() => {
    vault.records.remove(kind, recordId(of));
    vault.appendEvent({ action: 'difference-reopened', object: of.translation, facts: { difference: of.difference } });
  });
  return success(undefined);
}

function differenceOf(vault: Vault, { translation, difference }: DifferenceOf, at: number): Result<ReviewedDifference, Failure> {
  const pair = alignDocuments(vault, translation);
  if (!pair.ok) return pair;
  const link = pair.value.links[at];
  // Of this link alone: to compare a long document as a whole takes seconds.
  const differences = link === undefined ? [] : differencesOf({ ...pair.value, links: [link] }).map((one) => ({ ...one, link: at }));
  const found = reviewed(vault, pair.value, differences).find(({ id }) => id === difference);
  return found === undefined ? refusal(failure('usage', 'There is no such difference between the two texts now.', { subject: translation })) : success(found);
}

function recordId({ translation, difference }: DifferenceOf): string {
  return `${translation}/${difference}`;
}
