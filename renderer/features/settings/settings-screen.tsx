import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { LanguagesField } from '../../components/language-field.tsx';
import { Screen } from '../../components/screen.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { windowLanguages } from '../../../shared/languages.ts';
import { languageNames } from '../../i18n/i18n.ts';
import { useOpenCase, useSession } from '../../session/case-session.tsx';
import { CaseKeys } from './case-keys.tsx';
import { Contacts } from './contacts.tsx';
import { usePreferences } from '../../session/settings.tsx';
import { useCourtChoices } from '../../session/use-court-choices.ts';

const textScales = [100, 125, 150, 175, 200] as const;
const lockMinutes = [1, 5, 10, 15, 30, 60] as const;

function HeadForm() {
  const { t } = useTranslation();
  const { head, readOnly } = useOpenCase();
  const courts = useCourtChoices();
  const { refresh } = useSession();
  const [title, setTitle] = useState(head.title);
  const [reference, setReference] = useState(head.reference ?? '');
  const [by, setBy] = useState(head.by);
  const [court, setCourt] = useState(head.court);
  const [languages, setLanguages] = useState(head.languages);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const save = async (): Promise<void> => {
    if (languages.length === 0) return;
    const result = await call('saveCaseHead', { head: { title: title.trim(), by: by.trim(), court, languages, ...(reference.trim() === '' ? {} : { reference: reference.trim() }) } });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    showToast({ tone: 'success', title: t('common.saved') });
    await refresh();
  };
  return (
    <Form
      className="card stack" aria-label={t('settings.case')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t('settings.case')}</h2>
      <TextField label={t('home.create.caseTitle')} value={title} onChange={setTitle} isDisabled={readOnly} />
      <div className="form-grid">
        <TextField label={t('home.create.reference')} value={reference} onChange={setReference} isDisabled={readOnly} />
        <TextField label={t('home.create.by')} value={by} onChange={setBy} isDisabled={readOnly} />
        <SelectField label={t('home.create.court')} choices={courts} value={court} onChange={setCourt} isDisabled={readOnly} />
        <LanguagesField label={t('home.create.languages')} hint={t('home.create.languagesHint')} values={languages} onChange={setLanguages} isDisabled={readOnly} />
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="row-wrap"><Button kind="primary" type="submit" isDisabled={readOnly || title.trim() === '' || by.trim() === '' || languages.length === 0}>{t('common.save')}</Button></div>
    </Form>
  );
}

/** The case's head, the identity that acts, and how the window looks and locks. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const { identity, readOnly } = useOpenCase();
  const { settings, change, info } = usePreferences();
  return (
    <Screen help="settings" title={t('settings.title')}>
      <div className="screen-column">
        <section className="card stack" aria-labelledby="settings-window">
          <h2 id="settings-window">{t('settings.window')}</h2>
          <div className="form-grid">
            <SelectField label={t('settings.language')} value={settings.language} choices={windowLanguages.map((id) => ({ id, label: languageNames[id] }))} onChange={(language) => { change({ language }); }} />
            <SelectField label={t('settings.theme')} value={settings.theme} choices={(['system', 'light', 'dark', 'contrast'] as const).map((id) => ({ id, label: t(`settings.themes.${id}`) }))} onChange={(theme) => { change({ theme }); }} />
            <SelectField label={t('settings.textSize')} value={String(settings.textScalePercent)} choices={textScales.map((scale) => ({ id: String(scale), label: `${String(scale)} %` }))} onChange={(scale) => { change({ textScalePercent: Number(scale) }); }} />
            <SelectField label={t('settings.lockAfter')} value={String(settings.lockAfterMinutes)} choices={[...new Set([...lockMinutes, settings.lockAfterMinutes])].sort((a, b) => a - b).map((minutes) => ({ id: String(minutes), label: t('settings.minutes', { count: minutes }) }))} onChange={(minutes) => { change({ lockAfterMinutes: Number(minutes) }); }} />
          </div>
          <CheckboxField label={t('settings.contentProtection')} hint={t('settings.contentProtectionHint')} isSelected={settings.contentProtection} onChange={(contentProtection) => { change({ contentProtection }); }} />
        </section>
        <HeadForm />
        <CaseKeys readOnly={readOnly} />
        <Contacts />
        <section className="card stack" aria-labelledby="settings-identity">
          <h2 id="settings-identity">{t('settings.identity')}</h2>
          <p className="quiet">{t('settings.identityMeans')}</p>
          <dl className="release-facts">
            <dt>{t('settings.name')}</dt><dd><bdi>{identity.name}</bdi></dd>
            <dt>{t('releases.fingerprint')}</dt><dd><CopyLine text={identity.fingerprint} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></dd>
            <dt>{t('settings.recipient')}</dt><dd><CopyLine text={identity.recipient} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></dd>
            <dt>{t('settings.signingKey')}</dt><dd><CopyLine text={identity.sshPublicKey} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></dd>
          </dl>
          <p className="small quiet">{t('home.version', { version: info.version })}</p>
        </section>
      </div>
    </Screen>
  );
}
