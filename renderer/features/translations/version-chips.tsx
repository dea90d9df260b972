import { useTranslation } from 'react-i18next';
import { CalendarClock, TriangleAlert } from 'lucide-react';
import { Badge } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import { dueOf, today } from './version-way.ts';
import type { Version } from './version-way.ts';

const tones: Readonly<Record<Version['state'], Tone | 'accent' | undefined>> = {
  requested: undefined, sent: 'accent', received: 'warning', reviewed: 'accent', certified: 'success', superseded: undefined,
};

/** Where a version is on its way; loud where its original has changed since. */
export function StateChips({ version }: { readonly version: Version }) {
  const { t } = useTranslation();
  return (
    <span className="version-chips">
      {version.stale && version.state !== 'superseded' ? <Badge tone="danger"><TriangleAlert size={13} aria-hidden />{t('translations.stale')}</Badge> : null}
      <Badge tone={tones[version.state]}>{t(`translations.states.${version.state}`)}</Badge>
    </span>
  );
}

/** The deadline, with what is left of the time where it is short. */
export function DeadlineChip({ version, onlyWarning = false }: { readonly version: Pick<Version, 'deadline' | 'state' | 'translation'>; readonly onlyWarning?: boolean }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const due = dueOf(version, today());
  if (version.deadline === undefined) return null;
  if (due === undefined || due.due === 'later') return onlyWarning ? null : <span className="quiet small">{t('translations.by', { date: date(version.deadline) })}</span>;
  const words = due.due === 'overdue' ? t('translations.due.overdue', { count: -due.days }) : due.days === 0 ? t('translations.due.today') : t('translations.due.soon', { count: due.days });
  return <Badge tone={due.due === 'overdue' ? 'danger' : 'warning'}><CalendarClock size={13} aria-hidden />{words}</Badge>;
}
