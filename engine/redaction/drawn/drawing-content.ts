import type { Rect } from '../../../shared/geometry.ts';
import { numeral, pathOperators, type Colour, type DrawElement, type FontSource, type GlyphElement, type GlyphProgram, type Mix, type PathElement, type Pixels, type RunGlyph, type TextRun, type TrueTypeGlyph } from './draw-element.ts';
import { rectangle } from './keep-elements.ts';

/** A page redrawn: its content, and the glyphs and pictures that the content names. */
export interface Drawing {
  /** Operators, one a line; fonts are `/F0`, `/F1`…, their codes are the places of glyphs in the list, from 1; pictures are `/P0`, `/P1`…. */
  readonly content: string;
  readonly fonts: readonly PageFont[];
  readonly pictures: readonly Pixels[];
  /** Named `/A0`, `/A1`…. */
  readonly mixes: readonly Mix[];
}

/** The glyphs of one font that a page shows, in order of first use. */
export interface PageFont extends Omit<FontSource, 'outline' | 'program'> {
  readonly glyphs: readonly PageGlyph[];
}

export interface PageGlyph {
  /** Equal for equal glyphs of the same font and width. */
  readonly id: string;
  readonly width: number;
  readonly program: GlyphProgram;
}

const pageDecimals = 5;
// A letter stands where it stood: what shows it rounds its place to whole pixels.
const textDecimals = 6;
const matrixDecimals = 9;

/** Letters to be set aside by a fraction of a pixel: by run and step, in thousandths of the font size to the left. What follows them stays where it is. */
export type Nudges = ReadonlyMap<TextRun, ReadonlyMap<number, number>>;

/** Writes the elements of a page and its zones, solid black, as PDF content. States are written where they change from one kept element to the next, so that nothing tells of the others. */
export function drawingContent(elements: readonly DrawElement[], zones: readonly Rect[], nudges: Nudges = new Map()): Drawing {
  const lines: string[] = [];
  const fonts = new Map<string, { readonly source: FontSource; readonly glyphs: Map<string, PageGlyph> }>();
  const pictures: Pixels[] = [];
  const mixes = new Map<string, Mix>();
  let state = new Map<string, string>();
  const set = (name: string, line: string): void => {
    if (state.get(name) === line) return;
    state.set(name, line);
    lines.push(line);
  };
  const codeOf = ({ name, width, blank }: RunGlyph, source: FontSource): string => {
    const font = fonts.get(source.key) ?? { source, glyphs: new Map<string, PageGlyph>() };
    fonts.set(source.key, font);
    const id = `${blank ? '' : name} ${width}`;
    if (!font.glyphs.has(id)) font.glyphs.set(id, { id, width, program: (blank ? undefined : source.program(name)) ?? (source.kind === 'curves' ? [] : emptyGlyph) });
    return ([...font.glyphs.keys()].indexOf(id) + 1).toString(16).toUpperCase().padStart(4, '0');
  };
  let shown: TextRun | undefined;
  const showSteps = (run: TextRun, start: number, end: number): void => {
    const { font, size, steps } = run;
    const aside = nudges.get(run);
    const shownAs = (step: RunGlyph | number, index: number): string => {
      if (typeof step === 'number') return numeral(step, textDecimals);
      const nudge = aside?.get(start + index);
      return nudge === undefined ? `<${codeOf(step, font)}>` : `${numeral(nudge, textDecimals)} <${codeOf(step, font)}> ${numeral(-nudge, textDecimals)}`;
    };
    const codes = steps.slice(start, end).map(shownAs).join(' ').replaceAll('> <', '');
    set('font', `/F${[...fonts.keys()].indexOf(font.key)} ${numeral(size, textDecimals)} Tf`);
    if (codes !== '') lines.push(`[${codes}] TJ`);
  };
  const showText = (letters: readonly GlyphElement[]): void => {
    const [first] = letters;
    const last = letters.at(-1);
    if (first === undefined || last === undefined) return;
    const { run } = first;
    const [start, origin] = originOf(first);
    const end = run.steps.slice(last.step + 1).every(drawsNothing) ? run.steps.length : last.step + 1;
    const spaces = start === 0 && lines.at(-1) === 'ET' ? blankRunsBetween(shown, run) : undefined;
    if (spaces !== undefined) lines.pop();
    set('fill', colour(first.fill, 'rg'));
    if (spaces === undefined) {
      lines.push('BT', `${[...run.matrix.slice(0, 4).map((value) => numeral(value, matrixDecimals)), ...origin.map((value) => numeral(value, textDecimals))].join(' ')} Tm`);
    } else for (const space of spaces) showSteps(space, 0, space.steps.length);
    showSteps(run, start, end);
    lines.push('ET');
    shown = end === run.steps.length && first.clip === undefined && first.mix === undefined ? run : undefined;
  };
  const draw = (drawn: readonly DrawElement[]): void => {
    const [element] = drawn;
    if (element === undefined) return;
    if (element.kind === 'glyph') showText(drawn as readonly GlyphElement[]);
    else if (element.kind === 'image') {
      lines.push('q', `${element.matrix.map((value) => numeral(value, pageDecimals)).join(' ')} cm`, `/P${pictures.length} Do`, 'Q');
      pictures.push(element.pixels);
    } else drawPath(element, set, lines);
  };
  for (const drawn of together(elements)) {
    const { clip, mix } = drawn[0] ?? {};
    if (clip === undefined && mix === undefined) {
      draw(drawn);
      continue;
    }
    const outer = state;
    state = new Map();
    lines.push('q');
    if (clip !== undefined) lines.push(`${box(clip)} re`, 'W n');
    if (mix !== undefined) {
      mixes.set(JSON.stringify(mix), mix);
      lines.push(`/A${[...mixes.keys()].indexOf(JSON.stringify(mix))} gs`);
    }
    draw(drawn);
    lines.push('Q');
    state = outer;
  }
  set('fill', '0 0 0 rg');
  for (const zone of zones) lines.push(pathOperators(rectangle(zone), pageDecimals), 'f');
  return { content: lines.join('\n'), fonts: [...fonts.values()].map(({ source: { key, kind, scale, tables }, glyphs }) => ({ key, kind, scale, tables, glyphs: [...glyphs.values()] })), pictures, mixes: [...mixes.values()] };
}

const emptyGlyph: TrueTypeGlyph = { entry: new Uint8Array(), parts: [], advance: 0, bearing: 0 };

/** Letters of a run that follow one another are shown together, as the source does; where one of them is gone, a new run begins at its own place. */
function together(elements: readonly DrawElement[]): DrawElement[][] {
  const groups: DrawElement[][] = [];
  for (const element of elements) {
    const before = groups.at(-1)?.at(-1);
    if (before?.kind === 'glyph' && element.kind === 'glyph' && follows(element, before)) groups.at(-1)?.push(element);
    else groups.push([element]);
  }
  return groups;
}

function follows(letter: GlyphElement, before: GlyphElement): boolean {
  const between = letter.run.steps.slice(before.step + 1, letter.step);
  return letter.run === before.run && letter.step > before.step && between.every(drawsNothing) && isSame(letter.clip, before.clip) && isSame(letter.mix, before.mix) && isSame(letter.fill, before.fill);
}

function drawsNothing(step: RunGlyph | number): boolean {
  return typeof step === 'number' || step.blank;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The runs of nothing but spaces between one that was shown to its end and another that begins where the last of them ends; undefined where the other begins elsewhere. */
function blankRunsBetween(shown: TextRun | undefined, run: TextRun): TextRun[] | undefined {
  const spaces: TextRun[] = [];
  let before = run.after;
  for (; before !== undefined && before !== shown; before = before.after) {
    if (!before.steps.every(drawsNothing)) return undefined;
    spaces.unshift(before);
  }
  return before === undefined ? undefined : spaces;
}

/** The step that a run begins with, and its place: with the spaces before its first letter where nothing but those stands there. */
function originOf({ run: { steps, matrix }, step, matrix: own }: GlyphElement): readonly [number, readonly [number, number]] {
  return steps.slice(0, step).every(drawsNothing) ? [0, [matrix[4], matrix[5]]] : [step, [own[4], own[5]]];
}

function drawPath({ segments, fill, stroke, evenOdd }: PathElement, set: (name: string, line: string) => void, lines: string[]): void {
  if (fill !== undefined) set('fill', colour(fill, 'rg'));
  if (stroke !== undefined) {
    set('stroke', colour(stroke.colour, 'RG'));
    set('width', `${numeral(stroke.width, pageDecimals)} w`);
    set('cap', `${stroke.cap} J`);
    set('join', `${stroke.join} j`);
    set('miter', `${numeral(Math.max(1, stroke.miter), pageDecimals)} M`);
    set('dash', `[${stroke.dash.map((part) => numeral(part, pageDecimals)).join(' ')}] ${numeral(stroke.phase, pageDecimals)} d`);
  }
  const star = evenOdd ? '*' : '';
  lines.push(pathOperators(segments, pageDecimals), fill === undefined ? 'S' : stroke === undefined ? `f${star}` : `B${star}`);
}

function colour([red, green, blue]: Colour, operator: 'rg' | 'RG'): string {
  return `${numeral(red, 4)} ${numeral(green, 4)} ${numeral(blue, 4)} ${operator}`;
}

function box(rect: Rect): string {
  return rect.map((value) => numeral(value, pageDecimals)).join(' ');
}
