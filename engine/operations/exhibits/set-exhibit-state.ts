import type { ExhibitState } from '../../../shared/case-model/exhibit.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault } from '../../vault/index.ts';
import { exhibitState, putExhibitState } from './exhibit-records.ts';

/** What of an exhibit is to change; `null` takes a value away. */
export interface ExhibitChange {
  readonly status?: ExhibitState['status'] | undefined;
  readonly party?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly ern?: string | null | undefined;
}

/** Changes party, status, note or registration number of exhibits, all or none; a change of status is logged. Fails with `document-unknown`. */
export function setExhibitState(vault: Vault, documents: readonly DocumentId[], change: ExhibitChange): Result<Record<string, never>, Failure> {
  const missing = documents.find((id) => !vault.documents.has(id));
  if (missing !== undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: missing }));
  vault.transaction(() => {
    for (const id of documents) {
      const before = exhibitState(vault, id);
      const status = change.status ?? before.status;
      const given: Readonly<Record<string, string | null | undefined>> = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
      const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
      putExhibitState(vault, id, { ...kept, status, changedAt: new Date().toISOString(), changedBy: vault.identity.name });
      if (status !== before.status) vault.appendEvent({ action: 'exhibit-status-set', object: id, facts: { from: before.status, to: status } });
    }
  });
  return success({});
}
