import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { makeRendition, type IntakeResult } from '../../../../engine/intake/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-pictures-'));
afterAll(() => {
  pools.close();
  rmSync(folder, { recursive: true });
});

// Left half red, right half blue.
const pixels = Buffer.concat(Array.from({ length: 40 }, () => Buffer.concat([Buffer.alloc(60 * 3).map((_, at) => (at % 3 === 0 ? 255 : 0)), Buffer.alloc(60 * 3).map((_, at) => (at % 3 === 2 ? 255 : 0))])));
const picture = sharp(pixels, { raw: { width: 120, height: 40, channels: 3 } });

/** A bitmap of 24 bits, rows from the bottom; or of 8 bits with a palette, rows from the top. */
function bitmap(palette: boolean): Buffer {
  const head = Buffer.alloc(54 + (palette ? 8 : 0));
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(head.byteLength, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(120, 18);
  head.writeInt32LE(palette ? -40 : 40, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(palette ? 8 : 24, 28);
  if (palette) head.set([0, 0, 255, 0, 255, 0, 0, 0], 54);
  const row = palette ? Buffer.concat([Buffer.alloc(60, 0), Buffer.alloc(60, 1)]) : Buffer.concat([Buffer.alloc(180).map((_, at) => (at % 3 === 2 ? 255 : 0)), Buffer.alloc(180).map((_, at) => (at % 3 === 0 ? 255 : 0))]);
  return Buffer.concat([head, ...Array.from({ length: 40 }, () => row)]);
}

async function colours(result: IntakeResult): Promise<number[][]> {
  writeFileSync(path.join(folder, 'a.pdf'), result.rendition!.pdf);
  execFileSync('pdftoppm', ['-r', '72', '-png', '-singlefile', 'a.pdf', 'a'], { cwd: folder });
  const { data, info } = await sharp(path.join(folder, 'a.png')).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (share: number): number[] => [...data.subarray((Math.floor(info.height / 2) * info.width + Math.floor(info.width * share)) * 3).subarray(0, 3)];
  return [at(0.2), at(0.8)];
}

it.each([
  ['webp', () => picture.clone().webp({ lossless: true }).toBuffer()],
  ['gif', () => picture.clone().gif().toBuffer()],
  ['avif', () => picture.clone().avif({ lossless: true }).toBuffer()],
  ['png', () => picture.clone().png({ palette: true }).toBuffer()],
  ['tiff', () => picture.clone().tiff({ compression: 'lzw' }).toBuffer()],
  ['bmp', () => Promise.resolve(bitmap(false))],
  ['bmp', () => Promise.resolve(bitmap(true))],
] as const)('a %s picture becomes a page with its colours in their places', async (kind, make) => {
  const result = await makeRendition(pools, { bytes: await make(), name: `picture.${kind}` });
  if (!result.ok) throw new Error(result.failure.code);
  expect(result.value).toMatchObject({ kind, pages: 1, findings: [], facts: { widthPx: 120, heightPx: 40 } });
  const [left, right] = await colours(result.value);
  for (const [channel, value] of [255, 0, 0].entries()) expect(Math.abs(left![channel]! - value)).toBeLessThan(12);
  for (const [channel, value] of [0, 0, 255].entries()) expect(Math.abs(right![channel]! - value)).toBeLessThan(12);
});

it('a JPEG in the four colours of print shows as it should', async () => {
  const result = await makeRendition(pools, { bytes: await picture.clone().toColourspace('cmyk').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(), name: 'a.jpg' });
  if (!result.ok) throw new Error(result.failure.code);
  const [left, right] = await colours(result.value);
  expect(left![0]).toBeGreaterThan(180);
  expect(left![2]).toBeLessThan(90);
  expect(right![2]).toBeGreaterThan(100);
  expect(right![0]).toBeLessThan(100);
});

it('an animation shows its first frame, with a finding', async () => {
  const frames = await sharp(Buffer.concat([pixels, pixels]), { raw: { width: 120, height: 80, channels: 3, pageHeight: 40 } }).gif({ delay: [100, 100] }).toBuffer();
  expect(await makeRendition(pools, { bytes: frames, name: 'a.gif' })).toMatchObject({ ok: true, value: { pages: 1 } });
});

it('a HEIC picture, for which there is no free decoder, is kept native with a slip sheet', async () => {
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.from('\0\0\0\x20mdat', 'latin1'), Buffer.alloc(24)]);
  const result = await makeRendition(pools, { bytes: heic, name: 'photo.heic' });
  expect(result).toMatchObject({ ok: true, value: { kind: 'heic', pages: 1, findings: [{ code: 'kept-native' }] } });
  writeFileSync(path.join(folder, 'slip.pdf'), result.ok ? result.value.rendition!.pdf : '');
  expect(execFileSync('pdftotext', ['slip.pdf', '-'], { cwd: folder, encoding: 'utf8' }).replace(/\s+/gu, ' ')).toContain('no freely licensed decoder');
});

it('a HEIC picture with a box of no length does not hold its reader up, and says that its records are damaged', async () => {
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.from('\0\0\0\0free', 'latin1'), Buffer.alloc(64)]);
  const result = await makeRendition(pools, { bytes: heic, name: 'photo.heic' });
  expect(result).toMatchObject({ ok: true, value: { kind: 'heic', facts: { exifDamaged: true }, findings: [{ code: 'kept-native' }] } });
});

it('writing in Chinese, Japanese and Thai can be read from its page', async () => {
  const result = await makeRendition(pools, { bytes: Buffer.from('証人は法廷で証言した。\n\n证人在法庭上作证。\n\nพยานให้การในศาล\n'), name: 'a.txt' });
  if (!result.ok) throw new Error(result.failure.code);
  writeFileSync(path.join(folder, 'a.pdf'), result.value.rendition!.pdf);
  const text = execFileSync('pdftotext', ['a.pdf', '-'], { cwd: folder, encoding: 'utf8' });
  expect(text).toContain('証人は法廷で証言した');
  expect(text).toContain('证人在法庭上作证');
  expect(execFileSync('pdffonts', ['a.pdf'], { cwd: folder, encoding: 'utf8' })).toMatch(/NotoSans\w*(JP|SC|Hans|CJK)/);
});
