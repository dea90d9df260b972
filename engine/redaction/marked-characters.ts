import type { Rect } from '../../shared/geometry.ts';
import { readPageGeometry } from '../pdf/page-geometry.ts';
import type { Pdfium } from '../pdf/pdfium.ts';

export interface Character {
  readonly rect: Rect;
  /** The text object that it belongs to. */
  readonly object: number;
}

/** Characters whose text is not simply what their glyphs show. */
export interface MarkedCharacters {
  /** Drawn in an invisible mode. */
  readonly invisible: readonly Character[];
  /** Said by ActualText in place of the glyphs. */
  readonly spoken: readonly Character[];
  /** On an optional layer, which may be off. */
  readonly layered: readonly Character[];
}

type Marks = 'invisible' | 'spoken' | 'layered';

// fpdf_edit.h: FPDF_TEXTRENDERMODE_INVISIBLE, FPDF_TEXTRENDERMODE_CLIP
const unseenModes = new Set([3, 7]);

/** Reads which characters of an open page are invisible, said by ActualText, or on an optional layer. */
export function markedCharacters(pdfium: Pdfium, page: number): MarkedCharacters {
  const { api } = pdfium;
  const found: Record<Marks, Character[]> = { invisible: [], spoken: [], layered: [] };
  const textPage = api.FPDFText_LoadPage(page);
  if (textPage === 0) return found;
  const geometry = readPageGeometry(pdfium, page);
  const known = new Map<number, readonly Marks[]>();
  try {
    pdfium.withMemory(16, (box) => {
      const count = api.FPDFText_CountChars(textPage);
      for (let index = 0; index < count; index++) {
        const object = api.FPDFText_GetTextObject(textPage, index);
        if (object === 0) continue;
        const marks = known.get(object) ?? marksOf(pdfium, object);
        known.set(object, marks);
        if (marks.length === 0 || !api.FPDFText_GetLooseCharBox(textPage, index, box)) continue;
        const view = pdfium.view();
        const at = (offset: number): number => view.getFloat32(box + offset, true);
        const rect = geometry.toDisplay(at(0), at(12), at(8), at(4));
        for (const mark of marks) found[mark].push({ rect, object });
      }
    });
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
  return found;
}

function marksOf(pdfium: Pdfium, object: number): readonly Marks[] {
  const { api } = pdfium;
  const marks: Marks[] = unseenModes.has(api.FPDFTextObj_GetTextRenderMode(object)) ? ['invisible'] : [];
  const count = api.FPDFPageObj_CountMarks(object);
  for (let index = 0; index < count; index++) {
    const mark = api.FPDFPageObj_GetMark(object, index);
    if (api.FPDFPageObjMark_GetParamValueType(mark, 'ActualText') !== 0) marks.push('spoken');
    if (nameOf(pdfium, mark) === 'OC') marks.push('layered');
  }
  return marks;
}

const longestName = 64;

function nameOf(pdfium: Pdfium, mark: number): string {
  return pdfium.withMemory(longestName + 4, (buffer) => {
    if (!pdfium.api.FPDFPageObjMark_GetName(mark, buffer + 4, longestName, buffer)) return '';
    const bytes = Math.min(longestName, pdfium.view().getUint32(buffer, true));
    return Buffer.from(pdfium.heap().subarray(buffer + 4, buffer + 4 + Math.max(0, bytes - 2))).toString('utf16le');
  });
}
