import type { ExhibitScheme, SubExhibitForm } from '../../shared/case-model/exhibit.ts';

const place = /\{n(?::([1-9]))?\}/u;

/** Whether a format names the place of its number, once. */
export function isSchemeFormat(format: string): boolean {
  return format.replace(place, '').length < format.length && !/[{}]/u.test(format.replace(place, ''));
}

/** The exhibit number that a scheme gives. */
export function exhibitNumber({ format }: Pick<ExhibitScheme, 'format'>, number: number): string {
  return format.replace(place, (_, digits: string | undefined) => String(number).padStart(Number(digits ?? 1), '0'));
}

/** The number that stands in an exhibit of a scheme, undefined for one of another scheme. `P-3.1` is a sub-exhibit and none of the scheme's own. */
export function numberInScheme({ format }: Pick<ExhibitScheme, 'format'>, exhibit: string): number | undefined {
  const [before = '', after = ''] = format.split(place).filter((_, at) => at !== 1);
  if (!exhibit.startsWith(before) || !exhibit.endsWith(after) || exhibit.length <= before.length + after.length) return undefined;
  const digits = exhibit.slice(before.length, exhibit.length - after.length);
  return /^\d{1,9}$/u.test(digits) ? Number(digits) : undefined;
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

/** An exhibit that is to get a number; `number` the one that it has. */
export interface NumberedItem<Id extends string = string> {
  readonly id: Id;
  readonly party?: string;
  readonly number?: string;
}

export interface ProposedNumbers<Id extends string = string> {
  /** Only what changes. */
  readonly changes: readonly { readonly id: Id; readonly from?: string; readonly to: string }[];
  /** The party whose range has no number left. */
  readonly exhausted?: string;
}

/**
 * Gives exhibits their numbers in order, each by its party's scheme, those without a party by the first scheme. `again` counts anew from each scheme's
 * first number; otherwise numbers stay, and new ones follow the highest one given, so that the number of a withdrawn exhibit is never another's.
 * `taken` are numbers that stay elsewhere.
 */
export function proposeNumbers<Id extends string>(items: readonly NumberedItem<Id>[], schemes: readonly ExhibitScheme[], { again, taken }: { readonly again: boolean; readonly taken: ReadonlySet<string> }): ProposedNumbers<Id> {
  const kept = again ? [] : items.flatMap(({ number }) => number ?? []);
  const used = new Set([...taken, ...kept]);
  const next = new Map(schemes.map((scheme) => [scheme.party, again ? scheme.first : Math.max(scheme.first, ...[...used].map((number) => (numberInScheme(scheme, number) ?? 0) + 1))]));
  const changes: { id: Id; from?: string; to: string }[] = [];
  for (const { id, party, number } of items) {
    const scheme = party === undefined ? schemes[0] : schemes.find((one) => one.party === party);
    if (scheme === undefined || (!again && number !== undefined)) continue;
    let count = next.get(scheme.party) ?? scheme.first;
    while (used.has(exhibitNumber(scheme, count))) count++;
    if (scheme.last !== undefined && count > scheme.last) return { changes: [], exhausted: scheme.party };
    const to = exhibitNumber(scheme, count);
    used.add(to);
    next.set(scheme.party, count + 1);
    if (to !== number) changes.push({ id, to, ...(number === undefined ? {} : { from: number }) });
  }
  return { changes };
}
