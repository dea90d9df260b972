import type { Pdfium } from '../../pdf/pdfium.ts';

/** The outline of a character in a font that PDFium takes for one that is not in the file: codes and coordinates in ems, as PDF.js has them. */
export type ReplacedFont = (character: string) => ArrayLike<number> | undefined;

const textObject = 1;
const formObject = 5;
const deepestForm = 12;
// Such fonts are made in thousandths of an em; PDFium rounds to 4096ths.
const units = 1000;

/** The fonts of an open page that are not in the file, by their names in letters and digits. Valid while the page is open. */
export function replacedFonts(pdfium: Pdfium, page: number): ReadonlyMap<string, ReplacedFont> {
  const { api } = pdfium;
  const found = new Map<string, ReplacedFont>();
  const visit = (object: number, depth: number): void => {
    const type = api.FPDFPageObj_GetType(object);
    if (type === textObject) {
      const font = api.FPDFTextObj_GetFont(object);
      if (font === 0 || api.FPDFFont_GetIsEmbedded(font) !== 0) return;
      const name = plainName(baseName(pdfium, font));
      if (!found.has(name)) found.set(name, (character) => traced(pdfium, font, character));
    } else if (type === formObject && depth <= deepestForm) {
      for (let index = 0, count = api.FPDFFormObj_CountObjects(object); index < count; index++) visit(api.FPDFFormObj_GetObject(object, index), depth + 1);
    }
  };
  for (let index = 0, count = api.FPDFPage_CountObjects(page); index < count; index++) visit(api.FPDFPage_GetObject(page, index), 0);
  return found;
}

/** A font's name without what readers write differently: PDFium calls the fonts of an office by the standard fonts that it takes for them (ISO 32000-1, 9.6.2.2). */
export function plainName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]/g, '');
  const found = /^(Arial|TimesNewRoman|CourierNew)(?:PS)?(?:MT)?((?:Bold)?(?:Italic)?)(?:MT)?$/.exec(plain);
  if (found === null) return plain;
  const [, family = '', style = ''] = found;
  if (family === 'TimesNewRoman') return `Times${style === '' ? 'Roman' : style}`;
  return `${family === 'Arial' ? 'Helvetica' : 'Courier'}${style.replace('Italic', 'Oblique')}`;
}

function baseName(pdfium: Pdfium, font: number): string {
  const length = pdfium.api.FPDFFont_GetBaseFontName(font, 0, 0);
  return length <= 1 ? '' : pdfium.withMemory(length, (buffer) => {
    pdfium.api.FPDFFont_GetBaseFontName(font, buffer, length);
    return Buffer.from(pdfium.heap().subarray(buffer, buffer + length - 1)).toString('utf8');
  });
}

// fpdf_edit.h: FPDF_SEGMENT_LINETO, _BEZIERTO, _MOVETO.
const line = 0;
const curve = 1;

function traced(pdfium: Pdfium, font: number, character: string): number[] | undefined {
  const { api } = pdfium;
  const path = api.FPDFFont_GetGlyphPath(font, character.codePointAt(0) ?? 0, 1);
  if (path === 0) return undefined;
  return pdfium.withMemory(8, (buffer) => {
    const steps: number[] = [];
    let curved: number[] = [];
    for (let index = 0, count = api.FPDFGlyphPath_CountGlyphSegments(path); index < count; index++) {
      const segment = api.FPDFGlyphPath_GetGlyphPathSegment(path, index);
      api.FPDFPathSegment_GetPoint(segment, buffer, buffer + 4);
      const point = [buffer, buffer + 4].map((at) => Math.round(pdfium.view().getFloat32(at, true) * units) / units);
      const type = api.FPDFPathSegment_GetType(segment);
      if (type === curve) {
        curved.push(...point);
        if (curved.length === 6) {
          steps.push(2, ...curved);
          curved = [];
        }
      } else steps.push(type === line ? 1 : 0, ...point);
      if (api.FPDFPathSegment_GetClose(segment)) steps.push(4);
    }
    return steps;
  });
}
