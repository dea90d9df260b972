import { openNote, parseCheckpoint, signNote, type NoteSigner, type NoteVerifier } from '../integrity/index.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { logOrigin } from './custody-extract.ts';

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

/** The name of a witness in a signed note: the identity's name without the characters that a note forbids. */
export function witnessName(name: string): string {
  const plain = name.normalize('NFC').replace(/[\s+]+/g, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'witness' : plain;
}
