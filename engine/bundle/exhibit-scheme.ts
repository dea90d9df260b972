import type { ExhibitScheme } from '../../shared/case-model/exhibit.ts';
import { exhibitNumber, numberPlace } from '../../shared/case-model/exhibit-scheme.ts';

export { exhibitNumber, isSchemeFormat, letters, subExhibit } from '../../shared/case-model/exhibit-scheme.ts';

/** The number that stands in an exhibit of a scheme, undefined for one of another scheme. `P-3.1` is a sub-exhibit and none of the scheme's own. */
export function numberInScheme({ format }: Pick<ExhibitScheme, 'format'>, exhibit: string): number | undefined {
  const [before = '', after = ''] = format.split(numberPlace).filter((_, at) => at !== 1);
  if (!exhibit.startsWith(before) || !exhibit.endsWith(after) || exhibit.length <= before.length + after.length) return undefined;
  const digits = exhibit.slice(before.length, exhibit.length - after.length);
  return /^\d{1,9}$/u.test(digits) ? Number(digits) : undefined;
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
