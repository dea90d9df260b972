import { rm } from 'node:fs/promises';
import type { Failure } from '../../shared/failure.ts';
import { failure } from '../../shared/failure.ts';
import type { DocumentId, Sha256 } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { readRelease, type KnownSigner, type ReleaseFile, type ReleasedExhibit, type ReleaseStatement, type Verification } from '../release/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { createCase } from './open-case.ts';
import { keepReceived } from './received-release.ts';
import { pausePoint } from '../workers/work-gate.ts';
import type { RunOptions } from './run-options.ts';
import { readText, verifyFile } from './verify-file.ts';

export interface OpenReceived {
  readonly file: string;
  /** New case folder to be made. */
  readonly folder: string;
  readonly passphrase: string;
  readonly identityFile?: string | undefined;
  /** The `AGE-SECRET-KEY-1…` itself, where there is no file of it. */
  readonly identity?: string | undefined;
  readonly signer?: string | undefined;
  readonly pinned?: readonly KnownSigner[] | undefined;
  readonly withdrawalFiles?: readonly string[] | undefined;
  /** Who reviews, as it stands under notes and answers. */
  readonly by?: string | undefined;
}

export interface ReceivedCase {
  readonly caseId: string;
  readonly edition: string;
  readonly documents: readonly { readonly id: DocumentId; readonly exhibit: string; readonly sha256: string; readonly pages: number }[];
  readonly signer: Verification['signer'];
}

/**
 * Opens a received release as an encrypted case of its own, for review: verified first, each exhibit compared with the signed statement as it is taken over.
 * Fails with `verification-failed`, or as verifying and making a case fail.
 */
export async function openReceived(engine: Engine, request: OpenReceived, options: RunOptions = {}): Promise<Result<ReceivedCase, Failure>> {
  const identity = request.identityFile === undefined ? success(request.identity) : await readText(request.identityFile);
  if (!identity.ok) return identity;
  const verified = await verifyFile(engine, request.file, { ...options, identity: identity.value, signer: request.signer, pinned: request.pinned, withdrawalFiles: request.withdrawalFiles });
  if (!verified.ok) return verified;
  const { holds, statement, signer, checks } = verified.value;
  if (!holds || statement === undefined) {
    const broken = checks.find((check) => !check.holds);
    return refusal(failure('verification-failed', 'The release does not hold: {{why}}', { subject: request.file, values: { why: broken?.message ?? 'its statement cannot be read' } }));
  }
  const vault = await createCase({ folder: request.folder, passphrase: request.passphrase, head: headOf(statement, request.by) });
  if (!vault.ok) return vault;
  let kept = false;
  try {
    const taken = await takeOver(vault.value, { statement, signer, from: { file: request.file, identity: identity.value } }, options);
    if (!taken.ok) return taken;
    kept = true;
    return success({ caseId: vault.value.caseId, edition: statement.release.edition, documents: taken.value, signer });
  } finally {
    await vault.value.close();
    // The folder was made for this release alone: without it there is nothing to keep.
    if (!kept) await rm(request.folder, { recursive: true, force: true });
  }
}

/** Languages of the exhibits, for reading their text; English where none is named. */
function languagesOf({ exhibits }: ReleaseStatement): string[] {
  const named = [...new Set(exhibits.flatMap(({ language }) => language ?? []))].filter((language) => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(language)).slice(0, 20);
  return named.length === 0 ? ['en'] : named;
}

function headOf(statement: ReleaseStatement, by = 'Reviewer'): Parameters<typeof createCase>[0]['head'] {
  const { title, reference } = statement.case;
  return { title, court: statement.court.profile, languages: languagesOf(statement), by, ...(reference === undefined ? {} : { reference }) };
}

interface TakeOver {
  readonly statement: ReleaseStatement;
  readonly signer: Verification['signer'];
  readonly from: { readonly file: string; readonly identity: string | undefined };
}

async function takeOver(vault: Vault, { statement, signer, from }: TakeOver, options: RunOptions): Promise<Result<ReceivedCase['documents'], Failure>> {
  const byPath = new Map(statement.exhibits.map((exhibit) => [`data/${exhibit.file}`, exhibit]));
  const documents: { id: DocumentId; exhibit: string; sha256: string; pages: number }[] = [];
  const changed: DocumentId[] = [];
  let checkpoint = '';
  let statementBytes = '';
  const read = await readRelease(from.file, { identity: from.identity, signal: options.signal }, async (file) => {
    if (file.path === 'data/custody/checkpoint') checkpoint = await textOf(file);
    if (file.path === 'data/release.json') statementBytes = await textOf(file);
    const exhibit = byPath.get(file.path);
    if (exhibit === undefined) return;
    const id = `e-${String(statement.exhibits.indexOf(exhibit) + 1).padStart(4, '0')}` as DocumentId;
    await pausePoint(options.signal);
    const stored = await putExhibit(vault, exhibit, file);
    if (stored === undefined) changed.push(id);
    else {
      vault.transaction(() => addExhibit(vault, id, exhibit, stored));
      documents.push({ id, exhibit: exhibit.number, sha256: exhibit.sha256, pages: exhibit.pages });
    }
    options.report?.({ step: 'take-in', done: documents.length, total: byPath.size, unit: 'documents' });
  });
  if (!read.ok) return read;
  if (changed.length > 0 || documents.length !== byPath.size || statementBytes !== canonicalJson(statement)) return refusal(failure('verification-failed', 'The release changed while it was opened.', { subject: from.file }));
  documents.sort((a, b) => (a.id < b.id ? -1 : 1));
  const { release, case: about } = statement;
  vault.transaction(() => {
    linkTranslations(vault, statement, documents);
    vault.bundle.put({ title: about.title, sections: [{ title: 'Exhibits', entries: documents.map(({ id }) => id) }] });
    keepReceived(vault, {
      statement, statementSha256: sha256Hex(statementBytes), checkpoint, openedAt: new Date().toISOString(),
      signer: { name: statement.signer.name, fingerprint: signer.fingerprint, publicKey: signer.publicKey, knownWhenOpened: signer.known },
    });
    vault.appendEvent({ action: 'release-opened', object: release.id, facts: { exhibits: documents.length } });
  });
  return success(documents);
}

/** Each translation beside its original as it was received; what the original was before is in the sender's statement. */
export function linkTranslations(vault: Vault, { exhibits }: ReleaseStatement, documents: ReceivedCase['documents']): void {
  const byNumber = new Map(documents.map((document) => [document.exhibit, document]));
  for (const { number, translationOf } of exhibits) {
    const [translation, original] = [byNumber.get(number), translationOf === undefined ? undefined : byNumber.get(translationOf.number)];
    if (translation === undefined || original === undefined) continue;
    vault.documents.change(translation.id, { translation: { original: original.id, originalSha256: original.sha256 as Sha256 } });
  }
}

/** A small file of a release as text. */
export async function textOf(file: ReleaseFile): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Stores one exhibit as received; undefined, and nothing kept, where the file is not the one that was signed. */
export async function putExhibit(vault: Vault, { sha256 }: ReleasedExhibit, file: ReleaseFile): Promise<StoredObject | undefined> {
  const stored = await vault.putObject(file.open());
  if (stored.sha256 === sha256) return stored;
  await vault.removeObject(stored.objectId);
  return undefined;
}

/** Enters a stored exhibit as a document of a received case; part of a transaction. */
export function addExhibit(vault: Vault, id: DocumentId, exhibit: ReleasedExhibit, { sha256, bytes, objectId }: StoredObject): void {
  const now = new Date().toISOString();
  vault.documents.add({
    id, name: exhibit.file.split('/').at(-1) ?? exhibit.file, title: exhibit.title, kind: 'pdf', sha256, bytes, pages: exhibit.pages, exhibit: exhibit.number, confidentiality: 'parties', source: {}, takenInAt: now,
    original: objectId, ...(exhibit.language === undefined ? {} : { language: exhibit.language }),
  });
  vault.renditions.put({ document: id, kind: 'pdf', edition: '', sha256, bytes, pages: exhibit.pages, derivedFrom: exhibit.sha256 as Sha256, tool: 'as received', madeAt: now, object: objectId });
  vault.appendEvent({ action: 'document-taken-in', object: id, sha256 });
}
