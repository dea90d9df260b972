import { openNote, parseCheckpoint, signNote, verifyConsistency, type Checkpoint, type NoteSigner, type NoteVerifier } from '../integrity/index.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { logOrigin } from './custody-extract.ts';
import type { KnownSigner } from './known-signer.ts';

const originPrefix = logOrigin('');

/** The case whose log a checkpoint says it heads; undefined when it is no checkpoint of Custodia. Nothing is checked. */
export function caseOfCheckpoint(note: string): string | undefined {
  const origin = parseCheckpoint(note)?.origin;
  return origin?.startsWith(originPrefix) === true ? origin.slice(originPrefix.length) : undefined;
}

/**
 * Adds one's own signature to a checkpoint of the other side's log, so that its history cannot be rewritten unseen. The answer is the same
 * signed note with one more line (c2sp.org/signed-note); `verifyRelease` takes it as a held checkpoint, and so does opening the case.
 * `verification-failed` when the log's own key did not sign it, or it is another case's.
 */
export function countersignCheckpoint(note: string, log: { readonly caseId: string; readonly publicKey: Uint8Array }, signer: NoteSigner): Result<string, Failure> {
  const opened = openNote(note, [{ name: logOrigin(log.caseId), publicKey: log.publicKey }]);
  if (opened === undefined || parseCheckpoint(opened.text)?.origin !== logOrigin(log.caseId)) {
    return refusal(failure('verification-failed', 'This is not a checkpoint of the case that the known signer signed. It was not countersigned.'));
  }
  const line = signNote(opened.text, signer).slice(opened.text.length + 1);
  return success(note.includes(line) ? note : note + line);
}

/** Whether a witness signed a checkpoint: what one keeps as proof of a countersignature. */
export function isCountersigned(note: string, witness: NoteVerifier): boolean {
  const opened = openNote(note, [witness]);
  return opened !== undefined && parseCheckpoint(opened.text) !== undefined;
}

/** Whose countersignatures under a checkpoint hold, of those that one knows; the names are those of the note's own lines. */
export function countersignersOf(note: string, known: readonly KnownSigner[]): { readonly name: string; readonly fingerprint: string }[] {
  const names = [...note.matchAll(/^\u2014 ([^\s+]+) /gmu)].map(([, name = '']) => name);
  return known.flatMap(({ key, fingerprint }) => names.filter((name) => !name.startsWith(originPrefix) && isCountersigned(note, { name, publicKey: key })).slice(0, 1).map((name) => ({ name, fingerprint })));
}

/** A log as the one who keeps it can prove it. */
export interface ProvingLog {
  readonly caseId: string;
  /** Keys that ever signed its head. */
  readonly publicKeys: readonly Uint8Array[];
  /** Its head as signed now. */
  readonly checkpoint: string;
  consistencyProof(from: number, to: number): { readonly path: readonly string[] };
}

/**
 * Whether a log still holds everything that a checkpoint, countersigned or not, vouches for. `verification-failed` when it is no checkpoint of this case;
 * `case-tampered` when the history was rewritten since, or the case is older than the checkpoint.
 */
export function checkAgainstLog(note: string, log: ProvingLog): Result<Checkpoint, Failure> {
  const origin = logOrigin(log.caseId);
  const keys = log.publicKeys.map((publicKey) => ({ name: origin, publicKey }));
  const opened = openNote(note, keys);
  const held = opened === undefined ? undefined : parseCheckpoint(opened.text);
  if (held?.origin !== origin) return refusal(failure('verification-failed', 'This is not a checkpoint of this case, or its signature does not hold.'));
  const head = parseCheckpoint(log.checkpoint);
  if (head === undefined) throw new Error('the head of the log cannot be read');
  if (held.size > head.size) return refusal(failure('case-tampered', 'This case is older than the checkpoint: it has {{events}} events, the checkpoint vouches for {{vouched}}. An earlier state was put back.', { values: { events: head.size, vouched: held.size } }));
  const path = log.consistencyProof(held.size, head.size).path.map((hash) => Buffer.from(hash, 'hex'));
  const holds = verifyConsistency({ from: held.size, to: head.size, fromRoot: held.root, toRoot: head.root, path });
  return holds ? success(held) : refusal(failure('case-tampered', 'The history of this case was rewritten: its first {{events}} events are not those that the checkpoint vouches for.', { values: { events: held.size } }));
}

/** The name of a witness in a signed note: the identity's name without the characters that a note forbids. */
export function witnessName(name: string): string {
  const plain = name.normalize('NFC').replace(/[\s+]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'witness' : plain;
}
