import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { CheckboxField, PassphraseField, SelectField, TextField } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { call } from '../../engine-client.ts';

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly failure: ToldFailure };

export interface KeysDialogProps {
  readonly failure: ToldFailure | null;
  readonly busy: boolean;
  readonly onSubmit: (work: Promise<Outcome>) => Promise<void>;
  readonly onClose: () => void;
}

function useAnswers() {
  const { t } = useTranslation();
  return { showLabel: t('home.passphrase.show'), hideLabel: t('home.passphrase.hide') };
}

/** Another passphrase for the case, once the present one is told. */
export function ChangePassphraseDialog({ onSubmit, ...dialog }: KeysDialogProps) {
  const { t } = useTranslation();
  const shown = useAnswers();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const needs = { [t('keys.current')]: current !== '', [t('keys.next')]: next !== '', [t('home.passphrase.repeat')]: next === again && again !== '' };
  return (
    <FormDialog {...dialog} title={t('keys.change')} submitLabel={t('keys.change')} ready={Object.values(needs).every(Boolean)} needs={needs} onSave={() => onSubmit(call('changePassphrase', { current, next }))}>
      <PassphraseField label={t('keys.current')} value={current} onChange={setCurrent} autoFocus {...shown} />
      <PassphraseField label={t('keys.next')} hint={t('home.passphrase.hint')} value={next} onChange={setNext} {...shown} />
      <PassphraseField label={t('home.passphrase.repeat')} value={again} onChange={setAgain} {...shown} error={again !== '' && !next.startsWith(again) ? t('home.passphrase.different') : undefined} />
    </FormDialog>
  );
}

const shareCounts = ['2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;
type ShareCount = (typeof shareCounts)[number];

/** How many shares are made, and how many of them open the case together. */
export function MakeSharesDialog({ onShares, ...dialog }: Omit<KeysDialogProps, 'onSubmit'> & { readonly onShares: (needed: number, of: number) => Promise<void> }) {
  const { t } = useTranslation();
  const [needed, setNeeded] = useState<ShareCount>('2');
  const [of, setOf] = useState<ShareCount>('3');
  const choices = shareCounts.map((id) => ({ id, label: id }));
  const less = (count: ShareCount): boolean => Number(count) <= Number(of);
  return (
    <FormDialog {...dialog} title={t('keys.shares')} submitLabel={t('common.saveAs')} onSave={() => onShares(Number(needed), Number(of))}>
      <p>{t('keys.sharesMeans')}</p>
      <div className="form-grid">
        <SelectField
          label={t('keys.sharesOf')} value={of} choices={choices}
          onChange={(count) => {
            setOf(count);
            if (Number(needed) > Number(count)) setNeeded(count);
          }}
        />
        <SelectField label={t('keys.sharesNeeded')} value={needed} onChange={setNeeded} choices={choices.filter(({ id }) => less(id))} />
      </div>
    </FormDialog>
  );
}

const invitation = /^\{.*\}$/su;

/** What stands in the line that a member sent; undefined when it is none. */
function readInvitation(line: string): { readonly name: string; readonly sshPublicKey: string; readonly recipient: string } | undefined {
  if (!invitation.test(line.trim())) return undefined;
  try {
    const { name, sshPublicKey, recipient } = JSON.parse(line) as Record<string, unknown>;
    return typeof name === 'string' && typeof sshPublicKey === 'string' && typeof recipient === 'string' ? { name, sshPublicKey, recipient } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Lets a colleague in, by the line of keys that they sent. */
export function AddMemberDialog({ onSubmit, ...dialog }: KeysDialogProps) {
  const { t } = useTranslation();
  const shown = useAnswers();
  const [line, setLine] = useState('');
  const [name, setName] = useState('');
  const [sshPublicKey, setKey] = useState('');
  const [recipient, setRecipient] = useState('');
  const [persons, setPersons] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const takeLine = (text: string): void => {
    setLine(text);
    const read = readInvitation(text);
    if (read === undefined) return;
    setName(read.name);
    setKey(read.sshPublicKey);
    setRecipient(read.recipient);
  };
  const needs = { [t('settings.name')]: name.trim() !== '', [t('contacts.key')]: sshPublicKey.trim() !== '', [t('contacts.recipient')]: recipient.trim() !== '', [t('home.passphrase.label')]: passphrase !== '' };
  const compartments: CallInput<'changeMembers'>['add'][number]['compartments'] = persons ? ['work', 'protected-persons'] : ['work'];
  return (
    <FormDialog
      {...dialog} title={t('keys.add')} submitLabel={t('keys.add')} ready={Object.values(needs).every(Boolean)} needs={needs}
      onSave={() => onSubmit(call('changeMembers', { passphrase, add: [{ name: name.trim(), sshPublicKey: sshPublicKey.trim(), recipient: recipient.trim(), compartments }], remove: [] }))}
    >
      <TextField label={t('keys.invitation')} hint={t('keys.invitationHint')} mono value={line} onChange={takeLine} autoFocus error={line.trim() !== '' && readInvitation(line) === undefined ? t('keys.invitationWrong') : undefined} />
      <TextField label={t('settings.name')} value={name} onChange={setName} />
      <TextField label={t('contacts.key')} hint={t('keys.memberKeys')} mono value={sshPublicKey} onChange={setKey} />
      <TextField label={t('contacts.recipient')} mono value={recipient} onChange={setRecipient} />
      <CheckboxField label={t('keys.seesPersons')} hint={t('keys.seesPersonsHint')} isSelected={persons} onChange={setPersons} />
      <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} {...shown} />
    </FormDialog>
  );
}

/** Takes the case away from a member. */
export function RemoveMemberDialog({ fingerprint, onSubmit, ...dialog }: KeysDialogProps & { readonly fingerprint: string }) {
  const { t } = useTranslation();
  const shown = useAnswers();
  const [passphrase, setPassphrase] = useState('');
  const needs = { [t('home.passphrase.label')]: passphrase !== '' };
  return (
    <FormDialog {...dialog} title={t('keys.remove')} submitLabel={t('keys.remove')} ready={passphrase !== ''} needs={needs} onSave={() => onSubmit(call('changeMembers', { passphrase, add: [], remove: [fingerprint] }))}>
      <p>{t('keys.removeMeans')}</p>
      <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} autoFocus {...shown} />
    </FormDialog>
  );
}
