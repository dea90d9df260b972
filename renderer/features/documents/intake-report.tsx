import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PassphraseField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { useDuplicatesOf } from './use-duplicates-of.ts';
import type { IntakeOutcome, Refused } from './use-intake.ts';

/** Asks for the password of one file. */
function Unlock({ onPassword }: { readonly onPassword: (password: string) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return (
    <Form
      className="saved-view-form intake-password"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') onPassword(password);
      }}
    >
      <PassphraseField label={t('documents.password')} value={password} onChange={setPassword} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} />
      <Button type="submit">{t('documents.unlock')}</Button>
    </Form>
  );
}

export interface IntakeReportProps {
  readonly outcome: IntakeOutcome;
  readonly onDismiss: () => void;
  readonly onPassword: (refused: Refused, password: string) => void;
  readonly onDuplicates: () => void;
}

const mostAsked = 5000;

// What these say is all that there is to say; others say more than their code only to who looks for it.
const toldAlone: ReadonlySet<Refused['failure']['detail']> = new Set(['password-does-not-open', 'neither-file-nor-folder', 'link-not-followed', 'case-not-evidence', 'file-changed-meanwhile'] as const);

/** Why one file was refused; a password that was tried and is wrong is told from one that was not given yet. */
function useWhyRefused(): (failure: Refused['failure']) => string {
  const { t } = useTranslation();
  return ({ code, detail }) => (detail !== undefined && toldAlone.has(detail) ? t(`failureDetail.${detail}`) : `${t(`failure.${code}.what`)} ${t(`failure.${code}.next`)}`);
}

/** What was taken in, what was refused and why, what a person should look at. */
export function IntakeReport({ outcome, onDismiss, onPassword, onDuplicates }: IntakeReportProps) {
  const { t } = useTranslation();
  const known = useDuplicatesOf('taken' in outcome ? outcome.taken.documents.slice(0, mostAsked).map(({ id }) => id) : []);
  const why = useWhyRefused();
  const report = useRef<HTMLDivElement>(null);
  // The field of a password that was right is gone, and the focus with it.
  useEffect(() => { if (document.activeElement === document.body) report.current?.focus(); }, [outcome]);
  const dismiss = <Button onPress={onDismiss}>{t('common.close')}</Button>;
  if (!('taken' in outcome)) return <div className="intake-report"><FailureNotice failure={outcome.failure} actions={dismiss} /></div>;
  const { documents, refused, findings } = outcome.taken;
  return (
    <div ref={report} className="intake-report stack" tabIndex={-1}>
      {outcome.failure === undefined ? null : <FailureNotice failure={outcome.failure} />}
      <Notice tone={refused.length > 0 ? 'warning' : documents.length === 0 ? 'info' : 'success'} title={documents.length === 0 ? t('documents.nothingTaken') : t('documents.taken', { count: documents.length })} live actions={dismiss}>
        {refused.length === 0 ? <p>{t(documents.length === 0 ? 'documents.noFiles' : 'documents.takenMeans')}</p> : (
          <>
            <p>{t(documents.length === 0 ? 'documents.refusedAll' : 'documents.refused', { count: refused.length })}</p>
            <ul className="intake-refused">
              {refused.map((entry, index) => (
                <li key={index}>
                  <strong><bdi>{entry.name}</bdi></strong>: {why(entry.failure)}
                  {entry.failure.code === 'document-encrypted' ? <Unlock key={entry.name} onPassword={(password) => { onPassword(entry, password); }} /> : null}
                </li>
              ))}
            </ul>
          </>
        )}
        {known === null || known.files.length + known.messages.length === 0 ? null : (
          <p className="row-wrap"><span><strong>{t('documents.duplicates.atIntake')}.</strong> {t('documents.duplicates.atIntakeMeans')}</span><Button onPress={onDuplicates}>{t('documents.duplicates.show')}</Button></p>
        )}
        {findings.length === 0 ? null : <p>{t('documents.findings', { count: findings.length })}</p>}
      </Notice>
    </div>
  );
}
