import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PDFRef} from '@cantoo/pdf-lib';
import { PDFContext, PDFHeader, PDFHexString, PDFName, PDFRawStream, PDFWriter, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import type { Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { success, type Result } from '../../shared/result.ts';
import type { TaskHost } from '../workers/task.ts';
import { addGlyphlessFont, glyphlessCodes, type GlyphlessCodes } from '../pdf/glyphless-font.ts';
import { textLayerContent } from '../pdf/text-layer.ts';
import { drawnFonts, withCodes, type DrawnFonts } from './drawn/drawn-fonts.ts';
import type { Drawing } from './drawn/drawing-content.ts';
import type { EncodedImage } from './encode-tasks.ts';

export interface RedactedPage extends PageSize {
  readonly image: EncodedImage;
  /** Stands in place of the picture where the page is redrawn. */
  readonly drawing?: Drawing;
  readonly words: readonly Word[];
}

interface Writing {
  readonly context: PDFContext;
  readonly pages: PDFDict[];
  readonly root: PDFRef;
  readonly font: PDFRef;
  readonly codes: GlyphlessCodes;
  readonly drawn: DrawnFonts;
}

const fontName = 'T';
const imageName = 'I';

export interface WriteInput {
  readonly title: string;
  readonly language: string;
  /** How many pages there are; each is asked for as `page`, by its 0-based index. */
  readonly pages: number;
}

async function write(input: WriteInput, host: TaskHost): Promise<Result<Uint8Array, Failure>> {
  const context = PDFContext.create();
  context.header = PDFHeader.forVersion(1, 7);
  const writing: Writing = { context, pages: [], root: context.nextRef(), font: context.nextRef(), codes: glyphlessCodes(), drawn: drawnFonts(context) };
  for (let index = 0; index < input.pages; index++) addPage(writing, (await host.call('page', index)) as RedactedPage);
  return success(await finish(writing, input));
}

function addPage(writing: Writing, page: RedactedPage): void {
  const { context, pages, root, font, codes } = writing;
  const { image, drawing, widthPt, heightPt } = page;
  const text = textLayerContent(page.words, page, { fontName, codes });
  const resources = context.obj({});
  const xObjects = context.obj({});
  const states = context.obj({});
  const fonts = context.obj({});
  const picture = drawing === undefined ? addPicture(context, xObjects, page, image) : addDrawing(writing, { xObjects, states, fonts }, drawing);
  if (states.keys().length > 0) resources.set(PDFName.of('ExtGState'), states);
  if (xObjects.keys().length > 0) resources.set(PDFName.of('XObject'), xObjects);
  if (text !== '') fonts.set(PDFName.of(fontName), font);
  if (fonts.keys().length > 0) resources.set(PDFName.of('Font'), fonts);
  const content = stream(context, {}, deflateSync(Buffer.from(text === '' ? picture : `${picture}\n${text}`, 'latin1'), { level: 9 }), 'FlateDecode');
  pages.push(context.obj({
    Type: 'Page', Parent: root, MediaBox: [0, 0, Number(widthPt.toFixed(4)), Number(heightPt.toFixed(4))], Resources: resources, Contents: context.register(content),
  }));
}

function addPicture(context: PDFContext, xObjects: PDFDict, { widthPt, heightPt }: PageSize, image: EncodedImage): string {
  xObjects.set(PDFName.of(imageName), context.register(imageObject(context, image)));
  const across = (widthPt * image.width) / image.pageWidth;
  const down = (heightPt * image.height) / image.pageHeight;
  return `q ${across.toFixed(4)} 0 0 ${down.toFixed(4)} 0 ${(heightPt - down).toFixed(4)} cm /${imageName} Do Q`;
}

function addDrawing({ context, drawn }: Writing, { xObjects, states, fonts }: { readonly xObjects: PDFDict; readonly states: PDFDict; readonly fonts: PDFDict }, { content, fonts: named, pictures, mixes }: Drawing): string {
  const used = named.map((font) => drawn.use(font));
  for (const [index, { reference }] of used.entries()) fonts.set(PDFName.of(`F${index}`), reference);
  for (const [index, { width, height, channels, data }] of pictures.entries()) {
    const image = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8, ColorSpace: channels === 1 ? 'DeviceGray' : 'DeviceRGB' };
    xObjects.set(PDFName.of(`P${index}`), context.register(stream(context, image, deflateSync(data, { level: 9 }), 'FlateDecode')));
  }
  for (const [index, { fill, stroke, multiply }] of mixes.entries()) {
    states.set(PDFName.of(`A${index}`), context.obj({ ca: Number(fill.toFixed(4)), CA: Number(stroke.toFixed(4)), BM: multiply ? 'Multiply' : 'Normal' }));
  }
  return withCodes(content, used.map(({ codes }) => codes));
}

const filters = { 'ccitt-g4': 'CCITTFaxDecode', 'jpeg': 'DCTDecode', 'flate': 'FlateDecode' } as const;

function imageObject(context: PDFContext, image: EncodedImage): PDFRawStream {
  const { coding, width, height, channels } = image;
  const dict = {
    Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: coding === 'ccitt-g4' ? 1 : 8,
    ColorSpace: channels === 1 ? 'DeviceGray' : 'DeviceRGB',
    ...(coding === 'ccitt-g4' ? { DecodeParms: { K: -1, Columns: width, Rows: height, BlackIs1: true } } : {}),
    ...(coding === 'flate' ? { DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: 8, Columns: width } } : {}),
  };
  return stream(context, dict, image.data, filters[coding]);
}

function stream(context: PDFContext, entries: Parameters<PDFContext['obj']>[0] & object, data: Uint8Array, filter: string): PDFRawStream {
  const dict = context.obj({ ...(entries as Record<string, string>), Length: data.length, Filter: filter });
  return PDFRawStream.of(dict, data);
}

function finish({ context, pages, root, font, codes, drawn }: Writing, input: WriteInput): Promise<Uint8Array> {
  drawn.write();
  const kids = pages.map((page) => context.register(page));
  context.assign(root, context.obj({ Type: 'Pages', Kids: kids, Count: kids.length }));
  if (pages.some((page) => hasText(context, page))) {
    const made = addGlyphlessFont(context, codes.further);
    const dict = context.lookup(made);
    if (dict !== undefined) context.assign(font, dict);
    context.delete(made);
  }
  const catalog = context.obj({ Type: 'Catalog', Pages: root, ViewerPreferences: { DisplayDocTitle: true } });
  if (input.language !== '') catalog.set(PDFName.of('Lang'), PDFHexString.fromText(input.language));
  const info = context.obj({});
  if (input.title !== '') info.set(PDFName.of('Title'), PDFHexString.fromText(input.title));
  info.set(PDFName.of('Producer'), PDFHexString.fromText('Custodia'));
  context.trailerInfo.Root = context.register(catalog);
  context.trailerInfo.Info = context.register(info);
  const id = PDFHexString.of(contentId(context));
  context.trailerInfo.ID = context.obj([id, id]);
  return PDFWriter.forContext(context, Infinity).serializeToBuffer();
}

function hasText(context: PDFContext, page: PDFDict): boolean {
  const resources = context.lookup(page.get(PDFName.of('Resources'))) as PDFDict | undefined;
  return (resources?.lookup(PDFName.of('Font')) as PDFDict | undefined)?.has(PDFName.of(fontName)) === true;
}

/** The file's identifier follows from what is in it, so that the same content gives the same file. */
function contentId(context: PDFContext): string {
  const hash = createHash('sha256');
  for (const [reference, object] of context.enumerateIndirectObjects()) {
    hash.update(`${reference.toString()} ${shortForm(object)}`);
    if (object instanceof PDFRawStream) hash.update(object.contents);
  }
  return hash.digest('hex').slice(0, 32);
}

function shortForm(object: PDFObject): string {
  return object instanceof PDFRawStream ? object.dict.toString() : object.toString();
}

/** Writes one redacted PDF from nothing but images, words off the zones, a title and a language. */
export const tasks = { write };
