import type { Failure } from '../../shared/failure.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, sha256Hex } from '../integrity/index.ts';
import { makeTimestampRequest, readStatement, verifyTrustedTime, type ReleaseStatement, type TrustedTime } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';
import { writeNewFile } from './write-new-file.ts';

/** A trusted time that was kept with a release of this case. */
export interface KeptTime {
  readonly at: string;
  readonly authority: string;
  readonly policy: string;
  readonly serial: string;
  /** DER of the token, in base64. */
  readonly token: string;
}

const timeKind = 'trusted-time';

/** Writes a request for a trusted time over a statement (RFC 3161, DER): to be carried to an authority by whoever may go online. Fails as writing a file does. */
export function writeTimeRequest(statement: Uint8Array | string, out: string): Promise<Result<{ readonly out: string; readonly sha256: string }, Failure>> {
  const sha256 = sha256Hex(statement);
  return writeNewFile(out, async (write) => {
    await write(makeTimestampRequest(Buffer.from(sha256, 'hex')));
    return success({ out, sha256 });
  });
}

/** The same for a release of somebody else, in any of its forms. Fails as `readStatement` does. */
export async function requestTimeOfFile(file: string, request: { readonly out: string; readonly identity?: string | undefined }, options: RunOptions = {}): Promise<Result<{ readonly out: string; readonly sha256: string }, Failure>> {
  const found = await readStatement(file, { identity: request.identity, signal: options.signal });
  return found.ok ? writeTimeRequest(found.value.bytes, request.out) : found;
}

/** The same for a release of somebody else whose statement was read and verified already. */
export function requestTimeOfStatement(statement: ReleaseStatement, out: string): Promise<Result<{ readonly out: string; readonly sha256: string }, Failure>> {
  return writeTimeRequest(canonicalJson(statement), out);
}

/** The trusted time that was kept with a release; undefined where there is none. */
export function timeOf(vault: Vault, release: string): KeptTime | undefined {
  return vault.records.get(timeKind, release) as unknown as KeptTime | undefined;
}

/**
 * Verifies a token over one of this case's releases and keeps it. A token that does not hold is an answer and is not kept. `usage`: no such release;
 * `document-damaged`: no token, or no certificate.
 */
export async function takeInTime(
  engine: Engine, vault: Vault, given: { readonly release: string; readonly token: Uint8Array; readonly certificates: readonly Uint8Array[] }, options: RunOptions = {},
): Promise<Result<TrustedTime, Failure>> {
  const record = vault.releases.get(given.release);
  if (record === undefined) return refusal(failure('usage', 'There is no such release in this case.', { subject: given.release }));
  const verdict = await verifyTrustedTime(engine.pools, { token: given.token, data: Buffer.from(record.statement), certificates: given.certificates }, options.signal);
  if (!verdict.ok || !verdict.value.holds) return verdict;
  const { at, authority, policy, serial } = verdict.value;
  vault.transaction(() => {
    vault.records.put(timeKind, record.id, { at, authority, policy, serial, token: Buffer.from(given.token).toString('base64') });
    vault.appendEvent({ action: 'trusted-time-kept', object: record.edition, sha256: sha256Hex(given.token), facts: { release: record.id, at } });
  });
  return verdict;
}
