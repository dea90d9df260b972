import { usualBundleSettings, type BundleSettings } from '../../shared/case-model/exhibit.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { bundleWords, courtProfile, likelyIndexPages, type BundlePlan, type GeneratedSheet, type PlacedEntry, type PlannedBundle } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import { bundleLists } from './edition/bundle-lists.ts';
import type { EditionDocument } from './edition/edition-document.ts';
import { editionSecrets } from './edition/edition-secrets.ts';
import { orderEdition } from './edition/order-edition.ts';
import { bundleSettings, exhibitState, orderRules } from './exhibits/exhibit-records.ts';

/** Where a document would stand if the bundle were built now. Pages are 1-based pages of the PDF. */
export interface PlannedEntry {
  readonly document: DocumentId;
  readonly exhibit?: string;
  /** With pseudonyms. */
  readonly title: string;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly sealed: boolean;
}

export interface PlannedPages {
  readonly pages: number;
  readonly indexPages: number;
  readonly entries: readonly PlannedEntry[];
}

/** Page numbers of an edition before it is built. The length of the index is reckoned from its rows; building may find it a page longer or shorter. */
export function planPages(vault: Vault, edition: string): PlannedPages {
  const { plan, pages } = plannedBundle(vault, edition);
  const entries = plan.sections.flatMap((section) => section.entries);
  if (entries.length === 0) return { pages: 0, indexPages: 0, entries: [] };
  const indexPages = likelyIndexPages(plan);
  let last = indexPages + (plan.cover === true ? 1 : 0);
  const sheets = new Set(plan.sectionSheets === true ? plan.sections.flatMap((section) => (section.title === '' ? [] : (section.entries[0]?.key ?? []))) : []);
  const planned = entries.map(({ key, exhibit, title, sealed = false }) => {
    if (sheets.has(key)) last++;
    const firstPage = last + 1;
    last += pages.get(key) ?? 1;
    return { document: key as DocumentId, title, firstPage, lastPage: last, sealed, ...(exhibit === undefined ? {} : { exhibit }) };
  });
  return { pages: last, indexPages, entries: planned };
}

/** The bundle of an edition as far as it is known without redacting or reading anything. */
export function plannedBundle(vault: Vault, edition: string): PlannedBundle {
  const bundle = vault.bundle.get() ?? { title: '', sections: [] };
  const head = vault.head();
  const secrets = editionSecrets(vault, edition);
  const pages = new Map<string, number>();
  const sections = orderEdition(bundle, vault.documents.list(), edition, orderRules(vault)).map(({ title, entries }) => ({
    title: secrets.hide(title),
    entries: entries.map(({ document, label, relation, of, access }) => {
      const sealed = access === 'sealed';
      pages.set(document.id, sealed ? 1 : Math.max(1, document.pages));
      const { status } = exhibitState(vault, document.id);
      return {
        key: document.id, title: sealed ? bundleWords(head.languages[0] ?? 'en').sealedItem : secrets.hide(document.title), sealed,
        ...(label === '' ? {} : { exhibit: label }), ...(status === 'listed' || sealed ? {} : { status }),
        ...(document.language === undefined || sealed ? {} : { language: document.language }),
        ...(document.source.collectedAt === undefined || sealed ? {} : { date: document.source.collectedAt.slice(0, 10) }),
        ...(relation === 'translation' && of !== undefined ? { translationOf: of } : {}),
      };
    }),
  })).filter(({ entries }) => entries.length > 0);
  const { stamp, cover, sectionSheets } = bundleSettings(vault);
  const numbering = courtProfile(head.court)?.numbering ?? { style: 'continuous' as const };
  const plan: BundlePlan = {
    title: `${secrets.hide(head.title)}: ${secrets.hide(bundle.title)}`, language: head.languages[0] ?? 'en', sections, cover, sectionSheets,
    numbering: { ...numbering, ...(stamp === undefined ? {} : { stamp }) },
    ...(head.reference === undefined ? {} : { reference: secrets.hide(head.reference) }),
  };
  return { plan, pages, lists: (places) => plannedLists(vault, edition, places) };
}

// Nothing is redacted yet: what is known of the documents stands in the lists, with pseudonyms.
function plannedLists(vault: Vault, edition: string, places: readonly PlacedEntry[]): ReturnType<PlannedBundle['lists']> {
  const secrets = editionSecrets(vault, edition);
  const bundle = vault.bundle.get() ?? { title: '', sections: [] };
  const sections = orderEdition(bundle, vault.documents.list(), edition, orderRules(vault)).map(({ title, entries }) => ({
    title: secrets.hide(title),
    documents: entries.map((entry): EditionDocument => {
      const source = entry.access === 'sealed' ? undefined : vault.renditions.get(entry.document.id, 'pdf');
      return {
        entry, title: entry.access === 'sealed' ? bundleWords(vault.head().languages[0] ?? 'en').sealedItem : secrets.hide(entry.document.title), text: [],
        ...(source === undefined ? {} : { file: { object: source.object, sha256: source.sha256, bytes: source.bytes, pages: source.pages } }),
      };
    }),
  }));
  const prepared = { edition, secrets, title: secrets.hide(bundle.title), sections };
  const of = (part: keyof BundleSettings): GeneratedSheet | undefined => bundleLists(vault, prepared, { ...usualBundleSettings, [part]: true })(places, [])[0];
  const [exhibits, custody, issues] = [of('exhibitList'), of('custodyStatement'), of('issues')];
  return { ...(exhibits === undefined ? {} : { exhibits }), ...(custody === undefined ? {} : { custody }), ...(issues === undefined ? {} : { issues }) };
}
