/** The writing system that a token is mostly written in, as far as name matching tells them apart. */
export type Script = 'latin' | 'cyrillic' | 'greek' | 'arabic' | 'hebrew' | 'unspaced' | 'other';

const scripts: readonly (readonly [Script, RegExp])[] = [
  ['latin', /\p{Script=Latin}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
  ['unspaced', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu],
];

/** The script of most letters of `text`; `other` when it has none of the known ones. */
export function scriptOf(text: string): Script {
  let best: Script = 'other';
  let most = 0;
  for (const [script, letters] of scripts) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [best, most] = [script, count];
  }
  return best;
}

/** Whether vowels are mostly not written. */
export function isAbjad(script: Script): boolean {
  return script === 'arabic' || script === 'hebrew';
}

// Latin letters that look like Cyrillic ones; both cases where both look alike.
const latinLookalikes = 'aceiopxyABCEHIKMOPTXYjsJS';
const cyrillicLookalikes = 'асеіорхуАВСЕНІКМОРТХУјѕЈЅ';
const toCyrillic = new Map(Array.from(latinLookalikes, (letter, index) => [letter, Array.from(cyrillicLookalikes)[index] ?? letter]));
const toLatin = new Map(Array.from(cyrillicLookalikes, (letter, index) => [letter, Array.from(latinLookalikes)[index] ?? letter]));

/** Letters of another script that only look right (Latin `a` in a Cyrillic word, as OCR and evasion leave them) put back into the word's own. */
export function mendMixedScript(token: string): string {
  const latin = token.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = token.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return token;
  const table = cyrillic >= latin ? toCyrillic : toLatin;
  return Array.from(token, (letter) => table.get(letter) ?? letter).join('');
}
