import type { DocumentId } from '../../shared/identifiers.ts';
import { courtProfile, likelyIndexPages, type BundlePlan, type PlannedBundle } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import { editionSecrets } from './edition/edition-secrets.ts';
import { orderEdition } from './edition/order-edition.ts';
import { bundleSettings, exhibitState, subExhibitForm } from './exhibits/exhibit-records.ts';

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
  let last = indexPages;
  const planned = entries.map(({ key, exhibit, title, sealed = false }) => {
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
  const sections = orderEdition(bundle, vault.documents.list(), edition, subExhibitForm(vault)).map(({ title, entries }) => ({
    title: secrets.hide(title),
    entries: entries.map(({ document, label, relation, of, access }) => {
      const sealed = access === 'sealed';
      pages.set(document.id, sealed ? 1 : Math.max(1, document.pages));
      const { status } = exhibitState(vault, document.id);
      return {
        key: document.id, title: sealed ? 'Sealed item' : secrets.hide(document.title), sealed,
        ...(label === '' ? {} : { exhibit: label }), ...(status === 'listed' || sealed ? {} : { status }),
        ...(document.language === undefined || sealed ? {} : { language: document.language }),
        ...(document.source.collectedAt === undefined || sealed ? {} : { date: document.source.collectedAt.slice(0, 10) }),
        ...(relation === 'translation' && of !== undefined ? { translationOf: of } : {}),
      };
    }),
  })).filter(({ entries }) => entries.length > 0);
  const { stamp } = bundleSettings(vault);
  const numbering = courtProfile(head.court)?.numbering ?? { style: 'continuous' as const };
  const plan: BundlePlan = {
    title: `${secrets.hide(head.title)}: ${secrets.hide(bundle.title)}`, language: head.languages[0] ?? 'en', sections,
    numbering: { ...numbering, ...(stamp === undefined ? {} : { stamp }) },
    ...(head.reference === undefined ? {} : { reference: secrets.hide(head.reference) }),
  };
  return { plan, pages };
}
