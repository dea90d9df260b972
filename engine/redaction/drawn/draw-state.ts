import type { Rect } from '../../../shared/geometry.ts';
import type { Colour, Matrix } from './draw-element.ts';

/** The graphics state of a page while it is read (ISO 32000-1, 8.4), as far as it can be redrawn. */
export interface DrawState {
  ctm: Matrix;
  /** In page space; undefined for the whole page. */
  clip: Rect | undefined;
  fill: Colour | undefined;
  stroke: Colour | undefined;
  lineWidth: number;
  cap: number;
  join: number;
  miter: number;
  dash: readonly number[];
  phase: number;
  font: DrawFont | undefined;
  fontSize: number;
  fontDirection: number;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderMode: number;
  fillAlpha: number;
  strokeAlpha: number;
  multiply: boolean;
}

/** What is asked of a font that PDF.js has read. */
export interface DrawFont {
  readonly loadedName: string;
  /** Absent for TrueType fonts: thousandths of an em. */
  readonly fontMatrix?: readonly number[];
  readonly isType3Font?: boolean;
  /** What each glyph of a Type 3 font draws. */
  readonly charProcOperatorList?: unknown;
  readonly vertical?: boolean;
  readonly missingFile?: boolean;
  /** The font program as PDF.js has mended it: an OpenType file. */
  readonly data?: Uint8Array;
  readonly name?: string;
}

/** The state in which a page begins. */
export function startState(ctm: Matrix): DrawState {
  return {
    ctm, clip: undefined, fill: [0, 0, 0], stroke: [0, 0, 0], lineWidth: 1, cap: 0, join: 0, miter: 10, dash: [], phase: 0,
    font: undefined, fontSize: 0, fontDirection: 1, charSpacing: 0, wordSpacing: 0, horizontalScale: 1, leading: 0, rise: 0, renderMode: 0, fillAlpha: 1, strokeAlpha: 1, multiply: false,
  };
}
