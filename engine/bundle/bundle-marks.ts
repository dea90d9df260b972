import { countOn } from '../../shared/case-model/exhibit.ts';
import type { BundleEntry, BundlePlan, PlacedEntry } from './bundle-plan.ts';
import { bundleWords, type BundleWords } from './bundle-words.ts';
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

/** Says what is printed on pages: stamps, and the headers of exhibits; `places` tells where a translation's certificate stands. */
export function bundleMarks(plan: BundlePlan, entries: readonly BundleEntry[], places: ReadonlyMap<string, PlacedEntry>): (page: MarkedPage) => PageMarks {
  const words = bundleWords(plan.language);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const pairOf = pairing(entries, byKey, words);
  const certificates = new Map(entries.flatMap(({ key, certificateOf }) => (certificateOf === undefined ? [] : [[certificateOf, key] as const])));
  const format = plan.numbering?.stamp ?? '{page}';

  return (page) => {
    const { entry, at, pages } = page;
    const stamp = stampText(format, page, plan);
    if (entry === undefined || (entry.exhibit === undefined && entry.sha256 === undefined)) return { stamp };
    const pair = pairOf(entry);
    const pageOf = words.pageOf.replace('{n}', String(at + 1)).replace('{m}', String(pages));
    const main = [entry.exhibit, pageOf, entry.sha256 === undefined ? undefined : `sha256 ${entry.sha256.slice(0, 12)}`, at > 0 ? pair : undefined].filter((part) => part !== undefined);
    if (at > 0) return { stamp, header: [main] };
    const certified = [entry.translator, entry.certifiedAt].filter((part) => part !== undefined).join(', ');
    const certificate = places.get(certificates.get(entry.key) ?? `#${entry.key}#sheet-0`)?.firstLabel;
    const notes = [[pair, certified === '' ? undefined : certified, certificate === undefined ? undefined : `${words.certificate}: ${certificate}`].filter((part) => part !== undefined), entry.sha256 === undefined ? [] : [`SHA-256 ${entry.sha256}`]].filter((line) => line.length > 0);
    return { stamp, header: [main, ...notes], ...(entry.sha256 === undefined ? {} : { code: entry.sha256 }) };
  };
}

const widestNumber = '88888';

/** A stamp as wide as any on the pages of an entry. */
export function widestStamp(plan: BundlePlan, entry: BundleEntry): string {
  const pages = Number(widestNumber.slice(-String(entry.pages ?? 100).length));
  return stampText(plan.numbering?.stamp ?? '{page}', { entry, at: pages - 1, pages, label: plan.numbering?.style === 'section' ? `A${widestNumber}` : widestNumber, lastLabel: widestNumber }, plan);
}

// `Translation (uk–en) of P-1`, `Original (uk)`, `Certificate of translation of P-1-tEN`.
function pairing(entries: readonly BundleEntry[], byKey: ReadonlyMap<string, BundleEntry>, words: BundleWords): (entry: BundleEntry) => string | undefined {
  const translated = new Set(entries.map(({ translationOf }) => translationOf));
  const nameOf = ({ exhibit, title }: BundleEntry): string => exhibit ?? title;
  return ({ key, language, translationOf = '', certificateOf = '' }) => {
    const certified = byKey.get(certificateOf);
    if (certified !== undefined) return words.certificateOf.replace('{o}', nameOf(certified));
    const original = byKey.get(translationOf);
    const languages = [original?.language, language].filter((one) => one !== undefined).join('–');
    const said = languages === '' ? '' : ` (${languages})`;
    if (original !== undefined) return words.translationOf.replace('{l}', said).replace('{o}', nameOf(original));
    return translated.has(key) ? `${words.original}${said}` : undefined;
  };
}

const placeholder = /\{([a-zA-Z]+)\}/gu;

function stampText(format: string, { entry, at, pages, label, lastLabel }: MarkedPage, { reference, createdAt }: BundlePlan): string {
  const values: Readonly<Record<string, string>> = {
    page: label, pages: lastLabel, exhibit: entry?.exhibit ?? '', exhibitPage: entry === undefined ? '' : String(at + 1), exhibitPages: entry === undefined ? '' : String(pages),
    ern: entry?.ern === undefined ? '' : countOn(entry.ern, at), reference: reference ?? '', date: createdAt?.slice(0, 10) ?? '',
  };
  // What names nothing on this page goes with the signs around it: `{exhibitPage}/{exhibitPages}` on an index page.
  const said = format.split(/\s+/u).filter((piece) => {
    const named = [...piece.matchAll(placeholder)].map(([, name = '']) => values[name]);
    return named.length === 0 || named.some((value) => value !== '');
  });
  return said.join(' ').replace(placeholder, (whole, name: string) => values[name] ?? whole).trim();
}
