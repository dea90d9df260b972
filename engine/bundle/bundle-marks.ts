import type { BundleEntry, BundlePlan } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';
import type { PageMarks } from './page-marks.ts';

/** What the marks of a page are made from. */
export interface MarkedPage {
  readonly entry: BundleEntry | undefined;
  /** 0-based page of the entry, and how many it has. */
  readonly at: number;
  readonly pages: number;
  readonly label: string;
  readonly lastLabel: string;
}

/** Says what is printed on pages: stamps, and the headers of exhibits. */
export function bundleMarks(plan: BundlePlan, entries: readonly BundleEntry[]): (page: MarkedPage) => PageMarks {
  const words = bundleWords(plan.language);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const translated = new Set(entries.map(({ translationOf }) => translationOf));
  const format = plan.numbering?.stamp ?? '{page}';

  return (page) => {
    const { entry, at, pages } = page;
    const stamp = stampText(format, page, plan);
    if (entry === undefined || (entry.exhibit === undefined && entry.sha256 === undefined)) return { stamp };
    const original = entry.translationOf === undefined ? undefined : byKey.get(entry.translationOf);
    const language = entry.language === undefined ? '' : ` (${entry.language})`;
    const pair = original !== undefined ? words.translationOf.replace('{l}', language).replace('{o}', original.exhibit ?? original.title) : translated.has(entry.key) ? `${words.original}${language}` : undefined;
    const pageOf = words.pageOf.replace('{n}', String(at + 1)).replace('{m}', String(pages));
    const main = [entry.exhibit, pageOf, entry.sha256 === undefined ? undefined : `sha256 ${entry.sha256.slice(0, 12)}`, at > 0 ? pair : undefined].filter((part) => part !== undefined);
    if (at > 0) return { stamp, header: [main] };
    const certificate = [entry.translator, entry.certifiedAt].filter((part) => part !== undefined).join(', ');
    const notes = [[pair, certificate === '' ? undefined : certificate].filter((part) => part !== undefined), entry.sha256 === undefined ? [] : [`SHA-256 ${entry.sha256}`]].filter((line) => line.length > 0);
    return { stamp, header: [main, ...notes], ...(entry.sha256 === undefined ? {} : { code: entry.sha256 }) };
  };
}

function stampText(format: string, { entry, at, pages, label, lastLabel }: MarkedPage, { reference, createdAt }: BundlePlan): string {
  const values: Readonly<Record<string, string>> = {
    page: label, pages: lastLabel, exhibit: entry?.exhibit ?? '', exhibitPage: entry === undefined ? '' : String(at + 1), exhibitPages: entry === undefined ? '' : String(pages),
    ern: entry?.ern === undefined ? '' : countOn(entry.ern, at), reference: reference ?? '', date: createdAt?.slice(0, 10) ?? '',
  };
  return format.replace(/\{([a-zA-Z]+)\}/gu, (whole, name: string) => values[name] ?? whole).replace(/\s{2,}/gu, ' ').trim();
}

/** A number such as `UKR-OTP-0001-0099` some pages on, with its leading zeros. */
function countOn(ern: string, by: number): string {
  return ern.replace(/\d+(?=\D*$)/u, (digits) => (BigInt(digits) + BigInt(by)).toString().padStart(digits.length, '0'));
}
