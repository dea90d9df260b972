import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pictureForWindow } from '../../../../engine/pdf/window-picture.ts';

/** Bytes that do not pack. */
function grain(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let from = 0, round = 0; from < length; from += 32, round++) bytes.set(createHash('sha256').update(String(round)).digest().subarray(0, Math.min(32, length - from)), from);
  return bytes;
}

for (const channels of [1, 3, 4] as const) {
  test(`a page of ${String(channels)} channels is a PNG that others read without the loss of a pixel`, async () => {
    const [width, height] = [211, 97];
    const pixels = new Uint8Array(width * height * channels).fill(0xff);
    for (let at = 0; at < pixels.length; at += 13) pixels[at] = at % 251;
    const picture = pictureForWindow({ width, height, channels, pixels });
    if (!('png' in picture)) throw new Error('it was taken for a photograph');
    const read = await (channels === 1 ? sharp(picture.png).toColourspace('b-w') : sharp(picture.png)).raw().toBuffer({ resolveWithObject: true });
    expect(read.info).toMatchObject({ width, height, channels });
    expect(read.data.equals(pixels)).toBe(true);
  });
}

test('a photograph stays pixels, to become a JPEG', () => {
  const picture = pictureForWindow({ width: 300, height: 200, channels: 3, pixels: grain(300 * 200 * 3) });
  expect('grainy' in picture).toBe(true);
});
