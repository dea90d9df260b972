import { unionOfRects, type Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { PageGeometry } from './page-geometry.ts';
import type { Pdfium } from './pdfium.ts';
import { rightToLeft } from './word-directions.ts';

const lineBreaks = new Set([0x0a, 0x0d, 0x2028, 0x2029]);
const noCharacter = new Set([0, 0xfffe, 0xffff]);
const space = 0x20;
const lastPlain = 0x7e;
// PDFium marks a hyphen at a line's end with this code point; it stands for a hyphen on the page.
const lineEndHyphen = 0x02;

/** Reads the words that a page's text carries, seen or not, in PDFium's reading order. */
export function readWords(pdfium: Pdfium, page: number, geometry: PageGeometry): Word[] {
  const { api, perCharacter: { _FPDFText_GetUnicode: unicodeAt, _FPDFText_GetLooseCharBox: readBox } } = pdfium;
  const textPage = api.FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  try {
    return pdfium.withMemory(16, (box) => {
      let view = pdfium.view();
      const words: Word[] = [];
      let text = '';
      let rects: Rect[] = [];
      let letters: string[] = [];
      let first = 0;
      let line = 0;
      const quarters = (index: number): number => api.FPDFText_GetCharAngle(textPage, index) / (Math.PI / 2) + api.FPDFPage_GetRotation(page);
      const inOrder = (): string => {
        if (letters.length !== rects.length || runsOn(rects) || rightToLeft.test(text)) return text;
        const along = alongText(rects, quarters(first));
        return along !== undefined && goesBack(along) ? asSeen(letters, along) ?? text : text;
      };
      const endWord = (): void => {
        const rect = unionOfRects(rects);
        if (rect !== undefined && text !== '') words.push({ text: inOrder().normalize('NFC'), rect, line });
        text = '';
        rects = [];
        letters = [];
      };
      const count = api.FPDFText_CountChars(textPage);
      for (let index = 0; index < count; index++) {
        const unicode = unicodeAt(textPage, index);
        if (noCharacter.has(unicode)) continue;
        if (lineBreaks.has(unicode)) {
          endWord();
          if (words.at(-1)?.line === line) line++;
          continue;
        }
        const character = unicode === lineEndHyphen ? '-' : fromCodeUnit(unicode);
        if ((unicode <= space || unicode > lastPlain) && /^\s$/u.test(character)) {
          endWord();
          continue;
        }
        if (text === '') first = index;
        text += character;
        letters.push(character);
        if (readBox(textPage, index, box) !== 0) {
          // PDFium's memory moves as it grows.
          if (view.buffer.byteLength === 0) view = pdfium.view();
          // FS_RECTF: left, top, right, bottom.
          rects.push(geometry.toDisplay(view.getFloat32(box, true), view.getFloat32(box + 12, true), view.getFloat32(box + 8, true), view.getFloat32(box + 4, true)));
        }
      }
      endWord();
      return words;
    });
  } finally {
    api.FPDFText_ClosePage(textPage);
  }
}

/** Whether letters stand one after another from left to right, as nearly all do: nothing more has to be asked about them. */
function runsOn(rects: readonly Rect[]): boolean {
  const [first] = rects;
  const last = rects.at(-1);
  if (first === undefined || last === undefined || rects.length === 1) return true;
  return last[0] - first[0] > Math.abs(last[1] - first[1]) && !goesBack(rects);
}

/** The boxes as they lie to whoever turns the page until its text is upright; `quarters` of a turn it is from that. Undefined for text at a slant. */
function alongText(rects: readonly Rect[], quarters: number): readonly Rect[] | undefined {
  const whole = Math.round(quarters);
  if (Math.abs(quarters - whole) > 1 / 3) return undefined;
  const turn = ((whole % 4) + 4) % 4;
  return rects.map(([x, y, width, height]): Rect => {
    if (turn === 1) return [y, -(x + width), height, width];
    if (turn === 2) return [-(x + width), -(y + height), width, height];
    return turn === 3 ? [-(y + height), x, height, width] : [x, y, width, height];
  });
}

// On a line from right to left PDFium gives `P-12` as `-12P`: some letters lie wholly on the left of the one before, on the same height.
function goesBack(rects: readonly Rect[]): boolean {
  return rects.some(([x, y, width, height], at) => {
    const before = rects[at - 1];
    return before !== undefined && width > 0 && x + width <= before[0] + width / 4 && Math.abs(y + height / 2 - before[1] - before[3] / 2) < height / 2;
  });
}

/** The letters from left to right; undefined where they lie upon one another, such as a word that is drawn twice: its letters would be mixed. */
function asSeen(letters: readonly string[], rects: readonly Rect[]): string | undefined {
  const row = letters.map((letter, at) => ({ letter, x: rects[at]?.[0] ?? 0, width: rects[at]?.[2] ?? 0 })).sort((a, b) => a.x - b.x);
  if (row.some(({ x }, at) => { const before = row[at - 1]; return before !== undefined && x < before.x + before.width / 2; })) return undefined;
  return row.map(({ letter }) => letter).join('');
}

function fromCodeUnit(unicode: number): string {
  return unicode > 0xffff ? String.fromCodePoint(unicode) : String.fromCharCode(unicode);
}
