import { EmbeddedFont } from '../pdf/embedded-font.ts';
import type { OutputFile } from './output-file.ts';
import type { PlacedPage } from './place-source.ts';

/** Size that `mark-words.typ` sets its words in, and where their base line is above the foot of the page. */
const [wordSizePt, baseLinePt] = [10, 4.5];

/** One run of a text: codes of the plain font, or a shaped word; `width` in thousandths of the font size. */
export type MarkRun =
  | { readonly hex: string; readonly width: number }
  | { readonly name: string; readonly width: number };

/**
 * Text of stamps and headers in one file: Latin, Greek and Cyrillic by a font of its own, words of any other script as forms, in the shape that the
 * typesetter gave them.
 */
export class MarkText {
  readonly #font = new EmbeddedFont();
  readonly #rightToLeft: boolean;
  readonly #words = new Map<string, { readonly name: string; readonly page: PlacedPage }>();

  constructor(rightToLeft: boolean) {
    this.#rightToLeft = rightToLeft;
  }

  /** Words of these texts that have to be shaped, each once. */
  wordsToShape(texts: Iterable<string>): string[] {
    const words = new Set<string>();
    for (const text of texts) for (const piece of pieces(text)) if (!this.#font.canShow(piece)) words.add(piece);
    return [...words];
  }

  /** Takes shaped words, each drawn by the form of a page. */
  addWords(words: readonly string[], pages: readonly PlacedPage[]): void {
    for (const [index, word] of words.entries()) {
      const page = pages[index];
      if (page !== undefined) this.#words.set(word, { name: `W${this.#words.size}`, page });
    }
  }

  /** Entries for the XObject resources of a page that shows these texts. */
  resources(texts: Iterable<string>): string {
    if (this.#words.size === 0) return '';
    return this.wordsToShape(texts).flatMap((word) => this.#words.get(word) ?? []).map(({ name, page }) => `/${name} ${page.form}`).join('');
  }

  /** The text as runs from left to right, as they are seen. */
  runs(text: string): MarkRun[] {
    if (this.#words.size === 0 || this.#font.canShow(text)) return [this.#font.encode(text)];
    const parts = pieces(text);
    if (!this.#rightToLeft) return parts.map((piece) => this.#run(piece));
    const groups: string[][] = [];
    for (const [at, piece] of parts.entries()) {
      const last = groups.at(-1);
      const goesOn = last !== undefined && this.#isPlain(last[0]) && (this.#isPlain(piece) || (piece.trim() === '' && this.#isPlain(parts[at + 1])));
      if (goesOn) last.push(piece);
      else groups.push([piece]);
    }
    // What is written from the left keeps its own order inside a line from the right.
    return groups.toReversed().flatMap((group) => group.map((piece) => this.#run(piece)));
  }

  #run(piece: string): MarkRun {
    const word = this.#words.get(piece);
    return word === undefined ? this.#font.encode(piece) : { name: word.name, width: ((word.page.box[2] - word.page.box[0]) * 1000) / wordSizePt };
  }

  #isPlain(piece: string | undefined): boolean {
    return piece !== undefined && piece.trim() !== '' && !/^[·,.;:]+$/u.test(piece) && !this.#words.has(piece);
  }

  /** Draws a shaped word with its base line at a place. */
  drawWord(name: string, { size, x, y }: { readonly size: number; readonly x: number; readonly y: number }): string {
    const page = [...this.#words.values()].find((word) => word.name === name)?.page;
    if (page === undefined) throw new Error('no such word');
    const scale = size / wordSizePt;
    const place = [scale, 0, 0, scale, x - page.box[0] * scale, y - (page.box[1] + baseLinePt) * scale].map((value) => String(Math.round(value * 1e4) / 1e4));
    return `q ${place.join(' ')} cm /${name} Do Q`;
  }

  /** Writes the plain font. */
  async write(file: OutputFile, fontObject: number): Promise<void> {
    for (const { number, body, data } of this.#font.objects(fontObject, () => file.reserve())) await file.object(number, body, data);
  }
}

// Words by themselves, so that each is shaped once whatever stands beside it; a script without spaces goes as it is.
function pieces(text: string): string[] {
  return text.split(/(\s+|[\p{Nd}·(){}[\],.;:]+)/u).filter((piece) => piece !== '');
}
