import { isHidden, needsReissue } from '../../redaction/index.ts';
import type { JsonValue, Vault } from '../../vault/index.ts';
import { stepNow, withStep } from './zone-decision.ts';

const issuedKind = 'release-redactions';

interface Issued {
  readonly id: string;
  readonly changedAt: string;
}

/** Notes that a release has gone out with the approved redactions of its edition: they are applied from now on, and can be contested. */
export function applyInRelease(vault: Vault, edition: string, release: string): void {
  for (const zone of vault.redactions.zones({ edition, state: 'approved' })) vault.redactions.putZone(withStep({ ...zone, state: 'applied' }, stepNow(vault, 'apply')));
  const issued: Issued[] = vault.redactions.zones({ edition }).filter(({ state }) => isHidden(state)).map(({ id, changedAt }) => ({ id, changedAt }));
  vault.records.put(issuedKind, release, issued as unknown as JsonValue);
}

/** Whether redactions of an edition were lifted, added or moved since its last release. */
export function waitsForReissue(vault: Vault, edition: string): boolean {
  const last = vault.releases.last(edition);
  const issued = last === undefined ? undefined : vault.records.get(issuedKind, last.id);
  return issued !== undefined && needsReissue(issued as unknown as readonly Issued[], vault.redactions.zones({ edition }));
}
