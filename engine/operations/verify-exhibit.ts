import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { exhibitsByHashPrefix, listedExhibits, readExhibitList, readStatement, verifySingleExhibit, type Check, type ListedExhibit, type Verification } from '../release/index.ts';
import type { RunOptions } from './run-options.ts';
import { readText } from './verify-file.ts';

/** A list of exhibits, and who vouches for it. */
export interface ExhibitSource {
  readonly listed: readonly ListedExhibit[];
  /** Fingerprint of the key that signed the list; absent for a list that nobody signed. */
  readonly signedBy?: string;
}

export interface ReadList extends RunOptions {
  readonly identityFile?: string | undefined;
  readonly identity?: string | undefined;
}

/** Reads a list of exhibits: an `exhibit-list.json`, a `release.json`, or a whole release in any of its forms. Fails as `readStatement` and `readExhibitList` do. */
export async function readList(list: string, options: ReadList = {}): Promise<Result<ExhibitSource, Failure>> {
  const identity = options.identityFile === undefined ? success(options.identity) : await readText(options.identityFile);
  if (!identity.ok) return identity;
  const found = await readStatement(list, { identity: identity.value, signal: options.signal });
  if (found.ok) return success({ listed: listedExhibits(found.value.statement), ...(found.value.signedBy === undefined ? {} : { signedBy: found.value.signedBy.fingerprint }) });
  if (found.failure.code !== 'release-damaged') return found;
  const listed = await readExhibitList(list);
  return listed.ok ? success({ listed: listed.value }) : listed;
}

/** The exhibits of a release that was verified, vouched for by its signer where it holds. */
export function exhibitsOf({ statement, holds, signer }: Verification): ExhibitSource {
  return { listed: statement === undefined ? [] : listedExhibits(statement), ...(holds ? { signedBy: signer.fingerprint } : {}) };
}

/** Whether one file is an exhibit of a list, byte for byte. Fails as `readList` does, or when the file cannot be read. */
export async function verifyExhibit(file: string, source: ExhibitSource, options: RunOptions = {}): Promise<Result<{ readonly holds: boolean; readonly sha256: string; readonly checks: readonly Check[] }, Failure>> {
  return verifySingleExhibit(file, source.listed, options.signal);
}

/** The exhibits whose SHA-256 begins as it was scanned or typed. `usage` for fewer than six digits. */
export function findExhibit(source: ExhibitSource, typed: string): Result<readonly ListedExhibit[], Failure> {
  return exhibitsByHashPrefix(source.listed, typed);
}
