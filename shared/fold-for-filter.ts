// ASCII from the space to the tilde.
const plain = /^[ -~]*$/u;

/** Lower case, without marks and with one kind of space: what filters compare, so that "Kovalova" finds "Kováľová". */
export function foldForFilter(text: string): string {
  // Most titles and names are plain: nothing of them needs to be taken apart.
  const letters = plain.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}+/gu, '');
  return letters.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** Whether every word of the query is in the folded text. */
export function matchesFilter(folded: string, query: string): boolean {
  return filterBy(query)(folded);
}

/** `matchesFilter` for many texts: tells whether every word of the query is in a folded text; an empty query matches all. */
export function filterBy(query: string): (folded: string) => boolean {
  const words = foldForFilter(query).split(' ').filter((word) => word !== '');
  return (folded) => words.every((word) => folded.includes(word));
}
