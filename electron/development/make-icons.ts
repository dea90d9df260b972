// Makes the application's icons from `resources/icons/custodia.svg`: PNG for Linux, ICO for Windows, ICNS for macOS. Run again when the drawing changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { applicationFolder } from '../application-folders.ts';

const folder = join(applicationFolder, 'resources', 'icons');
const drawing = readFileSync(join(folder, 'custodia.svg'));
const drawnAt = 32;

/** PNG of the drawing, `size` pixels square. */
function picture(size: number): Promise<Buffer> {
  return sharp(drawing, { density: (72 * size) / drawnAt }).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}

/** An ICO of PNG pictures, as Windows reads them since Vista: a directory of 16 bytes an entry, then the pictures. */
function ico(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size === 256 ? 0 : size, at);
    head.writeUInt8(size === 256 ? 0 : size, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

const icnsTypes = [[16, 'icp4'], [32, 'icp5'], [64, 'icp6'], [128, 'ic07'], [256, 'ic08'], [512, 'ic09'], [1024, 'ic10']] as const;

/** An ICNS of PNG pictures: a length-prefixed entry for each size. */
function icns(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const entries = icnsTypes.flatMap(([size, type]) => {
    const png = pictures.get(size);
    if (png === undefined) return [];
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + png.length, 4);
    return [head, png];
  });
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const pictures = new Map(await Promise.all(sizes.map(async (size) => [size, await picture(size)] as const)));
const pngOf = (size: number): Buffer => pictures.get(size) ?? Buffer.alloc(0);
for (const size of [16, 32, 48, 64, 128, 256, 512]) writeFileSync(join(folder, `${String(size)}x${String(size)}.png`), pngOf(size));
writeFileSync(join(folder, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: pngOf(size) }))));
writeFileSync(join(folder, 'icon.icns'), icns(pictures));
