import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import Database from 'better-sqlite3-multiple-ciphers';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, writeFileAtomically } from '../integrity/index.ts';
import { caseFolder } from './case-folder.ts';

const holderSchema = z.object({ pid: z.int(), host: z.string(), since: z.string() });

/** Who has a case open for writing. */
export type LockHolder = z.infer<typeof holderSchema>;

export interface CaseLock {
  /** A holder that vanished without giving the case back: a crash, or a disk pulled out. */
  readonly abandonedBy: LockHolder | undefined;
  release(): Promise<void>;
}

const heartbeatMs = 60_000;
/** A holder on another machine that gave no sign for so long is taken as gone. */
const silentMs = 10 * heartbeatMs;

/**
 * Takes the case for writing. The operating system holds the lock itself, on a file of its own, so that it ends with the process, however
 * that ends; beside it stands who has it. A holder on another machine, whose lock does not reach here, is respected while it gives signs of life.
 * Code: `case-in-use`, naming process, machine and time.
 */
export async function lockCase(folder: string, options: { readonly takeOver?: boolean } = {}): Promise<Result<CaseLock, Failure>> {
  const path = caseFolder.lock(folder);
  const holderPath = caseFolder.lockHolder(folder);
  const database = new Database(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
    return refusal(inUse(folder, await readHolder(holderPath)));
  }
  const abandonedBy = await readHolder(holderPath);
  if (abandonedBy !== undefined && abandonedBy.host !== hostname() && options.takeOver !== true && await isRecent(holderPath)) {
    database.close();
    return refusal(inUse(folder, abandonedBy));
  }
  try {
    await writeFileAtomically(holderPath, `${canonicalJson({ pid: process.pid, host: hostname(), since: new Date().toISOString() })}\n`);
  } catch (error) {
    database.close();
    throw error;
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(holderPath, now, now).catch(() => undefined);
  }, heartbeatMs).unref();
  return success({
    abandonedBy,
    async release() {
      clearInterval(heartbeat);
      await rm(holderPath, { force: true });
      database.close();
    },
  });
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined;
    throw error;
  }
}

async function isRecent(path: string): Promise<boolean> {
  return Date.now() - (await stat(path)).mtimeMs < silentMs;
}

function inUse(folder: string, holder: LockHolder | undefined): Failure {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return failure('case-in-use', 'This case is open for writing in {{who}}. Close it there, or open it read-only.', { subject: folder, values: { who } });
}
