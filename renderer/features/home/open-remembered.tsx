import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyRound } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { call } from '../../engine-client.ts';
import { useSession } from '../../session/case-session.tsx';

/** Opens a case without its passphrase where its owner let this computer remember it; nothing is shown elsewhere. `place` is absent for the case that is locked. */
export function OpenRemembered({ place }: { readonly place?: string }) {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const [remembers, setRemembers] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const input = place === undefined ? {} : { place };
  useEffect(() => {
    let stale = false;
    setRemembers(false);
    void call('rememberedHere', place === undefined ? {} : { place }).then((result) => { if (!stale) setRemembers(result.ok && result.value.remembers); });
    return () => { stale = true; };
  }, [place]);
  if (!remembers) return null;
  const open = async (): Promise<void> => {
    const result = await call('openRemembered', input);
    if (result.ok) await refresh();
    else setFailure(result.failure);
  };
  return (
    <div className="stack-tight">
      <div><Button icon={KeyRound} onPress={() => { void open(); }}>{t('keys.here.open')}</Button></div>
      <p className="small quiet">{t('keys.here.opens')}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
    </div>
  );
}
