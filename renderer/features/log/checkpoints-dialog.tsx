import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Download, FileSearch, Signature } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';

type Checked = CallOutput<'checkCheckpoint'>;
type Held = CallOutput<'listCheckpoints'>['checkpoints'];
type Done = { readonly kind: 'checked'; readonly checked: Checked } | { readonly kind: 'saved' | 'countersigned'; readonly name: string; readonly size: number };

/** Gives signed heads of the log out, holds those that come back against it, and countersigns those of others. */
export function CheckpointsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { number, dateTime } = useFormats();
  const { chooseFiles, chooseNew } = useChooser();
  const [held, setHeld] = useState<Held>([]);
  const [witness, setWitness] = useState('');
  const [keep, setKeep] = useState(false);
  const [signer, setSigner] = useState('');
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const load = useCallback(async () => {
    const result = await call('listCheckpoints', {});
    if (result.ok) setHeld(result.value.checkpoints);
    else setFailure(result.failure);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure !== null || done !== null) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [failure, done]);

  const settle = <T,>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ToldFailure }, say: (value: T) => Done): void => {
    setFailure(result.ok ? null : result.failure);
    setDone(result.ok ? say(result.value) : null);
  };
  const save = async (): Promise<void> => {
    const place = await chooseNew('save-release', t('checkpoints.fileName'));
    if (place !== null) settle(await call('saveCheckpoint', { place: place.token }), ({ size }) => ({ kind: 'saved', name: place.name, size }));
  };
  const check = async (): Promise<void> => {
    const [file] = await chooseFiles('documents', false);
    if (file === undefined) return;
    const line = witness.trim().slice(0, 2000);
    settle(await call('checkCheckpoint', { file: file.token, keep, ...(line === '' ? {} : { witness: line }) }), (checked) => ({ kind: 'checked', checked }));
    await load();
  };
  const countersign = async (): Promise<void> => {
    const [file] = await chooseFiles('documents', false);
    if (file === undefined) return;
    const place = await chooseNew('save-release', t('checkpoints.countersignedName'));
    if (place !== null) settle(await call('countersignCheckpoint', { file: file.token, signer: signer.trim().slice(0, 2000), place: place.token }), ({ size }) => ({ kind: 'countersigned', name: place.name, size }));
  };
  const names = (witnesses: Checked['witnesses']): string => witnesses.map(({ name, fingerprint }) => `${name} (${fingerprint})`).join(', ');
  return (
    <Dialog isOpen wide title={t('checkpoints.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <div ref={answer} hidden={failure === null && done === null}>
        {failure === null ? null : <FailureNotice failure={failure} />}
        {done === null ? null : done.kind === 'checked' ? (
          <Notice tone="success" title={t('checkpoints.holds')} live>
            <p>{t('checkpoints.holdsMeans', { events: number(done.checked.size) })}</p>
            <p className="break">{done.checked.witnesses.length === 0 ? t('checkpoints.noWitness') : t('checkpoints.witnessedBy', { names: names(done.checked.witnesses) })}</p>
            {done.checked.kept ? <p>{t('checkpoints.kept')}</p> : null}
          </Notice>
        ) : <Notice tone="success" title={t('common.savedAs', { name: done.name })} live>{t('checkpoints.vouches', { events: number(done.size) })}</Notice>}
      </div>
      <section className="stack-tight" aria-labelledby="checkpoint-give">
        <h3 id="checkpoint-give">{t('checkpoints.give')}</h3>
        <p className="small quiet">{t('checkpoints.giveMeans')}</p>
        <div className="row-wrap"><Button icon={Download} onPress={() => { void save(); }}>{t('common.saveAs')}</Button></div>
      </section>
      <section className="stack-tight" aria-labelledby="checkpoint-check">
        <h3 id="checkpoint-check">{t('checkpoints.back')}</h3>
        <p className="small quiet">{t('checkpoints.backMeans')}</p>
        <TextField label={t('checkpoints.witness')} hint={t('checkpoints.witnessHint')} mono value={witness} onChange={setWitness} />
        <CheckboxField label={t('checkpoints.keep')} isSelected={keep} onChange={setKeep} />
        <div className="row-wrap"><Button icon={FileSearch} onPress={() => { void check(); }}>{t('checkpoints.check')}</Button></div>
      </section>
      <section className="stack-tight" aria-labelledby="checkpoint-held">
        <h3 id="checkpoint-held">{t('checkpoints.held')}</h3>
        {held.length === 0 ? <p className="small quiet">{t('checkpoints.noneHeld')}</p> : (
          <ul className="release-findings">{held.map(({ size, witnesses, takenInAt }) => <li key={`${String(size)} ${takenInAt}`} className="break small">{t('checkpoints.vouches', { events: number(size) })} · {dateTime(takenInAt)} · <bdi>{names(witnesses)}</bdi></li>)}</ul>
        )}
      </section>
      <section className="stack-tight" aria-labelledby="checkpoint-other">
        <h3 id="checkpoint-other">{t('checkpoints.other')}</h3>
        <p className="small quiet">{t('checkpoints.otherMeans')}</p>
        <TextField label={t('checkpoints.signer')} hint={t('contacts.keyHint')} mono value={signer} onChange={setSigner} />
        <div className="row-wrap"><Button icon={Signature} isDisabled={signer.trim() === ''} onPress={() => { void countersign(); }}>{t('checkpoints.countersign')}</Button></div>
      </section>
    </Dialog>
  );
}
