import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFStream, PDFString, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { decodeText } from './decode-text.ts';
import { EmbeddedFont } from './embedded-font.ts';
import { buttonMark, fieldText, type FieldStyle } from './field-text.ts';
import { key } from './known-name.ts';
import { textOfLook, withoutSpaces } from './look-text.ts';
import type { Box } from './source-pages.ts';
import { decodedStream } from './stream-data.ts';

/** A look that was drawn: a form XObject, and where it stands. */
export interface DrawnLook {
  readonly form: string;
  readonly matrix: string;
}

/** Where the objects of looks go: a source's objects to look at, and numbers and room for new ones. */
export interface LookOutput {
  readonly context: PDFContext;
  reserve(): number;
  writeText(number: number, body: string): void;
  writeStream(number: number, dictionary: string, contents: Uint8Array): void;
}

/** A field's text that the plain font has no letters for, as a typesetter is to set it. */
export interface FieldToTypeset extends FieldStyle {
  readonly lines: readonly string[];
}

/** References of form XObjects with text that a typesetter has set, by `keyOf` its field. */
export type TypesetLooks = ReadonlyMap<string, string>;

/** What a field to typeset is known by: equal fields share a look. */
export function keyOf(field: FieldToTypeset): string {
  return JSON.stringify(field);
}

/** Content of a look, and what its resources hold. */
interface Drawn {
  readonly content: string;
  readonly resources: string;
}

const [multiline, password, pushButton, comb] = [1 << 12, 1 << 13, 1 << 16, 1 << 24]; // ISO 32000-1, tables 226 and 228
const maximumDepth = 32;
const mostLetters = 50_000;

/** An entry of a field, which it may inherit from its parents (ISO 32000-1, 12.7.3.1). */
export function fieldEntry(dict: PDFDict, name: string, context: PDFContext): PDFObject | undefined {
  let node: PDFObject | undefined = dict;
  for (let depth = 0; node instanceof PDFDict && depth < maximumDepth; depth++) {
    const value = context.lookup(node.get(key(name)));
    if (value !== undefined) return value;
    node = context.lookup(node.get(key('Parent')));
  }
  return undefined;
}

/** Draws form fields of one source that have a value and no look of their own that shows it: in a plain font for Latin, Greek and Cyrillic, and in others as a typesetter set them. */
export class FieldLooks {
  readonly #copy: LookOutput;
  readonly #form: PDFDict | undefined;
  readonly #typeset: TypesetLooks;
  readonly #wanted = new Map<string, FieldToTypeset>();
  #loaded: EmbeddedFont | undefined;
  #fontObject = 0;

  constructor(copy: LookOutput, catalog: PDFDict, typeset: TypesetLooks = new Map()) {
    this.#copy = copy;
    this.#typeset = typeset;
    const form = copy.context.lookup(catalog.get(key('AcroForm')));
    this.#form = form instanceof PDFDict ? form : undefined;
  }

  /** Whether a look is out of date: the form asks readers to draw its fields anew (ISO 32000-1, 12.7.2, `NeedAppearances`), and the value does not stand in the look. */
  isStale(dict: PDFDict, look: PDFStream): boolean {
    const { context } = this.#copy;
    if (context.lookup(this.#form?.get(key('NeedAppearances')))?.toString() !== 'true') return false;
    const value = withoutSpaces(this.#lines(dict)?.join('') ?? '');
    const shown = value === '' ? undefined : textOfLook(look, context);
    return shown !== undefined && !shown.includes(value);
  }

  /** The state of a check box or radio button, one of several that does not say whether it is the chosen one being off; undefined for other fields. */
  stateOf(dict: PDFDict): PDFName | undefined {
    if (fieldEntry(dict, 'FT', this.#copy.context) !== key('Btn')) return undefined;
    const own = dict.get(key('AS')) ?? dict.get(key('V'));
    if (own instanceof PDFName) return own;
    const kids = this.#copy.context.lookup(dictAt(dict, 'Parent', this.#copy)?.get(key('Kids')));
    const value = kids instanceof PDFArray && kids.size() > 1 ? undefined : fieldEntry(dict, 'V', this.#copy.context);
    return value instanceof PDFName ? value : key('Off');
  }

  /** Whether a field has a value that its page is to show; one of several buttons that does not say whether it is the chosen one may have. */
  hasValue(dict: PDFDict): boolean {
    const value = fieldEntry(dict, 'V', this.#copy.context);
    if (fieldEntry(dict, 'FT', this.#copy.context) === key('Btn')) return (dict.get(key('AS')) ?? value ?? key('Off')) !== key('Off');
    return value !== undefined && !((value instanceof PDFString || value instanceof PDFHexString) && decodeText(value) === '');
  }

  /** The look of a field in its rectangle, as its value says; undefined where it says nothing that is known, or in letters that the plain font lacks and nobody has typeset. */
  lookOf(dict: PDFDict, rect: Box): DrawnLook | undefined {
    const characteristics = dictAt(dict, 'MK', this.#copy);
    const turned = numberOf(characteristics?.get(key('R')), this.#copy) ?? 0;
    const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]];
    const [across, up] = turned % 180 === 0 ? [width, height] : [height, width];
    const inner = this.#content(dict, characteristics, [across, up]);
    if (inner === undefined) return undefined;
    const matrix = { 0: '1 0 0 1 0 0', 90: `0 1 -1 0 ${width} 0`, 180: `-1 0 0 -1 ${width} ${height}`, 270: `0 -1 1 0 0 ${height}` }[((turned % 360) + 360) % 360] ?? '1 0 0 1 0 0';
    const number = this.#copy.reserve();
    const data = Buffer.from(inner.content, 'latin1');
    this.#copy.writeStream(number, `<</Type/XObject/Subtype/Form/BBox[0 0 ${across} ${up}]/Matrix[${matrix}]/Resources<<${inner.resources}>>/Length ${data.length}>>`, data);
    return { form: `${number} 0 R`, matrix: `1 0 0 1 ${rect[0]} ${rect[1]}` };
  }

  /** Writes the font of what was drawn. */
  finish(): void {
    if (this.#fontObject === 0) return;
    for (const { number, body, data } of this.#font.objects(this.#fontObject, () => this.#copy.reserve())) {
      if (data === undefined) this.#copy.writeText(number, body);
      else this.#copy.writeStream(number, body, data);
    }
  }

  /** What could not be drawn because the plain font lacks its letters. */
  get toTypeset(): readonly FieldToTypeset[] {
    return [...this.#wanted.values()];
  }

  // Few sources need it.
  get #font(): EmbeddedFont {
    this.#loaded ??= new EmbeddedFont();
    return this.#loaded;
  }

  #content(dict: PDFDict, characteristics: PDFDict | undefined, [width, height]: readonly [number, number]): Drawn | undefined {
    const border = colour(characteristics?.get(key('BC')), 'stroke', this.#copy);
    const ground = colour(characteristics?.get(key('BG')), 'fill', this.#copy);
    const line = border === '' ? 0 : numberOf(dictAt(dict, 'BS', this.#copy)?.get(key('W')), this.#copy) ?? 1;
    const frame = `${ground === '' ? '' : `${ground} 0 0 ${width} ${height} re f\n`}${line === 0 ? '' : `${border} ${line} w ${line / 2} ${line / 2} ${width - line} ${height - line} re S\n`}`;
    const isButton = fieldEntry(dict, 'FT', this.#copy.context) === key('Btn');
    const drawn = isButton ? this.#button(dict, characteristics, [width, height]) : this.#text(dict, { width, height, line });
    return drawn === undefined ? undefined : { ...drawn, content: `${frame}${drawn.content}` };
  }

  #button(dict: PDFDict, characteristics: PDFDict | undefined, size: readonly [number, number]): Drawn | undefined {
    if ((this.#flags(dict) & pushButton) !== 0 || this.stateOf(dict) === key('Off')) return undefined;
    const sign = this.#copy.context.lookup(characteristics?.get(key('CA')));
    return { content: buttonMark(textOf(sign), size), resources: '' };
  }

  #text(dict: PDFDict, box: Pick<FieldStyle, 'width' | 'height' | 'line'>): Drawn | undefined {
    const lines = this.#lines(dict);
    if (lines === undefined || lines.join('').length > mostLetters) return undefined;
    const look = textOf(fieldEntry(dict, 'DA', this.#copy.context) ?? this.#copy.context.lookup(this.#form?.get(key('DA'))));
    const flags = this.#flags(dict);
    const cells = (flags & comb) === 0 || lines.length > 1 ? undefined : numberOf(fieldEntry(dict, 'MaxLen', this.#copy.context), this.#copy);
    const style: FieldStyle = {
      ...box,
      size: Number(/(\d*\.?\d+)\s+Tf/u.exec(look)?.[1] ?? 0),
      colour: /(?:\d*\.?\d+\s+){1,4}(?:g|rg|k)(?![a-zA-Z])/u.exec(look)?.[0] ?? '0 g',
      align: numberOf(fieldEntry(dict, 'Q', this.#copy.context), this.#copy) ?? 0,
      wraps: (flags & multiline) !== 0 || lines.length > 1,
      ...(cells === undefined || cells < 1 ? {} : { cells }),
    };
    if (!lines.every((line) => this.#font.canShow(line))) return this.#typesetText({ ...style, lines });
    if (this.#fontObject === 0) this.#fontObject = this.#copy.reserve();
    return { content: fieldText(lines, this.#font, style), resources: `/Font<</Field ${this.#fontObject} 0 R>>` };
  }

  #typesetText(field: FieldToTypeset): Drawn | undefined {
    const form = this.#typeset.get(keyOf(field));
    if (form === undefined) this.#wanted.set(keyOf(field), field);
    return form === undefined ? undefined : { content: 'q /Text Do Q', resources: `/XObject<</Text ${form}>>` };
  }

  // What a reader shows of a field's value, line by line; undefined for a field without any.
  #lines(dict: PDFDict): string[] | undefined {
    const kind = fieldEntry(dict, 'FT', this.#copy.context);
    const value = fieldEntry(dict, 'V', this.#copy.context);
    if (kind === key('Ch')) {
      const chosen = (value instanceof PDFArray ? value.asArray().map((one) => this.#copy.context.lookup(one)) : [value]).map(textOf).filter((one) => one !== '');
      return chosen.length === 0 ? undefined : chosen.map((one) => this.#option(dict, one));
    }
    const text = kind === key('Tx') ? textOf(value) : '';
    if (text === '') return undefined;
    return (this.#flags(dict) & password) === 0 ? text.split(/\r\n?|\n/u) : ['*'.repeat(text.length)];
  }

  // What a choice shows for what it exports (ISO 32000-1, table 231).
  #option(dict: PDFDict, exported: string): string {
    const options = fieldEntry(dict, 'Opt', this.#copy.context);
    for (const entry of options instanceof PDFArray ? options.asArray() : []) {
      const pair = this.#copy.context.lookup(entry);
      if (pair instanceof PDFArray && pair.size() > 1 && textOf(this.#copy.context.lookup(pair.get(0))) === exported) return textOf(this.#copy.context.lookup(pair.get(1)));
    }
    return exported;
  }

  #flags(dict: PDFDict): number {
    return numberOf(fieldEntry(dict, 'Ff', this.#copy.context), this.#copy) ?? 0;
  }
}

function dictOf(value: PDFObject | undefined, { context }: LookOutput): PDFDict | undefined {
  const found = context.lookup(value);
  return found instanceof PDFDict ? found : undefined;
}

function dictAt(dict: PDFDict | undefined, name: string, copy: LookOutput): PDFDict | undefined {
  return dict === undefined ? undefined : dictOf(dict.get(key(name)), copy);
}

function numberOf(value: PDFObject | undefined, { context }: LookOutput): number | undefined {
  const found = context.lookup(value);
  return found instanceof PDFNumber ? found.asNumber() : undefined;
}

function textOf(value: PDFObject | undefined): string {
  if (value instanceof PDFStream) return Buffer.from(decodedStream(value) ?? []).toString('latin1');
  return value instanceof PDFString || value instanceof PDFHexString ? decodeText(value) : '';
}

const operators = { stroke: ['G', 'RG', 'K'], fill: ['g', 'rg', 'k'] } as const;

// Colours of one, three or four numbers are grey, RGB and CMYK (ISO 32000-1, table 189).
function colour(value: PDFObject | undefined, use: keyof typeof operators, copy: LookOutput): string {
  const list = copy.context.lookup(value);
  const parts = list instanceof PDFArray ? list.asArray().map((part) => numberOf(part, copy) ?? 0) : [];
  const operator = { 1: operators[use][0], 3: operators[use][1], 4: operators[use][2] }[parts.length];
  return operator === undefined ? '' : `${parts.join(' ')} ${operator}`;
}
