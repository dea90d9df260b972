import { randomBytes } from 'node:crypto';
import { access, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Sha256 } from '../../shared/identifiers.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { success, type Result } from '../../shared/result.ts';
import { sha256Hex, syncFolder, unfinishedSuffix } from '../integrity/index.ts';
import { newFileKey } from './age/age-file.ts';
import { parseRecipient, type AgeRecipient } from './age/x25519-keys.ts';
import { ByteReader } from './archive/byte-reader.ts';
import { readTar } from './archive/tar-reader.ts';
import { writeTar, type ArchiveFile } from './archive/tar-writer.ts';
import { bagFilesOf, isSafePath } from './archive/bag-files.ts';
import { packageFiles, type PackageParts } from './package-files.ts';
import { readContents, readMePath, signaturePath, statementPath, type FileFacts, type ReleaseContents } from './release-contents.ts';
import { asRefusal, ReleaseRefusal } from './release-refusal.ts';
import { releaseFacts, type ReleaseFacts } from './release-statement.ts';
import type { CustodyExtract } from './custody-extract.ts';
import { allowedSignersLine, parseSshPublicKey, signerNamespaces, signerPrincipal, type SshPublicKey } from './ssh-key.ts';
import type { SignRaw } from './ssh-signature.ts';
import { createSealedFile } from './sealing/sealed-file.ts';
import { verifyContents, type Verification } from './verify-release.ts';

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
  /** The verification of what was written, before it got its name. */
  readonly verification: Verification;
}

/**
 * Makes a sealed release: a bag (RFC 8493) with a signed statement, as a tar archive, encrypted with age to each recipient. Memory stays
 * constant, no plaintext touches the disk, and the file gets its name only after each part of it was read back, opened and compared, and the whole verified.
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
    const { bytes, sha256, contents } = await writeArchive(temporary, { recipients, key: key.value, options });
    const verification = requireHolding(contents, key.value);
    if (options.replace !== true) await refuseExisting(out);
    await rename(temporary, out);
    await syncFolder(path.dirname(out));
    const principal = signerPrincipal(options.signer.name);
    return success({
      out, bytes, sha256, verification, statementSha256: sha256Hex(contents.texts.get(statementPath) ?? ''),
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
  readonly key: SshPublicKey;
  readonly options: MakeReleaseOptions;
}

interface Written {
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly contents: ReleaseContents;
}

/** Writes the archive. What is hashed is what a reader of archives finds in the very bytes that are sealed; each sealed part is opened again from the file and compared with them. */
async function writeArchive(temporary: string, { recipients, key, options }: Sealing): Promise<Written> {
  const { signal, report } = options;
  const totalBytes = options.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = new Map<string, Promise<FileFacts>>();
  const file = await createSealedFile(temporary, { recipients, fileKey: newFileKey(), expectedBytes: totalBytes });
  async function* sealed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of chunks) {
      await file.write(chunk);
      yield chunk;
    }
  }
  try {
    const tar = writeTar(packageFiles(partsOf(options, key), facts), new Date(options.statement.release.madeAt));
    const contents = await readContents(bagFilesOf(readTar(new ByteReader(sealed(tar)))), { signal, report, step: 'encrypt', totalBytes, onFile: (name, found) => facts.set(name, found) });
    return { ...(await file.end()), contents };
  } finally {
    await file.close();
  }
}

/** Judges what was written as `verify` does; a release that would not hold is refused. */
function requireHolding(contents: ReleaseContents, signer: SshPublicKey): Verification {
  const verification = verifyContents(contents, { signers: { signers: [signer], strict: true }, earlier: [], checkpoints: [], withdrawals: [] });
  if (verification.holds) return verification;
  const broken = verification.checks.find((check) => !check.holds);
  throw new ReleaseRefusal(failure('verification-failed', 'The release was not made, because it would not hold: {{why}}', { ...(broken?.subject === undefined ? {} : { subject: broken.subject }), values: { why: broken?.message ?? 'it is not signed' } }));
}
