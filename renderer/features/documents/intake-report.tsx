import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import type { IntakeOutcome } from './use-intake.ts';

/** What was taken in, what was refused and why, what a person should look at. */
export function IntakeReport({ outcome, onDismiss }: { readonly outcome: IntakeOutcome; readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  const dismiss = <Button onPress={onDismiss}>{t('common.close')}</Button>;
  if ('failure' in outcome) return <div className="intake-report"><FailureNotice failure={outcome.failure} actions={dismiss} /></div>;
  const { documents, refused, findings } = outcome.taken;
  return (
    <div className="intake-report">
      <Notice tone={refused.length > 0 ? 'warning' : 'success'} title={t('documents.taken', { count: documents.length })} live actions={dismiss}>
        {refused.length === 0 ? <p>{t('documents.takenMeans')}</p> : (
          <>
            <p>{t('documents.refused', { count: refused.length })}</p>
            <ul className="intake-refused">
              {refused.map(({ name, failure }, index) => <li key={index}><strong><bdi>{name}</bdi></strong>: {t(`failure.${failure.code}.what`)} {t(`failure.${failure.code}.next`)}</li>)}
            </ul>
          </>
        )}
        {findings.length === 0 ? null : <p>{t('documents.findings', { count: findings.length })}</p>}
      </Notice>
    </div>
  );
}
