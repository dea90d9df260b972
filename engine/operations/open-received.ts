import type { Failure } from '../../shared/failure.ts';
import { failure } from '../../shared/failure.ts';
import type { DocumentId, Sha256 } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readRelease, verifyRelease, type ReleaseFile, type ReleasedExhibit, type ReleaseStatement, type Verification } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import { createCase } from './open-case.ts';
import type { RunOptions } from './run-options.ts';
import { readSigners, readText } from './verify-file.ts';

export interface OpenReceived {
  readonly file: string;
  /** New case folder to be made. */
  readonly folder: string;
  readonly passphrase: string;
  readonly identityFile?: string | undefined;
  readonly signer?: string | undefined;
}

export interface ReceivedCase {
  readonly caseId: string;
  readonly edition: string;
  readonly documents: readonly { readonly id: DocumentId; readonly exhibit: string; readonly sha256: string; readonly pages: number }[];
  readonly signer: Verification['signer'];
}

/** Kind of record that marks a case as received: its documents are the sender's and are not added to. */
export const receivedKind = 'received';

/**
 * Opens a received release as an encrypted case of its own, for review: verified first, each exhibit compared with the signed statement as it is taken over.
 * Fails with `verification-failed`, or as verifying and making a case fail.
 */
export async function openReceived(request: OpenReceived, options: RunOptions = {}): Promise<Result<ReceivedCase, Failure>> {
  const identity = request.identityFile === undefined ? success(undefined) : await readText(request.identityFile);
  if (!identity.ok) return identity;
  const signers = request.signer === undefined ? success(undefined) : await readSigners(request.signer);
  if (!signers.ok) return signers;
  const verified = await verifyRelease(request.file, { identity: identity.value, signers: signers.value, signal: options.signal, report: options.report });
  if (!verified.ok) return verified;
  const { holds, statement, signer, checks } = verified.value;
  if (!holds || statement === undefined) {
    const broken = checks.find((check) => !check.holds);
    return refusal(failure('verification-failed', `The release does not hold: ${broken?.message ?? 'its statement cannot be read'}`, { subject: request.file }));
  }
  const vault = await createCase({ folder: request.folder, passphrase: request.passphrase, head: headOf(statement) });
  if (!vault.ok) return vault;
  try {
    const taken = await takeOver(vault.value, statement, { file: request.file, identity: identity.value }, options);
    if (!taken.ok) return taken;
    return success({ caseId: vault.value.caseId, edition: statement.release.edition, documents: taken.value, signer });
  } finally {
    await vault.value.close();
  }
}

function headOf(statement: ReleaseStatement): Parameters<typeof createCase>[0]['head'] {
  const { title, reference } = statement.case;
  return { title, court: statement.court.profile, languages: ['en'], by: 'Reviewer', ...(reference === undefined ? {} : { reference }) };
}

async function takeOver(
  vault: Vault, statement: ReleaseStatement, from: { readonly file: string; readonly identity: string | undefined }, options: RunOptions,
): Promise<Result<ReceivedCase['documents'], Failure>> {
  const byPath = new Map(statement.exhibits.map((exhibit) => [`data/${exhibit.file}`, exhibit]));
  const documents: { id: DocumentId; exhibit: string; sha256: string; pages: number }[] = [];
  const changed: DocumentId[] = [];
  const read = await readRelease(from.file, { identity: from.identity, signal: options.signal }, async (file) => {
    const exhibit = byPath.get(file.path);
    if (exhibit === undefined) return;
    const id = `e-${String(statement.exhibits.indexOf(exhibit) + 1).padStart(4, '0')}` as DocumentId;
    if (await storeExhibit(vault, id, exhibit, file)) documents.push({ id, exhibit: exhibit.number, sha256: exhibit.sha256, pages: exhibit.pages });
    else changed.push(id);
    options.report?.({ step: 'take-in', done: documents.length, total: byPath.size, unit: 'documents' });
  });
  if (!read.ok) return read;
  if (changed.length > 0 || documents.length !== byPath.size) return refusal(failure('verification-failed', 'The release changed while it was opened.', { subject: from.file }));
  documents.sort((a, b) => (a.id < b.id ? -1 : 1));
  const { release, signer, case: about } = statement;
  vault.transaction(() => {
    vault.bundle.put({ title: about.title, sections: [{ title: 'Exhibits', entries: documents.map(({ id }) => id) }] });
    vault.records.put(receivedKind, 'release', { release: release.id, number: release.number, edition: release.edition, case: about.id, signer: signer.fingerprint });
    vault.appendEvent({ action: 'release-opened', object: release.id, facts: { exhibits: documents.length } });
  });
  return success(documents);
}

async function storeExhibit(vault: Vault, id: DocumentId, exhibit: ReleasedExhibit, file: ReleaseFile): Promise<boolean> {
  const stored = await vault.putObject(file.open());
  if (stored.sha256 !== exhibit.sha256) {
    await vault.removeObject(stored.objectId);
    return false;
  }
  const { sha256, bytes, objectId } = stored;
  const now = new Date().toISOString();
  vault.transaction(() => {
    vault.documents.add({
      id, name: exhibit.file.split('/').at(-1) ?? exhibit.file, title: exhibit.title, kind: 'pdf', sha256, bytes, pages: exhibit.pages, exhibit: exhibit.number, confidentiality: 'parties', source: {}, takenInAt: now,
      original: objectId, ...(exhibit.language === undefined ? {} : { language: exhibit.language }),
    });
    vault.renditions.put({ document: id, kind: 'pdf', edition: '', sha256, bytes, pages: exhibit.pages, derivedFrom: exhibit.sha256 as Sha256, tool: 'as received', madeAt: now, object: objectId });
    vault.appendEvent({ action: 'document-taken-in', object: id, sha256 });
  });
  return true;
}
