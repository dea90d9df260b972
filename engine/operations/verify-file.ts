import { readFile } from 'node:fs/promises';
import type { Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readStatement, readWithdrawal, verifyRelease, type KnownSigner, type ReleaseStatement, type SignedWithdrawal, type Verification, type VerifyOptions } from '../release/index.ts';
import type { Engine } from './engine.ts';
import type { ReceivedRelease } from './received-release.ts';
import type { RunOptions } from './run-options.ts';
import { systemFailure } from './system-failure.ts';

export type { Verification } from '../release/index.ts';

export interface VerifyFile extends RunOptions {
  /** File with an `AGE-SECRET-KEY-1…`. */
  readonly identityFile?: string | undefined;
  /** The `AGE-SECRET-KEY-1…` itself, where there is no file of it. */
  readonly identity?: string | undefined;
  /** The signer's public key, `ssh-ed25519 AAAA…`, or a file of such lines. Given: a release by anyone else does not hold. */
  readonly signer?: string | undefined;
  /** Contacts that were pinned. */
  readonly pinned?: readonly KnownSigner[] | undefined;
  /** Earlier releases, or their `release.json`. */
  readonly earlierFiles?: readonly string[] | undefined;
  readonly earlier?: readonly ReleaseStatement[] | undefined;
  /** The release that a received case was opened from: it and its checkpoint are held against a release of the same case, and left aside for others. */
  readonly received?: ReceivedRelease | undefined;
  /** Files of checkpoints that one holds, countersigned or not. */
  readonly checkpointFiles?: readonly string[] | undefined;
  readonly checkpoints?: readonly string[] | undefined;
  /** Notices of withdrawal, each with its signature beside it. */
  readonly withdrawalFiles?: readonly string[] | undefined;
  /** A time-stamp token and the certificates that one trusts for it. */
  readonly time?: { readonly token: string; readonly certificates: readonly string[] } | undefined;
  /** Leaves out what takes longest: the bundle's pages are not compared with the exhibits. */
  readonly withoutPages?: boolean | undefined;
}

/**
 * Verifies a release, a decrypted archive or an unpacked folder, without the case and without writing anything.
 * Fails as `verifyRelease` does; a release that was changed is an answer that does not hold.
 */
export async function verifyFile(engine: Engine, file: string, options: VerifyFile = {}): Promise<Result<Verification, Failure>> {
  const identity = options.identityFile === undefined ? success(options.identity) : await readText(options.identityFile);
  if (!identity.ok) return identity;
  const signers = options.signer === undefined ? success(undefined) : await readSigners(options.signer);
  if (!signers.ok) return signers;
  const held = await readHeld(options, identity.value);
  if (!held.ok) return held;
  const time = await readTime(engine, options);
  if (!time.ok) return time;
  return verifyRelease(file, {
    identity: identity.value, signers: signers.value, pinned: options.pinned, ...held.value, time: time.value, received: options.received, signal: options.signal, report: options.report,
    ...(options.withoutPages === true ? {} : { pages: engine.pools }),
  });
}

async function readHeld(options: VerifyFile, identity: string | undefined): Promise<Result<Pick<VerifyOptions, 'earlier' | 'checkpoints' | 'withdrawals'>, Failure>> {
  const earlier: ReleaseStatement[] = [...(options.earlier ?? [])];
  for (const file of options.earlierFiles ?? []) {
    const found = await readStatement(file, { identity, signal: options.signal });
    if (!found.ok) return found;
    earlier.push(found.value.statement);
  }
  const checkpoints: string[] = [...(options.checkpoints ?? [])];
  for (const file of options.checkpointFiles ?? []) {
    const note = await readText(file);
    if (!note.ok) return note;
    checkpoints.push(note.value);
  }
  const withdrawals: SignedWithdrawal[] = [];
  for (const file of options.withdrawalFiles ?? []) {
    const notice = await readWithdrawal(file);
    if (!notice.ok) return notice;
    withdrawals.push(notice.value);
  }
  return success({ earlier, checkpoints, withdrawals });
}

async function readTime(engine: Engine, { time }: VerifyFile): Promise<Result<VerifyOptions['time'], Failure>> {
  if (time === undefined) return success(undefined);
  const [token, ...certificates] = await Promise.all([time.token, ...time.certificates].map(readBytes));
  if (token?.ok !== true) return token ?? success(undefined);
  const trusted: Uint8Array[] = [];
  for (const certificate of certificates) {
    if (!certificate.ok) return certificate;
    trusted.push(certificate.value);
  }
  return success({ pools: engine.pools, token: token.value, certificates: trusted });
}

/** Public keys given as a line `ssh-ed25519 AAAA…` or as a file of such lines. */
export async function readSigners(given: string): Promise<Result<readonly string[], Failure>> {
  if (/(^|\s)ssh-ed25519\s/.test(given)) return success(given.split('\n'));
  const text = await readText(given);
  return text.ok ? success(text.value.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))) : text;
}

/** A small text file that the user named. */
export async function readText(file: string): Promise<Result<string, Failure>> {
  const bytes = await readBytes(file);
  return bytes.ok ? success(bytes.value.toString('utf8')) : bytes;
}

/** A small file that the user named. */
export async function readBytes(file: string): Promise<Result<Buffer, Failure>> {
  try {
    return success(await readFile(file));
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
