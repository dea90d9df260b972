import { describe, expect, it } from 'vitest';
import { createChunkPipe } from '../../../../engine/operations/chunk-pipe.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<number[]> {
  const all: number[] = [];
  for await (const chunk of chunks) all.push(...chunk);
  return all;
}

describe('createChunkPipe', () => {
  it('hands on every chunk in order', async () => {
    const pipe = createChunkPipe();
    const read = collect(pipe.chunks);
    for (let value = 0; value < 100; value++) await pipe.write(bytes(value));
    pipe.end();
    expect(await read).toEqual(Array.from({ length: 100 }, (_, value) => value));
  });
  it('makes the writer wait until its chunk was taken', async () => {
    const pipe = createChunkPipe();
    let written = false;
    const write = pipe.write(bytes(1)).then(() => (written = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(written).toBe(false);
    const read = collect(pipe.chunks);
    await write;
    pipe.end();
    expect(await read).toEqual([1]);
  });
  it('gives the writer\'s failure to the reader', async () => {
    const pipe = createChunkPipe();
    const read = collect(pipe.chunks);
    pipe.fail(new Error('stopped'));
    await expect(read).rejects.toThrow('stopped');
  });
  it('refuses writes after the reader has gone', async () => {
    const pipe = createChunkPipe();
    const write = pipe.write(bytes(1));
    const refused = expect(write).rejects.toThrow('nobody reads');
    for await (const chunk of pipe.chunks) {
      expect(chunk).toEqual(bytes(1));
      break;
    }
    await refused;
    await expect(pipe.write(bytes(2))).rejects.toThrow('nobody reads');
  });
});
