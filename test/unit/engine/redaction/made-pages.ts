import { degrees, PDFDocument, PDFHexString, PDFName, PDFString, rgb, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';
import type { Word } from '../../../../shared/page-text.ts';

const before = ['In the matter of an application for special measures.', 'The hearing took place on 3 February in open court.'];
const after = ['The witness was heard by video link from another town.', 'The order stays in force until the end of the trial.', 'Signed by the clerk on behalf of the presiding judge.'];

export interface StatementOptions {
  readonly font?: StandardFonts;
  readonly size?: number;
  readonly rotate?: number;
  readonly crop?: boolean;
}

/** A page on which one line holds a name, with words before and after it that its width moves. */
export async function statementWith(name: string, options: StatementOptions = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(options.font ?? StandardFonts.TimesRoman);
  const page = document.addPage([595, 842]);
  if (options.rotate !== undefined) page.setRotation(degrees(options.rotate));
  if (options.crop === true) page.setCropBox(40, 60, 500, 720);
  writeLines(page, font, [...before, `I, ${name}, of this parish, state as follows.`, ...after], options.size ?? 12);
  return document.save({ useObjectStreams: false });
}

function writeLines(page: PDFPage, font: PDFFont, lines: readonly string[], size: number): void {
  lines.forEach((line, index) => page.drawText(line, { x: 72, y: 720 - index * size * 1.5, size, font }));
}

/** Places of a PDF that a page does not show, each with a canary of its own. */
export const carriers = ['Canaryinfo', 'Canaryxmp', 'Canaryoutline', 'Canaryattachment', 'Canaryannotation', 'Canaryform', 'Canaryactual', 'Canaryalt', 'Canaryscript', 'Canarypiece', 'Canaryinvisible', 'Canarywhite', 'Canarycropped', 'Canarycovered', 'Canarylayer', 'Canarythumb'] as const;

/** A page with the word `Visible` to be seen and a canary in every carrier that redaction tools have forgotten. */
export async function carrierPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  page.setCropBox(20, 20, 555, 802);
  page.drawText('Visible words stay on the page', { x: 72, y: 700, size: 14, font });
  page.drawText('Canaryline is to be removed here', { x: 72, y: 660, size: 14, font });
  page.drawText('Canarywhite', { x: 72, y: 620, size: 14, font, color: rgb(1, 1, 1) });
  page.drawText('Canarycropped', { x: 72, y: 2, size: 10, font });
  page.drawText('Canarycovered', { x: 72, y: 580, size: 14, font });
  page.drawRectangle({ x: 70, y: 574, width: 200, height: 20, color: rgb(0, 0, 0) });
  document.setTitle('Canaryinfo');
  document.catalog.set(PDFName.of('Metadata'), context.register(context.stream('<x:xmpmeta>Canaryxmp</x:xmpmeta>', { Type: 'Metadata', Subtype: 'XML' })));
  const bookmark = context.nextRef();
  const outlines = context.register(context.obj({ Type: 'Outlines', First: bookmark, Last: bookmark, Count: 1 }));
  context.assign(bookmark, context.obj({ Title: PDFHexString.fromText('Canaryoutline'), Parent: outlines }));
  document.catalog.set(PDFName.of('Outlines'), outlines);
  await document.attach(Buffer.from('Canaryattachment'), 'Canaryattachment.txt');
  const annotation = context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [300, 300, 320, 320], Contents: PDFString.of('Canaryannotation') });
  page.node.addAnnot(context.register(annotation));
  const field = document.getForm().createTextField('Canaryform');
  field.setText('Canaryform');
  document.catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert("Canaryscript")') }));
  page.node.set(PDFName.of('PieceInfo'), context.obj({ Custodia: { Private: PDFString.of('Canarypiece') } }));
  page.node.set(PDFName.of('Thumb'), context.register(context.stream('Canarythumb', { Width: 1, Height: 1, ColorSpace: 'DeviceGray', BitsPerComponent: 8 })));
  const layer = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('Canarylayer') }));
  document.catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
  page.node.Resources()?.set(PDFName.of('Properties'), context.obj({ L: layer }));
  const fontKey = page.node.newFontDictionary('F', font.ref).toString();
  const extra = [
    `BT 3 Tr ${fontKey} 14 Tf 72 540 Td (Canaryinvisible) Tj ET`,
    `/Span <</ActualText (Canaryactual) /Alt (Canaryalt)>> BDC BT 0 Tr ${fontKey} 14 Tf 72 500 Td (harmless) Tj ET EMC`,
    `/OC /L BDC BT 0 Tr ${fontKey} 14 Tf 72 460 Td (Canarylayer) Tj ET EMC`,
  ].join('\n');
  page.node.addContentStream(context.register(context.stream(extra)));
  return document.save({ useObjectStreams: false });
}

/** The same file with an earlier revision in front: an incremental update that replaces nothing but carries the old word. */
export function withEarlierRevision(pdf: Uint8Array, canary: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '0';
  const root = /\/Root (\d+ \d+ R)/.exec(text)?.[1] ?? '';
  const update = `\n99999 0 obj\n(${canary})\nendobj\nxref\n99999 1\n${String(pdf.length + 1).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 100000 /Prev ${start} /Root ${root} >>\nstartxref\n${pdf.length + 1 + Buffer.byteLength(`99999 0 obj\n(${canary})\nendobj\n`)}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(update, 'latin1')]);
}

/** A page with invisible text laid over it, as recognition programs leave it. */
export async function withTextLayer(pdf: Uint8Array, words: readonly Word[]): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const page = document.getPage(0);
  const key = page.node.newFontDictionary('F', (await document.embedFont(StandardFonts.Helvetica)).ref).toString();
  const shown = words.map(({ text, rect }) => `${key} ${rect[3].toFixed(1)} Tf 1 0 0 1 ${rect[0].toFixed(1)} ${(page.getHeight() - rect[1] - rect[3]).toFixed(1)} Tm (${text}) Tj`);
  page.node.addContentStream(document.context.register(document.context.stream(['BT 3 Tr', ...shown, 'ET'].join('\n'))));
  return document.save({ useObjectStreams: false });
}
