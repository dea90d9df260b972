import { ruleOfEdition } from '../../../shared/case-model/redaction.ts';
import type { Failure } from '../../../shared/failure.ts';
import { rectsIntersect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { Result } from '../../../shared/result.ts';
import { isHidden, redactionLog, type LogEntry, type RedactionLog } from '../../redaction/index.ts';
import type { AppliedRedaction, Vault, ZoneRecord } from '../../vault/index.ts';
import { editionSecrets } from '../edition/edition-secrets.ts';
import type { Engine } from '../engine.ts';
import type { RunOptions } from '../run-options.ts';

/** A document of an edition with the number under which the log names it. */
export interface LoggedDocument {
  readonly document: DocumentId;
  readonly number: string;
}

// Places that a rule hid, without anybody's decision.
const byRule = { state: 'applied', by: ruleOfEdition };

/**
 * The redactions of an edition, one entry a place: those of the redacted files that were made, and the decided ones of documents whose file is not made yet.
 * An entry says where, on what ground, by whom; never the words, nor a width.
 */
export function logOfEdition(vault: Vault, edition: string, documents: readonly LoggedDocument[] = allDocuments(vault)): LogEntry[] {
  const ground = vault.redactions.set(edition)?.ground ?? '';
  const applied = new Map(vault.redactions.applied(edition).map((entry) => [entry.document, entry]));
  const entries = documents.flatMap(({ document, number }) => {
    const zones = vault.redactions.zones({ edition, document });
    const file = applied.get(document);
    return file?.places === undefined ? zones.filter(({ state }) => isHidden(state)).map((zone) => entryOf(number, zone, { ground, zone })) : entriesOf(number, file, zones, ground);
  });
  // Two finds on one line are one place: how many there were is nobody's business.
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** The same as PDF, CSV and JSON. Fails with `leak-found` when a ground or a title says something that the edition hides. */
export function redactionLogOfEdition(
  engine: Engine, vault: Vault, edition: string, { documents, signal }: RunOptions & { readonly documents?: readonly LoggedDocument[] } = {},
): Promise<Result<RedactionLog, Failure>> {
  const secrets = editionSecrets(vault, edition);
  const { title, languages } = vault.head();
  const listed = documents ?? allDocuments(vault).map(({ document, number }) => ({ document, number: secrets.hide(number) }));
  return redactionLog(engine.pools, {
    title: secrets.hide(title), edition, language: languages[0] ?? 'en', entries: logOfEdition(vault, edition, listed), secrets: secrets.strings,
  }, signal === undefined ? {} : { signal });
}

function allDocuments(vault: Vault): LoggedDocument[] {
  return vault.documents.list().map(({ id, exhibit }) => ({ document: id, number: exhibit ?? id }));
}

function entriesOf(number: string, file: AppliedRedaction, zones: readonly ZoneRecord[], ground: string): LogEntry[] {
  return (file.places ?? []).map((place) => {
    const zone = zones.find(({ page, state, rect, hits }) => page === place.page && isHidden(state) && (hits ?? [rect]).some((hit) => rectsIntersect(hit, place.rect)));
    return entryOf(number, place, { ground, zone, file });
  });
}

function entryOf(exhibit: string, place: { readonly page: number; readonly rect: ZoneRecord['rect'] }, from: { readonly ground: string; readonly zone: ZoneRecord | undefined; readonly file?: AppliedRedaction }): LogEntry {
  const { zone, file, ground } = from;
  return {
    exhibit, page: place.page, fromTopPt: Math.max(0, Math.round(place.rect[1])), code: zone?.code ?? '', ground: (zone?.ground ?? '') === '' ? ground : (zone?.ground ?? ''),
    state: zone?.state ?? byRule.state, proposedBy: zone?.proposedBy ?? byRule.by, approvedBy: zone === undefined ? byRule.by : (zone.history?.findLast(({ step }) => step === 'approve')?.by ?? zone.decidedBy ?? ''),
    method: file?.method ?? '', sha256: file?.sha256 ?? '',
  };
}
