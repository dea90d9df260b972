import { entryLabel, type BundlePlan, type PlacedEntry } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';

/** Where things stand, as the index shows it. */
export interface IndexPlaces {
  /** By key. */
  readonly entries: ReadonlyMap<string, PlacedEntry>;
  /** Generated lists that stand after the sections. */
  readonly lists?: readonly { readonly title: string; readonly page: number; readonly label: string }[];
  /** Of each entry the number of the file that it stands in, where there are several. */
  readonly fileOf?: (key: string) => number;
}

/** What the template `bundle-index.typ` is given. */
export function indexData(plan: BundlePlan, { entries: places, lists = [], fileOf }: IndexPlaces): unknown {
  const originals = new Map(plan.sections.flatMap(({ entries }) => entries).map((entry) => [entry.key, entry]));
  const words = bundleWords(plan.language);
  const certificateLabel = (key: string): string => {
    const place = places.get(`#${key}#sheet-0`);
    return place === undefined ? '' : `${words.certificate}: ${place.firstLabel}`;
  };
  const plain = { exhibit: '', language: '', date: '', translationOf: '', certificate: '', status: '', sealed: false };
  return {
    title: plan.title,
    reference: plan.reference ?? '',
    court: plan.court ?? '',
    language: plan.language,
    words,
    sections: [
      ...plan.sections.map((section) => ({
        title: section.title,
        rows: section.entries.map((entry) => {
          const place = places.get(entry.key);
          const original = entry.translationOf === undefined ? undefined : originals.get(entry.translationOf);
          const file = fileOf?.(entry.key);
          return {
            label: entryLabel(entry), exhibit: entry.exhibit ?? '', title: entry.title, language: entry.language ?? '', date: entry.date ?? '',
            translationOf: original === undefined ? '' : (original.exhibit ?? original.title), sealed: entry.sealed === true,
            certificate: certificateLabel(entry.key),
            status: words.status[entry.status ?? 'listed'], page: place?.firstPage ?? 0, pageLabel: place?.firstLabel ?? '', lastLabel: place?.lastLabel ?? '',
            part: file === undefined ? '' : `${words.part} ${file}`,
          };
        }),
      })),
      ...(lists.length === 0 ? [] : [{ title: '', rows: lists.map(({ title, page, label }) => ({ ...plain, label: title, title, page, pageLabel: label, lastLabel: label, part: '' })) }]),
    ],
  };
}

const [pageRoomPt, headPt, sectionPt, rowPt, linePt, lettersOfLine] = [703, 52, 28, 16.4, 13, 56];

/** A guess at how many pages the index takes: a good one saves setting it twice. */
export function likelyIndexPages(plan: BundlePlan, lists = 0): number {
  let height = headPt + (lists === 0 ? 0 : sectionPt + lists * rowPt);
  for (const { entries } of plan.sections) {
    height += sectionPt;
    for (const { title, language = '', translationOf, sealed, status } of entries) {
      const lines = Math.ceil((title.length + language.length + 3) / lettersOfLine) + (translationOf === undefined ? 0 : 1) + (sealed === true ? 1 : 0) + (status === undefined || status === 'listed' ? 0 : 1);
      height += rowPt + (lines - 1) * linePt;
    }
  }
  return Math.max(1, Math.ceil(height / pageRoomPt));
}
