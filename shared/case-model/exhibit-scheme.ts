import type { ExhibitScheme, SubExhibitForm } from './exhibit.ts';

/** The place of the number in a format: `{n}`, or `{n:4}` with leading zeros. */
export const numberPlace = /\{n(?::([1-9]))?\}/u;

/** Whether a format names the place of its number, once. */
export function isSchemeFormat(format: string): boolean {
  return format.replace(numberPlace, '').length < format.length && !/[{}]/u.test(format.replace(numberPlace, ''));
}

/** The exhibit number that a scheme gives. */
export function exhibitNumber({ format }: Pick<ExhibitScheme, 'format'>, number: number): string {
  return format.replace(numberPlace, (_, digits: string | undefined) => String(number).padStart(Number(digits ?? 1), '0'));
}

/** The number of the `index`th (0-based) attachment of an exhibit. */
export function subExhibit(exhibit: string, index: number, form: SubExhibitForm): string {
  if (form === 'dot') return `${exhibit}.${index + 1}`;
  return form === 'slash' ? `${exhibit}/${index + 1}` : `${exhibit}${letters(index)}`;
}

/** a … z, aa, ab …; `index` is 0-based. */
export function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(97 + (index % 26));
}
