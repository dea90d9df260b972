import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/failure.ts';
import { Notice } from './notice.tsx';

export interface FailureNoticeProps {
  readonly failure: Failure;
  readonly actions?: ReactNode;
  readonly reference?: string | undefined;
}

/** The one place that turns a failure into words: what happened, whether data is safe, what to do next. */
export function FailureNotice({ failure, actions, reference }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { code, subject } = failure;
  const message = failure.message === t(`failure.${code}.what`) ? '' : failure.message;
  return (
    <Notice tone={code === 'cancelled' ? 'info' : 'danger'} title={t(`failure.${code}.what`)} live actions={actions}>
      <p>{t(`failure.${code}.safe`)}</p>
      <p>{t(`failure.${code}.next`)}</p>
      {message === '' && subject === undefined && reference === undefined ? null : (
        <p className="small quiet">
          {subject === undefined ? null : <>{t('failureNotice.subject', { subject })} </>}
          {message === '' ? null : <>{t('failureNotice.detail')} <bdi lang="en">{message}</bdi></>}
          {reference === undefined ? null : <> {t('failureNotice.reference', { reference })}</>}
        </p>
      )}
    </Notice>
  );
}
