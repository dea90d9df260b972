// Marks that stand in a word without being part of it: soft hyphen, joiners, direction marks, tatweel, harakat and cantillation.
const invisible = /[\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const apostrophes = /['’‘ʼʹʺ`´′″"“”ˈ]/gu;
const special = new Map(Object.entries({ ł: 'l', đ: 'd', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', þ: 'th', ð: 'd', ħ: 'h', ŋ: 'n', ё: 'е', ї: 'і', й: 'и', ў: 'у', ґ: 'г' }));
const arabic = new Map(Object.entries({ أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ئ: 'ي', ؤ: 'و', ة: 'ه', ک: 'ك', گ: 'ك', ء: '' }));

/** Compatibility forms, ligatures and invisible marks undone; case and accents kept. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(invisible, '');
}

/**
 * The letters and digits of a word as a comparison wants them: NFKC, lower case, no accents, apostrophes or invisible marks,
 * Arabic letter forms unified, any script's digits as 0–9.
 */
export function foldLetters(text: string): string {
  const lower = plain(text).toLowerCase().replace(apostrophes, '');
  let folded = '';
  for (const character of lower) folded += special.get(character) ?? arabic.get(character) ?? character;
  return foldDigits(folded.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'));
}

/** Digits of any script as 0–9; everything else as it is, length unchanged. */
export function foldDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)).padEnd(digit.length, '\u200b'));
}

// Decimal digits of every script stand in runs of ten that start at a multiple of ten from the run's zero.
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}
