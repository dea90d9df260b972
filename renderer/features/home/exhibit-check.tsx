import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { ScanLine } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';

type Found = CallOutput<'findExhibit'>['exhibits'];
type Checked = CallOutput<'verifyExhibit'> & { readonly name: string };

/** Whether a single file, or a page stamp that was scanned or typed, belongs to the release that was verified, or to a list of exhibits that is chosen here. */
export function ExhibitCheck({ verification }: { readonly verification?: string }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const [list, setList] = useState<ChosenFile | null>(null);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const against = verification === undefined ? (list === null ? null : { list: list.token }) : { verification };
  const find = async (): Promise<void> => {
    if (against === null) return;
    const result = await call('findExhibit', { typed: typed.trim().slice(0, 200), ...against });
    setFailure(result.ok ? null : result.failure);
    setFound(result.ok ? result.value.exhibits : null);
  };
  const check = async (files: readonly ChosenFile[]): Promise<void> => {
    const [file] = files;
    if (file === undefined || against === null) return;
    const result = await call('verifyExhibit', { file: file.token, ...against });
    setFailure(result.ok ? null : result.failure);
    setChecked(result.ok ? { ...result.value, name: file.name } : null);
  };
  return (
    <section className="card stack no-print" aria-labelledby="exhibit-check">
      <h2 id="exhibit-check">{t('verification.exhibit.title')}</h2>
      {verification !== undefined ? null : (
        <ChosenPlace
          label={t('verification.exhibit.list')} name={list?.name} hint={t('verification.exhibit.listHint')}
          onChoose={() => {
            void chooseFiles('documents', false).then(([file]) => {
              if (file === undefined) return;
              setList(file);
              setFound(null);
              setChecked(null);
            });
          }}
        />
      )}
      <Form
        className="exhibit-find"
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <TextField label={t('verification.exhibit.typed')} hint={t('verification.exhibit.typedHint')} mono value={typed} onChange={setTyped} />
        <Button type="submit" icon={ScanLine} isDisabled={against === null}>{t('verification.exhibit.find')}</Button>
      </Form>
      {found === null ? null : (
        <Notice tone={found.length === 0 ? 'danger' : 'success'} title={found.length === 0 ? t('verification.exhibit.notFound') : t('verification.exhibit.found', { numbers: found.map(({ number }) => number).join(', ') })} live>
          {found.map(({ number, sha256 }) => <p key={number} className="small"><strong>{number}</strong> <code className="break">{sha256}</code></p>)}
        </Notice>
      )}
      {against === null ? null : <FileDrop label={t('verification.exhibit.drop')} chooseLabel={t('common.chooseFile')} hint={t('verification.exhibit.dropHint')} onFiles={(files) => { void window.custodia.tokensFor(files).then(check); }} onChoose={() => { void chooseFiles('documents', false).then(check); }} />}
      {checked === null ? null : <Notice tone={checked.holds ? 'success' : 'danger'} title={t(`verification.exhibit.${verification === undefined ? (checked.holds ? 'inList' : 'notInList') : checked.holds ? 'holds' : 'fails'}`, { name: checked.name })} live><code className="break small" dir="ltr">{checked.sha256}</code></Notice>}
      {verification === undefined && against !== null ? <p className="small quiet">{t('verification.exhibit.listOnly')}</p> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
    </section>
  );
}
