import { readingSummary } from '../reading-summary.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';

/** BCP 47 language of a document: as stated, or as most of its pages were found to be; undefined where nobody knows. */
export function documentLanguage(vault: Vault, { id, language }: StoredDocument): string | undefined {
  if (language !== undefined) return language;
  return Object.entries(readingSummary(vault, id).languages).sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whether two tags name the same language, whatever the region or script. */
export function sameLanguage(a: string, b: string): boolean {
  return primary(a) === primary(b);
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}
