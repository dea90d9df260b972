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

// The typesetter needs some 100 kB for a row: a long index is set in pieces, each beginning a page.
const rowsOfPiece = 500;

/** What the template `bundle-index.typ` is given, piece by piece. */
export function indexPieces(plan: BundlePlan, places: IndexPlaces): IndexData[] {
  const whole = indexData(plan, places);
  const pieces: { title: string; rows: IndexRow[] }[][] = [[]];
  let room = rowsOfPiece;
  for (const { title, rows } of whole.sections) {
    for (let at = 0; at < Math.max(1, rows.length); ) {
      if (room === 0) {
        pieces.push([]);
        room = rowsOfPiece;
      }
      const part = rows.slice(at, at + room);
      pieces.at(-1)?.push({ title, rows: part });
      at += Math.max(1, part.length);
      room -= part.length;
    }
  }
  return pieces.map((sections, piece) => ({ ...whole, sections, continued: piece > 0 }));
}

type IndexRow = Readonly<Record<string, string | number | boolean>>;

interface IndexData extends Readonly<Record<string, unknown>> {
  readonly sections: readonly { readonly title: string; readonly rows: readonly IndexRow[] }[];
}

/** What the template is given for all of an index. */
export function indexData(plan: BundlePlan, { entries: places, lists = [], fileOf }: IndexPlaces): IndexData {
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
    continued: false,
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
  let row = 0;
  for (const { entries } of plan.sections) {
    height += sectionPt;
    for (const { title, language = '', translationOf, sealed, status } of entries) {
      const lines = Math.ceil((title.length + language.length + 3) / lettersOfLine) + (translationOf === undefined ? 0 : 1) + (sealed === true ? 1 : 0) + (status === undefined || status === 'listed' ? 0 : 1);
      if (row > 0 && row % rowsOfPiece === 0) height = Math.ceil(height / pageRoomPt) * pageRoomPt + sectionPt;
      height += rowPt + (lines - 1) * linePt;
      row++;
    }
  }
  return Math.max(1, Math.ceil(height / pageRoomPt));
}
