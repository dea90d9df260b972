const letters = new Map(Object.entries({
  ł: 'l', đ: 'd', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', þ: 'th', ð: 'd', ħ: 'h', ς: 'σ', ё: 'е', ґ: 'г', ѓ: 'г', ќ: 'к', ў: 'у',
  // Ukrainian ї and й lose their marks with all other accents; Arabic letters are written one for another.
  ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ئ: 'ي', ؤ: 'و', ة: 'ه', ۀ: 'ه', ک: 'ك', ګ: 'ك', ھ: 'ه', ء: '', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ',
}));
const ignorable = /[\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff'’‘ʼʹ`´]/gu;
// l’école, dell’arte: the word begins after the apostrophe; Ukrainian сім’я and O’Brien are one word.
const elision = /(?<!\p{L})(l|d|j|m|n|s|t|c|qu|un|all|dell|nell|sull|dall)['’](?=\p{L})/gu;
// Neither accents nor apostrophes nor invisible marks: only its case is to be folded.
const plainLatin = /^[\t\n\r !-&(-_a-~]*$/u;
const nonspacing = /(?![\u3099\u309a])\p{Mn}/gu;
// Vowel signs of Thai, Lao, Khmer and Indic scripts are part of the word, not accents.
const keepsMarks = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/u;

/**
 * Text as the search index compares it: NFKC, lower case, without accents, Arabic vowel marks, apostrophes and invisible marks; alef, ya and final
 * forms unified, ё as е; any script's digits as 0–9. Words and their order stay.
 */
export function foldForSearch(text: string): string {
  if (plainLatin.test(text)) return text.toLowerCase();
  const lower = text.normalize('NFKC').toLowerCase().replace(elision, '$1 ').replace(ignorable, '');
  const bare = keepsMarks.test(lower) ? lower : lower.normalize('NFD').replace(nonspacing, '').normalize('NFC');
  return Array.from(bare, (character) => letters.get(character) ?? foldDigit(character)).join('');
}

function foldDigit(character: string): string {
  if (!/(?![0-9])\p{Nd}/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
