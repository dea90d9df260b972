import type { DrawState } from './draw-state.ts';
import { times, type FontSource, type Matrix, type RunGlyph, type TextRun } from './draw-element.ts';
import { accented } from './source-font.ts';

/** A glyph that PDF.js shows. */
export interface ShownGlyph {
  readonly fontChar: string;
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  /** Names what a glyph of a Type 3 font draws. */
  readonly operatorListId?: string;
  /** False for a glyph that the font has not, which is not drawn. */
  readonly isInFont: boolean;
  readonly accent?: { readonly fontChar: string; readonly offset: { readonly x: number; readonly y: number } } | null;
}

/** Glyphs, and moves back in thousandths of the font size. */
export type ShownText = readonly (ShownGlyph | number)[];

/** Where text stands on a page while it is read (ISO 32000-1, 9.4.2). */
export class TextCursor {
  #matrix: Matrix = [1, 0, 0, 1, 0, 0];
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;
  /** What was shown up to here, where nothing moved since. */
  #shown: TextRun | undefined;

  begin(matrix: Matrix = [1, 0, 0, 1, 0, 0]): void {
    this.#matrix = matrix;
    [this.#x, this.#y, this.#lineX, this.#lineY] = [0, 0, 0, 0];
    this.#shown = undefined;
  }

  move(x: number, y: number): void {
    [this.#lineX, this.#lineY] = [this.#lineX + x, this.#lineY + y];
    [this.#x, this.#y] = [this.#lineX, this.#lineY];
    this.#shown = undefined;
  }

  /** `run` is what was shown along the way. */
  advance(x: number, run?: TextRun): void {
    this.#x += x;
    this.#shown = run;
  }

  /** The run at whose end text with this matrix begins. */
  before(matrix: Matrix): TextRun | undefined {
    return this.#shown?.matrix.slice(0, 4).every((value, index) => value === matrix[index]) === true ? this.#shown : undefined;
  }

  /** From the text's space, scaled `across`, to the page; its origin is where the next glyph stands. */
  line({ ctm, fontDirection, rise }: DrawState, across: number): Matrix {
    return times(times(ctm, this.#matrix), [across, 0, 0, fontDirection, this.#x, this.#y + rise]);
  }
}

/** A run, and where each of its glyphs stands, in the space of its matrix. */
export interface LaidRun {
  readonly run: TextRun;
  readonly places: readonly { readonly step: number; readonly x: number }[];
  readonly advance: number;
}

/** Lays out what one operator shows in a font of outlines. Spacing between letters and words becomes moves between glyphs. */
export function layRun(font: FontSource, { fontSize, fontDirection, font: state, charSpacing, wordSpacing }: DrawState, { matrix, after }: Pick<TextRun, 'matrix' | 'after'>, glyphs: ShownText): LaidRun {
  const unit = (state?.fontMatrix?.[0] ?? 0.001) * 1000;
  const steps: (RunGlyph | number)[] = [];
  const places: { step: number; x: number }[] = [];
  let x = 0;
  const back = (thousandths: number): void => {
    if (thousandths === 0) return;
    const last = steps.at(-1);
    if (typeof last === 'number') steps[steps.length - 1] = last + thousandths;
    else steps.push(thousandths);
    x -= (thousandths * fontSize) / 1000;
  };
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      back(glyph);
      continue;
    }
    const { accent } = glyph;
    const name = font.replaced === true ? glyph.unicode : accent === null || accent === undefined ? glyph.fontChar : accented(glyph.fontChar, accent.fontChar, accent.offset.x, accent.offset.y);
    const blank = !glyph.isInFont || font.outline(name).length === 0;
    const width = glyph.width * unit;
    if (!blank) places.push({ step: steps.length, x });
    steps.push({ name, width, blank });
    x += (width * fontSize) / 1000;
    back(-(((glyph.isSpace ? wordSpacing : 0) + charSpacing) * fontDirection * 1000) / fontSize);
  }
  return { run: { font, size: fontSize, matrix, steps, ...(after === undefined ? {} : { after }) }, places, advance: x };
}
