import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDown } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import type { Release } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useEditionName } from '../../session/edition-switch.tsx';

type Taken = CallOutput<'takeInTime'>;

/** Has a time-stamping authority vouch for when a release was made: writes the request, and takes the token in that was carried back. */
export function TrustedTimeDialog({ release, onClose }: { readonly release: Release; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const nameOf = useEditionName();
  const { chooseFiles, chooseNew } = useChooser();
  const [token, setToken] = useState<ChosenFile | null>(null);
  const [certificates, setCertificates] = useState<readonly ChosenFile[]>([]);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const request = async (): Promise<void> => {
    const place = await chooseNew('save-release', `${release.edition}-${String(release.number)}.tsq`);
    if (place === null) return;
    const result = await call('requestTime', { release: release.release, place: place.token });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) showToast({ tone: 'success', title: t('common.savedAs', { name: place.name }) });
  };
  const takeIn = async (): Promise<void> => {
    if (token === null || certificates.length === 0) return;
    const result = await call('takeInTime', { release: release.release, token: token.token, certificates: certificates.slice(0, 20).map((file) => file.token) });
    setFailure(result.ok ? null : result.failure);
    setTaken(result.ok ? result.value : null);
    if (result.ok && result.value.holds) await refreshPart('releases');
  };
  return (
    <Dialog
      isOpen wide title={t('releases.time.of', { release: `${nameOf(release.edition)} ${String(release.number)}` })} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.close')}</Button><Button kind="primary" isDisabled={token === null || certificates.length === 0} onPress={() => { void takeIn(); }}>{t('releases.time.submit')}</Button></>}
    >
      <p>{t('releases.time.means')}</p>
      <div className="row-wrap"><Button icon={FileDown} onPress={() => { void request(); }}>{t('releases.time.request')}</Button></div>
      <ChosenPlace label={t('releases.time.token')} name={token?.name} hint={t('releases.time.tokenHint')} onChoose={() => { void chooseFiles('documents', false).then(([file]) => { if (file !== undefined) setToken(file); }); }} />
      <ChosenPlace
        label={t('releases.time.certificates')} name={certificates.length === 0 ? undefined : certificates.map(({ name }) => name).join(', ')} hint={t('releases.time.certificatesHint')}
        onChoose={() => { void chooseFiles('documents', true).then((files) => { if (files.length > 0) setCertificates(files); }); }}
      />
      {failure === null ? null : <FailureNotice failure={failure} />}
      {taken === null ? null : taken.holds
        ? <Notice tone="success" title={t('releases.time.kept')} live>{dateTime(taken.at)} · <bdi>{taken.authority}</bdi></Notice>
        : <Notice tone="danger" title={t('releases.time.fails')} live>{taken.why === undefined ? null : t(`verification.remark.${taken.why}`)}</Notice>}
    </Dialog>
  );
}
