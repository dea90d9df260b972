import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { startHashThreads } from '../../../../engine/release/hash-threads.ts';
import { sampleBytes } from './sample-release.ts';

const threads = startHashThreads(3);
afterAll(() => threads.close());

const expected = (bytes: Uint8Array): object => ({ sha256: createHash('sha256').update(bytes).digest('hex'), sha512: createHash('sha512').update(bytes).digest('hex') });

describe('hashing on threads', () => {
  it.each([[0, 1], [1, 1], [1_048_575, 70_001], [1_048_576, 1_048_576], [1_048_577, 65_536], [30_000_001, 333_333], [17, 5]])('agrees with one hash of %i bytes in chunks of %i', async (length, chunkBytes) => {
    const bytes = sampleBytes(`hash ${length}`, length);
    const stream = threads.begin(['sha256', 'sha512']);
    for (let at = 0; at < length; at += chunkBytes) {
      const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
      await stream.update(chunk);
      // What was taken is a copy: the caller may use its chunk again.
      chunk.fill(0);
    }
    expect(await stream.digest()).toEqual(expected(bytes));
  });

  it('begins the next streams before the hashes of the ones before are there, and mixes none up', async () => {
    const all = Array.from({ length: 12 }, (_, index) => sampleBytes(`stream ${index}`, index % 3 === 0 ? 300 : 2_500_000 + index));
    const digests: Promise<object>[] = [];
    for (const bytes of all) {
      const stream = threads.begin(['sha256', 'sha512']);
      for (let at = 0; at < bytes.length; at += 400_000) await stream.update(bytes.subarray(at, at + 400_000));
      digests.push(stream.digest());
    }
    expect(await Promise.all(digests)).toEqual(all.map(expected));
  });

  it('makes only the hash that is asked for', async () => {
    const stream = threads.begin(['sha256']);
    await stream.update(Buffer.from('abc'));
    expect(await stream.digest()).toEqual({ sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' });
  });
});
