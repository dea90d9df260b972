import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { parseSearchQuery, findOnPage } from '../reading/index.ts';
import type { Vault } from '../vault/index.ts';

export interface CaseHit {
  readonly document: DocumentId;
  /** 1-based. */
  readonly page: number;
  readonly snippet: string;
  /** One rectangle for each line that a match touches. */
  readonly rects: readonly Rect[];
}

/** Finds pages by words, prefixes (`koval*`), phrases (`"in custody"`) and nearness, with the place of each match. Best first. */
export function searchCase(vault: Vault, query: string, limits: { readonly limit?: number; readonly document?: DocumentId } = {}): CaseHit[] {
  const expression = parseSearchQuery(query);
  return vault.search.find(expression, limits).map(({ document, page, original }) => {
    const text = vault.pageTexts.get(document, page);
    const found = text === undefined ? undefined : findOnPage(text, expression);
    return { document, page, snippet: found?.snippet ?? original.slice(0, 160), rects: found?.rects ?? [] };
  });
}
