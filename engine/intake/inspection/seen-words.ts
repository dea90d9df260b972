/** The words that the pages show, for telling what a title or a field says beyond them. */
export class SeenWords {
  readonly #words = new Set<string>();

  add(text: string): void {
    for (const word of foldedWords(text)) this.#words.add(word);
  }

  /** Whether every word of a text stands on a page. */
  hold(text: string): boolean {
    return foldedWords(text).every((word) => this.#words.has(word));
  }
}

function foldedWords(text: string): string[] {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
