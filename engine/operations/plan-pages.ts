import type { DocumentId } from '../../shared/identifiers.ts';
import { likelyIndexPages, type BundlePlan } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import { editionSecrets } from './edition/edition-secrets.ts';
import { orderEdition } from './edition/order-edition.ts';

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
  const bundle = vault.bundle.get();
  if (bundle === undefined) return { pages: 0, indexPages: 0, entries: [] };
  const secrets = editionSecrets(vault, edition);
  const sections = orderEdition(bundle, vault.documents.list(), edition).map(({ title, entries }) => ({
    title,
    entries: entries.map((entry) => ({ ...entry, sealed: entry.access === 'sealed', title: entry.access === 'sealed' ? 'Sealed item' : secrets.hide(entry.document.title) })),
  }));
  const plan: BundlePlan = {
    title: bundle.title, language: vault.head().languages[0] ?? 'en',
    sections: sections.map(({ title, entries }) => ({
      title, entries: entries.map(({ document, label, title: shown, relation, of, sealed }) => ({ key: document.id, title: shown, exhibit: label, sealed, ...(relation === 'translation' && of !== undefined ? { translationOf: of } : {}) })),
    })),
  };
  const indexPages = likelyIndexPages(plan);
  let last = indexPages;
  const entries = sections.flatMap((section) => section.entries.map(({ document, label, title, sealed }) => {
    const firstPage = last + 1;
    last += sealed ? 1 : Math.max(1, document.pages);
    return { document: document.id, title, firstPage, lastPage: last, sealed, ...(label === '' ? {} : { exhibit: label }) };
  }));
  return { pages: last, indexPages, entries };
}
