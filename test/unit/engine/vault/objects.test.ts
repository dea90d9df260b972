import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vault } from '../../../../engine/vault/index.ts';
import { chunked, newVault, takeIn } from './case-for-tests.ts';

const chunk = 256 * 1024;
let vault: Vault;

beforeAll(async () => {
  vault = await newVault();
});

afterAll(() => vault.close());

describe('objects', () => {
  test.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17])('gives %i bytes back exactly', async (length) => {
    const bytes = randomBytes(length);
    const stored = await vault.putObject(chunked(bytes));
    expect(stored.bytes).toBe(length);
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.from(await vault.readWholeObject(stored.objectId)).equals(bytes)).toBe(true);
  });

  test('gives any bytes back, however they were cut on their way in', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 12 }), fc.integer({ min: 1, max: 5000 }), async (parts, size) => {
      const bytes = Buffer.concat(parts);
      const stored = await vault.putObject(chunked(bytes, size));
      expect(Buffer.from(await vault.readWholeObject(stored.objectId)).equals(bytes)).toBe(true);
    }), { numRuns: 25 });
  });

  test('stores the same bytes twice under two names and two ciphertexts', async () => {
    const bytes = Buffer.from('the same statement');
    const [a, b] = [await vault.putObject(chunked(bytes)), await vault.putObject(chunked(bytes))];
    expect(a.sha256).toBe(b.sha256);
    expect(a.objectId).not.toBe(b.objectId);
    expect(a.objectId).not.toContain(a.sha256.slice(0, 8));
  });

  test('leaves nothing behind when its source fails or is stopped', async () => {
    const names = async (): Promise<string[]> => (await readdir(join(vault.folder, 'objects'), { recursive: true })).filter((name) => name.length > 2).sort();
    const before = await names();
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(randomBytes(chunk * 2));
      throw new Error('the disk was pulled out');
    }
    await expect(vault.putObject(failing())).rejects.toThrow('pulled out');
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let index = 0; ; index += 1) {
        if (index === 20) stop.abort(new Error('stopped by the user'));
        yield await Promise.resolve(randomBytes(chunk));
      }
    }
    await expect(vault.putObject(endless(), { signal: stop.signal })).rejects.toThrow('stopped by the user');
    expect(await names()).toEqual(before);
  });

  test('does not remove an original that a document stands on', async () => {
    const document = await takeIn(vault, 'kept', Buffer.from('original'));
    await expect(vault.removeObject(document.original)).rejects.toThrow(/FOREIGN KEY/u);
    expect(Buffer.from(await vault.readWholeObject(document.original)).toString()).toBe('original');
  });

  test('removes an object that nothing refers to, file and all', async () => {
    const { objectId } = await vault.putObject(chunked(Buffer.from('draft')));
    await vault.removeObject(objectId);
    await expect(vault.readWholeObject(objectId)).rejects.toThrow(/not in its list/u);
    expect(await readdir(join(vault.folder, 'objects', objectId.slice(0, 2)))).not.toContain(objectId);
  });
});
