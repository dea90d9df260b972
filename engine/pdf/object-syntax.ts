import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRef, PDFString, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';

/** A file is not written as plainly as it must be to be read quickly: whoever reads it thoroughly is asked instead. */
export class OddSyntax extends Error {}

/** The text ends within an object. */
export class TextEnds extends OddSyntax {}

const deepest = 200;
const [mostKnown, mostNumbers] = [65_536, 4096];
const [openAngle, closeAngle, openParen, closeParen, backslash, slash, percent, openSquare, closeSquare, letterR] = [0x3c, 0x3e, 0x28, 0x29, 0x5c, 0x2f, 0x25, 0x5b, 0x5d, 0x52];
const [regular, white, delimiter] = [0, 1, 2];
const kinds = new Uint8Array(256);
for (const code of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) kinds[code] = white;
for (const code of [openAngle, closeAngle, openParen, closeParen, slash, percent, openSquare, closeSquare, 0x7b, 0x7d]) kinds[code] = delimiter;
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u;
const keywords: Readonly<Record<string, PDFObject>> = { true: PDFBool.True, false: PDFBool.False, null: PDFNull };

// The same for all files of a worker, which are many and alike.
const knownNames = new Map<string, PDFName>();
const knownNumbers = new Map<string, PDFNumber>();
const knownRefs: (PDFRef | undefined)[] = [];

/** Reads objects (ISO 32000-1, 7.3) from text of one character a byte, to the same values as the object model's own parser; throws `OddSyntax` for what is not plain. */
export class ObjectSyntax {
  readonly #context: PDFContext;
  readonly #text: string;
  /** Where reading goes on. */
  at: number;

  constructor(context: PDFContext, text: string, at = 0) {
    this.#context = context;
    this.#text = text;
    this.at = at;
  }

  /** Reads the next object. */
  object(depth = 0): PDFObject {
    const code = this.skip();
    if (code === slash) return this.#name();
    if (code === openAngle) return this.#text.charCodeAt(this.at + 1) === openAngle ? this.dictionary(depth) : this.#hexString();
    if (code === openSquare) return this.#array(depth);
    if (code === openParen) return this.#string();
    if (isDigit(code)) return this.#integerOrReference();
    const word = this.#word();
    return keywords[word] ?? numberOf(word);
  }

  /** Reads a dictionary. */
  dictionary(depth = 0): PDFDict {
    if (depth > deepest) throw new OddSyntax('nested too deeply');
    if (this.skip() !== openAngle || this.#text.charCodeAt(this.at + 1) !== openAngle) throw new OddSyntax('no dictionary');
    this.at += 2;
    const entries = new Map<PDFName, PDFObject>();
    for (let code = this.skip(); code !== closeAngle; code = this.skip()) {
      if (code !== slash) throw new OddSyntax('a key is no name');
      const key = this.#name();
      entries.set(key, this.object(depth + 1));
    }
    if (this.#text.charCodeAt(this.at + 1) !== closeAngle) throw new OddSyntax('a dictionary does not end');
    this.at += 2;
    return PDFDict.fromMapWithContext(entries, this.#context);
  }

  /** Reads a whole number without a sign. */
  integer(): number {
    this.skip();
    const word = this.#word();
    if (!/^\d{1,15}$/u.test(word)) throw new OddSyntax('no whole number');
    return Number(word);
  }

  /** Whether this word comes next, which is then behind. */
  takes(word: string): boolean {
    this.skip();
    if (this.at + word.length > this.#text.length) throw new TextEnds();
    if (!this.#text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  /** Goes to what is neither white nor a comment, and answers its code. */
  skip(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.at);
      if (code === percent) this.#skipComment();
      else if (kinds[code] === white) this.at++;
      else if (Number.isNaN(code)) throw new TextEnds();
      else return code;
    }
  }

  #skipComment(): void {
    for (let code = percent; code !== 0x0a && code !== 0x0d; code = this.#text.charCodeAt(this.at)) {
      if (Number.isNaN(code)) throw new TextEnds();
      this.at++;
    }
  }

  #name(): PDFName {
    this.at++;
    const raw = this.#word();
    const known = knownNames.get(raw);
    if (known !== undefined) return known;
    const name = PDFName.of(raw.replace(/#([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
    if (knownNames.size < mostKnown) knownNames.set(raw, name);
    return name;
  }

  #word(): string {
    const from = this.at;
    while (kinds[this.#text.charCodeAt(this.at)] === regular) this.at++;
    if (this.at >= this.#text.length) throw new TextEnds();
    return this.#text.slice(from, this.at);
  }

  #hexString(): PDFHexString {
    const end = this.#text.indexOf('>', this.at);
    if (end < 0) throw new TextEnds();
    const value = this.#text.slice(this.at + 1, end);
    this.at = end + 1;
    return PDFHexString.of(value);
  }

  #string(): PDFString {
    const from = this.at + 1;
    let open = 1;
    for (let at = from; open > 0; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === backslash) at++;
      else if (code === openParen) open++;
      else if (code === closeParen) open--;
      else if (Number.isNaN(code)) throw new TextEnds();
      this.at = at + 1;
    }
    return PDFString.of(this.#text.slice(from, this.at - 1));
  }

  #array(depth: number): PDFArray {
    if (depth > deepest) throw new OddSyntax('nested too deeply');
    this.at++;
    const array = PDFArray.withContext(this.#context);
    while (this.skip() !== closeSquare) array.push(this.object(depth + 1));
    this.at++;
    return array;
  }

  #integerOrReference(): PDFObject {
    const text = this.#text;
    const word = this.#word();
    // `12 0 R`, as nearly every writer sets it; spread in another way it is found below.
    if (text.charCodeAt(this.at) === 0x20 && text.charCodeAt(this.at + 1) === 0x30 && text.charCodeAt(this.at + 2) === 0x20 && text.charCodeAt(this.at + 3) === letterR && word.length < 9 && /^\d+$/u.test(word)) {
      this.at += 4;
      return referenceTo(Number(word));
    }
    const after = this.at;
    if (isDigit(this.skip()) && /^\d{1,10}$/u.test(word)) {
      const generation = this.#word();
      if (/^\d{1,5}$/u.test(generation) && this.skip() === letterR && kinds[text.charCodeAt(this.at + 1)] !== regular) {
        this.at++;
        return PDFRef.of(Number(word), Number(generation));
      }
    }
    this.at = after;
    return numberOf(word);
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function referenceTo(number: number): PDFRef {
  if (number >= mostKnown) return PDFRef.of(number);
  return (knownRefs[number] ??= PDFRef.of(number));
}

function numberOf(word: string): PDFNumber {
  const known = knownNumbers.get(word);
  if (known !== undefined) return known;
  if (!plainNumber.test(word)) throw new OddSyntax('no number');
  const number = PDFNumber.of(Number(word));
  if (knownNumbers.size < mostNumbers) knownNumbers.set(word, number);
  return number;
}
