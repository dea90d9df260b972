import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';

const fontFiles = ['noto-sans/400Regular/NotoSans_400Regular.ttf', 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf', 'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf', 'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'];
const fonts = fontFiles.map((file) => readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${file}`)));
const template = `#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 20mm)
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai"), size: 11pt, lang: data.language)
#for paragraph in data.paragraphs [#paragraph #parbreak()]`;

/** A PDF of what Typst markup says, its fonts in it: readers draw it alike whatever fonts the machine has. */
export function typesetPdf(markup: string, data: object = {}): Uint8Array {
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] }).pdf({ mainFileContent: markup, inputs: { data: JSON.stringify(data) } });
}

/** A born-digital PDF of plain text, A4, eleven points. */
export function textPdf(text: string, language = 'en'): Uint8Array {
  return typesetPdf(template, { paragraphs: text.split('\n\n'), language });
}

export interface ScanOptions {
  readonly dpi?: number;
  /** Degrees clockwise. */
  readonly turn?: number;
  /** Blur, noise, uneven paper and JPEG marks, as a bad photocopy has them. */
  readonly degraded?: boolean;
}

/** A page of a PDF as a scanner would give it: pixels in PNG form. */
export async function scanOf(pools: WorkerPools, pdf: Uint8Array, { dpi = 300, turn = 0, degraded = false, page = 1 }: ScanOptions & { readonly page?: number } = {}): Promise<Buffer> {
  const session = await openPdfSession(pools.document, pdf);
  if (!session.ok) throw new Error(session.failure.message);
  const rendered = await session.value.render(page, { dpi, grey: true });
  session.value.close();
  if (!rendered.ok) throw new Error(rendered.failure.message);
  const { width, height, pixels } = rendered.value;
  let image = sharp(pixels, { raw: { width, height, channels: 1 } });
  if (turn !== 0) image = sharp(await image.rotate(turn, { background: '#ffffff' }).png().toBuffer());
  if (!degraded) return image.toColourspace('b-w').png().toBuffer();
  const { data, info } = await image.blur(0.9).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  let seed = 12_345;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let index = 0; index < data.length; index++) {
    const noise = (random() + random() + random() - 1.5) * 44;
    const shade = 18 * Math.sin((index % info.width) / info.width * 3);
    const faded = 45 + (data[index] ?? 0) * 0.75;
    data[index] = Math.max(0, Math.min(255, faded + noise - shade));
  }
  return sharp(await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).jpeg({ quality: 35 }).toBuffer()).png().toBuffer();
}

/** A PDF whose pages are nothing but these pictures. */
export async function picturePdf(pictures: readonly Buffer[], dpi = 300): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (const picture of pictures) {
    const image = await pdf.embedPng(picture);
    const [width, height] = [(image.width * 72) / dpi, (image.height * 72) / dpi];
    pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return pdf.save();
}
