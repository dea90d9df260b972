import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { openWithPdfium } from '../../engine/pdf/pdfium.ts';
import { renderPage } from '../../engine/pdf/page-image.ts';
import { seededRandom } from './random.ts';

const dpi = 150;
const width = 1240;
const height = 1754;

/** Grey pages as a worn office scanner gives them: crooked, noisy, with the shadow of the binding. */
async function scanned(pixels: Uint8Array, size: { width: number; height: number }, page: number): Promise<Buffer> {
  const random = seededRandom(`scan ${page}`);
  const angle = (random() > 0.5 ? 1 : -1) * (0.9 + random() * 1.4);
  const crooked = await sharp(pixels, { raw: { ...size, channels: 1 } })
    .rotate(angle, { background: '#e9e6de' }).resize(width, height, { fit: 'cover' }).blur(0.55).linear(0.86, 14).toColourspace('b-w').raw().toBuffer();
  for (let at = 0; at < crooked.length; at++) {
    const x = at % width;
    const shadow = x < 70 ? (70 - x) * 0.9 : 0;
    const speck = random() > 0.99975 ? -120 : 0;
    crooked[at] = Math.max(0, Math.min(255, (crooked[at] ?? 0) - shadow + (random() - 0.5) * 15 + speck));
  }
  const holes = [0.28, 0.72].map((place) => `<circle cx="34" cy="${Math.round(height * place)}" r="17" fill="#3a3a3a"/>`).join('');
  const overlay = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${holes}</svg>`);
  return sharp(crooked, { raw: { width, height, channels: 1 } }).composite([{ input: overlay }]).greyscale().jpeg({ quality: 42 }).toBuffer();
}

/** Prints a PDF and scans it again: one image a page and no text. */
export async function printAndScan(pdf: Uint8Array): Promise<Uint8Array> {
  const opened = await openWithPdfium(pdf);
  if (!opened.ok) throw new Error(opened.failure.message);
  const scan = await PDFDocument.create({ updateMetadata: false });
  scan.setProducer('KX-4410 Network Scanner');
  scan.setCreationDate(new Date('2025-07-08T08:12:00Z'));
  scan.setModificationDate(new Date('2025-07-08T08:12:00Z'));
  for (let index = 0; index < opened.value.pageCount; index++) {
    const image = opened.value.withPage(index, (page) => renderPage(opened.value.pdfium, page, { dpi, grey: true }));
    if (image === undefined) throw new Error('a page of the report cannot be rendered');
    const jpeg = await scan.embedJpg(await scanned(image.pixels, image, index));
    const page = scan.addPage([595.2, 841.92]);
    page.drawImage(jpeg, { x: 0, y: 0, width: 595.2, height: 841.92 });
  }
  opened.value.close();
  return scan.save({ useObjectStreams: false });
}
