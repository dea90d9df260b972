import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldFailure } from '../../shared/failure.ts';
import { useValuesInWords } from '../i18n/values-in-words.ts';
import { Notice } from './notice.tsx';

export interface FailureNoticeProps {
  readonly failure: ToldFailure;
  readonly actions?: ReactNode;
  readonly reference?: string | undefined;
}

/** The one place that turns a failure into words: what happened, whether data is safe, what to do next. */
export function FailureNotice({ failure, actions, reference }: FailureNoticeProps) {
  const { t } = useTranslation();
  const shown = useValuesInWords();
  const { code, subject, detail, values = {} } = failure;
  // What failed in the application itself has a reference for a subject.
  const named = code === 'bug' ? reference ?? subject : reference;
  const concerned = code === 'bug' ? undefined : subject;
  const more = detail === undefined ? '' : t(`failureDetail.${detail}`, { replace: shown(values) });
  return (
    <Notice tone={code === 'cancelled' ? 'info' : 'danger'} title={t(`failure.${code}.what`)} live actions={actions}>
      <p>{t(`failure.${code}.safe`)}</p>
      <p>{t(`failure.${code}.next`)}</p>
      {more === '' && concerned === undefined && named === undefined ? null : (
        <p className="small quiet notice-more">
          {concerned === undefined ? null : <span>{t('failureNotice.subject', { subject: concerned })}</span>}
          {more === '' ? null : <span>{t('failureNotice.detail')} {more}</span>}
          {named === undefined ? null : <span>{t('failureNotice.reference', { reference: named })}</span>}
        </p>
      )}
    </Notice>
  );
}
