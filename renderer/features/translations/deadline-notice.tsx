import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { useTranslations } from './use-translations.ts';
import { dueOf, today } from './version-way.ts';

/** Warns of translations that are overdue or due within a week; nothing where none is. */
export function DeadlineNotice() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { versions } = useTranslations();
  const on = today();
  const due = (versions ?? []).map((version) => dueOf(version, on)?.due);
  const overdue = due.filter((one) => one === 'overdue').length;
  const soon = due.filter((one) => one === 'soon').length;
  if (overdue + soon === 0) return null;
  const words = [...(overdue === 0 ? [] : [t('translations.deadlines.overdue', { count: overdue })]), ...(soon === 0 ? [] : [t('translations.deadlines.soon', { count: soon })])];
  return (
    <section className="deadline-notice" aria-label={t('translations.deadline')}>
      <Notice tone={overdue > 0 ? 'danger' : 'warning'} title={words.join(' · ')} actions={<Button onPress={() => { go({ screen: 'translations' }); }}>{t('translations.deadlines.go')}</Button>} />
    </section>
  );
}
