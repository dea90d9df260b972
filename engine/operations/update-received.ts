import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { compareReleases, readRelease, readStatement, samePages, type ReleasedExhibit, type ReleaseStatement, type Verification } from '../release/index.ts';
import type { JsonValue, StoredDocument, StoredObject, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { addExhibit, linkTranslations, putExhibit, textOf } from './open-received.ts';
import { knownHere } from './pin-contact.ts';
import { receivedRelease, replaceReceived, standingDocuments, type ReceivedChange, type ReceivedRelease } from './received-release.ts';
import { listPositions, listReviewItems, type ReviewItem } from './review-release.ts';
import { pausePoint } from '../workers/work-gate.ts';
import type { RunOptions } from './run-options.ts';
import { readText, verifyFile } from './verify-file.ts';

export interface UpdateReceived {
  readonly file: string;
  readonly identityFile?: string | undefined;
  /** The `AGE-SECRET-KEY-1…` itself, where there is no file of it. */
  readonly identity?: string | undefined;
}

/**
 * Takes a later release of the same edition into a received case. It is held against the one before it and the head of the log that is kept. Exhibits that did not
 * change keep everything that was written on them; of those that were replaced, notes, tags and bookmarks go along to each page that looks and reads as before;
 * the others stay with the file that they were written on, out of the bundle. `usage`: not a received case, another case or edition, not a later release;
 * `verification-failed`, or as verifying fails. Nothing is changed then.
 */
export async function updateReceived(engine: Engine, vault: Vault, request: UpdateReceived, options: RunOptions = {}): Promise<Result<ReceivedChange, Failure>> {
  const received = receivedRelease(vault);
  if (received === undefined) return refusal(failure('usage', 'A later release is taken into a case that was opened from an earlier one: open that case first.'));
  const identity = request.identityFile === undefined ? success(request.identity) : await readText(request.identityFile);
  if (!identity.ok) return identity;
  // What it says of itself is enough to refuse it, and is read much sooner than the whole of it is verified; what cannot be read is told by the verification.
  const said = await readStatement(request.file, { identity: identity.value, signal: options.signal });
  const stranger = said.ok ? refuseStranger(received, said.value.statement, request.file) : undefined;
  if (stranger !== undefined) return stranger;
  const verified = await verifyFile(engine, request.file, { ...options, identity: identity.value, received, pinned: knownHere(vault) });
  if (!verified.ok) return verified;
  const { statement, signer } = verified.value;
  const refused = refuseStranger(received, statement, request.file) ?? refuseBroken(verified.value, request.file);
  if (refused !== undefined || statement === undefined) return refused ?? refuseAltered(request.file);
  const stored = await storeNew(vault, { statement, file: request.file, identity: identity.value }, options);
  if (!stored.ok) return stored;
  let settled = false;
  try {
    const moves = await movesOf(engine, vault, stored.value.added, options);
    if (!moves.ok) return moves;
    const change = settle(vault, { received, statement, signer, stored: stored.value, moves: moves.value });
    settled = true;
    return success(change);
  } finally {
    if (!settled) await discard(vault, stored.value.added);
  }
}

function refuseStranger({ statement: before }: ReceivedRelease, statement: ReleaseStatement | undefined, subject: string): Result<never, Failure> | undefined {
  if (statement === undefined) return undefined;
  if (statement.case.id !== before.case.id || statement.release.edition !== before.release.edition) return refusal(failure('usage', 'This is a release of another case or edition than the one that was opened here: open it as a case of its own.', { subject }));
  return statement.release.number > before.release.number ? undefined : refusal(failure('usage', 'This is release {{number}}; the case holds release {{held}} already.', { subject, values: { number: statement.release.number, held: before.release.number } }));
}

function refuseBroken({ holds, checks, statement }: Verification, subject: string): Result<never, Failure> | undefined {
  if (holds && statement !== undefined) return undefined;
  return refusal(failure('verification-failed', 'The release does not hold: {{why}}', { subject, values: { why: checks.find((check) => !check.holds)?.message ?? 'its statement cannot be read' } }));
}

function refuseAltered(subject: string): Result<never, Failure> {
  return refusal(failure('verification-failed', 'The release changed while it was opened.', { subject }));
}

interface Added {
  readonly id: DocumentId;
  readonly exhibit: ReleasedExhibit;
  readonly stored: StoredObject;
  /** The document whose place it takes. */
  readonly replaces: StoredDocument | undefined;
}

interface Stored {
  readonly added: readonly Added[];
  readonly checkpoint: string;
  readonly statementSha256: string;
}

/** Stores the files of exhibits that the case does not have; they are no documents yet. */
async function storeNew(vault: Vault, { statement, file, identity }: { readonly statement: ReleaseStatement; readonly file: string; readonly identity: string | undefined }, options: RunOptions): Promise<Result<Stored, Failure>> {
  const standing = standingDocuments(vault);
  const before = vault.documents.list().filter(({ id }) => standing.has(id));
  const known = new Set(before.map(({ sha256 }) => sha256 as string));
  const wanted = new Map(statement.exhibits.filter(({ sha256 }) => !known.has(sha256)).map((exhibit) => [`data/${exhibit.file}`, exhibit]));
  const added: Added[] = [];
  let [checkpoint, statementText, changed] = ['', '', false];
  const read = await readRelease(file, { identity, signal: options.signal }, async (part) => {
    if (part.path === 'data/custody/checkpoint') checkpoint = await textOf(part);
    if (part.path === 'data/release.json') statementText = await textOf(part);
    const exhibit = wanted.get(part.path);
    if (exhibit === undefined) return;
    const id = `e-${String(statement.release.number)}-${String(statement.exhibits.indexOf(exhibit) + 1).padStart(4, '0')}` as DocumentId;
    await pausePoint(options.signal);
    const stored = await putExhibit(vault, exhibit, part);
    if (stored === undefined) changed = true;
    else added.push({ id, exhibit, stored, replaces: before.find((one) => one.exhibit === exhibit.number) });
    options.report?.({ step: 'take-in', done: added.length, total: wanted.size, unit: 'documents' });
  });
  if (read.ok && !changed && added.length === wanted.size && statementText === canonicalJson(statement)) return success({ added, checkpoint, statementSha256: sha256Hex(statementText) });
  await discard(vault, added);
  return read.ok ? refuseAltered(file) : read;
}

/** Takes away what an update that was refused had stored. */
async function discard(vault: Vault, added: readonly Added[]): Promise<void> {
  for (const { stored } of added) await vault.removeObject(stored.objectId);
}

/** Which notes, tags and bookmarks go along to a new file, and to which page of it. */
async function movesOf(engine: Engine, vault: Vault, added: readonly Added[], { signal }: RunOptions): Promise<Result<readonly ReviewItem[], Failure>> {
  const items = listReviewItems(vault);
  const moves: ReviewItem[] = [];
  for (const { id, stored, replaces } of added) {
    const own = items.filter(({ document, page }) => document === replaces?.id && page !== undefined);
    if (own.length === 0 || replaces === undefined) continue;
    const pages = await samePages(engine.pools, await vault.readWholeObject(replaces.original), await vault.readWholeObject(stored.objectId), signal);
    if (!pages.ok) return pages;
    for (const item of own) {
      const page = pages.value.get(item.page ?? 0);
      if (page !== undefined) moves.push({ ...item, document: id, page });
    }
  }
  return success(moves);
}

interface Settling {
  readonly received: ReceivedRelease;
  readonly statement: ReleaseStatement;
  readonly signer: Verification['signer'];
  readonly stored: Stored;
  readonly moves: readonly ReviewItem[];
}

function settle(vault: Vault, { received, statement, signer, stored, moves }: Settling): ReceivedChange {
  const { since, ...changes } = compareReleases(received.statement, statement);
  return vault.transaction(() => {
    const before = standingDocuments(vault);
    // Numbers are unique in a case: all are freed before any is given anew.
    for (const id of before) vault.documents.change(id, { exhibit: null, translation: null });
    for (const { id, exhibit, stored: object } of stored.added) addExhibit(vault, id, exhibit, object);
    const present = new Set([...before, ...stored.added.map(({ id }) => id)]);
    const bySha256 = new Map(vault.documents.list().filter(({ id }) => present.has(id)).map((document) => [document.sha256 as string, document]));
    const documents = statement.exhibits.flatMap((exhibit) => {
      const document = bySha256.get(exhibit.sha256);
      if (document === undefined) return [];
      vault.documents.change(document.id, { exhibit: exhibit.number, title: exhibit.title });
      return [{ id: document.id, exhibit: exhibit.number, sha256: exhibit.sha256, pages: exhibit.pages }];
    });
    linkTranslations(vault, statement, documents);
    vault.bundle.put({ title: statement.case.title, sections: [{ title: 'Exhibits', entries: documents.map(({ id }) => id) }] });
    for (const item of moves) vault.records.put('review-item', item.id, item as unknown as JsonValue);
    const standing = new Set(documents.map(({ id }) => id));
    const change: ReceivedChange = {
      from: since, to: statement.release.number, at: new Date().toISOString(), ...changes, movedItems: moves.length,
      staleItems: listReviewItems(vault).filter(({ document }) => before.has(document) && !standing.has(document)).map(({ id }) => id),
      stalePositions: listPositions(vault).filter(({ document }) => before.has(document) && !standing.has(document)).map(({ document }) => document),
    };
    replaceReceived(vault, {
      statement, statementSha256: stored.statementSha256, checkpoint: stored.checkpoint, openedAt: change.at,
      signer: { name: statement.signer.name, fingerprint: signer.fingerprint, publicKey: signer.publicKey, knownWhenOpened: signer.known },
    }, change);
    vault.appendEvent({ action: 'release-opened', object: statement.release.id, facts: { exhibits: documents.length, after: received.statement.release.number } });
    return change;
  });
}
