import { randomBytes } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { success, type Result } from '../../shared/result.ts';
import { sha256Hex, syncFolder, unfinishedSuffix } from '../integrity/index.ts';
import { encryptAge, newFileKey } from './age/age-file.ts';
import { parseRecipient, type AgeRecipient } from './age/x25519-keys.ts';
import type { ArchiveKey } from './archive/open-archive.ts';
import { writeTar, type ArchiveFile } from './archive/tar-writer.ts';
import { isSafePath } from './archive/bag-files.ts';
import { packageFiles, type PackageParts } from './package-files.ts';
import { readMePath, signaturePath, statementPath } from './release-contents.ts';
import { asRefusal, ReleaseRefusal } from './release-refusal.ts';
import { releaseFacts, type ReleaseFacts } from './release-statement.ts';
import type { CustodyExtract } from './custody-extract.ts';
import { startHashThreads } from './hash-threads.ts';
import { allowedSignersLine, parseSshPublicKey, signerNamespaces, signerPrincipal, type SshPublicKey } from './ssh-key.ts';
import type { SignRaw } from './ssh-signature.ts';
import { contentsOf, verifyContents, type Verification } from './verify-release.ts';

/** Who signs a release. */
export interface ReleaseSigner {
  readonly name: string;
  /** `ssh-ed25519 AAAA…`. */
  readonly sshPublicKey: string;
  /** `age1…`: to which answers are encrypted. */
  readonly recipient?: string;
  readonly sign: SignRaw;
}

export interface MakeReleaseOptions {
  /** Payload under `data/`: bundle, exhibits, exhibit lists. */
  readonly files: readonly ArchiveFile[];
  readonly statement: ReleaseFacts;
  readonly custody: CustodyExtract;
  readonly signer: ReleaseSigner;
  /** `age1…` keys. None: a plain `.tar`. */
  readonly recipients: readonly string[];
  /** The file to be written. */
  readonly out: string;
  /** Whether an existing file of that name may be replaced; it is refused otherwise. */
  readonly replace?: boolean;
  /** Tool and version, for `bag-info.txt`. */
  readonly softwareAgent: string;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

export interface MadeRelease {
  readonly out: string;
  readonly bytes: number;
  /** Of the file as it lies on the disk. */
  readonly sha256: Sha256;
  /** Of the statement that was signed; names this release as the previous one of the next. */
  readonly statementSha256: Sha256;
  readonly signer: { readonly fingerprint: string; readonly allowedSigners: string; readonly principal: string };
  /** The verification of the file as it was written, before it got its name. */
  readonly verification: Verification;
}

/**
 * Makes a sealed release: a bag (RFC 8493) with a signed statement, as a tar archive, encrypted with age to each recipient. Memory stays
 * constant, no plaintext touches the disk, and the file gets its name only after it was read back from the disk and verified.
 * Fails with `recipient-invalid`, `output-exists`, `disk-full`, `permission-denied`, `file-missing` (the folder), `cancelled`,
 * `verification-failed` (what was written does not hold); nothing is left behind then.
 */
export async function makeRelease(options: MakeReleaseOptions): Promise<Result<MadeRelease, Failure>> {
  const { out, signal } = options;
  const key = parseSshPublicKey(options.signer.sshPublicKey);
  if (!key.ok) return key;
  const recipients: AgeRecipient[] = [];
  for (const recipient of options.recipients) {
    const parsed = parseRecipient(recipient);
    if (!parsed.ok) return parsed;
    recipients.push(parsed.value);
  }
  requireSoundParts(options);
  const temporary = path.join(path.dirname(out), `.${path.basename(out).slice(0, 40)}.${randomBytes(6).toString('hex')}${unfinishedSuffix}`);
  try {
    if (options.replace !== true) await refuseExisting(out);
    const fileKey = newFileKey();
    const bytes = await writeArchive(temporary, partsOf(options, key.value), { recipients, fileKey, options });
    const written = await verifyWritten(temporary, { fileKey }, key.value, options);
    if (options.replace !== true) await refuseExisting(out);
    await rename(temporary, out);
    await syncFolder(path.dirname(out));
    const principal = signerPrincipal(options.signer.name);
    return success({
      out, bytes, ...written,
      signer: { fingerprint: key.value.fingerprint, principal, allowedSigners: allowedSignersLine(principal, key.value.key, signerNamespaces) },
    });
  } catch (error) {
    return asRefusal(error, out, signal);
  } finally {
    await rm(temporary, { force: true });
  }
}

function partsOf(options: MakeReleaseOptions, key: SshPublicKey): PackageParts {
  const { release } = options.statement;
  const edition = /^[A-Za-z0-9_-]{1,16}$/.test(release.edition) ? `-${release.edition}` : '';
  return {
    files: options.files, facts: options.statement, custody: options.custody, recipients: options.recipients, softwareAgent: options.softwareAgent,
    signer: { name: options.signer.name, key: key.key, sign: options.signer.sign, ...(options.signer.recipient === undefined ? {} : { recipient: options.signer.recipient }) },
    folder: `release-${String(release.number).padStart(4, '0')}${edition}`,
  };
}

/** A caller's mistake is a bug: names that the package itself uses, unsafe names, facts of the wrong shape. */
function requireSoundParts({ files, statement }: MakeReleaseOptions): void {
  releaseFacts.parse(statement);
  const taken = new Set([readMePath, statementPath, signaturePath]);
  for (const file of files) {
    const full = `data/${file.path}`;
    if (!isSafePath(file.path) || taken.has(full) || full.startsWith('data/custody/') || full.length > 70) throw new Error('a file of the release has an unsuitable name');
    taken.add(full);
  }
}

async function refuseExisting(out: string): Promise<void> {
  const exists = await access(out).then(() => true, () => false);
  if (exists) throw new ReleaseRefusal(failure('output-exists', 'There is already a file of this name. It was left as it is.', { subject: out }));
}

interface Sealing {
  readonly recipients: readonly AgeRecipient[];
  readonly fileKey: Uint8Array;
  readonly options: MakeReleaseOptions;
}

async function writeArchive(temporary: string, parts: PackageParts, { recipients, fileKey, options }: Sealing): Promise<number> {
  const tar = writeTar(packageFiles(parts), new Date(parts.facts.release.madeAt));
  const total = options.files.reduce((sum, file) => sum + file.bytes, 0);
  const file = await open(temporary, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of recipients.length === 0 ? tar : encryptAge(tar, recipients, fileKey)) {
      options.signal?.throwIfAborted();
      for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
      bytes += chunk.length;
      options.report?.({ step: 'encrypt', done: Math.min(bytes, total), total, unit: 'bytes' });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

interface Written {
  readonly verification: Verification;
  readonly statementSha256: Sha256;
  readonly sha256: Sha256;
}

async function verifyWritten(temporary: string, key: ArchiveKey, signer: SshPublicKey, options: MakeReleaseOptions): Promise<Written> {
  const threads = startHashThreads();
  try {
    const sealed = threads.begin(['sha256']);
    const contents = await contentsOf(temporary, key, { signal: options.signal, report: options.report, withoutSha512: true, threads, onBytes: (chunk) => sealed.update(chunk) });
    const verification = verifyContents(contents, { signers: { signers: [signer], strict: true }, earlier: [], checkpoints: [], withdrawals: [] });
    const broken = verification.checks.find((check) => !check.holds);
    if (!verification.holds) {
      throw new ReleaseRefusal(failure('verification-failed', `The release was not made, because it would not hold: ${broken?.message ?? 'it is not signed'}`, broken?.subject === undefined ? {} : { subject: broken.subject }));
    }
    return { verification, statementSha256: sha256Hex(contents.texts.get(statementPath) ?? ''), sha256: (await sealed.digest()).sha256 as Sha256 };
  } finally {
    await threads.close();
  }
}
