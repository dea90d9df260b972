import { PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, rgb, StandardFonts, type PDFFont, type PDFPage, type PDFRef } from 'pdf-lib';
import sharp from 'sharp';

/** A small page, so that a hundred of them can be redacted, proved and read by everybody in seconds. */
export const pageSize = [320, 200] as const;
/** Where text of the page is to be blacked out: from the left edge to the right one, in points from the top. */
export const zone = [18, 60, 284, 24] as const;
const inZone = { x: 30, y: pageSize[1] - 78, size: 10 };

export interface Planting {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly font: PDFFont;
  readonly canary: string;
}

/** A place in a PDF that can keep a word. `guarantees`: which of the product's own checks find it when it is left in a redacted file. */
export interface Carrier {
  readonly name: string;
  readonly canary: string;
  readonly plant: (planting: Planting) => void | Promise<void>;
  /** Changes the saved bytes, for what no object model writes. */
  readonly append?: (pdf: Uint8Array, canary: string) => Uint8Array;
  readonly guarantees: readonly string[];
}

function content({ document, page, font }: Planting, operators: (fontKey: string) => string): void {
  const key = page.node.newFontDictionary('F', font.ref).toString();
  page.node.addContentStream(document.context.register(document.context.stream(operators(key))));
}

const shown = (key: string, text: string, before = ''): string => `BT ${before} ${key} ${inZone.size} Tf ${inZone.x} ${inZone.y} Td ${text} Tj ET`;
const octal = (text: string): string => `(${[...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')})`;
const hex = (text: string): string => `<${Buffer.from(text).toString('hex')}>`;
const kerned = (text: string): string => `[${Array.from(text).map((letter) => `(${letter}) -12`).join(' ')}]`;

function catalogEntry({ document }: Planting, key: string, value: unknown): void {
  document.catalog.set(PDFName.of(key), document.context.obj(value as Record<string, string>));
}

function form(planting: Planting, operators: string, entries: Record<string, string> = {}): PDFRef {
  const { document, font } = planting;
  return document.context.register(document.context.stream(operators, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, ...pageSize], Resources: { Font: { F: font.ref } }, ...entries }));
}

function annotation({ document, page }: Planting, entries: Record<string, unknown>): void {
  page.node.addAnnot(document.context.register(document.context.obj({ Type: 'Annot', Rect: [30, 20, 50, 40], ...entries } as unknown as Record<string, string>)));
}

/** A font whose codes say nothing: only its ToUnicode map tells what they stand for. */
function mappedText(planting: Planting): void {
  const { document, page, canary } = planting;
  const letters = [...new Set(canary)];
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange ${letters.length} beginbfchar ${letters.map((letter, index) => `<${(index + 1).toString(16).padStart(2, '0')}> <${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`).join(' ')} endbfchar endcmap end end`;
  const font = document.context.register(document.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', ToUnicode: document.context.register(document.context.stream(map)) }));
  const key = page.node.newFontDictionary('M', font).toString();
  const codes = Array.from(canary, (letter) => (letters.indexOf(letter) + 1).toString(16).padStart(2, '0')).join('');
  page.node.addContentStream(document.context.register(document.context.stream(shown(key, `<${codes}>`))));
}

async function pictureWithRecords({ document, page, canary }: Planting): Promise<void> {
  const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#808890' } }).jpeg().withExif({ IFD0: { ImageDescription: canary } }).toBuffer();
  const image = PDFRawStream.of(document.context.obj({ Type: 'XObject', Subtype: 'Image', Width: 16, Height: 16, BitsPerComponent: 8, ColorSpace: 'DeviceRGB', Filter: 'DCTDecode', Length: jpeg.length }), jpeg);
  const key = page.node.newXObject('P', document.context.register(image)).toString();
  page.node.addContentStream(document.context.register(document.context.stream(`q 20 0 0 20 280 10 cm ${key} Do Q`)));
}

const text = (name: string, canary: string, operators: (key: string, canary: string) => string, guarantees: readonly string[] = ['R8']): Carrier => ({
  name, canary, guarantees, plant: (planting) => { content(planting, (key) => operators(key, canary)); },
});

/** Every carrier that redaction has been seen to forget, each with a word of its own. */
export const plantedCarriers: readonly Carrier[] = [
  text('content, literal', 'Canaryaa', (key, canary) => shown(key, `(${canary})`)),
  text('content, octal', 'Canaryab', (key, canary) => shown(key, octal(canary))),
  text('content, hexadecimal', 'Canaryac', (key, canary) => shown(key, hex(canary))),
  text('content, kerned letter by letter', 'Canaryad', (key, canary) => shown(key, kerned(canary)).replace(' Tj', ' TJ')),
  { name: 'content, through ToUnicode', canary: 'Canaryae', guarantees: ['R8'], plant: mappedText },
  text('comment in the content', 'Canaryaf', (_, canary) => `% ${canary}\n`),
  text('invisible text', 'Canaryag', (key, canary) => shown(key, `(${canary})`, '3 Tr')),
  text('text in the colour of the page', 'Canaryah', (key, canary) => `1 g BT ${key} 10 Tf 30 30 Td (${canary}) Tj ET 0 g`),
  text('text outside the page', 'Canaryai', (key, canary) => `BT ${key} 10 Tf 30 -40 Td (${canary}) Tj ET`),
  text('text clipped away', 'Canaryaj', (key, canary) => `q 0 0 1 1 re W n BT ${key} 10 Tf 30 30 Td (${canary}) Tj ET Q`),
  text('text under a box', 'Canaryak', (key, canary) => `${shown(key, `(${canary})`)} 0 g 18 116 284 24 re f`),
  text('ActualText', 'Canaryal', (key, canary) => `/Span <</ActualText (${canary})>> BDC ${shown(key, '(x)')} EMC`),
  text('alternate text', 'Canaryam', (key, canary) => `/Figure <</Alt (${canary})>> BDC ${shown(key, '(x)')} EMC`),
  { name: 'form XObject', canary: 'Canaryan', guarantees: ['R8'], plant: (planting) => {
    const key = planting.page.node.newXObject('X', form(planting, shown('/F', `(${planting.canary})`))).toString();
    content(planting, () => `${key} Do`);
  } },
  { name: 'content of a layer that is off', canary: 'Canaryao', guarantees: ['R8'], plant: (planting) => {
    const { document, page, canary } = planting;
    const layer = document.context.register(document.context.obj({ Type: 'OCG', Name: PDFString.of('Layer') }));
    catalogEntry(planting, 'OCProperties', { OCGs: [layer], D: { OFF: [layer] } });
    page.node.Resources()?.set(PDFName.of('Properties'), document.context.obj({ L: layer }));
    content(planting, (key) => `/OC /L BDC ${shown(key, `(${canary})`)} EMC`);
  } },
  { name: 'name of a layer', canary: 'Canaryap', guarantees: ['R1', 'R8'], plant: (planting) => {
    planting.page.node.set(PDFName.of('LayerOfPage'), planting.document.context.obj({ Type: 'OCG', Name: PDFString.of(planting.canary) }));
  } },
  { name: 'annotation', canary: 'Canaryaq', guarantees: ['R1', 'R8'], plant: (planting) => { annotation(planting, { Subtype: 'Text', Contents: PDFString.of(planting.canary) }); } },
  { name: 'appearance of an annotation', canary: 'Canaryar', guarantees: ['R8'], plant: (planting) => { annotation(planting, { Subtype: 'Stamp', F: 4, Rect: [30, 118, 50, 138], AP: { N: form(planting, `BT /F 10 Tf 30 30 Td (${planting.canary}) Tj ET`) } }); } },
  { name: 'address of a link', canary: 'Canaryas', guarantees: ['R1', 'R8'], plant: (planting) => { annotation(planting, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of(`https://${planting.canary}.example`) } }); } },
  { name: 'value of a form field', canary: 'Canaryat', guarantees: ['R1', 'R8'], plant: ({ document, page, font, canary }) => {
    const field = document.getForm().createTextField('field');
    field.setText(canary);
    field.addToPage(page, { x: 200, y: 120, width: 90, height: 16, font });
  } },
  { name: 'XFA form', canary: 'Canaryau', guarantees: ['R8'], plant: (planting) => {
    planting.document.getForm().acroForm.dict.set(PDFName.of('XFA'), planting.document.context.register(planting.document.context.stream(`<xfa><v>${planting.canary}</v></xfa>`)));
  } },
  { name: 'document information', canary: 'Canaryav', guarantees: ['R1'], plant: ({ document, canary }) => { document.setSubject(canary); } },
  { name: 'document information, UTF-16', canary: 'Canaryаw', guarantees: ['R1'], plant: ({ document, canary }) => { document.setKeywords([canary]); } },
  { name: 'XMP', canary: 'Canaryax', guarantees: ['R8'], plant: ({ document, canary }) => {
    document.catalog.set(PDFName.of('Metadata'), document.context.register(document.context.flateStream(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>${canary}</dc:title></x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' })));
  } },
  { name: 'bookmark', canary: 'Canaryay', guarantees: ['R1', 'R8'], plant: (planting) => {
    const { context } = planting.document;
    const item = context.nextRef();
    const outlines = context.register(context.obj({ Type: 'Outlines', First: item, Last: item, Count: 1 }));
    context.assign(item, context.obj({ Title: PDFHexString.fromText(planting.canary), Parent: outlines }));
    planting.document.catalog.set(PDFName.of('Outlines'), outlines);
  } },
  { name: 'attachment', canary: 'Canaryaz', guarantees: ['R8'], plant: async ({ document, canary }) => { await document.attach(Buffer.from(canary), 'file.txt'); } },
  { name: 'name of an attachment', canary: 'Canaryba', guarantees: ['R1', 'R8'], plant: async ({ document, canary }) => { await document.attach(Buffer.from('nothing'), `${canary}.txt`); } },
  { name: 'script', canary: 'Canarybb', guarantees: ['R1', 'R8'], plant: (planting) => { catalogEntry(planting, 'OpenAction', { S: 'JavaScript', JS: PDFString.of(`app.alert("${planting.canary}")`) }); } },
  { name: 'private data of a program', canary: 'Canarybc', guarantees: ['R1', 'R8'], plant: ({ document, page, canary }) => { page.node.set(PDFName.of('PieceInfo'), document.context.obj({ Program: { Private: PDFString.of(canary) } })); } },
  { name: 'thumbnail', canary: 'Canarybd', guarantees: ['R8'], plant: ({ document, page, canary }) => { page.node.set(PDFName.of('Thumb'), document.context.register(document.context.stream(canary, { Width: 8, Height: 1, ColorSpace: 'DeviceGray', BitsPerComponent: 8 }))); } },
  { name: 'structure tree', canary: 'Canarybe', guarantees: ['R1', 'R8'], plant: (planting) => { catalogEntry(planting, 'StructTreeRoot', { Type: 'StructTreeRoot', K: [{ S: 'Span', E: PDFString.of(planting.canary) }] }); } },
  { name: 'page label', canary: 'Canarybf', guarantees: ['R1', 'R8'], plant: (planting) => { catalogEntry(planting, 'PageLabels', { Nums: [0, { P: PDFString.of(planting.canary) }] }); } },
  { name: 'named destination', canary: 'Canarybg', guarantees: ['R8'], plant: (planting) => { catalogEntry(planting, 'Dests', { [planting.canary]: [planting.page.ref, 'Fit'] }); } },
  { name: 'name of a font', canary: 'Canarybh', guarantees: ['R8'], plant: ({ document, page, canary }) => { page.node.newFontDictionary('N', document.context.register(document.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: canary }))); } },
  { name: 'name of a colour', canary: 'Canarybi', guarantees: ['R8'], plant: ({ document, page, canary }) => { page.node.Resources()?.set(PDFName.of('ColorSpace'), document.context.obj({ S: ['Separation', canary, 'DeviceGray', { FunctionType: 2, Domain: [0, 1], N: 1 }] })); } },
  { name: 'records in a photograph', canary: 'Canarybj', guarantees: ['R8'], plant: pictureWithRecords },
  { name: 'object that nothing refers to', canary: 'Canarybk', guarantees: ['R1', 'R7'], plant: ({ document, canary }) => { document.context.register(document.context.obj([PDFString.of(canary)])); } },
  { name: 'earlier revision', canary: 'Canarybl', guarantees: ['R1', 'R7'], plant: () => undefined, append: (pdf, canary) => Buffer.concat([pdf, Buffer.from(`\n90000 0 obj\n(${canary})\nendobj\nxref\n90000 1\n${String(pdf.length + 1).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 90001 /Prev ${startOf(pdf)} /Root ${/\/Root (\d+ \d+ R)/.exec(Buffer.from(pdf).toString('latin1'))?.[1] ?? ''} >>\nstartxref\n${pdf.length + 1 + Buffer.byteLength(`90000 0 obj\n(${canary})\nendobj\n`)}\n%%EOF\n`, 'latin1')]) },
  { name: 'bytes after the end', canary: 'Canarybm', guarantees: ['R1', 'R7'], plant: () => undefined, append: (pdf, canary) => Buffer.concat([pdf, Buffer.from(`${canary}\n`)]) },
];

function startOf(pdf: Uint8Array): string {
  return [...Buffer.from(pdf).toString('latin1').matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '0';
}

/** A page with words that stay, and every one of the carriers. */
export async function pageWith(carriers: readonly Carrier[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([...pageSize]);
  page.drawText('Words that everybody may read', { x: 30, y: 170, size: 12, font });
  page.drawText('stand above and below the line.', { x: 30, y: 90, size: 12, font, color: rgb(0, 0, 0) });
  for (const { canary, plant } of carriers) await plant({ document, page, font, canary });
  return appended(await document.save({ useObjectStreams: false }), carriers);
}

/** A redacted file as a build would leave it that forgets this carrier. */
export async function leftIn(redacted: Uint8Array, carrier: Carrier): Promise<Uint8Array> {
  const document = await PDFDocument.load(redacted, { updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  await carrier.plant({ document, page: document.getPage(0), font, canary: carrier.canary });
  return appended(carrier.append === undefined ? await document.save({ useObjectStreams: false }) : redacted, [carrier]);
}

function appended(pdf: Uint8Array, carriers: readonly Carrier[]): Uint8Array {
  return carriers.reduce((bytes, { append, canary }) => append?.(bytes, canary) ?? bytes, pdf);
}
