import { readFile } from 'node:fs/promises';
import type { Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { verifyRelease, type Verification } from '../release/index.ts';
import type { RunOptions } from './run-options.ts';
import { systemFailure } from './system-failure.ts';

export interface VerifyFile extends RunOptions {
  /** File with an `AGE-SECRET-KEY-1…`. */
  readonly identityFile?: string | undefined;
  /** The `AGE-SECRET-KEY-1…` itself, where there is no file of it. */
  readonly identity?: string | undefined;
  /** The signer's public key, `ssh-ed25519 AAAA…`, or a file of such lines. */
  readonly signer?: string | undefined;
}

/**
 * Verifies a release, a decrypted archive or an unpacked folder, without the case and without writing anything.
 * Fails as `verifyRelease` does; a release that was changed is an answer that does not hold.
 */
export async function verifyFile(file: string, options: VerifyFile = {}): Promise<Result<Verification, Failure>> {
  const identity = options.identityFile === undefined ? success(options.identity) : await readText(options.identityFile);
  if (!identity.ok) return identity;
  const signers = options.signer === undefined ? success(undefined) : await readSigners(options.signer);
  if (!signers.ok) return signers;
  return verifyRelease(file, { identity: identity.value, signers: signers.value, signal: options.signal, report: options.report });
}

/** Public keys given as a line `ssh-ed25519 AAAA…` or as a file of such lines. */
export async function readSigners(given: string): Promise<Result<readonly string[], Failure>> {
  if (/(^|\s)ssh-ed25519\s/.test(given)) return success(given.split('\n'));
  const text = await readText(given);
  return text.ok ? success(text.value.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))) : text;
}

/** A small text file that the user named. */
export async function readText(file: string): Promise<Result<string, Failure>> {
  try {
    return success(await readFile(file, 'utf8'));
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
