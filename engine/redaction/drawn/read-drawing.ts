import type { Rect } from '../../../shared/geometry.ts';
import { at, boundsOf, liesIn, moved, NotDrawable, overlap, pointsOf, segmentsOf, times, uprightBox, type DrawElement, type FontSource, type Matrix, type Mix, type Segment, type TextRun } from './draw-element.ts';
import { rectangle } from './keep-elements.ts';
import { boxOf, colourOf, isSimilar, matrixOf, pathOperator } from './operator-values.ts';
import { picturePixels, stencilBars, type DecodedPicture } from './read-pixels.ts';
import { startState, type DrawFont, type DrawState } from './draw-state.ts';
import { layRun, TextCursor, type ShownText } from './read-text.ts';
import { plainName, type ReplacedFont } from './replaced-fonts.ts';
import { replacedFont, sourceFont } from './source-font.ts';

/** What PDF.js makes of a page: operators with their arguments, and where it keeps what they name. */
export interface OperatorSource {
  readonly operators: readonly { readonly name: string; readonly args: readonly unknown[] }[];
  readonly named: (name: string) => unknown;
  /** What a glyph of a Type 3 font draws, from that font's own list. */
  readonly glyphOperators: (glyphs: unknown, glyph: string) => readonly { readonly name: string; readonly args: readonly unknown[] }[] | undefined;
  /** From the page's space to the displayed page, y up. */
  readonly base: Matrix;
  readonly page: Rect;
}

const fillOnly = 0;
const invisible = 3;
// ISO 32000-1, table 106: text that is stroked, or filled and stroked.
const paintedBy: Readonly<Record<number, string>> = { 1: 'S', 2: 'B' };
const mostElements = 200_000;
const deepestGlyph = 3;

/**
 * Reads a page as the list of what it draws, clipped to what can show. Throws {@link NotDrawable} at anything that would not look the same when redrawn:
 * patterns, shadings, soft masks, optional layers, clips of other shapes than upright boxes, vertical fonts.
 */
export function readDrawing(source: OperatorSource, replaced: ReadonlyMap<string, ReplacedFont> = new Map()): DrawElement[] {
  const reader = new DrawingReader(source, replaced);
  for (const { name, args } of source.operators) reader.take(name, args);
  return reader.elements;
}

class DrawingReader {
  readonly elements: DrawElement[] = [];
  readonly #source: OperatorSource;
  readonly #replaced: ReadonlyMap<string, ReplacedFont>;
  #state: DrawState;
  readonly #saved: DrawState[] = [];
  /** States to go back to when an annotation has been drawn. */
  readonly #annotated: DrawState[] = [];
  #depth = 0;
  #pendingClip: 'nonzero' | 'even-odd' | undefined;
  #text = new TextCursor();
  readonly #fonts = new Map<DrawFont, FontSource>();

  constructor(source: OperatorSource, replaced: ReadonlyMap<string, ReplacedFont>) {
    this.#source = source;
    this.#replaced = replaced;
    this.#state = startState(source.base);
  }

  take(name: string, args: readonly unknown[]): void {
    const state = this.#state;
    const number = (index = 0): number => Number(args[index] ?? 0);
    switch (name) {
      case 'dependency': case 'setRenderingIntent': case 'setFlatness': case 'beginMarkedContent': case 'endMarkedContent': case 'markPoint': case 'markPointProps':
      case 'beginCompat': case 'endCompat': case 'endText': case 'setCharWidth': case 'setCharWidthAndBounds': return;
      case 'beginMarkedContentProps':
        if (args[0] === 'OC') throw new NotDrawable('an optional layer');
        return;
      case 'save': this.#saved.push({ ...state }); return;
      case 'restore': this.#restore(); return;
      case 'transform': state.ctm = times(state.ctm, matrixOf(args)); return;
      case 'setLineWidth': state.lineWidth = number(); return;
      case 'setLineCap': state.cap = number(); return;
      case 'setLineJoin': state.join = number(); return;
      case 'setMiterLimit': state.miter = number(); return;
      case 'setDash': this.#dash(args[0] as readonly number[], number(1)); return;
      case 'setGState': this.#graphics(args[0] as readonly (readonly [string, unknown])[]); return;
      case 'setFillRGBColor': state.fill = colourOf(args[0]); return;
      case 'setStrokeRGBColor': state.stroke = colourOf(args[0]); return;
      case 'setFillTransparent': state.fill = undefined; return;
      case 'setStrokeTransparent': state.stroke = undefined; return;
      case 'clip': this.#pendingClip = 'nonzero'; return;
      case 'eoClip': this.#pendingClip = 'even-odd'; return;
      case 'constructPath': this.#path(pathOperator(number()), args[1] as readonly (ArrayLike<number> | null)[]); return;
      case 'paintFormXObjectBegin':
        this.#saved.push({ ...state });
        if (args[0] !== null && args[0] !== undefined) state.ctm = times(state.ctm, matrixOf(args[0] as readonly unknown[]));
        if (args[1] !== null && args[1] !== undefined) this.#clipTo(boxOf(args[1] as readonly number[], state.ctm));
        return;
      case 'paintFormXObjectEnd': this.#restore(); return;
      case 'beginGroup': this.#group(args[0] as { readonly matrix?: readonly unknown[] | null; readonly bbox?: readonly number[] | null; readonly smask?: unknown; readonly knockout?: boolean }); return;
      case 'endGroup': this.#restore(); return;
      case 'beginAnnotation': this.#annotation(args); return;
      case 'endAnnotation': this.#state = this.#annotated.pop() ?? this.#state; return;
      case 'beginText': this.#text.begin(); return;
      case 'setCharSpacing': state.charSpacing = number(); return;
      case 'setWordSpacing': state.wordSpacing = number(); return;
      case 'setHScale': state.horizontalScale = number() / 100; return;
      case 'setLeading': state.leading = -number(); return;
      case 'setTextRise': state.rise = number(); return;
      case 'setTextRenderingMode': state.renderMode = number(); return;
      case 'setFont': this.#font(args[0] as string, number(1)); return;
      case 'setTextMatrix': this.#text.begin(matrixOf(args[0] as readonly unknown[])); return;
      case 'moveText': this.#text.move(number(), number(1)); return;
      case 'setLeadingMoveText':
        state.leading = number(1);
        this.#text.move(number(), number(1));
        return;
      case 'nextLine': this.#text.move(0, state.leading); return;
      case 'showText': this.#show(args[0] as ShownText); return;
      case 'paintImageXObject': this.#image(this.#source.named(args[0] as string)); return;
      case 'paintImageMaskXObject': this.#mask(args[0] as { readonly data?: unknown }); return;
      case 'paintSolidColorImageMask': this.#paint('f', moved(rectangle([0, 0, 1, 1]), (x, y) => at(state.ctm, x, y))); return;
      case 'paintInlineImageXObject': this.#image(args[0]); return;
      default: throw new NotDrawable(`“${name}”`);
    }
  }

  #restore(): void {
    const saved = this.#saved.pop();
    if (saved !== undefined) this.#state = saved;
  }

  #dash(dash: readonly number[], phase: number): void {
    this.#state.dash = [...dash];
    this.#state.phase = phase;
  }

  #graphics(states: readonly (readonly [string, unknown])[]): void {
    for (const [key, value] of states) {
      if (key === 'LW') this.#state.lineWidth = Number(value);
      else if (key === 'LC') this.#state.cap = Number(value);
      else if (key === 'LJ') this.#state.join = Number(value);
      else if (key === 'ML') this.#state.miter = Number(value);
      else if (key === 'D') this.#dash((value as [readonly number[], number])[0], (value as [readonly number[], number])[1]);
      else if (key === 'Font') this.#font((value as [string, number])[0], (value as [string, number])[1]);
      else if (key === 'ca') this.#state.fillAlpha = Number(value);
      else if (key === 'CA') this.#state.strokeAlpha = Number(value);
      else if (key === 'BM' && value !== 'source-over' && value !== 'multiply') throw new NotDrawable('a blend mode');
      else if (key === 'BM') this.#state.multiply = value === 'multiply';
      else if (key === 'SMask' && value !== false && value !== null) throw new NotDrawable('a soft mask');
      else if (key === 'TR' && value !== null && value !== false) throw new NotDrawable('a transfer function');
    }
  }

  #group(group: { readonly matrix?: readonly unknown[] | null; readonly bbox?: readonly number[] | null; readonly smask?: unknown; readonly knockout?: boolean }): void {
    if ((group.smask !== undefined && group.smask !== null) || group.knockout === true) throw new NotDrawable('a transparency group');
    if (this.#mix() !== undefined) throw new NotDrawable('a transparency group');
    this.#saved.push({ ...this.#state });
    if (group.bbox === null || group.bbox === undefined) return;
    this.#clipTo(boxOf(group.bbox, group.matrix === null || group.matrix === undefined ? this.#state.ctm : times(this.#state.ctm, matrixOf(group.matrix))));
  }

  // ISO 32000-1, 12.5.5: the appearance stands in its rectangle, whatever the page's state was.
  #annotation([, rect, transform, matrix]: readonly unknown[]): void {
    this.#annotated.push(this.#state);
    this.#state = startState(this.#source.base);
    if (Array.isArray(rect)) this.#clipTo(boxOf(rect as number[], this.#state.ctm));
    this.#state.ctm = times(times(this.#state.ctm, matrixOf(transform as readonly unknown[])), matrixOf(matrix as readonly unknown[]));
  }

  #mix(): Mix | undefined {
    const { fillAlpha: fill, strokeAlpha: stroke, multiply } = this.#state;
    return fill === 1 && stroke === 1 && !multiply ? undefined : { fill, stroke, multiply };
  }

  #clipTo(box: Rect): void {
    this.#state.clip = this.#state.clip === undefined ? box : (overlap(this.#state.clip, box) ?? [0, 0, 0, 0]);
  }

  #font(name: string, size: number): void {
    const font = this.#source.named(name) as DrawFont | undefined;
    if (font === undefined) throw new NotDrawable('a font that is not there');
    Object.assign(this.#state, { font, fontSize: Math.abs(size), fontDirection: size < 0 ? -1 : 1 });
  }

  #show(glyphs: ShownText): void {
    const state = this.#state;
    const { font, fontSize, fontDirection, horizontalScale, renderMode, fill } = state;
    if (font === undefined || fontSize === 0) return;
    if (font.isType3Font === true) {
      this.#showShapes(font, glyphs);
      return;
    }
    if (font.vertical === true || (font.missingFile === true && !this.#replaced.has(plainName(font.name ?? '')))) throw new NotDrawable('a font of another kind than embedded outlines');
    if (renderMode > invisible) throw new NotDrawable('text that clips');
    const across = horizontalScale * fontDirection;
    const matrix = this.#text.line(state, across);
    const after = this.#text.before(matrix);
    const { run, places, advance } = layRun(this.#fontSource(font), state, { matrix, ...(after === undefined ? {} : { after }) }, glyphs);
    if (renderMode !== invisible && (fill !== undefined || renderMode !== fillOnly)) for (const { step, x } of places) this.#letter(run, step, x);
    this.#text.advance(advance * across, run);
  }

  #fontSource(font: DrawFont): FontSource {
    const standIn = this.#replaced.get(plainName(font.name ?? ''));
    const known = this.#fonts.get(font)
      ?? (standIn === undefined ? sourceFont(font, (glyph) => (this.#source.named(`${font.loadedName}_path_${glyph}`) as { readonly path: ArrayLike<number> } | undefined)?.path) : replacedFont(font, standIn));
    this.#fonts.set(font, known);
    return known;
  }

  #letter(run: TextRun, step: number, x: number): void {
    const { size, font } = run;
    const glyph = run.steps[step];
    if (typeof glyph !== 'object') return;
    const outline = font.outline(glyph.name);
    const matrix = times(run.matrix, [size * font.scale, 0, 0, size * font.scale, x, 0]);
    const placed = moved(outline, (left, up) => at(matrix, left, up));
    const painted = paintedBy[this.#state.renderMode];
    if (painted !== undefined) this.#paint(painted, placed, true);
    else this.#add({ kind: 'glyph', outline, matrix, run, step, fill: this.#state.fill ?? [0, 0, 0], box: boundsOf(pointsOf(placed)) });
  }

  /** Text of a Type 3 font: each glyph draws as a page does (ISO 32000-1, 9.6.5). */
  #showShapes({ fontMatrix = [0.001, 0, 0, 0.001, 0, 0], charProcOperatorList }: DrawFont, glyphs: ShownText): void {
    const { fontSize, horizontalScale, charSpacing, wordSpacing, renderMode } = this.#state;
    if (this.#depth >= deepestGlyph) throw new NotDrawable('letters within letters');
    const line = this.#text.line(this.#state, horizontalScale);
    let x = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        x -= (glyph * fontSize) / 1000;
        continue;
      }
      const steps = renderMode === invisible ? undefined : this.#source.glyphOperators(charProcOperatorList, glyph.operatorListId ?? '');
      if (steps !== undefined) this.#shape(steps, times(times(line, [fontSize, 0, 0, fontSize, x, 0]), matrixOf(fontMatrix)));
      x += glyph.width * (fontMatrix[0] ?? 0.001) * fontSize + (glyph.isSpace ? wordSpacing : 0) + charSpacing;
    }
    this.#text.advance(x * horizontalScale);
  }

  #shape(steps: OperatorSource['operators'], ctm: Matrix): void {
    const [outer, text, saved] = [this.#state, this.#text, this.#saved.length];
    this.#state = { ...outer, ctm };
    this.#text = new TextCursor();
    this.#depth++;
    for (const { name, args } of steps) this.take(name, args);
    this.#depth--;
    this.#saved.length = saved;
    [this.#state, this.#text] = [outer, text];
  }

  #path(operator: string, data: readonly (ArrayLike<number> | null)[]): void {
    const [array] = data;
    const { ctm } = this.#state;
    const segments = array === null || array === undefined ? [] : moved(segmentsOf(array), (x, y) => at(ctm, x, y));
    const clip = this.#pendingClip;
    this.#pendingClip = undefined;
    if (segments.length > 0 && operator !== 'n') this.#paint(operator, segments);
    if (clip === undefined) return;
    const box = uprightBox(segments);
    if (segments.length > 0 && box === undefined) throw new NotDrawable('a clip of another shape than an upright box');
    this.#clipTo(box ?? [0, 0, 0, 0]);
  }

  #paint(operator: string, segments: readonly Segment[], letter = false): void {
    const { ctm, fill, stroke, lineWidth, cap, join, miter, dash, phase } = this.#state;
    const fills = /[fBb]/.test(operator) && fill !== undefined;
    const strokes = /[SsBb]/.test(operator) && stroke !== undefined;
    const closed: readonly Segment[] = /[sb]/.test(operator) ? [...segments, [4]] : segments;
    const scale = Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]));
    if (strokes && !isSimilar(ctm, scale)) throw new NotDrawable('a stroke that is wider one way than the other');
    const width = lineWidth * scale;
    // A miter reaches farther than half the width.
    const reach = strokes ? Math.max(width, 0.5) * (join === 0 ? Math.min(miter, 4) : 1) / 2 : 0;
    const [x, y, across, up] = boundsOf(pointsOf(segments));
    this.#add({
      kind: 'path', segments: closed, evenOdd: operator.endsWith('*'), ...(letter ? { letter: true } : {}), box: [x - reach, y - reach, across + 2 * reach, up + 2 * reach],
      ...(fills ? { fill } : {}), ...(strokes ? { stroke: { colour: stroke, width, cap, join, miter, dash: dash.map((part) => part * scale), phase: phase * scale } } : {}),
    });
  }

  #image(image: unknown): void {
    const matrix = this.#state.ctm;
    this.#add({ kind: 'image', matrix, pixels: picturePixels((image ?? {})), box: boxOf([0, 0, 1, 1], matrix) });
  }

  /** A stencil of the fill colour, as bars along its rows: bitmap fonts draw their letters so. */
  #mask(mask: { readonly data?: unknown }): void {
    const { ctm, fill } = this.#state;
    const bars = stencilBars((typeof mask.data === 'string' ? this.#source.named(mask.data) : mask) as DecodedPicture | undefined);
    if (fill === undefined) return;
    const segments = bars.flatMap((bar) => moved(rectangle(bar), (x, y) => at(ctm, x, y)));
    if (segments.length > 0) this.#add({ kind: 'path', segments, fill, evenOdd: false, letter: true, box: boundsOf(pointsOf(segments)) });
  }

  #add(opaque: DrawElement): void {
    if (this.elements.length >= mostElements) throw new NotDrawable('too many parts');
    const { clip } = this.#state;
    const mix = this.#mix();
    const element: DrawElement = { ...opaque, ...(mix === undefined ? {} : { mix }), ...(this.#depth > 0 ? { letter: true } : {}) };
    const [x, y, width, height] = element.box;
    // A line of no height or width has no area to overlap with.
    const area: Rect = [x, y, Math.max(width, 0.01), Math.max(height, 0.01)];
    if (overlap(area, this.#source.page) === undefined) return;
    if (clip === undefined || liesIn(element.box, clip)) this.elements.push(element);
    else if (overlap(area, clip) !== undefined) this.elements.push({ ...element, clip });
  }
}
