import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import { readPageGeometry, type PageGeometry } from '../pdf/page-geometry.ts';
import { readWords } from '../pdf/page-words.ts';
import type { Pdfium } from '../pdf/pdfium.ts';
import { marginHeight } from './page-margin.ts';
import type { PageFacts } from './pdf-facts.ts';

type SeenFacts = Omit<PageFacts, 'links' | 'label'>;

const lettersLookedAt = 600;
const [textObject, imageObject, formObject] = [1, 3, 5]; // fpdf_edit.h, FPDF_PAGEOBJ_*
const deepestForm = 8;

/** Reads what a check needs to know of an open page. */
export function readPageFacts(pdfium: Pdfium, handle: number, { page, keepWords }: { readonly page: number; readonly keepWords: boolean }): SeenFacts {
  const geometry = readPageGeometry(pdfium, handle);
  const { widthPt, heightPt } = geometry;
  const words = readWords(pdfium, handle, geometry);
  const margin = marginHeight(heightPt);
  const inMargin = ({ rect }: Word): boolean => rect[1] + rect[3] / 2 < margin || rect[1] + rect[3] / 2 > heightPt - margin;
  const body = words.filter((word) => !inMargin(word));
  const letters = readLetters(pdfium, handle, geometry);
  const bodyLetters = letters.filter(({ y }) => y >= margin && y <= heightPt - margin);
  const marginWords = words.filter(inMargin).map((word) => ({
    ...word,
    upright: letters.filter(({ x, y }) => contains(word.rect, x, y)).every(({ upright }) => upright),
    visible: word.text.includes(String(page)) ? hasInk(pdfium, handle, word.rect, geometry) : true,
  }));
  return {
    widthPt, heightPt, marginWords, words: keepWords ? words : [], bodyWords: body.length,
    uprightLetters: bodyLetters.filter(({ upright }) => upright).length, letters: bodyLetters.length,
    looks: body.length > 0 ? undefined : looksLike(pdfium, handle, geometry, { margin, known: marginWords.map(({ rect }) => rect) }),
    ...readObjects(pdfium, handle, widthPt * heightPt),
  };
}

function contains([x, y, width, height]: Rect, px: number, py: number): boolean {
  return px >= x - 0.5 && px <= x + width + 0.5 && py >= y - 0.5 && py <= y + height + 0.5;
}

interface Letter {
  readonly x: number;
  readonly y: number;
  readonly upright: boolean;
}

function readLetters(pdfium: Pdfium, handle: number, geometry: PageGeometry): Letter[] {
  const { api } = pdfium;
  const textPage = api.FPDFText_LoadPage(handle);
  if (textPage === 0) return [];
  try {
    const turned = (api.FPDFPage_GetRotation(handle) * Math.PI) / 2;
    const count = api.FPDFText_CountChars(textPage);
    const step = Math.max(1, Math.floor(count / lettersLookedAt));
    return pdfium.withMemory(16, (box) => {
      const letters: Letter[] = [];
      for (let index = 0; index < count; index++) {
        // The last letters are the marks of most bundles.
        if (index % step !== 0 && index < count - 100) continue;
        if (api.FPDFText_GetUnicode(textPage, index) <= 0x20 || !api.FPDFText_GetLooseCharBox(textPage, index, box)) continue;
        const at = (offset: number): number => pdfium.view().getFloat32(box + offset, true);
        const [x, y, width, height] = geometry.toDisplay(at(0), at(12), at(8), at(4));
        // PDFium counts a letter's angle clockwise, as the page's own turn.
        const angle = api.FPDFText_GetCharAngle(textPage, index) + turned;
        letters.push({ x: x + width / 2, y: y + height / 2, upright: Math.cos(angle) > 0.86 });
      }
      return letters;
    });
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
}

const [bgrx, renderAnnotations, inkScale] = [3, 0x01, 2];

function renderPart(pdfium: Pdfium, handle: number, [x, y, width, height]: Rect, { geometry, scale }: { geometry: PageGeometry; scale: number }): Uint8Array {
  const { api } = pdfium;
  const [columns, rows] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return pdfium.withMemory(columns * rows * 4, (buffer) => {
    const bitmap = api.FPDFBitmap_CreateEx(columns, rows, bgrx, buffer, columns * 4);
    api.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xffffffff);
    api.FPDF_RenderPageBitmap(bitmap, handle, Math.round(-x * scale), Math.round(-y * scale), Math.round(geometry.widthPt * scale), Math.round(geometry.heightPt * scale), 0, renderAnnotations);
    api.FPDFBitmap_Destroy(bitmap);
    const grey = new Uint8Array(columns * rows);
    const heap = pdfium.heap();
    for (let index = 0; index < grey.length; index++) grey[index] = ((heap[buffer + index * 4 + 2] ?? 0) * 77 + (heap[buffer + index * 4 + 1] ?? 0) * 150 + (heap[buffer + index * 4] ?? 0) * 29) >> 8;
    return grey;
  });
}

// A number that is there but not seen has no contrast where it stands.
function hasInk(pdfium: Pdfium, handle: number, rect: Rect, geometry: PageGeometry): boolean {
  const page = unionOfRects([rect]) ?? rect;
  if (page[0] + page[2] <= 0 || page[1] + page[3] <= 0 || page[0] >= geometry.widthPt || page[1] >= geometry.heightPt) return false;
  const grey = renderPart(pdfium, handle, rect, { geometry, scale: inkScale });
  let [least, most] = [255, 0];
  for (const value of grey) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return most - least > 60;
}

const looksScale = 0.35;

// Text on paper is mostly paper; a photograph is mostly tones between. Boxes over what was redacted are neither.
function looksLike(pdfium: Pdfium, handle: number, geometry: PageGeometry, { margin, known }: { readonly margin: number; readonly known: readonly Rect[] }): 'blank' | 'typed' | 'picture' {
  const scale = Math.min(looksScale, 400 / geometry.widthPt);
  const columns = Math.max(1, Math.round(geometry.widthPt * scale));
  const grey = withoutBoxes(renderPart(pdfium, handle, [0, margin, geometry.widthPt, geometry.heightPt - 2 * margin], { geometry, scale }), columns);
  // A word of the margin, which can be searched, may reach into what is looked at.
  for (const [x, y, width, height] of known) {
    for (let row = Math.max(0, Math.floor((y - margin) * scale)); row < Math.min(grey.length / columns, (y + height - margin) * scale + 1); row++) grey.fill(white, row * columns + Math.max(0, Math.floor(x * scale)), row * columns + Math.min(columns, Math.ceil((x + width) * scale)));
  }
  let [paper, tones, least] = [0, 0, 255];
  for (const value of grey) {
    if (value > 225) paper++;
    else if (value > 40) tones++;
    least = Math.min(least, value);
  }
  if (least > 200) return 'blank';
  return paper / grey.length < 0.45 && tones / grey.length > 0.35 ? 'picture' : 'typed';
}

const [black, white] = [40, 255];
const [boxSide, boxEdge] = [3, 2];

// Whatever is black without a gap over three samples each way, which letters of a text are not, becomes paper, with the edge around it.
function withoutBoxes(grey: Uint8Array, columns: number): Uint8Array {
  const kept = Uint8Array.from(grey);
  const rows = Math.floor(grey.length / columns);
  const isBox = (x: number, y: number): boolean => {
    for (let down = 0; down < boxSide; down++) for (let across = 0; across < boxSide; across++) if ((grey[(y + down) * columns + x + across] ?? white) > black) return false;
    return true;
  };
  for (let y = 0; y + boxSide <= rows; y++) {
    for (let x = 0; x + boxSide <= columns; x++) {
      if (!isBox(x, y)) continue;
      for (let at = Math.max(0, y - boxEdge); at < Math.min(rows, y + boxSide + boxEdge); at++) kept.fill(white, at * columns + Math.max(0, x - boxEdge), at * columns + Math.min(columns, x + boxSide + boxEdge));
    }
  }
  return kept;
}

function readObjects(pdfium: Pdfium, handle: number, pageArea: number): Pick<PageFacts, 'mostDpi' | 'leastDpi' | 'unembeddedFont'> {
  const { api } = pdfium;
  let mostDpi: number | undefined;
  let leastDpi: number | undefined;
  let unembeddedFont = false;
  const fonts = new Map<number, boolean>();
  pdfium.withMemory(32, (memory) => {
    const look = (object: number, depth: number, outer: number): void => {
      const kind = api.FPDFPageObj_GetType(object);
      if (kind === textObject) {
        const font = api.FPDFTextObj_GetFont(object);
        if (font !== 0 && !fonts.has(font)) fonts.set(font, api.FPDFFont_GetIsEmbedded(font) === 0);
        unembeddedFont ||= fonts.get(font) === true;
        return;
      }
      if (kind !== imageObject && kind !== formObject) return;
      if (!api.FPDFPageObj_GetMatrix(object, memory)) return;
      const at = (offset: number): number => pdfium.view().getFloat32(memory + offset, true);
      const area = Math.abs(at(0) * at(12) - at(4) * at(8));
      if (kind === formObject) {
        for (let index = 0; depth < deepestForm && index < api.FPDFFormObj_CountObjects(object); index++) look(api.FPDFFormObj_GetObject(object, index), depth + 1, outer * area);
        return;
      }
      const size = area * outer;
      if (size < pageArea / 20 || !api.FPDFImageObj_GetImagePixelSize(object, memory, memory + 4)) return;
      const pixels = pdfium.view().getUint32(memory, true) * pdfium.view().getUint32(memory + 4, true);
      const dpi = 72 * Math.sqrt(pixels / size);
      mostDpi = Math.max(mostDpi ?? 0, dpi);
      if (size > pageArea / 2) leastDpi = Math.min(leastDpi ?? Infinity, dpi);
    };
    for (let index = 0; index < api.FPDFPage_CountObjects(handle); index++) look(api.FPDFPage_GetObject(handle, index), 0, 1);
  });
  return { mostDpi, leastDpi, unembeddedFont };
}
