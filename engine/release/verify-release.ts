import { stat } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { parseIdentities } from './age/x25519-keys.ts';
import { archiveForm, openArchive, type ArchiveKey } from './archive/open-archive.ts';
import { bagFilesOf } from './archive/bag-files.ts';
import { bagFiles, payloadFolder } from './bag.ts';
import type { ArchiveFile } from './archive/tar-writer.ts';
import { largestComparedBytes } from './bundle-pages/compare-bundle-pages.ts';
import { checkBag } from './checks/check-bag.ts';
import { checkBundlePages } from './checks/check-bundle-pages.ts';
import { checkCustody } from './checks/check-custody.ts';
import { checkExhibits } from './checks/check-exhibits.ts';
import { checkHeldCheckpoints } from './checks/check-held-checkpoints.ts';
import { checkPrevious, type ReleaseChanges } from './checks/check-previous.ts';
import { checkCourtResult } from './checks/check-court-result.ts';
import { checkSealed } from './checks/check-sealed.ts';
import { checkWithdrawals } from './checks/check-withdrawals.ts';
import { checkStatement, readStatement, type SignerFound, type SignersKnown } from './checks/check-statement.ts';
import { saidTogether, say, type Check, type CheckName, type Said } from './checks/check.ts';
import { readContents, statementPath, type ReadOptions, type ReleaseContents } from './release-contents.ts';
import { asRefusal } from './release-refusal.ts';
import type { ReleaseStatement } from './release-statement.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { verifyTrustedTime } from './trusted-time/trusted-time.ts';
import { readSigners, type KnownSigner } from './known-signer.ts';
import type { SignedWithdrawal } from './withdrawal.ts';

export interface VerifyOptions {
  /** `AGE-SECRET-KEY-1…`, or the contents of a key file; needed for an encrypted release only. */
  readonly identity?: string | undefined;
  /** Lines `ssh-ed25519 AAAA…` or of an `allowed_signers` file. When given, a release by anyone else does not hold. */
  readonly signers?: readonly string[] | undefined;
  /** Contacts whose keys were compared and pinned. A changed key of one of them does not hold; a signer who is none of them is told as unknown. */
  readonly pinned?: readonly KnownSigner[] | undefined;
  /** Notices that releases were withdrawn: one that is about this release makes it not hold. */
  readonly withdrawals?: readonly SignedWithdrawal[] | undefined;
  /** Statements of releases that one already has: a replayed or forked release then does not hold, and `changes` says what is new. */
  readonly earlier?: readonly ReleaseStatement[] | undefined;
  /** Checkpoints of the case's log that one holds (signed notes, countersigned or not): a log that was rewritten since does not hold. */
  readonly checkpoints?: readonly string[] | undefined;
  /** What a received case holds: counts as an earlier release and a held checkpoint where the release is of the same case. */
  readonly received?: { readonly statement: ReleaseStatement; readonly checkpoint: string } | undefined;
  /** A time-stamp token over the statement (`data/release.json`) and the certificates that one trusts for it (RFC 3161). */
  readonly time?: { readonly pools: WorkerPools; readonly token: Uint8Array; readonly certificates: readonly Uint8Array[] } | undefined;
  /** Workers in which the bundle's pages are drawn and compared with those of the exhibits; without them that is left out, and said. */
  readonly pages?: WorkerPools | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** The answer about a release: it holds when every check does. */
export interface Verification {
  readonly holds: boolean;
  /** An empty fingerprint where no signature holds. */
  readonly signer: SignerFound;
  readonly checks: readonly Check[];
  /** What the release says about itself, when it can be read. Believe it only when the release holds. */
  readonly statement?: ReleaseStatement;
  /** Against the last earlier release of this edition, when it was given. */
  readonly changes?: ReleaseChanges;
  /** When a trusted authority vouches that it existed, where a token was given and holds. */
  readonly time?: { readonly at: string; readonly authority: string };
  /** Held checkpoints that the release has no proof for: compare them with a later release or in the case. */
  readonly checkpointsNotCompared: number;
  /** What was not looked at, and why. */
  readonly notChecked: readonly NotChecked[];
}

/** A check that could not be made: neither good nor bad. */
export interface NotChecked extends Said {
  readonly name: CheckName;
}

/**
 * Verifies a release: an encrypted one (`.tar.age`), a plain archive (`.tar`) or an unpacked folder, read once, in constant memory, nothing written.
 * A release that was changed is an answer that does not hold. What is no release, or is damaged so that it cannot be read to its end, is
 * refused: `release-damaged`, `identity-wrong`, `file-missing`, `permission-denied`, `file-unreadable`, `cancelled`, `usage` (a signer's line).
 */
export async function verifyRelease(path: string, options: VerifyOptions = {}): Promise<Result<Verification, Failure>> {
  const known = readSigners(options.signers);
  if (!known.ok) return known;
  const key = await archiveKey(path, options.identity);
  if (!key.ok) return key;
  try {
    const keepBundleBytes = options.pages === undefined ? -1 : largestComparedBytes;
    const contents = await contentsOf(path, key.value, { signal: options.signal, report: options.report, keepBundleBytes });
    if (!contents.files.has(bagFiles.declaration) && !contents.files.has(statementPath)) {
      return refusal(failure('release-damaged', 'This is not a release: it holds neither the declaration of a bag nor a statement.', { subject: path }));
    }
    const own = receivedOf(contents, options);
    const verification = verifyContents(contents, {
      signers: { signers: known.value ?? options.pinned ?? [], strict: known.value !== undefined },
      earlier: [...(options.earlier ?? []), ...own.map(({ statement }) => statement)], checkpoints: [...(options.checkpoints ?? []), ...own.map(({ checkpoint }) => checkpoint)], withdrawals: options.withdrawals ?? [],
    });
    const paged = await withPages(verification, contents, { options, files: () => bagFilesOf(openArchive(path, key.value)) });
    return paged.ok ? await withTime(paged.value, contents, options) : paged;
  } catch (error) {
    return asRefusal(error, path, options.signal);
  }
}

async function withPages(verification: Verification, contents: ReleaseContents, { options, files }: { readonly options: VerifyOptions; readonly files: () => AsyncIterable<ArchiveFile> }): Promise<Result<Verification, Failure>> {
  const { pages: pools, signal, report } = options;
  const { statement } = verification;
  if (statement === undefined) return success(verification);
  const checked = pools === undefined
    ? success({ checks: [], notChecked: [{ name: 'bundle-page' as const, ...say('pages-not-compared') }] })
    : await checkBundlePages(contents, statement, { pools, signal, report, files: files() });
  if (!checked.ok) return checked;
  const { checks, notChecked } = checked.value;
  return success({ ...verification, holds: verification.holds && checks.every((check) => check.holds), checks: [...verification.checks, ...checks], notChecked: [...verification.notChecked, ...notChecked] });
}

function receivedOf(contents: ReleaseContents, { received }: VerifyOptions): NonNullable<VerifyOptions['received']>[] {
  const statement = contents.texts.get(statementPath);
  return received !== undefined && statement !== undefined && readStatement(statement)?.case.id === received.statement.case.id ? [received] : [];
}

async function withTime(verification: Verification, contents: ReleaseContents, { time, signal }: VerifyOptions): Promise<Result<Verification, Failure>> {
  const statement = contents.texts.get(statementPath);
  if (time === undefined || statement === undefined) return success(verification);
  const verdict = await verifyTrustedTime(time.pools, { token: time.token, data: statement, certificates: time.certificates }, signal);
  if (!verdict.ok) return verdict;
  const { holds, at, authority, why } = verdict.value;
  const check: Check = { name: 'trusted-time', holds, ...(why === undefined ? say('time-vouched', { authority, at }) : say(why)) };
  return success({ ...verification, holds: verification.holds && holds, checks: [...verification.checks, check], ...(holds ? { time: { at, authority } } : {}) });
}

/** The key that opens what is at `path`; none where it is not encrypted. */
export async function archiveKey(path: string, identity: string | undefined): Promise<Result<ArchiveKey, Failure>> {
  try {
    if ((await archiveForm(path)) !== 'age') return success({ identities: [] });
    if (identity === undefined) return refusal(failure('identity-wrong', 'This release is encrypted. Give the secret key of one of its recipients.', { subject: path }));
    const identities = parseIdentities(identity);
    return identities.ok ? success({ identities: identities.value }) : identities;
  } catch (error) {
    return asRefusal(error, path);
  }
}

/** Reads a release once, from any form of it. */
export async function contentsOf(path: string, key: ArchiveKey, options: ReadOptions): Promise<ReleaseContents> {
  return readContents(bagFilesOf(openArchive(path, key)), { ...options, step: 'verify', totalBytes: (await stat(path)).size });
}

/** What a release is judged by beside itself. */
export interface Known {
  readonly signers: SignersKnown;
  readonly earlier: readonly ReleaseStatement[];
  readonly checkpoints: readonly string[];
  readonly withdrawals: readonly SignedWithdrawal[];
}

/** A fault about a file also says which exhibit it is. */
function namingExhibit({ exhibits }: ReleaseStatement): (check: Check) => Check {
  const named = new Map(exhibits.flatMap(({ number, file, native }) => [[payloadFolder + file, say('about-exhibit', { number })], ...(native === undefined ? [] : [[payloadFolder + native.file, say('about-native', { number })]])] as [string, Said][]));
  return (check) => {
    const exhibit = check.subject === undefined ? undefined : named.get(check.subject);
    return exhibit === undefined ? check : { ...check, ...saidTogether({ message: check.message ?? '', remarks: check.remarks ?? [] }, exhibit) };
  };
}

/** Judges a release that was read. */
export function verifyContents(contents: ReleaseContents, known: Known): Verification {
  const { checks: statementChecks, statement, signer, key } = checkStatement(contents, known.signers);
  const previous = statement === undefined ? { checks: [] } : checkPrevious(statement, known.earlier);
  const held = statement === undefined || key === undefined ? { checks: [], notCompared: known.checkpoints.length } : checkHeldCheckpoints(contents, { statement, key, held: known.checkpoints });
  const checks = [
    ...checkBag(contents),
    ...statementChecks,
    ...(statement === undefined ? [] : [...checkExhibits(contents, statement), ...checkCourtResult(statement), ...checkSealed(statement)]),
    ...(statement === undefined || key === undefined ? [] : checkCustody(contents, statement, key)),
    ...previous.checks,
    ...held.checks,
    ...(statement === undefined ? [] : checkWithdrawals(statement, { notices: known.withdrawals, later: known.earlier })),
  ];
  return {
    holds: signer !== undefined && statement !== undefined && checks.every((check) => check.holds),
    signer: signer ?? { fingerprint: '', known: false, publicKey: '', standing: 'unknown' },
    checks: statement === undefined ? checks : checks.map(namingExhibit(statement)),
    checkpointsNotCompared: held.notCompared,
    notChecked: held.notCompared === 0 ? [] : [{ name: 'custody-consistency', ...say('checkpoints-not-compared', { count: held.notCompared }) }],
    ...(statement === undefined ? {} : { statement }),
    ...('changes' in previous ? { changes: previous.changes } : {}),
  };
}
