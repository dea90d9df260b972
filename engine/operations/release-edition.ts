import { randomBytes } from 'node:crypto';
import { release as systemRelease } from 'node:os';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { ObjectId } from '../../shared/identifiers.ts';
import { success, type Result } from '../../shared/result.ts';
import type { CourtCheck } from '../../shared/courts/court-profile.ts';
import { bundleFileName } from '../bundle/index.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { makeRelease, type MadeRelease, type ReleaseFacts, type ReleaseFile } from '../release/index.ts';
import type { ReleaseRecord, Vault } from '../vault/index.ts';
import { applicationVersion } from './application-version.ts';
import { buildEdition, removeBundles, type BuiltEdition } from './build-edition.ts';
import type { PreparedEdition } from './edition/prepare-edition.ts';
import { applyInRelease } from './review/applied-in-release.ts';
import { redactionLogOfEdition } from './review/redaction-log-of-edition.ts';
import { checkBundles } from './check-pdf.ts';
import { custodyExtract } from './edition/custody-extract.ts';
import { lookThroughRelease, type LookThrough, type Outgoing } from './edition/look-through-release.ts';
import { exhibitListOf } from './edition/exhibit-list-of-edition.ts';
import { exhibitPath, nativePath, numberDocuments, openedItems, redactionRecords, releasedExhibits, sealedItems, withdrawnReleases, type NumberedDocument } from './edition/release-facts.ts';
import type { Engine } from './engine.ts';
import { oneChunk } from './one-chunk.ts';
import { readRecipients } from './read-recipients.ts';
import { refuseReceived } from './received-release.ts';
import { recordOrRemove } from './record-or-remove.ts';
import { keptPlaces } from './review/kept-places.ts';
import type { RunOptions } from './run-options.ts';

export interface ReleaseRequest {
  readonly edition: string;
  /** `age1…` keys or files of them. None: a plain archive. */
  readonly recipients: readonly string[];
  readonly out: string;
  /** Replace an existing file of that name. */
  readonly replace?: boolean;
  /** Folder that recipients' files are relative to. */
  readonly folder?: string;
}

export interface ReleasedEdition {
  readonly edition: string;
  readonly file: string;
  readonly pages: number;
  readonly exhibits: number;
  readonly redactions: number;
  readonly holds: boolean;
  readonly court: CourtCheck;
  readonly signer: MadeRelease['signer'];
  /** What of the sources was left out or changed in the bundle, and what its builder should know. */
  readonly findings: readonly Finding[];
}

/**
 * Builds an edition and hands it over: bundle, exhibits, exhibit list and the part of the log that it may see, signed, sealed to the recipients, and
 * verified before it gets its name. Fails as `buildEdition` and `makeRelease` do; nothing is left behind then.
 */
export async function releaseEdition(engine: Engine, vault: Vault, request: ReleaseRequest, options: RunOptions = {}): Promise<Result<ReleasedEdition, Failure>> {
  const refused = refuseReceived(vault);
  if (refused !== undefined) return refused;
  const recipients = await readRecipients(request.recipients, request.folder);
  if (!recipients.ok) return recipients;
  const built = await buildEdition(engine, vault, request.edition, options);
  if (!built.ok) return built;
  try {
    return await handOver(engine, vault, { request, recipients: recipients.value, built: built.value }, options);
  } finally {
    await removeBundles(vault, built.value);
  }
}

interface HandOver {
  readonly request: ReleaseRequest;
  readonly recipients: readonly string[];
  readonly built: BuiltEdition;
}

async function handOver(engine: Engine, vault: Vault, { request, recipients, built }: HandOver, options: RunOptions): Promise<Result<ReleasedEdition, Failure>> {
  const { edition } = request;
  const leaving = await outgoingOf(engine, vault, built, options);
  if (!leaving.ok) return leaving;
  const { files, statement, custody, documents, look, court } = leaving.value;
  const looked = await lookThroughRelease(engine, { files, statement, custody }, look, options);
  if (!looked.ok) return looked;
  await mkdir(path.dirname(path.resolve(request.out)), { recursive: true });
  const made = await makeRelease({
    files, statement, custody, recipients, out: path.resolve(request.out), replace: request.replace ?? false, signal: options.signal, report: options.report,
    softwareAgent: `Custodia ${applicationVersion}`,
    signer: { name: vault.identity.name, sshPublicKey: vault.identity.sshPublicKey, recipient: vault.identity.recipient, sign: (message) => vault.identity.sign(message) },
  });
  if (!made.ok) return made;
  const { pages } = built.assembled;
  const record = { statement, made: made.value, custody, pages, documents };
  await recordOrRemove(made.value.out, () => remember(vault, record, recipients));
  return success({
    edition, file: made.value.out, pages, exhibits: statement.exhibits.length + statement.sealed.length,
    redactions: statement.redactions.reduce((sum, { zones }) => sum + zones, 0), holds: made.value.verification.holds, court, signer: made.value.signer, findings: built.findings,
  });
}

/** Everything that leaves with an edition, with what the last look has to know. */
export interface LeavingEdition extends Outgoing {
  readonly documents: readonly NumberedDocument[];
  readonly look: LookThrough;
  readonly court: CourtCheck;
}

/** Puts together what would leave with a bundle that was built: nothing is sealed, written or noted. Fails as making its lists and checking the bundle do. */
export async function outgoingOf(engine: Engine, vault: Vault, built: Omit<BuiltEdition, 'findings'>, options: RunOptions): Promise<Result<LeavingEdition, Failure>> {
  const { prepared, bundles, assembled } = built;
  const documents = numberDocuments(prepared.sections.flatMap((section) => section.documents), assembled.entries);
  const withNatives = !prepared.secrets.any;
  const list = await exhibitListOf(engine, vault, { prepared, documents }, options.signal);
  if (!list.ok) return list;
  const log = await logFiles(engine, vault, { prepared, documents }, options);
  if (!log.ok) return log;
  const court = await checkBundles(engine, vault, built, options);
  if (!court.ok) return court;
  const previous = vault.releases.last(prepared.edition);
  const files = [
    ...payload(vault, documents, withNatives),
    ...proofRecords(documents),
    ...log.value,
    fromBytes('exhibit-list.pdf', list.value.pdf), fromBytes('exhibit-list.csv', list.value.csv), fromBytes('exhibit-list.json', list.value.json), fromBytes('exhibit-list.xlsx', list.value.xlsx),
    ...bundles.map(({ objectId, bytes }, index) => fromVault(vault, bundleFileName(index), objectId, bytes)),
  ];
  // An id that somebody chose may itself name a person: events about it stay withheld.
  const whole = new Set(documents.filter(({ file, redaction, entry }) => file !== undefined && redaction === undefined && !prepared.secrets.shows(entry.document.id)).map(({ entry }) => entry.document.id as string));
  return success({
    files, documents, court: court.value, look: lookFor(vault, prepared, documents, bundles.length), statement: statementOf(vault, { built, documents, withNatives, court: court.value, previous }),
    custody: custodyExtract(vault, prepared.edition, { whole, shows: prepared.secrets.shows }, previous),
  });
}

/** What the last look may leave out: files that were proved as they are, and those in which a person let something stay visible. */
function lookFor(vault: Vault, { edition, secrets }: PreparedEdition, documents: readonly NumberedDocument[], bundles: number): LookThrough {
  const decided = documents.filter(({ entry }) => keptPlaces(vault, edition, entry.document.id).places.length > 0).map(exhibitPath);
  return {
    secrets, languages: vault.head().languages, proved: new Set(documents.flatMap(({ file }) => file?.sha256 ?? [])),
    decided: new Set(decided.length === 0 ? [] : [...decided, ...Array.from({ length: bundles }, (_, index) => bundleFileName(index))]),
  };
}

interface ForStatement {
  readonly built: Omit<BuiltEdition, 'findings'>;
  readonly documents: readonly NumberedDocument[];
  readonly withNatives: boolean;
  readonly court: CourtCheck;
  readonly previous: ReleaseRecord | undefined;
}

function statementOf(vault: Vault, { built, documents, withNatives, court, previous }: ForStatement): ReleaseFacts {
  const { secrets, edition } = built.prepared;
  const { title, reference } = vault.head();
  const earlier = vault.releases.list(edition).length;
  const opened = openedItems(vault, documents, edition);
  const withdrawals = withdrawnReleases(vault, edition);
  return {
    case: { id: vault.caseId, title: secrets.hide(title), ...(reference === undefined ? {} : { reference: secrets.hide(reference) }) },
    release: { id: randomBytes(8).toString('hex'), number: earlier + 1, edition, madeAt: new Date().toISOString() },
    previous: previous === undefined ? null : { id: previous.id, number: earlier, statementSha256: sha256Hex(previous.statement) },
    court: { profile: court.court, holds: court.holds, rules: court.rules.map(({ rule, result }) => ({ rule, result })) },
    tools: [{ name: 'custodia', version: applicationVersion }, { name: 'node', version: process.versions.node }, { name: process.platform, version: systemRelease() }],
    exhibits: releasedExhibits(vault, documents, withNatives),
    sealed: sealedItems(vault, documents),
    redactions: redactionRecords(documents, secrets.ground),
    ...(opened.length === 0 ? {} : { opened }), ...(withdrawals.length === 0 ? {} : { withdrawals }),
  };
}

function payload(vault: Vault, documents: readonly NumberedDocument[], withNatives: boolean): ReleaseFile[] {
  return documents.flatMap((numbered) => {
    const { file, entry } = numbered;
    if (file === undefined) return [];
    const native = nativePath(numbered, withNatives);
    return [
      fromVault(vault, exhibitPath(numbered), file.object, file.bytes),
      ...(native === undefined ? [] : [fromVault(vault, native, entry.document.original, entry.document.bytes)]),
    ];
  });
}

function proofRecords(documents: readonly NumberedDocument[]): ReleaseFile[] {
  return documents.flatMap(({ redaction, position }) => {
    if (redaction === undefined) return [];
    const record = `redactions/${String(position).padStart(4, '0')}.proof.json`;
    return [fromBytes(record, Buffer.from(redaction.record)), fromBytes(`${record}.sig`, Buffer.from(redaction.signature))];
  });
}

async function logFiles(engine: Engine, vault: Vault, { prepared, documents }: { readonly prepared: PreparedEdition; readonly documents: readonly NumberedDocument[] }, options: RunOptions): Promise<Result<readonly ReleaseFile[], Failure>> {
  const redacted = documents.filter(({ redaction }) => redaction !== undefined);
  if (redacted.length === 0) return success([]);
  const log = await redactionLogOfEdition(engine, vault, prepared.edition, { documents: redacted.map(({ entry, number }) => ({ document: entry.document.id, number })), signal: options.signal });
  if (!log.ok) return log;
  const { pdf, csv, json } = log.value;
  return success([fromBytes('redactions/log.pdf', pdf), fromBytes('redactions/log.csv', Buffer.from(csv)), fromBytes('redactions/log.json', Buffer.from(json))]);
}

function fromVault(vault: Vault, to: string, object: ObjectId, bytes: number): ReleaseFile {
  return { path: to, bytes, open: () => vault.readObject(object) };
}

function fromBytes(to: string, bytes: Uint8Array): ReleaseFile {
  return { path: to, bytes: bytes.byteLength, open: () => oneChunk(bytes) };
}

interface Made {
  readonly statement: ReleaseFacts;
  readonly made: MadeRelease;
  readonly custody: ReturnType<typeof custodyExtract>;
  readonly pages: number;
  readonly documents: readonly NumberedDocument[];
}

function remember(vault: Vault, { statement, made, custody, pages, documents }: Made, recipients: readonly string[]): void {
  const { id, edition, madeAt } = statement.release;
  const previous = vault.releases.last(edition)?.id;
  vault.transaction(() => {
    vault.releases.add({
      id, edition, madeAt, sha256: made.sha256, bytes: made.bytes, pages, exhibits: documents.length, recipients, statement: canonicalJson(made.verification.statement),
      redactions: statement.redactions.length, ...(previous === undefined ? {} : { previous }),
    });
    applyInRelease(vault, edition, id);
    vault.records.put('release-checkpoint', id, { checkpoint: custody.checkpoint, size: custody.events.length + custody.proofs.withheld.length });
    vault.appendEvent({ action: 'release-made', object: edition, sha256: made.sha256, facts: { release: id, recipients: recipients.length } });
  });
}
