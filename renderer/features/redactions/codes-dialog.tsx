import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Plus, Trash2, Undo2 } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { call } from '../../engine-client.ts';
import { useCodeSets } from './use-reason-codes.ts';
import type { CodeSet } from './use-reason-codes.ts';

const another = '';
const emptyCode = { code: '', label: '', ground: '' };

/** A new set's id: what the engine takes of its title, and a part that no other has. */
function idOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-').replaceAll(/^[^a-z]+|-+$/gu, '').slice(0, 40);
  return `${plain === '' ? 'codes' : plain}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The sets of reason codes of this case: those that come with the application can be changed for it, and new ones made. */
export function CodesDialog({ onClose }: { readonly onClose: () => void }) {
  const sets = useCodeSets();
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? sets[0]?.id ?? another;
  const set = sets.find((known) => known.id === id);
  return <CodesForm key={set === undefined ? another : `${set.id} ${String(set.codes.length)}`} set={set} sets={sets} onChosen={setChosen} onClose={onClose} />;
}

function CodesForm({ set, sets, onChosen, onClose }: { readonly set: CodeSet | undefined; readonly sets: readonly CodeSet[]; readonly onChosen: (id: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(set?.title ?? '');
  const [source, setSource] = useState(set?.source ?? '');
  const [codes, setCodes] = useState<CodeSet['codes']>(set?.codes ?? [emptyCode]);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const change = (at: number, part: Partial<CodeSet['codes'][number]>): void => { setCodes(codes.map((code, index) => (index === at ? { ...code, ...part } : code))); };
  const filled = codes.map(({ code, label, ground }) => ({ code: code.trim(), label: label.trim(), ground: ground.trim() })).filter(({ code, label, ground }) => `${code}${label}${ground}` !== '');
  const ready = title.trim() !== '' && source.trim() !== '' && filled.length > 0 && filled.every(({ code, label, ground }) => code !== '' && label !== '' && ground !== '');
  const save = async (): Promise<void> => {
    const result = await call('saveRedactionCodes', { set: { id: set?.id ?? idOf(title), title: title.trim(), source: source.trim(), codes: filled } });
    if (result.ok) onClose();
    else setFailure(result.failure);
  };
  const remove = async (): Promise<void> => {
    const result = await call('removeRedactionCodes', { id: set?.id ?? '' });
    if (result.ok) onClose();
    else setFailure(result.failure);
  };
  return (
    <FormDialog wide title={t('redactions.codes.title')} ready={ready} failure={failure} onSave={save} onClose={onClose}>
      <p className="quiet">{t('redactions.codes.means')}</p>
      <SelectField label={t('redactions.codes.set')} value={set?.id ?? another} onChange={onChosen} choices={[...sets.map((known) => ({ id: known.id, label: known.own ? t('redactions.codes.ownSet', { title: known.title }) : known.title })), { id: another, label: t('redactions.codes.newSet') }]} />
      <div className="form-grid">
        <TextField label={t('redactions.codes.name')} maxLength={500} value={title} onChange={setTitle} />
        <TextField label={t('redactions.codes.source')} hint={t('redactions.codes.sourceHint')} maxLength={500} value={source} onChange={setSource} />
      </div>
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('redactions.codes.list')}</legend>
        {codes.map(({ code, label, ground }, index) => (
          <div key={index} className="code-row" data-first={index === 0 || undefined}>
            <TextField label={t('redactions.codes.code')} mono maxLength={12} value={code} onChange={(next) => { change(index, { code: next }); }} />
            <TextField label={t('redactions.codes.label')} maxLength={500} value={label} onChange={(next) => { change(index, { label: next }); }} />
            <TextField label={t('redactions.codes.ground')} maxLength={500} value={ground} onChange={(next) => { change(index, { ground: next }); }} />
            <IconButton label={t('redactions.codes.removeCode', { code })} icon={Trash2} onPress={() => { setCodes(codes.filter((_, at) => at !== index)); }} />
          </div>
        ))}
        <div className="row-wrap">
          <Button icon={Plus} onPress={() => { setCodes([...codes, emptyCode]); }}>{t('redactions.codes.add')}</Button>
          {set?.own === true ? <Button icon={Undo2} onPress={() => { void remove(); }}>{t('redactions.codes.remove')}</Button> : null}
        </div>
      </fieldset>
    </FormDialog>
  );
}
