import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { StillNeeded } from '../../components/still-needed.tsx';
import { LanguagesField } from '../../components/language-field.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { useSession } from '../../session/case-session.tsx';
import { useCourtChoices } from '../../session/use-court-choices.ts';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

/** The form for a new case. */
export function CreateCase() {
  const { t, i18n } = useTranslation();
  const courts = useCourtChoices();
  const { refresh } = useSession();
  const { chooseNew } = useChooser();
  const [title, setTitle] = useState('');
  const [reference, setReference] = useState('');
  const [by, setBy] = useState('');
  const [court, setCourt] = useState(courts[0]?.id ?? '');
  const [languages, setLanguages] = useState<readonly string[]>([i18n.language]);
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = title.trim() !== '' && by.trim() !== '' && languages.length > 0 && place !== null && passphrase !== '' && passphrase === repeated;

  const create = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    const head = { title: title.trim(), court, languages, by: by.trim(), ...(reference.trim() === '' ? {} : { reference: reference.trim() }) };
    const result = await call('createCase', { place: place.token, passphrase, head });
    setBusy(false);
    if (result.ok) await refresh();
    else setFailure(result.failure);
  };

  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <h1>{t('home.create.title')}</h1>
      <TextField label={t('home.create.caseTitle')} value={title} onChange={setTitle} placeholder={t('home.create.caseTitleExample')} autoFocus />
      <div className="form-grid">
        <TextField label={t('home.create.reference')} value={reference} onChange={setReference} />
        <TextField label={t('home.create.by')} hint={t('home.create.byHint')} value={by} onChange={setBy} />
        <SelectField label={t('home.create.court')} choices={courts} value={court} onChange={setCourt} />
        <LanguagesField label={t('home.create.languages')} hint={t('home.create.languagesHint')} values={languages} onChange={setLanguages} />
      </div>
      <ChosenPlace
        label={t('home.create.place')} name={place?.name} hint={t('home.create.placeHint')}
        onChoose={() => { void chooseNew('new-case', t('home.create.folderName')).then((chosen) => { if (chosen !== null) setPlace(chosen); }); }}
      />
      <div className="form-grid"><NewPassphrase passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} /></div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="row-wrap">
        <Button kind="primary" large type="submit" isDisabled={!ready} isBusy={busy}>{busy ? t('home.create.busy') : t('home.create.submit')}</Button>
        <StillNeeded fields={{ [t('home.create.caseTitle')]: title.trim() !== '', [t('home.create.by')]: by.trim() !== '', [t('home.create.languages')]: languages.length > 0, [t('home.create.place')]: place !== null, [t('home.passphrase.label')]: passphrase !== '', [t('home.passphrase.repeat')]: passphrase === repeated && repeated !== '' }} />
      </div>
    </Form>
  );
}
