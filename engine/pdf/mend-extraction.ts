import { deflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFNumber, PDFRawStream, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { glyphPath } from './glyph-path.ts';
import { key } from './known-name.ts';
import { decodedStream } from './stream-data.ts';
import { openTrueType, type TrueTypeFont } from './subset-font.ts';

// A letter may be set as several glyphs: a body, and dots or vowel signs without width of their own. The typesetter says of each of
// them that it stands for the whole letter, so that readers extract the letter twice or more. Only the body may say it.

/** Corrects what a PDF of our own typesetter says its glyphs mean, so that every reader extracts each letter once. The pages look the same. `programs` are the fonts that it was set in. */
export async function mendExtraction(pdf: Uint8Array, programs: readonly TrueTypeFont[]): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { parseSpeed: Infinity, updateMetadata: false });
  const { context } = document;
  const opened = new Map<PDFDict, FontCodes>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFDict && object.get(key('Subtype')) === key('Type0')) opened.set(object, { signs: signsOfFont(context, object, programs), widths: fontWidths(context, object), added: new Map() });
  }
  for (const page of document.getPages()) {
    const fonts = page.node.Resources()?.lookupMaybe(key('Font'), PDFDict);
    const reference = page.node.get(key('Contents'));
    const content = context.lookup(reference);
    const data = content instanceof PDFRawStream ? decodedStream(content) : undefined;
    if (fonts === undefined || data === undefined || !(reference instanceof PDFRef)) continue;
    const codesOf = (name: string): FontCodes | undefined => {
      const font = fonts.lookup(key(name));
      return font instanceof PDFDict ? opened.get(font) : undefined;
    };
    const mended = mendContent(Buffer.from(data).toString('latin1'), codesOf);
    context.assign(reference, packed(context, Buffer.from(mended, 'latin1')));
  }
  for (const [font, codes] of opened) {
    mendUnicodeMap(context, font, codes);
    addCodes(context, font, codes);
  }
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

/** The codes of one font: which are signs, and new codes for a glyph that stands for another text than its first one: by glyph and text. */
interface FontCodes {
  /** Signs that can be drawn as outlines, by glyph; in thousandths of the font size. */
  readonly signs: ReadonlyMap<number, string>;
  readonly widths: ReadonlyMap<number, number>;
  readonly added: Map<string, { readonly code: number; readonly glyph: number; readonly text: string }>;
}

// The typesetter counts its glyphs from 1; a document never has so many.
const firstAddedCode = 0x8000;

function fontWidths(context: PDFContext, font: PDFDict): Map<number, number> {
  const descendants = context.lookup(font.get(key('DescendantFonts')));
  const descendant = descendants instanceof PDFArray ? context.lookup(descendants.get(0)) : undefined;
  return descendant instanceof PDFDict ? widthsOf(context, descendant) : new Map<number, number>();
}

function codeFor({ added }: FontCodes, glyph: number, text: string): number {
  const known = added.get(`${glyph} ${text}`);
  if (known !== undefined) return known.code;
  const code = firstAddedCode + added.size;
  added.set(`${glyph} ${text}`, { code, glyph, text });
  return code;
}

// A second code for the same glyph: the map from codes to glyphs, and its width (ISO 32000-1, 9.7.4.2).
function addCodes(context: PDFContext, font: PDFDict, { added }: FontCodes): void {
  const descendants = context.lookup(font.get(key('DescendantFonts')));
  const descendant = descendants instanceof PDFArray ? context.lookup(descendants.get(0)) : undefined;
  if (added.size === 0 || !(descendant instanceof PDFDict)) return;
  const map = new Uint8Array((firstAddedCode + added.size) * 2);
  for (let code = 0; code < firstAddedCode; code++) map.set([code >> 8, code & 0xff], code * 2);
  const widths = widthsOf(context, descendant);
  const list = context.lookup(descendant.get(key('W')));
  for (const { code, glyph } of added.values()) {
    map.set([glyph >> 8, glyph & 0xff], code * 2);
    if (list instanceof PDFArray) {
      list.push(context.obj(code));
      list.push(context.obj([widths.get(glyph) ?? 0]));
    }
  }
  descendant.set(key('CIDToGIDMap'), context.register(packed(context, map)));
  // A list of codes need not be there; one that is not whole must not.
  const descriptor = context.lookup(descendant.get(key('FontDescriptor')));
  if (descriptor instanceof PDFDict) descriptor.delete(key('CIDSet'));
}

// ISO 32000-1, 9.7.4.3: `c [w…]` or `first last w`.
function widthsOf(context: PDFContext, descendant: PDFDict): Map<number, number> {
  const list = context.lookup(descendant.get(key('W')));
  const found = new Map<number, number>();
  if (!(list instanceof PDFArray)) return found;
  const numberAt = (index: number): number => {
    const value = index < list.size() ? context.lookup(list.get(index)) : undefined;
    return value instanceof PDFNumber ? value.asNumber() : 0;
  };
  for (let index = 0; index < list.size(); ) {
    const first = numberAt(index);
    const several = context.lookup(list.get(index + 1));
    if (several instanceof PDFArray) {
      for (const [at, width] of several.asArray().entries()) if (width instanceof PDFNumber) found.set(first + at, width.asNumber());
      index += 2;
    } else {
      for (let glyph = first; glyph <= Math.min(numberAt(index + 1), first + 0xffff); glyph++) found.set(glyph, numberAt(index + 2));
      index += 3;
    }
  }
  return found;
}

function packed(context: PDFContext, bytes: Uint8Array): PDFRawStream {
  const data = deflateSync(bytes);
  return PDFRawStream.of(context.obj({ Filter: 'FlateDecode', Length: data.length }), data);
}

// Glyph numbers of a subset are new, its outlines are the font's own: by them the font's classes are found.
function signsOfFont(context: PDFContext, font: PDFDict, programs: readonly TrueTypeFont[]): Map<number, string> {
  const found = new Map<number, string>();
  const descendants = context.lookup(font.get(key('DescendantFonts')));
  const descendant = descendants instanceof PDFArray ? context.lookup(descendants.get(0)) : undefined;
  const descriptor = descendant instanceof PDFDict ? context.lookup(descendant.get(key('FontDescriptor'))) : undefined;
  const file = descriptor instanceof PDFDict ? context.lookup(descriptor.get(key('FontFile2'))) : undefined;
  const data = file instanceof PDFRawStream ? decodedStream(file) : undefined;
  if (data === undefined) return found;
  const subset = openTrueType(data);
  const marks = new Set(programs.flatMap(markOutlines));
  for (let glyph = 1; glyph < subset.glyphCount; glyph++) {
    if (marks.has(subset.outlineKey(glyph))) found.set(glyph, `${1000 / subset.unitsPerEm} 0 0 ${1000 / subset.unitsPerEm} 0 0 cm\n${signPath(subset, glyph)}`);
  }
  return found;
}

function signPath(font: TrueTypeFont, glyph: number, depth = 0): string {
  const parts = font.partsOf(glyph);
  if (parts.length === 0 || depth > 5) return glyphPath(font.outlineOf(glyph));
  return parts.map((part) => `q\n${part.matrix.join(' ')} cm\n${signPath(font, part.glyph, depth + 1)}\nQ`).join('\n');
}

const arabicDigits = '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹';
const knownOutlines = new WeakMap<TrueTypeFont, readonly string[]>();

function markOutlines(font: TrueTypeFont): readonly string[] {
  const known = knownOutlines.get(font);
  if (known !== undefined) return known;
  // Small digits that stand in another sign are marks to the font, and look like digits that stand by themselves: those are text.
  const digits = new Set(Array.from(arabicDigits, (digit) => font.glyphOf(digit)).map((glyph) => (glyph === undefined ? '' : font.outlineKey(glyph))));
  const outlines = Array.from({ length: font.glyphCount }, (_, glyph) => glyph).filter((glyph) => font.isMark(glyph)).map((glyph) => font.outlineKey(glyph)).filter((outline) => outline !== '' && !digits.has(outline));
  knownOutlines.set(font, outlines);
  return outlines;
}

function mendUnicodeMap(context: PDFContext, font: PDFDict, { signs, added }: FontCodes): void {
  const reference = font.get(key('ToUnicode'));
  const stream = context.lookup(reference);
  const data = stream instanceof PDFRawStream ? decodedStream(stream) : undefined;
  if (data === undefined || !(reference instanceof PDFRef)) return;
  const map = Buffer.from(data).toString('latin1');
  const entries = [...map.matchAll(/^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$/gmu)].filter(([, glyph = '']) => !signs.has(Number.parseInt(glyph, 16))).map(([line]) => line);
  for (const { code, text } of added.values()) entries.push(`<${hex4(code)}> <${text}>`);
  const blocks: string[] = [];
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
  }
  const head = map.slice(0, map.search(/\d+ beginbfchar/u));
  const tail = map.slice(map.lastIndexOf('endbfchar') + 'endbfchar'.length);
  if (map.includes('beginbfchar')) context.assign(reference, packed(context, Buffer.from(`${head}${blocks.join('\n')}${tail}`, 'latin1')));
}

const group = /q\n((?:(?!BT\n|Q\n)[^\n]*\n)+?)BT\n((?:(?!ET\n)[^\n]*\n)*)ET\nQ\n/gu;
const show = /(?:\/Span\s*<<\s*\/ActualText\s*<([0-9a-fA-F]*)>\s*>>\s*BDC\n)?(?:\/ReversedChars BMC\n)?(\d+ Tr\n\/(\S+) [\d.-]+ Tf\n[^\n]+ Tm\n)([^\n]*)T[jJ]\n(?:EMC\n){0,2}/gu;

// Signs stand on lines of their own to some readers and cut words in two: they are drawn as outlines after all letters of the page, so that they are no text at all.
// A letter that says what it stands for in a span (which PDF.js does not read) gets a code of its own instead.
function mendContent(content: string, codesOf: (font: string) => FontCodes | undefined): string {
  const moved: string[] = [];
  const letters = content.replace(group, (whole, head: string, body: string) => {
    const shows = [...body.matchAll(show)];
    if (shows.reduce((length, [text]) => length + text.length, 0) !== body.length) return whole; // not of the form that the typesetter writes
    const kept: string[] = [];
    for (const [text, said, place = '', font = '', operand = ''] of shows) {
      const actual: string | undefined = said;
      const codes = codesOf(font);
      const parts = readOperand(operand);
      const glyphs = parts.flatMap((part) => (typeof part === 'string' ? [] : part));
      const signs = glyphs.filter((glyph) => codes?.signs.has(glyph) === true);
      const only = actual !== undefined && glyphs.length - signs.length === 1 ? actual.replace(/^feff/iu, '') : undefined;
      if (codes === undefined || glyphs.length === 0 || (signs.length === 0 && only === undefined)) kept.push(text);
      else {
        const split = splitShow(parts, codes, only);
        const size = Number(/ ([\d.-]+) Tf/u.exec(place)?.[1] ?? 0);
        for (const sign of split.signs) moved.push(`q\n${head}${shifted(place, (sign.offset * size) / 1000)}${size / 1000} 0 0 ${size / 1000} 0 0 cm\n${codes.signs.get(sign.glyph) ?? ''}\nQ\n`);
        if (split.letters.some((part) => part.startsWith('<'))) kept.push(wrapped(text, `${place}[${split.letters.join(' ')}] TJ\n`, only));
      }
    }
    return kept.join('') === body ? whole : `q\n${head}BT\n${kept.join('')}ET\nQ\n`;
  });
  return moved.length === 0 ? letters : `${letters}\n/Artifact BMC\n${moved.join('')}EMC\n`;
}

// Letters of one show with the signs' room left free, and the signs with their places, in thousandths of the font size.
function splitShow(parts: readonly (string | number[])[], codes: FontCodes, only: string | undefined): { letters: string[]; signs: { glyph: number; offset: number }[] } {
  const letters: string[] = [];
  const signs: { glyph: number; offset: number }[] = [];
  let offset = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      offset -= Number(part);
      letters.push(part);
      continue;
    }
    for (const glyph of part) {
      const width = codes.widths.get(glyph) ?? 0;
      if (codes.signs.has(glyph)) {
        signs.push({ glyph, offset });
        if (width !== 0) letters.push(String(-width));
      } else letters.push(`<${hex4(only === undefined ? glyph : codeFor(codes, glyph, only))}>`);
      offset += width;
    }
  }
  return { letters, signs };
}

// A span is kept where it still has something to say.
function wrapped(text: string, drawing: string, only: string | undefined): string {
  if (only !== undefined || !text.startsWith('/Span')) return drawing;
  return text.slice(0, text.indexOf('BDC\n') + 4) + drawing + 'EMC\n';
}

// The place of a show as a matrix of its own, moved along its line.
function shifted(place: string, by: number): string {
  const matrix = /([^\n]+) Tm\n$/u.exec(place)?.[1] ?? '1 0 0 1 0 0';
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.split(' ').map(Number);
  return `${[a, b, c, d, e + a * by, f + b * by].map((value) => Number(value.toFixed(4))).join(' ')} cm\n`;
}

function hex4(code: number): string {
  return code.toString(16).padStart(4, '0');
}

// What `Tj` or `TJ` is given, in order: glyphs of each string, and numbers as they are written (ISO 32000-1, 7.3.4).
function readOperand(operand: string): (string | number[])[] {
  const parts: (string | number[])[] = [];
  for (let at = 0; at < operand.length; ) {
    if (operand[at] === '(') {
      const end = endOfLiteral(operand, at);
      parts.push(twoByteCodes(literalBytes(operand.slice(at + 1, end - 1))));
      at = end;
      continue;
    }
    const [token = ''] = /^(?:<[0-9a-fA-F]*>|-?\d*\.?\d+)/u.exec(operand.slice(at)) ?? [];
    if (token.startsWith('<')) parts.push(twoByteCodes([...Buffer.from(token.slice(1, -1), 'hex')]));
    else if (token !== '') parts.push(token);
    at += Math.max(1, token.length);
  }
  return parts;
}

// Brackets that are balanced need no backslash.
function endOfLiteral(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function literalBytes(literal: string): number[] {
  return [...literal.matchAll(/\\([0-7]{1,3})|\\([\s\S])|([\s\S])/gu)].map(([, octal, letter, plain]) =>
    octal !== undefined ? Number.parseInt(octal, 8) : letter !== undefined ? (escapes[letter] ?? letter.charCodeAt(0)) : (plain ?? '').charCodeAt(0));
}

function twoByteCodes(bytes: readonly number[]): number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
}
