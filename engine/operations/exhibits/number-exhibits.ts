import type { ExhibitScheme } from '../../../shared/case-model/exhibit.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { exhibitNumber, isSchemeFormat, proposeNumbers } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import { exhibitSchemes, exhibitState, putExhibitSchemes, recordNumberChanges } from './exhibit-records.ts';

export interface NumberExhibits {
  /** All listed documents of the bundle where absent. */
  readonly documents?: readonly DocumentId[] | undefined;
  /** Count anew; otherwise only documents without a number get one. */
  readonly again: boolean;
  /** Answer what would change, and change nothing. */
  readonly preview: boolean;
}

export interface NumberedExhibit {
  readonly document: DocumentId;
  readonly from?: string;
  readonly to: string;
}

/**
 * Numbers exhibits in the order of the bundle by their party's scheme, and writes each change into the concordance.
 * Fails with `document-unknown`, or with `usage` when a party's range has no number left.
 */
export function numberExhibits(vault: Vault, { documents, again, preview }: NumberExhibits): Result<readonly NumberedExhibit[], Failure> {
  const missing = documents?.find((id) => !vault.documents.has(id));
  if (missing !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: missing }));
  const order = new Map((vault.bundle.get()?.sections ?? []).flatMap(({ entries }) => entries).map((id, at) => [id, at]));
  const wanted = [...new Set(documents ?? order.keys())].sort((a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || 0);
  const items = wanted.flatMap((id) => {
    const document = vault.documents.get(id);
    if (document === undefined) return [];
    const { party } = exhibitState(vault, id);
    return [{ id, ...(party === undefined ? {} : { party }), ...(document.exhibit === undefined ? {} : { number: document.exhibit }) }];
  });
  const own = new Set<string>(wanted);
  const taken = new Set(vault.documents.list().flatMap(({ id, exhibit }) => (exhibit === undefined || own.has(id) ? [] : [exhibit])));
  const { changes, exhausted } = proposeNumbers(items, exhibitSchemes(vault), { again, taken });
  if (exhausted !== undefined) return refusal(failure('usage', 'The range of a party has no number left.', { subject: exhausted }));
  const numbered = changes.map(({ id, ...numbers }) => ({ document: id, ...numbers }));
  if (preview || numbered.length === 0) return success(numbered);
  vault.transaction(() => {
    // Two documents may change places: all numbers are free before any is given.
    for (const { document } of numbered) vault.documents.change(document, { exhibit: null });
    for (const { document, to } of numbered) vault.documents.change(document, { exhibit: to });
    recordNumberChanges(vault, numbered);
    vault.appendEvent({ action: 'exhibits-numbered', facts: { exhibits: numbered.length, again } });
  });
  return success(numbered);
}

/** Sets the numbering schemes of a case. Fails with `usage` when a party stands twice, or a format has no one place for its number. */
export function saveExhibitSchemes(vault: Vault, schemes: readonly ExhibitScheme[]): Result<Record<string, never>, Failure> {
  const wrong = schemes.find(({ format }) => !isSchemeFormat(format));
  if (wrong !== undefined) return refusal(failure('usage', 'A format needs {n} once, in the place of the number.', { subject: wrong.format }));
  if (new Set(schemes.map(({ party }) => party)).size < schemes.length) return refusal(failure('usage', 'Each party has one scheme.'));
  if (new Set(schemes.map((scheme) => exhibitNumber(scheme, 1))).size < schemes.length) return refusal(failure('usage', 'Two parties cannot share a format.'));
  putExhibitSchemes(vault, schemes);
  return success({});
}
