import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { ScanLine } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';

type Found = CallOutput<'findExhibit'>['exhibits'];
type Checked = CallOutput<'verifyExhibit'> & { readonly name: string };

/** Whether a single file, or a page stamp that was scanned or typed, belongs to the release that was verified. */
export function ExhibitCheck({ verification }: { readonly verification: string }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const find = async (): Promise<void> => {
    const result = await call('findExhibit', { typed: typed.trim().slice(0, 200), verification });
    setFailure(result.ok ? null : result.failure);
    setFound(result.ok ? result.value.exhibits : null);
  };
  const check = async (files: readonly ChosenFile[]): Promise<void> => {
    const [file] = files;
    if (file === undefined) return;
    const result = await call('verifyExhibit', { file: file.token, verification });
    setFailure(result.ok ? null : result.failure);
    setChecked(result.ok ? { ...result.value, name: file.name } : null);
  };
  return (
    <section className="card stack no-print" aria-labelledby="exhibit-check">
      <h2 id="exhibit-check">{t('verification.exhibit.title')}</h2>
      <Form
        className="exhibit-find"
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <TextField label={t('verification.exhibit.typed')} hint={t('verification.exhibit.typedHint')} mono value={typed} onChange={setTyped} />
        <Button type="submit" icon={ScanLine}>{t('verification.exhibit.find')}</Button>
      </Form>
      {found === null ? null : (
        <Notice tone={found.length === 0 ? 'danger' : 'success'} title={found.length === 0 ? t('verification.exhibit.notFound') : t('verification.exhibit.found', { numbers: found.map(({ number }) => number).join(', ') })} live>
          {found.map(({ number, sha256 }) => <p key={number} className="small"><strong>{number}</strong> <code className="break">{sha256}</code></p>)}
        </Notice>
      )}
      <FileDrop label={t('verification.exhibit.drop')} chooseLabel={t('common.chooseFile')} hint={t('verification.exhibit.dropHint')} onFiles={(files) => { void window.custodia.tokensFor(files).then(check); }} onChoose={() => { void chooseFiles('documents', false).then(check); }} />
      {checked === null ? null : <Notice tone={checked.holds ? 'success' : 'danger'} title={checked.holds ? t('verification.exhibit.holds', { name: checked.name }) : t('verification.exhibit.fails', { name: checked.name })} live><code className="break small">{checked.sha256}</code></Notice>}
      {failure === null ? null : <FailureNotice failure={failure} />}
    </section>
  );
}
