import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFileAtomically } from '../../../../engine/integrity/index.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custodia-atomic-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a file atomically', () => {
  test('replaces what was there by all of the new content, for its owner only', async () => {
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a']);
  });

  test('leaves the old file whole, and no other, when the content fails half way', async () => {
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.alloc(100_000));
      throw new Error('the source is gone');
    }
    await expect(writeFileAtomically(path, failing())).rejects.toThrow('the source is gone');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a']);
  });
});
