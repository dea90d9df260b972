/** Digits of any script as 0–9. */
export function plainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero);
  });
}

/** Numbers of a sentence as keys, thousands separators taken out: what stays the same in every language. */
export function numbersIn(sentence: string): string[] {
  const text = plainDigits(sentence).replace(/(\d)[\s\u00a0\u202f'’.,٬](?=\d{3}(?!\d))/gu, '$1');
  return Array.from(text.matchAll(/\d+/gu), ([digits]) => `#${digits.replace(/^0+(?=\d)/u, '')}`);
}
