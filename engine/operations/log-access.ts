import type { Verification } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';
import type { ViewedDocument } from './view-pages.ts';

const seen = new WeakMap<Vault, Set<string>>();

/** Writes on the log that a document was looked at: once for each document and edition while the case is open. A read-only case keeps no trace. */
export function logView(vault: Vault, { document, edition }: ViewedDocument): void {
  if (vault.readOnly) return;
  const known = seen.get(vault) ?? new Set<string>();
  seen.set(vault, known);
  const key = `${document} ${edition ?? ''}`;
  if (known.has(key)) return;
  known.add(key);
  vault.appendEvent({ action: 'document-viewed', object: document, ...(edition === undefined ? {} : { facts: { edition } }) });
}

/** Writes on the log that pages of a document, as the edition shows it, were given to a printer. A read-only case keeps no trace. */
export function logPrinting(vault: Vault, { document, edition }: ViewedDocument, pages: number): void {
  if (!vault.readOnly) vault.appendEvent({ action: 'document-printed', object: document, facts: { pages, ...(edition === undefined ? {} : { edition }) } });
}

/** Writes on the log of the open case that a release was verified, and whether it holds. A read-only case keeps no trace. */
export function logVerification(vault: Vault, { holds, statement, checks }: Verification): void {
  if (vault.readOnly) return;
  const broken = checks.filter((check) => !check.holds).length;
  vault.appendEvent({ action: 'release-verified', ...(statement === undefined ? {} : { object: statement.release.id }), facts: { holds, checks: checks.length, broken } });
}
