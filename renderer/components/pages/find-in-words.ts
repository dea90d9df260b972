import type { Word } from '../../../shared/page-text.ts';

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase();
}

/** Where a query stands among the words of a page: each hit as indexes of consecutive words, case and marks aside. */
export function findInWords(words: readonly Word[], query: string): readonly (readonly number[])[] {
  const wanted = fold(query).split(/\s+/u).filter((part) => part !== '');
  const [first] = wanted;
  if (first === undefined) return [];
  const folded = words.map(({ text }) => fold(text));
  const hits: number[][] = [];
  for (let start = 0; start < folded.length; start += 1) {
    const matches = wanted.every((part, offset) => {
      const word = folded[start + offset];
      if (word === undefined) return false;
      if (wanted.length === 1) return word.includes(part);
      if (offset === 0) return word.endsWith(part);
      return offset === wanted.length - 1 ? word.startsWith(part) : word === part;
    });
    if (matches) hits.push(wanted.map((_, offset) => start + offset));
  }
  return hits;
}
