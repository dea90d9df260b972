import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { HardDriveDownload, KeyRound, Printer, Trash2, UserPlus, Users } from 'lucide-react';
import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, PassphraseField, SelectField, TextField } from '../../components/field.tsx';
import { Badge } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, runJob } from '../../engine-client.ts';
import type { WindowLanguage } from '../../../shared/languages.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { RememberedKey } from './remembered-key.tsx';

type Keys = CallOutput<'caseKeys'>;
type Outcome = { readonly ok: true } | { readonly ok: false; readonly failure: ToldFailure };
type Asking = 'passphrase' | 'shares' | 'member' | { readonly remove: string };
const formId = 'case-keys-form';
const shareCounts = ['2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;
type ShareCount = (typeof shareCounts)[number];

function useAnswers() {
  const { t } = useTranslation();
  return { showLabel: t('home.passphrase.show'), hideLabel: t('home.passphrase.hide') };
}

interface FormProps {
  readonly onSubmit: (work: Promise<Outcome>) => void;
}

function ChangePassphrase({ onSubmit }: FormProps) {
  const { t } = useTranslation();
  const shown = useAnswers();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  return (
    <Form
      id={formId} className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (current !== '' && next !== '' && next === again) onSubmit(call('changePassphrase', { current, next }));
      }}
    >
      <PassphraseField label={t('keys.current')} value={current} onChange={setCurrent} autoFocus {...shown} />
      <PassphraseField label={t('keys.next')} hint={t('home.passphrase.hint')} value={next} onChange={setNext} {...shown} />
      <PassphraseField label={t('home.passphrase.repeat')} value={again} onChange={setAgain} {...shown} error={again !== '' && !next.startsWith(again) ? t('home.passphrase.different') : undefined} />
    </Form>
  );
}

function MakeShares({ onSubmit }: { readonly onSubmit: (needed: number, of: number) => void }) {
  const { t } = useTranslation();
  const [needed, setNeeded] = useState<ShareCount>('2');
  const [of, setOf] = useState<ShareCount>('3');
  const choices = shareCounts.map((id) => ({ id, label: id }));
  return (
    <Form
      id={formId} className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (Number(needed) <= Number(of)) onSubmit(Number(needed), Number(of));
      }}
    >
      <p>{t('keys.sharesMeans')}</p>
      <div className="form-grid"><SelectField label={t('keys.sharesOf')} value={of} onChange={setOf} choices={choices} /><SelectField label={t('keys.sharesNeeded')} value={needed} onChange={setNeeded} choices={choices.filter(({ id }) => Number(id) <= Number(of))} /></div>
    </Form>
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

function AddMember({ onSubmit }: FormProps) {
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
  return (
    <Form
      id={formId} className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const compartments: CallInput<'changeMembers'>['add'][number]['compartments'] = persons ? ['work', 'protected-persons'] : ['work'];
        if (name.trim() !== '' && passphrase !== '') onSubmit(call('changeMembers', { passphrase, add: [{ name: name.trim(), sshPublicKey: sshPublicKey.trim(), recipient: recipient.trim(), compartments }], remove: [] }));
      }}
    >
      <TextField label={t('keys.invitation')} hint={t('keys.invitationHint')} mono value={line} onChange={takeLine} autoFocus error={line.trim() !== '' && readInvitation(line) === undefined ? t('keys.invitationWrong') : undefined} />
      <TextField label={t('settings.name')} value={name} onChange={setName} />
      <TextField label={t('settings.signingKey')} hint={t('keys.memberKeys')} mono value={sshPublicKey} onChange={setKey} />
      <TextField label={t('settings.recipient')} mono value={recipient} onChange={setRecipient} />
      <CheckboxField label={t('keys.seesPersons')} hint={t('keys.seesPersonsHint')} isSelected={persons} onChange={setPersons} />
      <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} {...shown} />
    </Form>
  );
}

function RemoveMember({ fingerprint, onSubmit }: FormProps & { readonly fingerprint: string }) {
  const { t } = useTranslation();
  const shown = useAnswers();
  const [passphrase, setPassphrase] = useState('');
  return (
    <Form
      id={formId} className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '') onSubmit(call('changeMembers', { passphrase, add: [], remove: [fingerprint] }));
      }}
    >
      <p>{t('keys.removeMeans')}</p>
      <PassphraseField label={t('home.passphrase.label')} value={passphrase} onChange={setPassphrase} autoFocus {...shown} />
    </Form>
  );
}

/** Who opens the case, what helps when a passphrase is lost, and copies that hold everything. */
export function CaseKeys({ readOnly }: { readonly readOnly: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as WindowLanguage;
  const { chooseNew } = useChooser();
  const [keys, setKeys] = useState<Keys | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const load = useCallback(async () => {
    const result = await call('caseKeys', {});
    if (result.ok) setKeys(result.value);
  }, []);
  useEffect(() => { void load(); }, [load]);
  const settle = async (work: Promise<Outcome>, said: string): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const result = await work;
    setBusy(false);
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    setAsking(null);
    showToast({ tone: 'success', title: said });
    await load();
  };
  const save = async (name: string, purpose: 'save-pdf' | 'new-case', write: (place: string) => Promise<Outcome>): Promise<void> => {
    setAsking(null);
    const place = await chooseNew(purpose, name);
    if (place !== null) await settle(write(place.token), t('common.savedAs', { name: place.name }));
  };
  const maker = keys?.maker === true && !readOnly;
  const title = asking === 'passphrase' ? t('keys.change') : asking === 'shares' ? t('keys.shares') : asking === 'member' ? t('keys.add') : t('keys.remove');
  return (
    <section className="card stack" aria-labelledby="case-keys">
      <h2 id="case-keys">{t('keys.title')}</h2>
      {failure === null || asking !== null ? null : <FailureNotice failure={failure} />}
      <div className="row-wrap">
        <Button icon={KeyRound} isDisabled={readOnly} onPress={() => { setFailure(null); setAsking('passphrase'); }}>{t('keys.change')}</Button>
        <Button icon={Printer} isDisabled={!maker} onPress={() => { void save(t('keys.sheetName'), 'save-pdf', (place) => call('makeRecoverySheet', { place, language })); }}>{t('keys.sheet')}</Button>
        <Button icon={Users} isDisabled={!maker} onPress={() => { setFailure(null); setAsking('shares'); }}>{t('keys.shares')}</Button>
        <Button icon={HardDriveDownload} onPress={() => { void save(t('keys.backupName'), 'new-case', (place) => runJob('backupCase', { place })); }}>{t('keys.backup')}</Button>
      </div>
      <p className="small quiet">{t('keys.means')}</p>
      <RunningJobs kinds={['backupCase']} />
      {keys === null ? null : <RememberedKey {...keys.keyStore} onChanged={load} />}
      <div className="row"><h3 className="grow">{t('keys.members')}</h3><Button icon={UserPlus} isDisabled={!maker} onPress={() => { setFailure(null); setAsking('member'); }}>{t('keys.add')}</Button></div>
      <ul className="stack-tight">
        {(keys?.members ?? []).map((member) => (
          <li key={member.fingerprint} className="row-wrap">
            <strong><bdi>{member.name}</bdi></strong>{member.maker ? <Badge tone="accent">{t('keys.maker')}</Badge> : null}{member.compartments.includes('protected-persons') ? <Badge>{t('case.compartments.protected')}</Badge> : null}
            <code className="small break grow">{member.fingerprint}</code>
            {member.maker || !maker ? null : <IconButton small label={t('keys.removeOne', { name: member.name })} icon={Trash2} onPress={() => { setFailure(null); setAsking({ remove: member.fingerprint }); }} />}
          </li>
        ))}
      </ul>
      {asking === null ? null : (
        <Dialog
          isOpen title={title} closeLabel={t('common.close')} onClose={() => { setAsking(null); }}
          actions={<><Button onPress={() => { setAsking(null); }}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isBusy={busy}>{busy ? t('common.working') : title}</Button></>}
        >
          <div className="stack">
            {asking === 'passphrase' ? <ChangePassphrase onSubmit={(work) => { void settle(work, t('keys.changed')); }} />
              : asking === 'shares' ? <MakeShares onSubmit={(needed, of) => { void save(t('keys.sharesName'), 'save-pdf', (place) => call('makeRecoveryShares', { place, language, needed, of })); }} />
                : asking === 'member' ? <AddMember onSubmit={(work) => { void settle(work, t('common.saved')); }} />
                  : <RemoveMember fingerprint={asking.remove} onSubmit={(work) => { void settle(work, t('common.saved')); }} />}
            {failure === null ? null : <FailureNotice failure={failure} />}
          </div>
        </Dialog>
      )}
    </section>
  );
}
