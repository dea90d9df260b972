import { PDFDict, PDFName, PDFStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { key } from './known-name.ts';
import { decodedStream } from './stream-data.ts';

/** The strings that a look shows, one after another and without spaces, as far as its fonts say which letters they are; undefined where they do not. */
export function textOfLook(look: PDFStream, context: PDFContext): string | undefined {
  const content = decodedStream(look);
  if (content === undefined) return undefined;
  const strings = stringsOf(Buffer.from(content).toString('latin1'));
  const fonts = dictIn(dictIn(look.dict, 'Resources', context), 'Font', context)?.values().map((font) => context.lookup(font)) ?? [];
  const composite = fonts.filter((font) => font instanceof PDFDict).filter((font) => font.get(key('Subtype')) === key('Type0'));
  if (composite.length === 0) return withoutSpaces(strings.join(''));
  const letters = new Map<string, string>();
  for (const font of composite) {
    const map = context.lookup(font.get(key('ToUnicode')));
    const data = map instanceof PDFStream ? decodedStream(map) : undefined;
    if (data === undefined) return undefined;
    readLetters(Buffer.from(data).toString('latin1'), letters);
  }
  return withoutSpaces(strings.flatMap((string) => string.match(/[^]{2}/gu) ?? []).map((code) => letters.get(code) ?? code).join(''));
}

/** Text without its spaces: looks break and space what they show as they like. */
export function withoutSpaces(text: string): string {
  return text.normalize('NFC').replace(/\s/gu, '');
}

function dictIn(dict: PDFDict | undefined, name: string, context: PDFContext): PDFDict | undefined {
  const found: PDFObject | undefined = context.lookup(dict?.get(PDFName.of(name)));
  return found instanceof PDFDict ? found : undefined;
}

// The strings of a content stream, one byte a character.
function stringsOf(content: string): string[] {
  const found = content.matchAll(/\(((?:\\[^]|[^()\\])*)\)|<([0-9A-Fa-f\s]*)>/gu);
  return [...found].map(([, literal, hex = '']) => (literal === undefined ? bytesOf(hex) : literal.replace(/\\([0-7]{1,3}|[^])/gu, (_, sign: string) => (/^[0-7]/u.test(sign) ? String.fromCharCode(Number.parseInt(sign, 8) & 0xff) : sign))));
}

// ISO 32000-1, 9.10.3: single codes, and ranges of them.
function readLetters(map: string, letters: Map<string, string>): void {
  for (const [, block = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/gu)) {
    for (const [, code = '', letter = ''] of block.matchAll(/<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>/gu)) letters.set(bytesOf(code), unicodeOf(letter));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/gu)) {
    for (const [, from = '', to = '', first = '', list = ''] of block.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])/gu)) {
      const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      const listed = [...list.matchAll(/<([0-9A-Fa-f\s]+)>/gu)].map(([, letter = '']) => unicodeOf(letter));
      const base = unicodeOf(first);
      for (let code = start; code <= end; code++) {
        const letter = first === '' ? listed[code - start] : `${base.slice(0, -1)}${String.fromCharCode((base.at(-1) ?? '').charCodeAt(0) + code - start)}`;
        if (letter !== undefined) letters.set(String.fromCharCode(code >> 8, code & 0xff), letter);
      }
    }
  }
}

function bytesOf(hex: string): string {
  return Buffer.from(hex.replace(/\s/gu, ''), 'hex').toString('latin1');
}

function unicodeOf(hex: string): string {
  const bytes = Buffer.from(hex.replace(/\s/gu, ''), 'hex');
  return bytes.subarray(0, bytes.length - (bytes.length % 2)).swap16().toString('utf16le');
}
