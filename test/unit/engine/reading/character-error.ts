/** Character error rate of `read` against `known`: edit distance over the length, spacing made alike, by banded dynamic programming. */
export function characterErrorRate(known: string, read: string): number {
  const a = plain(known);
  const b = plain(read);
  const band = Math.max(200, Math.abs(a.length - b.length) + 200);
  let previous = new Float64Array(b.length + 1).map((_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = new Float64Array(b.length + 1).fill(Infinity);
    if (row <= band) current[0] = row;
    for (let column = Math.max(1, row - band); column <= Math.min(b.length, row + band); column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      current[column] = Math.min(previous[column - 1]! + same, previous[column]! + 1, current[column - 1]! + 1);
    }
    previous = current;
  }
  return previous[b.length]! / a.length;
}

// What no reader of the page could tell apart.
function plain(text: string): string[] {
  return Array.from(text.normalize('NFC').replace(/[’‘ʼ`´]/gu, "'").replace(/[“”„«»]/gu, '"').replace(/[–—‑]/gu, '-').replace(/[\u064b-\u0652\u0640\u200e\u200f\u202a-\u202e]/gu, '').replace(/\s+/gu, ' ').trim());
}
