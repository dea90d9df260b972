import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { sha256Stream } from '../integrity/index.ts';
import { say, type Check } from './checks/check.ts';
import { asRefusal } from './release-refusal.ts';
import type { ReleaseStatement } from './release-statement.ts';

/** An exhibit as a list names it. */
export interface ListedExhibit {
  readonly number: string;
  readonly sha256: string;
}

const maximumListBytes = 128 * 2 ** 20;
const shortestPrefix = 6;
const listShape = z.object({ exhibits: z.array(z.object({ number: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/).optional() })) });

/** The exhibits of a statement, natives included. */
export function listedExhibits(statement: ReleaseStatement): ListedExhibit[] {
  return statement.exhibits.flatMap(({ number, sha256, native }) => [{ number, sha256 }, ...(native === undefined ? [] : [{ number, sha256: native.sha256 }])]);
}

/** Reads an `exhibit-list.json` or a `release.json` that somebody handed over alone. `release-damaged` when it is neither, or a system code. */
export async function readExhibitList(path: string): Promise<Result<ListedExhibit[], Failure>> {
  const damaged = refusal(failure('release-damaged', 'This is not an exhibit list (exhibit-list.json) and not a statement (release.json).', { subject: path }));
  try {
    if ((await stat(path)).size > maximumListBytes) return damaged;
    const list = listShape.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (!list.success) return damaged;
    return success(list.data.exhibits.flatMap(({ number, sha256 }) => (sha256 === undefined ? [] : [{ number, sha256 }])));
  } catch (error) {
    return error instanceof SyntaxError ? damaged : asRefusal(error, path);
  }
}

/** Whether one file, under whatever name, is one of the listed exhibits, byte for byte. Fails only when the file cannot be read. */
export async function verifySingleExhibit(path: string, listed: readonly ListedExhibit[], signal?: AbortSignal): Promise<Result<{ readonly holds: boolean; readonly sha256: string; readonly checks: readonly Check[] }, Failure>> {
  try {
    const { sha256 } = await sha256Stream(createReadStream(path, { highWaterMark: 1 << 20, signal }));
    const found = listed.filter((exhibit) => exhibit.sha256 === sha256);
    const checks: Check[] = found.length === 0
      ? [{ name: 'exhibit', holds: false, ...say('file-is-no-exhibit', { count: listed.length, sha256 }) }]
      : found.map(({ number }) => ({ name: 'exhibit', holds: true, subject: number, ...say('file-is-exhibit', { number }) }));
    return success({ holds: found.length > 0, sha256, checks });
  } catch (error) {
    return asRefusal(error, path, signal);
  }
}

/**
 * The exhibits whose hash begins with what was scanned or typed: spaces, dashes, colons and capitals do not matter. At least six digits;
 * `usage` when it is shorter or no hexadecimal number.
 */
export function exhibitsByHashPrefix(listed: readonly ListedExhibit[], typed: string): Result<ListedExhibit[], Failure> {
  const prefix = typed.replace(/^sha-?256[:=]?/i, '').replace(/[\s:·.-]/g, '').toLowerCase();
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < shortestPrefix || prefix.length > 64) return refusal(failure('usage', 'Type at least six digits of a SHA-256: 0 to 9 and a to f.'));
  return success(listed.filter((exhibit) => exhibit.sha256.startsWith(prefix)));
}
