import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Segments, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';
import { useSession } from '../../session/case-session.tsx';
import { NewPassphrase } from './new-passphrase.tsx';

/** Opens a case whose passphrase is lost, by its recovery sheet or by shares, under a new passphrase. */
export function RecoverCase({ place }: { readonly place: string }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const [by, setBy] = useState<'words' | 'shares'>('words');
  const [text, setText] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = text.trim() !== '' && passphrase !== '' && passphrase === repeated;
  const recover = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    const known = by === 'words' ? { words: text.trim() } : { shares: text.split('\n').map((line) => line.trim()).filter((line) => line !== '') };
    const result = await call('recoverCase', { place, passphrase, ...known });
    setBusy(false);
    if (result.ok) await refresh();
    else setFailure(result.failure);
  };
  return (
    <Form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void recover();
      }}
    >
      <h2>{t('keys.recover.title')}</h2>
      <div><Segments label={t('keys.recover.by')} value={by} onChange={setBy} choices={[{ id: 'words', label: t('keys.recover.words') }, { id: 'shares', label: t('keys.shares') }]} /></div>
      <TextField label={by === 'words' ? t('keys.recover.words') : t('keys.shares')} hint={by === 'words' ? t('keys.recover.wordsHint') : t('keys.recover.sharesHint')} lines={3} mono value={text} onChange={setText} />
      <div className="form-grid"><NewPassphrase passphrase={passphrase} repeated={repeated} onPassphrase={setPassphrase} onRepeated={setRepeated} /></div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className="row-wrap"><Button kind="primary" type="submit" isDisabled={!ready} isBusy={busy}>{busy ? t('home.open.busy') : t('keys.recover.submit')}</Button></div>
    </Form>
  );
}
