import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { countersignCheckpoint, makeAnswer as writeAnswer, parseSshPublicKey, witnessName, type Answer } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import { listContacts } from './pin-contact.ts';
import { receivedRelease, standingDocuments, type ReceivedRelease } from './received-release.ts';
import { listPositions, listReviewItems } from './review-release.ts';

export interface MadeAnswer {
  readonly out: string;
  readonly positions: number;
  readonly remarks: number;
  /** The `age1…` key that opens it. */
  readonly recipient: string;
}

/**
 * Exports the answer to a received release: positions, the notes that are shared, and the sender's checkpoint countersigned, signed by this case's identity
 * and encrypted to the sender. Private notes stay. `recipient` is needed where neither the release nor a pinned contact names the sender's key.
 * `usage`: not a received case, nothing to say, nobody to encrypt to; `recipient-invalid`; or as writing fails.
 */
export async function makeAnswer(vault: Vault, request: { readonly out: string; readonly recipient?: string | undefined; readonly countersign?: boolean | undefined }): Promise<Result<MadeAnswer, Failure>> {
  const received = receivedRelease(vault);
  if (received === undefined) return refusal(failure('usage', 'An answer is given to a release that you received: open one first.'));
  const recipient = request.recipient ?? recipientOf(vault, received);
  if (recipient === undefined) return refusal(failure('usage', 'The release does not say to which age1… key an answer is encrypted: name it.'));
  const said = whatIsSaid(vault);
  if (said.positions.length + said.remarks.length === 0) return refusal(failure('usage', 'There is nothing to answer yet: agree to or contest an exhibit, or share a note.'));
  const { statement, statementSha256 } = received;
  const { id, number, edition } = statement.release;
  const checkpoint = request.countersign === false ? undefined : countersigned(vault, received);
  const made = await writeAnswer(
    { release: { id, number, edition, statementSha256 }, case: statement.case.id, at: new Date().toISOString(), ...said, ...(checkpoint === undefined ? {} : { checkpoint }) },
    { signer: { name: vault.identity.name, sshPublicKey: vault.identity.sshPublicKey, sign: (message) => vault.identity.sign(message) }, recipient, out: request.out },
  );
  if (!made.ok) return made;
  vault.appendEvent({ action: 'answer-made', object: id, facts: { positions: said.positions.length, remarks: said.remarks.length } });
  return success({ out: made.value.out, positions: said.positions.length, remarks: said.remarks.length, recipient });
}

function recipientOf(vault: Vault, { statement, signer }: ReceivedRelease): string | undefined {
  // A pinned contact's key comes before what the release says of itself.
  return listContacts(vault).find(({ fingerprint }) => fingerprint === signer.fingerprint)?.recipient ?? statement.signer.recipient;
}

function whatIsSaid(vault: Vault): Pick<Answer, 'positions' | 'remarks'> {
  // What was said of a file that a later release replaced or withdrew is not said of this release.
  const standing = standingDocuments(vault);
  const documents = new Map(vault.documents.list().filter(({ id }) => standing.has(id)).map((document) => [document.id, document]));
  const about = (id: ReturnType<typeof listPositions>[number]['document']): { exhibit: string; sha256: string } | undefined => {
    const document = documents.get(id);
    return document === undefined ? undefined : { exhibit: document.exhibit ?? document.id, sha256: document.sha256 };
  };
  return {
    positions: listPositions(vault).flatMap(({ document, stand, reason }) => {
      const exhibit = about(document);
      return exhibit === undefined ? [] : [{ ...exhibit, stand, ...(reason === undefined ? {} : { reason }) }];
    }),
    remarks: listReviewItems(vault).flatMap(({ document, shared, page, rect, text, kind }) => {
      const exhibit = about(document);
      if (exhibit === undefined || !shared || kind !== 'note') return [];
      const [x = 0, y = 0, width = 0, height = 0] = rect ?? [];
      return [{ ...exhibit, page: page ?? 1, text, ...(rect === undefined ? {} : { rect: [x, y, width, height] as [number, number, number, number] }) }];
    }),
  };
}

function countersigned(vault: Vault, { statement, checkpoint, signer }: ReceivedRelease): string | undefined {
  const key = parseSshPublicKey(signer.publicKey);
  if (!key.ok) return undefined;
  const note = countersignCheckpoint(checkpoint, { caseId: statement.case.id, publicKey: key.value.key }, { name: witnessName(vault.identity.name), publicKey: vault.identity.publicKey, sign: (message) => vault.identity.sign(message) });
  return note.ok ? note.value : undefined;
}
