import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exhibitStatuses } from '../../../shared/case-model/exhibit.ts';
import type { ExhibitScheme, ExhibitStatus } from '../../../shared/case-model/exhibit.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import type { ExhibitRow } from './exhibits-view.tsx';
import type { ExhibitChange } from './use-exhibits.ts';
import { usePartyName } from './use-party-name.ts';

export interface ExhibitDialogProps {
  readonly exhibits: readonly ExhibitRow[];
  readonly schemes: readonly ExhibitScheme[];
  readonly onSave: (change: ExhibitChange) => Promise<ToldFailure | null>;
  readonly onClose: () => void;
}


/** What parties and court say of one exhibit, or of several together: there, what is left empty stays. */
export function ExhibitDialog({ exhibits, schemes, onSave, onClose }: ExhibitDialogProps) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const single = exhibits.length === 1 ? exhibits[0]?.state : undefined;
  const [status, setStatus] = useState<ExhibitStatus | 'keep'>(single?.status ?? 'keep');
  const [party, setParty] = useState(single === undefined ? 'keep' : `=${single.party ?? ''}`);
  const [note, setNote] = useState(single?.note ?? '');
  const [ern, setErn] = useState(single?.ern ?? '');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const parties = [...new Set([...schemes.map((scheme) => scheme.party), ...(single?.party === undefined ? [] : [single.party])])];
  const text = (value: string): string | null | undefined => (value.trim() !== '' ? value.trim() : single === undefined ? undefined : null);
  const save = async (): Promise<void> => {
    const [saidNote, saidErn] = [text(note), text(ern)];
    const refused = await onSave({
      ...(status === 'keep' ? {} : { status }), ...(party === 'keep' ? {} : { party: party === '=' ? null : party.slice(1) }),
      ...(saidNote === undefined ? {} : { note: saidNote }), ...(saidErn === undefined ? {} : { ern: saidErn }),
    });
    setFailure(refused);
    if (refused === null) onClose();
  };
  return (
    <FormDialog title={single === undefined ? t('exhibits.describeSeveral', { count: exhibits.length }) : t('exhibits.describeOne')} failure={failure} onSave={save} onClose={onClose}>
      {single === undefined ? <p className="quiet">{t('exhibits.emptyStays')}</p> : <p><bdi>{exhibits[0]?.exhibit ?? ''}</bdi> <bdi>{exhibits[0]?.title}</bdi></p>}
      <SelectField label={t('exhibits.status')} value={status} onChange={setStatus} choices={[...(single === undefined ? [{ id: 'keep' as const, label: t('documents.keep') }] : []), ...exhibitStatuses.map((id) => ({ id, label: t(`exhibits.statuses.${id}`) }))]} />
      <SelectField
        label={t('exhibits.party')} hint={t('exhibits.partyHint')} value={party} onChange={setParty}
        choices={[...(single === undefined ? [{ id: 'keep', label: t('documents.keep') }] : []), { id: '=', label: t('common.none') }, ...parties.map((id) => ({ id: `=${id}`, label: nameOf(id) }))]}
      />
      <TextField label={t('exhibits.note')} hint={t('exhibits.noteHint')} lines={3} maxLength={2000} value={note} onChange={setNote} />
      <TextField label={t('exhibits.ern')} hint={single === undefined ? t('exhibits.ernSeveral') : t('exhibits.ernHint')} mono maxLength={60} value={ern} onChange={setErn} />
    </FormDialog>
  );
}
