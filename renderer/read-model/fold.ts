/** Lower case, without marks and with one kind of space: what filters compare, so that "Kovalova" finds "Kováľová". */
export function foldForFilter(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** Whether every word of the query is in the folded text. */
export function matchesFilter(folded: string, query: string): boolean {
  return foldForFilter(query).split(' ').every((word) => folded.includes(word));
}
