import type { Numbering } from './bundle-plan.ts';

/** Pages that are numbered together: a document, or a generated part. */
export interface NumberedRun {
  readonly pages: number;
  /** 0-based; undefined for what stands before the sections. */
  readonly section?: number;
  /** Number of its first page as it was handed out before, and how many pages it had then: these numbers stay. */
  readonly kept?: { readonly first: number; readonly pages: number };
  /** Goes between numbers that stay: its pages are lettered after the last number, `12A`, `12B`. */
  readonly insert?: boolean;
}

/** The label of each page of a bundle, as stamped. */
export function pageLabels(runs: readonly NumberedRun[], { style = 'continuous', first = 1 }: Partial<Numbering>): string[] {
  return style === 'section' ? sectionLabels(runs) : continuousLabels(runs, first);
}

function sectionLabels(runs: readonly NumberedRun[]): string[] {
  const labels: string[] = [];
  const counts = new Map<number | undefined, number>();
  for (const { pages, section } of runs) {
    for (let page = 0; page < pages; page++) {
      const number = (counts.get(section) ?? 0) + 1;
      counts.set(section, number);
      labels.push(`${section === undefined ? '' : sectionLetter(section)}${number}`);
    }
  }
  return labels;
}

function continuousLabels(runs: readonly NumberedRun[], first: number): string[] {
  const labels: string[] = [];
  let last = first - 1;
  // Numbers that stay further on are nobody else's.
  let highest = Math.max(last, ...runs.map(({ kept }) => (kept === undefined ? 0 : kept.first + kept.pages - 1)));
  const staying = runs.some(({ kept }) => kept !== undefined);
  let letter = 0;
  for (const { pages, kept, insert } of runs) {
    for (let page = 0; page < pages; page++) {
      if (kept !== undefined && page < kept.pages) {
        last = kept.first + page;
        letter = 0;
        labels.push(String(last));
      } else if (insert === true || kept !== undefined) {
        labels.push(`${last}${sectionLetter(letter++)}`);
      } else {
        highest = staying ? highest + 1 : last + 1;
        last = highest;
        letter = 0;
        labels.push(String(last));
      }
    }
  }
  return labels;
}

/** Letters of a section: A … Z, AA, AB …; `index` is 0-based. */
export function sectionLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? '' : sectionLetter(rest - 1)) + String.fromCharCode(65 + (index % 26));
}

/** Page labels of the PDF (ISO 32000-1, 12.4.2): a new range wherever the prefix changes or the number does not follow. */
export function labelRanges(labels: readonly string[], textString: (text: string) => string): string {
  const ranges: string[] = [];
  let previous: { prefix: string; number: number } | undefined;
  for (const [index, label] of labels.entries()) {
    const [, prefix = '', digits] = /^(.*?)(\d+)$/u.exec(label) ?? [];
    if (digits === undefined) {
      ranges.push(`${index}<</P ${textString(label)}>>`);
      previous = undefined;
      continue;
    }
    const number = Number(digits);
    if (previous?.prefix !== prefix || previous.number + 1 !== number) ranges.push(`${index}<</S/D${prefix === '' ? '' : `/P ${textString(prefix)}`}/St ${number}>>`);
    previous = { prefix, number };
  }
  return ranges.join('');
}
