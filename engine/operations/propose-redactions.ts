import { randomUUID } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { rectsIntersect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault, ZoneRecord } from '../vault/index.ts';
import type { Mention } from '../people/index.ts';
import { isHidden, zonesForMentions } from '../redaction/index.ts';
import { aboutOf } from './review/kept-places.ts';
import { editionSecrets, type EditionSecrets } from './edition/edition-secrets.ts';
import { pausePoint } from '../workers/work-gate.ts';
import type { RunOptions } from './run-options.ts';
import { cancelled } from './system-failure.ts';

export interface ProposedRedactions {
  readonly proposed: number;
  readonly documents: number;
}

/**
 * Finds every mention of the persons, terms and patterns of an edition in documents that were read, and proposes each place once; places that
 * someone has decided on already stay as they are. Fails with `edition-unknown` (no redaction set), `document-unknown` or `cancelled`.
 */
export async function proposeRedactions(
  vault: Vault, request: { readonly edition: string; readonly documents?: readonly DocumentId[] | undefined }, options: RunOptions = {},
): Promise<Result<ProposedRedactions, Failure>> {
  const { edition, documents = vault.documents.list().map(({ id }) => id) } = request;
  if (vault.redactions.set(edition) === undefined) return refusal(failure('edition-unknown', 'This edition has no rules yet: name the persons, terms or patterns to look for.', { subject: edition }));
  const unknown = documents.find((id) => !vault.documents.has(id));
  if (unknown !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: unknown }));
  const secrets = editionSecrets(vault, edition);
  let proposed = 0;
  let touched = 0;
  try {
    for (const [index, document] of documents.entries()) {
      await pausePoint(options.signal);
      if (options.signal?.aborted === true) return refusal(cancelled());
      options.report?.({ step: 'find', done: index, total: documents.length, unit: 'documents', document });
      const added = vault.transaction(() => proposeIn(vault, edition, document, secrets));
      proposed += added;
      if (added > 0) touched++;
      // A turn for whatever else the engine has to answer.
      await new Promise(setImmediate);
    }
  } finally {
    // What was proposed before a stop stays, and is in the log.
    if (proposed > 0) vault.appendEvent({ action: 'redaction-proposed', object: edition, facts: { zones: proposed, documents: touched } });
  }
  return success({ proposed, documents: touched });
}

/** Whether a zone is about this very mention: the same words, or a mark that covers one of them. */
function tellsOf({ rect, hits, about, state, origin }: ZoneRecord, mention: Mention): boolean {
  // That a place does not name one person does not decide whether it names another.
  if (origin === 'found' && !isHidden(state) && state !== 'proposed' && about !== aboutOf(mention)) return false;
  return mention.rects.some((place) => (hits ?? [rect]).some((hit) => rectsIntersect(hit, place)));
}

function proposeIn(vault: Vault, edition: string, document: DocumentId, secrets: EditionSecrets): number {
  const known: ZoneRecord[] = [...vault.redactions.zones({ edition, document })];
  let added = 0;
  for (const page of vault.pageTexts.list(document)) {
    for (const mention of secrets.mentionsOn(page)) {
      if (known.some((zone) => zone.page === page.page && tellsOf(zone, mention))) continue;
      const zones = zonesForMentions(page, [mention]);
      // A mention over two lines is one decision.
      const group = zones.length > 1 ? { group: randomUUID() } : {};
      for (const { rect } of zones) {
        const hits = mention.rects.filter((place) => rectsIntersect(place, rect));
        known.push(vault.redactions.addZone({ edition, document, page: page.page, rect, hits, about: aboutOf(mention), why: mention.why, confidence: mention.confidence, ground: secrets.ground, origin: 'found', proposedBy: 'Custodia', ...group }));
        added++;
      }
    }
  }
  return added;
}
