import type { PersonConsent } from './protected-person.ts';

/** Whether a later consent of the same person covers all that a withdrawn one covered. */
export function isRenewed(consents: readonly PersonConsent[], withdrawn: PersonConsent): boolean {
  const editions = withdrawn.editions.length === 0 ? [undefined] : withdrawn.editions;
  return editions.every((edition) => consents.some((other) => (edition === undefined ? other.editions.length === 0 && renewsWhereCovered(other, withdrawn) : renews(other, withdrawn, edition))));
}

/** Whether a consent is about an edition. */
export function covers({ editions }: PersonConsent, edition: string): boolean {
  return editions.length === 0 ? edition !== 'court' : editions.includes(edition);
}

/** Whether a consent gives again, for an edition, all that a withdrawn one of the same person gave. */
export function renews(other: PersonConsent, withdrawn: PersonConsent, edition: string): boolean {
  return covers(other, edition) && renewsWhereCovered(other, withdrawn);
}

function renewsWhereCovered(other: PersonConsent, withdrawn: PersonConsent): boolean {
  return other.pseudonym === withdrawn.pseudonym && other.purpose === withdrawn.purpose && other.withdrawnAt === undefined
    && other.givenAt >= (withdrawn.withdrawnAt ?? '').slice(0, 10) && (other.documents.length === 0 || withdrawn.documents.every((id) => other.documents.includes(id)) && withdrawn.documents.length > 0);
}
