import type { BundleSettings } from '../../../shared/case-model/exhibit.ts';
import type { Finding } from '../../../shared/finding.ts';
import { bundleWords, courtProfile, exhibitListData, type GeneratedSheet, type PlacedEntry } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import { logOfEdition } from '../review/redaction-log-of-edition.ts';
import { listEntry, listHead } from './exhibit-list-of-edition.ts';
import type { PreparedEdition } from './prepare-edition.ts';
import { numberDocuments, originalOf, type NumberedDocument } from './release-facts.ts';

/** The generated lists that a bundle ends with, as the case's settings ask for them; they say no more than the edition may see. */
export function bundleLists(vault: Vault, prepared: PreparedEdition, settings: BundleSettings): (places: readonly PlacedEntry[], findings: readonly Finding[]) => GeneratedSheet[] {
  const language = vault.head().languages[0] ?? 'en';
  const words = bundleWords(language);
  return (places, found) => {
    const documents = numberDocuments(prepared.sections.flatMap((section) => section.documents), places);
    const head = listHead(vault, prepared);
    const lists: GeneratedSheet[] = [];
    if (settings.exhibitList) lists.push({ title: words.exhibitList, template: 'exhibit-list.typ', data: exhibitListData({ ...head, title: `${head.title}: ${words.exhibitList}` }, documents.map((document) => listEntry(vault, document, prepared.secrets.hide))) });
    if (settings.custodyStatement) lists.push({ title: words.custody, template: 'custody-statement.typ', data: { title: words.custody, case: head.title, reference: head.reference ?? '', language, words, ...custodyFacts(vault, prepared, documents) } });
    if (settings.redactionLog && prepared.secrets.any) lists.push({ title: words.redactionLog, template: 'redaction-log.typ', data: redactionRows(vault, prepared, documents, { title: head.title, language, upright: takesUprightOnly(vault.head().court) }) });
    if (settings.issues) lists.push({ title: words.issues, template: 'issue-list.typ', data: { title: words.issues, case: head.title, language, words, rows: issueRows(vault, prepared, documents, found) } });
    return lists;
  };
}

function custodyFacts(vault: Vault, { secrets }: PreparedEdition, documents: readonly NumberedDocument[]): { rows: unknown; log: unknown } {
  const rows = documents.filter(({ file }) => file !== undefined).map(({ number, title, entry, redaction }) => {
    const { document } = entry;
    const original = originalOf(vault, document, redaction === undefined);
    const { collectedBy, collectedAt, place, receivedFrom, itemNumber } = document.source;
    // A document that is handed over in part says nothing of where it came from that its redactions might hide.
    const source = redaction === undefined ? [collectedBy, collectedAt, place, receivedFrom, itemNumber].filter((fact) => fact !== undefined).map(secrets.hide) : [];
    return { number, title, takenInAt: document.takenInAt.slice(0, 10), original: 'sha256' in original ? original.sha256 : original.commitment, isCommitment: !('sha256' in original), source: source.join(', ') };
  });
  return { rows, log: { events: vault.eventCount(), checkpoint: vault.checkpoint().split('\n').slice(0, 3).join(' '), signer: vault.identity.fingerprint } };
}

function takesUprightOnly(court: string): boolean {
  return courtProfile(court)?.rules.some((rule) => rule.kind === 'orientation' && rule.only === 'portrait') === true;
}

function redactionRows(vault: Vault, { edition, secrets }: PreparedEdition, documents: readonly NumberedDocument[], head: { readonly title: string; readonly language: string; readonly upright: boolean }): object {
  const entries = logOfEdition(vault, edition, documents.map(({ entry, number }) => ({ document: entry.document.id, number })));
  return { ...head, edition, entries: entries.map((entry) => Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, secrets.hide(String(value))]))) };
}

function issueRows(vault: Vault, { secrets }: PreparedEdition, documents: readonly NumberedDocument[], found: readonly Finding[]): unknown {
  return documents.filter(({ file }) => file !== undefined).flatMap(({ number, entry }) => {
    const own = [...vault.findings.list(entry.document.id), ...found.filter(({ document }) => document === entry.document.id)];
    return [...new Map(own.map((finding) => [`${finding.code} ${finding.page ?? ''}`, finding])).values()]
      .filter(({ message }) => !secrets.shows(message)).map(({ page, code, message }) => ({ number, page: page === undefined ? '' : String(page), code, message }));
  });
}
