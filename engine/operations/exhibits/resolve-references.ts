import type { AssembledBundle } from '../../bundle/index.ts';
import type { PlannedReference } from '../edition/link-mentions.ts';
import type { BuiltBundle, CrossReference } from './exhibit-records.ts';

interface Standing {
  readonly document: string;
  readonly firstLabel: string;
  readonly lastLabel: string;
}

/**
 * What became of the mentions of a bundle: where each leads, and whether it leads to another page than in the build before. A mention of a page has moved when
 * something else stands at that number now; one of an exhibit, when its first page has another number.
 */
export function resolveReferences(references: readonly PlannedReference[], { entries, labels }: Pick<AssembledBundle, 'entries' | 'labels'>, before: Pick<BuiltBundle, 'entries'> | undefined): CrossReference[] {
  const places = new Map(entries.map((entry) => [entry.key, entry]));
  const now = entries.map(({ key, firstLabel, lastLabel }) => ({ document: key, firstLabel, lastLabel }));
  const earlier = new Map((before?.entries ?? []).map(({ document, firstLabel }) => [document, firstLabel]));
  return references.map(({ to, ...reference }): CrossReference => {
    if (to === undefined) return { ...reference, state: 'nowhere' };
    if ('label' in to) {
      const target = labels.indexOf(to.label) + 1;
      if (target < 1) return { ...reference, state: 'nowhere' };
      const stood = standsAt(before?.entries ?? [], to.label);
      return { ...reference, state: stood === undefined || stood === standsAt(now, to.label) ? 'linked' : 'moved', target };
    }
    const place = places.get(to.key);
    if (place === undefined) return { ...reference, state: 'nowhere' };
    const moved = earlier.has(to.key) && earlier.get(to.key) !== place.firstLabel;
    return { ...reference, state: moved ? 'moved' : 'linked', target: place.firstPage + to.page - 1 };
  });
}

// The document with a page of that number, and which of its pages it is.
function standsAt(entries: readonly Standing[], label: string): string | undefined {
  const [letters, number] = partsOf(label);
  for (const { document, firstLabel, lastLabel } of entries) {
    const [[before, first], [, last]] = [partsOf(firstLabel), partsOf(lastLabel)];
    if (before === letters && number >= first && number <= last) return `${document} ${number - first}`;
  }
  return undefined;
}

// `A12` is the twelfth page of section A.
function partsOf(label: string): readonly [letters: string, number: number] {
  const [, letters = label, number = 'NaN'] = /^(\D*)(\d+)$/u.exec(label) ?? [];
  return [letters, Number(number)];
}
