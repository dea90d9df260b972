import type { PlacedEntry } from '../../bundle/index.ts';
import type { Mention } from '../../people/index.ts';
import type { Vault } from '../../vault/index.ts';
import { keptPlaces } from '../review/kept-places.ts';
import type { PreparedEdition } from './prepare-edition.ts';

/**
 * How often each text may stand on a page of the bundle, because a person decided that it stays visible on the exhibit's page that is shown there.
 * The answer is counted down as mentions are met.
 */
export function keptTexts(vault: Vault, { edition, secrets }: PreparedEdition, entries: readonly PlacedEntry[], page: number): (mention: Mention) => boolean {
  const entry = entries.find(({ firstPage, lastPage }) => page >= firstPage && page <= lastPage);
  const document = entry === undefined ? undefined : vault.documents.get(entry.key as Parameters<Vault['documents']['get']>[0]);
  if (entry === undefined || document === undefined) return () => false;
  const kept = keptPlaces(vault, edition, document.id);
  const text = kept.places.length === 0 ? undefined : vault.pageTexts.get(document.id, page - entry.firstPage + 1);
  if (text === undefined) return () => false;
  const allowed = new Map<string, number>();
  for (const mention of secrets.mentionsOn(text)) if (kept.keeps(text, mention)) allowed.set(folded(mention.text), (allowed.get(folded(mention.text)) ?? 0) + 1);
  return ({ text: said }) => {
    const left = allowed.get(folded(said)) ?? 0;
    allowed.set(folded(said), left - 1);
    return left > 0;
  };
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
