import type { Rect } from '../../shared/geometry.ts';
import type { Word } from '../../shared/page-text.ts';
import type { Pdfium } from '../pdf/pdfium.ts';
import { markedCharacters, type Character } from './marked-characters.ts';
import { lumas, withPaintedPage, type PaintedPage } from './painted-page.ts';
import { zonePixels } from './zone-pixels.ts';

const dpi = 100;
const seenDifference = 24;
const textObject = 1;
const formObject = 5;
const deepestForm = 12;

export interface SeenWords {
  readonly words: readonly Word[];
  /** Words that are seen, but whose text an ActualText entry supplies instead of the glyphs: another reader has to bear them out. */
  readonly spoken: readonly Word[];
}

/**
 * The words that a reader of the page sees. Words that the document itself carries count only where hiding the page's text changes its pixels, and
 * where no invisible text and no hidden layer lies; words that were recognised count where there is any contrast.
 */
export function visibleWords(pdfium: Pdfium, page: number, words: readonly Word[], source: 'text' | 'ocr' | 'none'): SeenWords {
  if (words.length === 0) return { words: [], spoken: [] };
  const shown = withPaintedPage(pdfium, page, { dpi, zones: [] }, tones);
  if (source !== 'text') return { words: words.filter(({ rect }) => contrast(shown, rect) > seenDifference), spoken: [] };
  const characters = markedCharacters(pdfium, page);
  const blank = withoutTexts(pdfium, page, textObjects(pdfium, page));
  const bare = characters.layered.length === 0 ? blank : withoutTexts(pdfium, page, [...new Set(characters.layered.map(({ object }) => object))]);
  const lies = (places: readonly Character[], { rect }: Word): boolean => places.some((character) => centreWithin(character.rect, rect));
  const seen = words.filter((word) => differs(shown, lies(characters.layered, word) ? bare : blank, word.rect) && !lies(characters.invisible, word));
  return { words: seen.filter((word) => !lies(characters.spoken, word)), spoken: seen.filter((word) => lies(characters.spoken, word)) };
}

function withoutTexts(pdfium: Pdfium, page: number, objects: readonly number[]): Tones {
  for (const object of objects) pdfium.api.FPDFPageObj_SetIsActive(object, false);
  try {
    return withPaintedPage(pdfium, page, { dpi, zones: [] }, tones);
  } finally {
    for (const object of objects) pdfium.api.FPDFPageObj_SetIsActive(object, true);
  }
}

interface Tones {
  readonly page: { readonly widthPt: number; readonly heightPt: number };
  readonly width: number;
  readonly height: number;
  readonly tones: Uint8Array;
}

function tones({ widthPt, heightPt, width, height, pixels }: PaintedPage): Tones {
  return { page: { widthPt, heightPt }, width, height, tones: lumas(pixels) };
}

function contrast(image: Tones, rect: Rect): number {
  const box = zonePixels(rect, image.page, image);
  if (box === undefined) return 0;
  let low = 255;
  let high = 0;
  for (let row = box.top; row < box.bottom; row++) {
    for (let column = box.left; column < box.right; column++) {
      const tone = image.tones[row * image.width + column] ?? 0;
      if (tone < low) low = tone;
      if (tone > high) high = tone;
    }
  }
  return high - low;
}

function differs(shown: Tones, blank: Tones, rect: Rect): boolean {
  const box = zonePixels(rect, shown.page, shown);
  if (box === undefined) return false;
  for (let row = box.top; row < box.bottom; row++) {
    for (let at = row * shown.width + box.left, end = row * shown.width + box.right; at < end; at++) {
      if (Math.abs((shown.tones[at] ?? 0) - (blank.tones[at] ?? 0)) > seenDifference) return true;
    }
  }
  return false;
}

function centreWithin(inner: Rect, outer: Rect): boolean {
  const x = inner[0] + inner[2] / 2;
  const y = inner[1] + inner[3] / 2;
  return x > outer[0] && x < outer[0] + outer[2] && y > outer[1] && y < outer[1] + outer[3];
}

function textObjects(pdfium: Pdfium, page: number): number[] {
  const { api } = pdfium;
  const found: number[] = [];
  const visit = (object: number, depth: number): void => {
    const type = api.FPDFPageObj_GetType(object);
    if (type === textObject) found.push(object);
    if (type !== formObject || depth > deepestForm) return;
    const count = api.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count; index++) visit(api.FPDFFormObj_GetObject(object, index), depth + 1);
  };
  const count = api.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) visit(api.FPDFPage_GetObject(page, index), 0);
  return found;
}
