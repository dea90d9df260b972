import { failure, type Failure } from '../../../shared/failure.ts';
import { rectsIntersect, type Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { codesOf } from './redaction-codes.ts';
import { stepNow } from './zone-decision.ts';

export interface MarkRedactions {
  readonly edition: string;
  readonly document: DocumentId;
  readonly page: number;
  readonly rects: readonly Rect[];
  readonly why: string;
  readonly code?: string | undefined;
  readonly ground?: string | undefined;
}

/**
 * Proposes places that a person marked. Fails with `document-unknown`, or `usage` for a place off the page or without an area, or a code that the edition has not.
 */
export function markRedactions(vault: Vault, { edition, document, page, rects, why, code, ground }: MarkRedactions): Result<readonly ZoneRecord[], Failure> {
  const pages = vault.documents.get(document)?.pages;
  if (pages === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: document }));
  if (page > pages) return refusal(failure('usage', 'The document has fewer pages.', { subject: document }));
  if (rects.some(([, , width, height]) => width <= 0 || height <= 0)) return refusal(failure('usage', 'A redaction needs a width and a height.'));
  const size = vault.pageTexts.get(document, page);
  if (size !== undefined && rects.some((rect) => !rectsIntersect(rect, [0, 0, size.widthPt, size.heightPt]))) return refusal(failure('usage', 'A redaction lies off the page.', { subject: document }));
  const known = code === undefined ? undefined : codesOf(vault, edition).find((entry) => entry.code === code);
  if (code !== undefined && known === undefined) return refusal(failure('usage', 'The codes of this edition have no such code.', { subject: code }));
  const about = {
    edition, document, page, why, ground: ground ?? known?.ground ?? vault.redactions.set(edition)?.ground ?? '', origin: 'marked' as const,
    proposedBy: vault.identity.name, proposer: vault.identity.fingerprint, history: [stepNow(vault, 'propose')], ...(code === undefined ? {} : { code }),
  };
  return success(vault.transaction(() => {
    const marked = rects.map((rect) => vault.redactions.addZone({ ...about, rect }));
    vault.appendEvent({ action: 'redaction-proposed', object: document, facts: { edition, page, zones: rects.length } });
    return marked;
  }));
}
