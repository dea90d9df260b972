import { degrees, PDFDocument, PDFName, PDFString, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import type { PageText, Word } from '../../../../shared/page-text.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { tasks as pdfTasks } from '../../../../engine/pdf/pdf-tasks.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';

/** A page of which one line holds a secret, and where the secret stands. */
export interface SecretPage {
  readonly pdf: Uint8Array;
  readonly text: PageText;
  /** Places that hold the secret and that no word of the text covers: a form field. */
  readonly places?: readonly Rect[];
}

export type PageMaker = (secret: string, seed: number, pools: WorkerPools) => Promise<SecretPage>;

const around = ['The hearing was held in open court on the third of March.', 'Counsel for both sides were heard on the question of bail.', 'The witness answered through an interpreter of the court.', 'No order was made as to costs at this stage of the trial.', 'The next hearing is listed for the first week of May.'];
const faces = [StandardFonts.TimesRoman, StandardFonts.Helvetica, StandardFonts.Courier, StandardFonts.TimesRomanItalic, StandardFonts.HelveticaBold];
const sentence = (secret: string): string => `Then ${secret} came to the door and said nothing.`;

function linesWith(secret: string, seed: number): string[] {
  const lines = [...around];
  lines.splice(1 + (seed % 4), 0, sentence(secret));
  return lines;
}

async function blankPage(seed: number): Promise<{ document: PDFDocument; page: PDFPage; font: PDFFont; size: number }> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([595, 842]);
  return { document, page, font: await document.embedFont(faces[seed % faces.length] ?? StandardFonts.Courier), size: 9 + (seed % 5) };
}

function rawText(page: PDFPage, font: PDFFont, content: string): void {
  const key = page.node.newFontDictionary('F', font.ref).toString();
  page.node.addContentStream(page.doc.context.register(page.doc.context.stream(content.replaceAll('/F0', key))));
}

async function saved(document: PDFDocument): Promise<SecretPage> {
  const pdf = await document.save({ useObjectStreams: false });
  return { pdf, text: await textOf(pdf) };
}

/** The words of the first page, read in this process. */
export async function textOf(pdf: Uint8Array): Promise<PageText> {
  const opened = await pdfTasks.open({ bytes: pdf });
  const words = pdfTasks.words({ page: 1 });
  if (!opened.ok || !words.ok) throw new Error('a page of the test cannot be read');
  return { page: 1, source: 'text', ...words.value };
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}

const plain: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed);
  linesWith(secret, seed).forEach((line, index) => page.drawText(line, { x: 72, y: 700 - index * size * (1.1 + (seed % 4) / 5), size, font }));
  return saved(document);
};

const kerned: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed);
  const show = (line: string): string => `[${Array.from(line).map((letter, at) => `(${escaped(letter)}) ${((letter.charCodeAt(0) * 7 + at * (seed + 3)) % 90) - 30}`).join(' ')}] TJ`;
  rawText(page, font, linesWith(secret, seed).map((line, index) => `BT /F0 ${size} Tf 72 ${700 - index * 20} Td ${show(line)} ET`).join('\n'));
  return saved(document);
};

const justified: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed % 2);
  const show = (line: string, index: number): string => {
    const spare = (450 - font.widthOfTextAtSize(line, size)) / (line.split(' ').length - 1);
    return `BT /F0 ${size} Tf ${spare.toFixed(3)} Tw 72 ${700 - index * 18} Td (${escaped(line)}) Tj ET`;
  };
  rawText(page, font, linesWith(secret, seed).map(show).join('\n'));
  return saved(document);
};

const turnedPage: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed);
  page.setRotation(degrees([90, 180, 270][seed % 3] ?? 90));
  if (seed % 2 === 0) page.setCropBox(30, 40, 520, 740);
  linesWith(secret, seed).forEach((line, index) => page.drawText(line, { x: 72, y: 640 - index * 22, size, font }));
  return saved(document);
};

const turnedText: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed);
  const [angle, dx, dy] = seed % 2 === 0 ? ([90, 22, 0] as const) : ([270, -22, 0] as const);
  linesWith(secret, seed).forEach((line, index) => page.drawText(line, { x: 300 + dx * index, y: (seed % 2 === 0 ? 100 : 750) + dy * index, size, font, rotate: degrees(angle) }));
  return saved(document);
};

const typeThree: PageMaker = async (secret, seed) => {
  const { document, page } = await blankPage(seed);
  const { context } = document;
  const letters = [...new Set([...around, secret, sentence('')].join(''))].filter((letter) => /[A-Za-z]/.test(letter));
  const widths = Array.from({ length: 256 }, (_, code) => (code === 32 ? 300 : 350 + ((code * 37) % 300)));
  const procs = context.obj({});
  for (const letter of letters) procs.set(PDFName.of(letter), context.register(context.stream(`${widths[letter.charCodeAt(0)]} 0 0 0 500 700 d1 50 0 ${(widths[letter.charCodeAt(0)] ?? 0) - 100} ${300 + ((letter.charCodeAt(0) * 53) % 400)} re f`)));
  procs.set(PDFName.of('space'), context.register(context.stream('300 0 d0')));
  const differences = [32, PDFName.of('space'), ...letters.flatMap((letter) => [letter.charCodeAt(0), PDFName.of(letter)])];
  const font = context.register(context.obj({
    Type: 'Font', Subtype: 'Type3', FontBBox: [0, 0, 700, 700], FontMatrix: [0.001, 0, 0, 0.001, 0, 0], FirstChar: 0, LastChar: 255, Widths: widths,
    Encoding: { Type: 'Encoding', Differences: differences }, CharProcs: procs, Resources: {},
  }));
  const key = page.node.newFontDictionary('T', font).toString();
  const content = linesWith(secret, seed).map((line, index) => `BT ${key} 11 Tf 60 ${700 - index * 20} Td (${escaped(line.replace(/[^A-Za-z ]/g, ''))}) Tj ET`).join('\n');
  page.node.addContentStream(context.register(context.stream(content)));
  return saved(document);
};

const composite: PageMaker = async (secret, seed, pools) => {
  const made = await typesetPages(pools, 'plain-text.typ', { language: 'en', landscape: false, blocks: linesWith(secret, seed).map((text) => ({ kind: 'paragraph', text })) });
  if (!made.ok) throw new Error(made.failure.message);
  return { pdf: made.value, text: await textOf(made.value) };
};

const inForm: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed);
  const { context } = document;
  const lines = linesWith(secret, seed).map((line, index) => `BT /F0 ${size} Tf 72 ${700 - index * 20} Td (${escaped(line)}) Tj ET`).join('\n');
  const form = context.register(context.stream(lines, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 595, 842], Resources: { Font: { F0: font.ref } } }));
  const key = page.node.newXObject('X', form).toString();
  page.node.addContentStream(context.register(context.stream(`q 0.95 0 0 0.95 ${10 + (seed % 9)} 20 cm ${key} Do Q`)));
  return saved(document);
};

const scan: PageMaker = async (secret, seed, pools) => {
  const { pdf, text } = await plain(secret, seed, pools);
  await pdfTasks.open({ bytes: pdf });
  const picture = pdfTasks.render({ page: 1, dpi: 200, grey: true });
  if (!picture.ok) throw new Error(picture.failure.message);
  const { width, height, pixels } = picture.value;
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } }).png().toBuffer();
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([595, 842]);
  page.drawImage(await document.embedPng(png), { x: 0, y: 0, width: 595, height: 842 });
  return { pdf: await document.save({ useObjectStreams: false }), text: { ...text, source: 'ocr', words: text.words.map((word): Word => ({ ...word, confidence: 0.9 })) } };
};

const field: PageMaker = async (secret, seed) => {
  const { document, page, font, size } = await blankPage(seed % 3);
  around.forEach((line, index) => page.drawText(line, { x: 72, y: 700 - index * 24, size, font }));
  const input = document.getForm().createTextField('name');
  input.setText(secret);
  input.addToPage(page, { x: 72, y: 520, width: 300, height: 20, font });
  const widget = input.acroField.getWidgets()[0];
  if (widget === undefined) throw new Error('no widget');
  widget.dict.set(PDFName.of('TU'), PDFString.of(secret));
  return { ...(await saved(document)), places: [[72, 842 - 540, 300, 20]] };
};

const columns: PageMaker = async (secret, seed) => {
  const { document, page, font } = await blankPage(seed % 2);
  for (let index = 0; index < 14; index++) {
    page.drawText(index === 5 + (seed % 3) ? `On Monday ${secret} left` : (around[index % 5] ?? '').slice(0, 34), { x: 60, y: 700 - index * 16, size: 10, font });
    page.drawText((around[(index + 2) % 5] ?? '').slice(0, 34), { x: 330, y: 700 - index * 16, size: 10, font });
  }
  return saved(document);
};

/** Ways to make a page with a secret; two secrets of any length on the same page must give the same redacted file. */
export const pageMakers: Readonly<Record<string, PageMaker>> = {
  'standard fonts': plain, 'kerning': kerned, 'justified lines': justified, 'rotated and cropped pages': turnedPage, 'text on its side': turnedText,
  'Type 3 fonts': typeThree, 'composite fonts': composite, 'form XObjects': inForm, 'scans': scan, 'form fields': field, 'columns': columns,
};

/** The kinds whose pages are not redrawn: readers paint pictures of text, and letters that are drawn as shapes, to other pixels than anything that could be written in their place. */
export const keptAsPixels: readonly string[] = ['scans', 'Type 3 fonts'];
