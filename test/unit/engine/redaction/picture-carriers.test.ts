import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { redactPdf } from '../../../../engine/redaction/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { bytesHold, qpdfDecoded, readText } from './redaction-harness.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

/** A page of 400 by 300 points with one picture over all of it. */
async function pageOfPicture(make: (document: PDFDocument) => PDFRawStream | Promise<PDFRawStream>): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([400, 300]);
  const key = page.node.newXObject('P', document.context.register(await make(document)));
  page.node.addContentStream(document.context.register(document.context.stream(`q 400 0 0 300 0 0 cm ${key.toString()} Do Q`)));
  return document.save({ useObjectStreams: false });
}

const words = (text: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#e8e0d0"/><rect x="20" y="20" width="200" height="90" fill="#c03020"/><text x="60" y="330" font-size="80" fill="#111">${text}</text></svg>`);

async function withExif(): Promise<Uint8Array> {
  const jpeg = await sharp(words('Testenko')).jpeg({ quality: 90 }).withExif({ IFD0: { ImageDescription: 'Canaryexif', Orientation: '6' }, IFD3: { GPSLatitude: '1/1 2/1 3/1', GPSAreaInformation: 'Canarygps' } }).toBuffer();
  expect(jpeg.includes('Canaryexif')).toBe(true);
  return pageOfPicture((document) => PDFRawStream.of(document.context.obj({ Type: 'XObject', Subtype: 'Image', Width: 800, Height: 600, BitsPerComponent: 8, ColorSpace: 'DeviceRGB', Filter: 'DCTDecode', Length: jpeg.length }), jpeg));
}

async function withSoftMask(): Promise<Uint8Array> {
  const mask = await sharp(words('Testenko')).greyscale().negate().raw().toBuffer();
  return pageOfPicture((document) => {
    const flate = (data: Uint8Array, entries: Record<string, string | number>): PDFRawStream => {
      const packed = deflateSync(data);
      return PDFRawStream.of(document.context.obj({ Type: 'XObject', Subtype: 'Image', Width: 800, Height: 600, BitsPerComponent: 8, Filter: 'FlateDecode', Length: packed.length, ...entries }), packed);
    };
    const image = flate(new Uint8Array(800 * 600 * 3).fill(40), { ColorSpace: 'DeviceRGB' });
    image.dict.set(PDFName.of('SMask'), document.context.register(flate(mask, { ColorSpace: 'DeviceGray' })));
    return image;
  });
}

const corpus = (name: string) => (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(readFileSync(new URL(`../../../fixtures/corpus/pdfium/${name}`, import.meta.url))));

interface Extracted {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** The pictures inside a file, as poppler takes them out of it. */
async function picturesIn(pdf: Uint8Array): Promise<Extracted[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-pictures-'));
  try {
    writeFileSync(path.join(folder, 'in.pdf'), pdf);
    execFileSync('pdfimages', ['-png', path.join(folder, 'in.pdf'), path.join(folder, 'p')]);
    return await Promise.all(readdirSync(folder).filter((name) => name.endsWith('.png')).sort().map(async (name) => {
      const { data, info } = await sharp(path.join(folder, name)).greyscale().raw().toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, grey: new Uint8Array(data) };
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('pixels are destroyed inside the picture (R5), whatever kind of picture it was', () => {
  it.each([['a photograph with EXIF, orientation and place', withExif], ['a soft mask that holds the words', withSoftMask], ['JPEG 2000', corpus('testing_resources_bug_1396264.pdf')], ['JBIG2', corpus('testing_resources_bug_631912.pdf')]] as const)('%s', async (_, make) => {
    const pdf = await make();
    const text = await readText(pools, pdf);
    const { widthPt = 0, heightPt = 0 } = text[0] ?? {};
    const zone: Rect = [widthPt * 0.1, heightPt * 0.4, widthPt * 0.8, heightPt * 0.25];
    const redacted = await redactPdf(pools, { pdf, zones: [{ page: 1, rect: zone, why: 'order' }], text, title: '', language: '' });
    if (!redacted.ok) throw new Error(redacted.failure.message);
    const [picture] = await picturesIn(redacted.value.pdf);
    if (picture === undefined) throw new Error('no picture');
    const { width, height, grey } = picture;
    // Black and white pictures are padded to whole tiles, at 300 dots an inch.
    const scale = grey.every((tone) => tone === 0 || tone === 255) ? [300 / 72, 300 / 72] : [width / widthPt, height / heightPt];
    let lightest = 0;
    for (let y = Math.ceil((zone[1] + 1) * (scale[1] ?? 1)); y < (zone[1] + zone[3] - 1) * (scale[1] ?? 1); y++) {
      for (let x = Math.ceil((zone[0] + 1) * (scale[0] ?? 1)); x < (zone[0] + zone[2] - 1) * (scale[0] ?? 1); x++) lightest = Math.max(lightest, grey[y * width + x] ?? 255);
    }
    expect(lightest).toBeLessThan(24);
    const decoded = qpdfDecoded(redacted.value.pdf);
    for (const trace of ['Canaryexif', 'Canarygps']) expect(bytesHold(decoded, trace), trace).toBe(false);
    expect(decoded).not.toMatch(/Exif|SMask|JPXDecode|JBIG2Decode/);
  });
});
