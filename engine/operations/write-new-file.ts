import { open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { success, refusal, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { syncFolder, unfinishedSuffix } from '../integrity/index.ts';
import { systemFailure } from './system-failure.ts';

/** Writes the content of a file piece by piece, and answers what came of it. */
export type ProduceFile<T> = (write: (chunk: Uint8Array) => Promise<void>) => Promise<Result<T, Failure>>;

/** A file that the user named, and what is to stand in it. */
export interface NewFile {
  readonly out: string;
  readonly content: Uint8Array | ProduceFile<unknown>;
}

/**
 * Writes a file that the user named: under a temporary name beside it, synced, then renamed over it. `produce` writes the content; when it answers a
 * failure, or anything goes wrong, the file that was there before stays as it was.
 */
export async function writeNewFile<T>(out: string, produce: ProduceFile<T>): Promise<Result<T, Failure>> {
  const draft = draftName(out);
  try {
    const result = await writeDraft(draft, produce);
    if (!result.ok) return result;
    await nameDraft(draft, out);
    return result;
  } catch (error) {
    return asRefusal(error, out);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes files that belong together, as `writeNewFile` writes one: none gets its name before all of them are whole. Answers their paths. */
export async function writeNewFiles(files: readonly NewFile[]): Promise<Result<readonly string[], Failure>> {
  const drafts = files.map(({ out, content }) => ({ out, draft: draftName(out), produce: content instanceof Uint8Array ? writeWhole(content) : content }));
  let at = '';
  try {
    for (const { out, draft, produce } of drafts) {
      at = out;
      const result = await writeDraft(draft, produce);
      if (!result.ok) return result;
    }
    for (const { out, draft } of drafts) {
      at = out;
      await nameDraft(draft, out);
    }
    return success(drafts.map(({ out }) => out));
  } catch (error) {
    return asRefusal(error, at);
  } finally {
    for (const { draft } of drafts) await rm(draft, { force: true });
  }
}

function draftName(out: string): string {
  return path.join(path.dirname(out), `.${path.basename(out).slice(0, 40)}.${randomBytes(6).toString('hex')}${unfinishedSuffix}`);
}

function writeWhole(content: Uint8Array): ProduceFile<undefined> {
  return async (write) => {
    await write(content);
    return success(undefined);
  };
}

async function writeDraft<T>(draft: string, produce: ProduceFile<T>): Promise<Result<T, Failure>> {
  const file = await open(draft, 'wx', 0o600);
  try {
    const result = await produce(async (chunk) => {
      for (let at = 0; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten;
    });
    if (result.ok) await file.sync();
    return result;
  } finally {
    await file.close();
  }
}

async function nameDraft(draft: string, out: string): Promise<void> {
  await rename(draft, out);
  await syncFolder(path.dirname(path.resolve(out)));
}

function asRefusal(error: unknown, out: string): Result<never, Failure> {
  const failed = systemFailure(error, out);
  if (failed === undefined) throw error;
  return refusal(failed);
}
