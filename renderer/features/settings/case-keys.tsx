import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HardDriveDownload, KeyRound, Printer, Trash2, UserPlus, Users } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, runJob } from '../../engine-client.ts';
import type { WindowLanguage } from '../../../shared/languages.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { AddMemberDialog, ChangePassphraseDialog, MakeSharesDialog, RemoveMemberDialog } from './keys-dialogs.tsx';
import type { Outcome } from './keys-dialogs.tsx';
import { RememberedKey } from './remembered-key.tsx';

type Keys = CallOutput<'caseKeys'>;
type Asking = 'passphrase' | 'shares' | 'member' | { readonly remove: string };

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
  const dialog = { failure, busy, onClose: () => { setAsking(null); } };
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
      {asking === 'passphrase' ? <ChangePassphraseDialog {...dialog} onSubmit={(work) => settle(work, t('keys.changed'))} /> : null}
      {asking === 'shares' ? <MakeSharesDialog {...dialog} onShares={(needed, of) => save(t('keys.sharesName'), 'save-pdf', (place) => call('makeRecoveryShares', { place, language, needed, of }))} /> : null}
      {asking === 'member' ? <AddMemberDialog {...dialog} onSubmit={(work) => settle(work, t('common.saved'))} /> : null}
      {typeof asking === 'object' && asking !== null ? <RemoveMemberDialog {...dialog} fingerprint={asking.remove} onSubmit={(work) => settle(work, t('common.saved'))} /> : null}
    </section>
  );
}
