import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { startHashThread } from '../../../../engine/release/hash-thread.ts';
import { sampleBytes } from './sample-release.ts';

const thread = startHashThread();
afterAll(() => thread.close());

describe('hashing on a thread', () => {
  it.each([[0, 1], [1, 1], [1_048_575, 70_001], [1_048_576, 1_048_576], [1_048_577, 65_536], [9_000_001, 333_333], [17, 5]])('agrees with one hash of %i bytes in chunks of %i, stream after stream', async (length, chunkBytes) => {
    const bytes = sampleBytes(`hash ${length}`, length);
    for (let at = 0; at < length; at += chunkBytes) {
      const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
      await thread.update(chunk);
      // What was taken is a copy: the caller may use its chunk again.
      chunk.fill(0);
    }
    expect(await thread.digest()).toBe(createHash('sha512').update(bytes).digest('hex'));
  });
});
