import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import type { CasePlace } from '../../session/navigation.tsx';

type Overview = CallOutput<'caseOverview'>;

/** One line of the overview. */
export interface Task {
  readonly id: string;
  /** How many are open. */
  readonly open: number;
  readonly words: string;
  /** Where it is settled, and for which edition. */
  readonly place: CasePlace;
  readonly edition?: string;
  /** No work that is missing, but something to know. */
  readonly heed?: boolean;
}

const counted = [
  { id: 'unreadDocuments', place: { screen: 'documents', part: 'unread' } }, { id: 'withoutCustody', place: { screen: 'documents', part: 'no-custody' } },
  { id: 'untranslatedDocuments', place: { screen: 'translations' } }, { id: 'staleTranslations', place: { screen: 'translations' } },
  { id: 'openRedactions', place: { screen: 'redactions' } }, { id: 'notInBundle', place: { screen: 'bundle' } }, { id: 'withoutExhibit', place: { screen: 'bundle', part: 'numbering' } },
] as const satisfies readonly { readonly id: keyof Overview; readonly place: CasePlace }[];

const heeded = [
  { id: 'withdrawnConsents', place: { screen: 'people' } }, { id: 'duplicates', place: { screen: 'documents', part: 'duplicates' } },
  { id: 'hiddenContent', place: { screen: 'documents', part: 'hidden' } },
] as const satisfies readonly { readonly id: keyof Overview; readonly place: CasePlace }[];

/** What is missing before a release, and what should be known besides; each with the place where it is settled. */
export function useTasks(overview: Overview | undefined): { readonly missing: readonly Task[]; readonly heed: readonly Task[] } {
  const { t } = useTranslation();
  const nameOf = useEditionName();
  if (overview === undefined) return { missing: [], heed: [] };
  const failing = overview.builds.filter(({ failedRules }) => failedRules > 0);
  const missing: Task[] = counted.map(({ id, place }) => ({ id, place, open: overview[id], words: overview[id] > 0 ? t(`overview.tasks.${id}`, { count: overview[id] }) : t(`overview.settled.${id}`) }));
  const courts: Task[] = failing.length === 0 && overview.builds.length > 0
    ? [{ id: 'court', open: 0, words: t('overview.settled.court'), place: { screen: 'bundle', part: 'court' }, edition: overview.builds[0]?.edition ?? 'court' }]
    : failing.map(({ edition, failedRules }) => ({ id: `court ${edition}`, open: failedRules, words: t('overview.tasks.court', { count: failedRules, edition: nameOf(edition) }), place: { screen: 'bundle', part: 'court' }, edition }));
  const heed: Task[] = heeded.filter(({ id }) => overview[id] > 0).map(({ id, place }) => ({ id, place, open: overview[id], words: t(`overview.tasks.${id}`, { count: overview[id] }), heed: true }));
  const lost: Task[] = overview.builds.filter((build) => build.lost > 0).map((build) => ({
    id: `lost ${build.edition}`, open: build.lost, words: t('overview.tasks.lostReferences', { count: build.lost, edition: nameOf(build.edition) }), place: { screen: 'bundle', part: 'references' }, edition: build.edition, heed: true,
  }));
  return { missing: [...missing, ...courts], heed: [...heed, ...lost] };
}
