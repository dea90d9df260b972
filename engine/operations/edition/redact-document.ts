import { createHash } from 'node:crypto';
import { methodFor, type GuaranteeProof, type RedactionMethod, type RedactionZone } from '../../../shared/case-model/redaction.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { canonicalJson } from '../../integrity/index.ts';
import { carriesSecret, redactPdf } from '../../redaction/index.ts';
import type { JsonValue, StoredDocument, StoredRendition, Vault } from '../../vault/index.ts';
import { claimObject } from '../claim-object.ts';
import type { Engine } from '../engine.ts';
import type { Mention } from '../../people/index.ts';
import type { Rect } from '../../../shared/geometry.ts';
import { findZones, liesOnPage, zonesOfReading, type FindMentions } from '../find-zones.ts';
import { orderOf } from '../review/zone-decision.ts';
import { keptPlaces } from '../review/kept-places.ts';
import type { RunOptions } from '../run-options.ts';
import { oneChunk } from '../one-chunk.ts';
import { pagesToReadAgain, readAgain, readerOf } from '../second-reading.ts';
import type { EditionFile, EditionRedaction } from './edition-document.ts';
import { signProof } from './proof-record.ts';
import { standingStates, type EditionSecrets } from './edition-secrets.ts';

export interface RedactForEdition extends RunOptions {
  readonly engine: Engine;
  readonly vault: Vault;
  readonly edition: string;
  readonly secrets: EditionSecrets;
}

export interface RedactedDocument {
  readonly file: EditionFile;
  readonly redaction: EditionRedaction;
}

/**
 * Redacts one document for an edition where there is anything to redact in it: marked zones, mentions on its pages, or a secret that its file
 * carries unseen. Undefined: the edition leaves the document whole. An unchanged redaction is taken from the case instead of made again.
 * Fails with `redaction-not-proved`, `usage` (a zone off the page) or a `document-…` or `worker-…` code.
 */
export async function redactDocument(work: RedactForEdition, document: StoredDocument, source: StoredRendition): Promise<Result<RedactedDocument | undefined, Failure>> {
  const { engine, vault, edition, secrets } = work;
  if (!secrets.any) return success(undefined);
  const pages = vault.pageTexts.list(document.id);
  const marked = markedZones(vault, edition, document);
  const astray = marked.find((zone) => !liesOnPage(zone, pages));
  if (astray !== undefined) return refusal(failure('usage', 'A zone for the edition {{edition}} lies off the pages of this document (page {{page}}).', { subject: document.id, values: { edition, page: astray.page } }));
  const kept = keptPlaces(vault, edition, document.id);
  const unkept = (page: PageText, mentions: readonly Mention[]): Mention[] => mentions.filter((mention) => !kept.keeps(page, mention));
  const find: FindMentions = {
    all: (page) => unkept(page, secrets.mentionsOn(page)),
    // What was found elsewhere in the document is looked for everywhere, but at the places that a person decided on.
    names: (page, also) => [...unkept(page, secrets.namesOn(page)), ...secrets.namesOn(page, also).filter((mention) => mention.kind === 'term' && !kept.keepsWords(page, mention))],
  };
  const second = await secondReading(work, document, source, pages);
  if (!second.ok) return second;
  const { zones, secrets: strings } = findZones(pages, [...marked, ...zonesOfReading(second.value, find)], secrets.strings, find);
  const order = orderOf(vault, edition);
  const method = (page: number): RedactionMethod => methodFor(order, document.id, page);
  const key = createHash('sha256').update(canonicalJson({ source: source.sha256, zones, strings, kept: kept.places, methods: pages.map(({ page }) => method(page)), title: secrets.hide(document.title), version: 4 })).digest('hex');
  const known = fromCase(vault, edition, document, key);
  if (known !== undefined) return success(known);
  const pdf = await vault.readWholeObject(source.object);
  if (zones.length === 0) {
    const unseen = await carriesSecret(engine.pools, pdf, strings, { signal: work.signal });
    if (!unseen.ok) return unseen;
    if (!unseen.value) return success(undefined);
  }
  const redacted = await redactPdf(engine.pools, {
    pdf, zones, text: pages, title: secrets.hide(document.title), language: document.language ?? '', secrets: strings, kept: kept.places, method,
  }, { readAgain: readerOf(engine, document.language === undefined ? vault.head().languages : [document.language], work), ...(work.signal === undefined ? {} : { signal: work.signal }), ...(work.report === undefined ? {} : { report: (progress) => work.report?.({ ...progress, document: document.id }) }) });
  if (!redacted.ok) return refusal({ ...redacted.failure, subject: document.id });
  for (const code of ['tight-box', 'slanted-box'] as const) {
    vault.findings.clear(document.id, code);
    const warnings = redacted.value.warnings.filter((warning) => warning.code === code);
    // One for each page: a table gives a warning a row.
    for (const page of new Set(warnings.map(({ zone }) => zone.page))) {
      const [first, ...more] = warnings.filter(({ zone }) => zone.page === page);
      if (first !== undefined) vault.findings.add({ document: document.id, code: first.code, page, message: more.length === 0 ? first.message : `${first.message} (${more.length + 1} places on this page)` });
    }
  }
  return success(await keep(work, document, source, { ...redacted.value, key, zones }));
}

// Kept in the case: recognition takes seconds a page, and the page does not change.
async function secondReading({ engine, vault, signal }: RedactForEdition, document: StoredDocument, source: StoredRendition, pages: readonly PageText[]): Promise<Result<readonly PageText[], Failure>> {
  if (pagesToReadAgain(pages).length === 0) return success([]);
  const known = vault.records.get('second-reading', document.id);
  if (known !== undefined) return success(known as unknown as readonly PageText[]);
  const read = await readAgain(engine, await vault.readWholeObject(source.object), pages, { signal });
  if (read.ok) vault.records.put('second-reading', document.id, read.value as unknown as JsonValue);
  return read;
}

function markedZones(vault: Vault, edition: string, document: StoredDocument): RedactionZone[] {
  const ground = vault.redactions.set(edition)?.ground ?? '';
  const planned = (vault.redactions.set(edition)?.zones ?? []).filter((zone) => zone.document === document.id).map(({ page, rect }) => ({ page, rect, why: ground }));
  const drawn = vault.redactions.zones({ edition, document: document.id }).filter(({ state }) => standingStates.has(state));
  return [...planned, ...drawn.map(({ page, rect, ground: why }) => ({ page, rect, why }))];
}

const cacheKind = 'redaction-key';

function fromCase(vault: Vault, edition: string, document: StoredDocument, key: string): RedactedDocument | undefined {
  if (vault.records.get(cacheKind, `${edition}/${document.id}`) !== key) return undefined;
  const rendition = vault.renditions.get(document.id, 'redacted', edition);
  const [applied] = vault.redactions.applied(edition, document.id);
  if (rendition === undefined || applied?.sha256 !== rendition.sha256 || applied.record === undefined || applied.signature === undefined) return undefined;
  const { object, sha256, bytes, pages } = rendition;
  const { method, zones, proof, record, signature } = applied;
  return { file: { object, sha256, bytes, pages }, redaction: { method, zones, proof, record, signature } };
}

interface Made {
  readonly method: string;
  readonly proof: readonly GuaranteeProof[];
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly key: string;
  readonly zones: readonly RedactionZone[];
}

/** Where something was hidden, each place once: how many reasons there were to hide one line would tell of the name on it. */
function distinctPlaces(zones: readonly RedactionZone[]): { readonly page: number; readonly rect: Rect }[] {
  return [...new Map(zones.map(({ page, rect }) => [`${page} ${rect.join(' ')}`, { page, rect }])).values()];
}

async function keep({ vault, edition, signal }: RedactForEdition, document: StoredDocument, source: StoredRendition, made: Made): Promise<RedactedDocument> {
  const stored = await vault.putObject(oneChunk(made.pdf), { signal });
  const { sha256 } = stored;
  const madeAt = new Date().toISOString();
  const { method, proof, pages } = made;
  const places = distinctPlaces(made.zones);
  const zones = places.length;
  const { record, signature } = await signProof(vault, edition, { sha256, pages, method, zones, proof }, madeAt);
  const replaced = await claimObject(vault, stored, () => vault.transaction(() => {
    const before = vault.renditions.put({
      document: document.id, kind: 'redacted', edition, sha256, bytes: stored.bytes, pages: made.pages, derivedFrom: source.sha256, tool: `custodia ${made.method}`, madeAt, object: stored.objectId,
    });
    vault.redactions.putApplied({ edition, document: document.id, sha256, method, proof, zones, record, signature, appliedAt: madeAt, places });
    vault.records.put(cacheKind, `${edition}/${document.id}`, made.key);
    vault.appendEvent({ action: 'redaction-applied', object: document.id, sha256, facts: { edition, zones, method } });
    return before;
  }));
  if (replaced !== undefined) await vault.removeObject(replaced);
  const { objectId: object, bytes } = stored;
  return { file: { object, sha256, bytes, pages }, redaction: { method, zones, proof, record, signature } };
}
