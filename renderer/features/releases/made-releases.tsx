import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Clock, Diff, PackageCheck, PackageX } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChangesList } from '../../components/changes-list.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useGrowing } from '../../components/use-growing.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import type { Release } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { usePart } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import { useContacts, type Contact } from '../../session/use-contacts.ts';
import { RecipientNames } from './recipient-names.tsx';
import { TrustedTimeDialog } from './trusted-time-dialog.tsx';

interface OneReleaseProps {
  readonly release: Release;
  /** The one before it of the same edition. */
  readonly earlier: Release | undefined;
  /** The newest of the same edition that still stands and came after it. */
  readonly later: Release | undefined;
  readonly contacts: readonly Contact[];
  readonly readOnly: boolean;
  readonly onWithdraw: () => void;
  readonly onTime: () => void;
}

function OneRelease({ release, earlier, later, contacts, readOnly, onWithdraw, onTime }: OneReleaseProps) {
  const { t } = useTranslation();
  const { dateTime, bytes } = useFormats();
  const nameOf = useEditionName();
  const [changes, setChanges] = useState<CallOutput<'compareReleases'> | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const compare = async (): Promise<void> => {
    if (earlier === undefined) return;
    const result = await call('compareReleases', { earlier: earlier.release, later: release.release });
    setChanges(result.ok ? result.value : null);
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <li className="card release" data-withdrawn={release.withdrawn !== undefined || undefined}>
      <div className="row-wrap">
        <Badge tone={release.withdrawn === undefined && later === undefined ? 'accent' : undefined}>{nameOf(release.edition)} {release.number}</Badge>
        {release.withdrawn !== undefined ? <Badge tone="danger">{t('releases.withdraw.done')}</Badge> : later === undefined ? null : <Badge tone="warning">{t('releases.replaced', { number: later.number })}</Badge>}
        <strong>{dateTime(release.madeAt)}</strong>
        <span className="quiet grow">{t('common.pages', { count: release.pages })} · {t('releases.exhibits', { count: release.exhibits })} · {bytes(release.bytes)}</span>
      </div>
      {release.withdrawn !== undefined || later === undefined ? null : <p className="small">{t('releases.replacedMeans')}</p>}
      {release.withdrawn === undefined ? null : <p className="small"><span className="quiet">{t('releases.withdraw.done')}</span> {dateTime(release.withdrawn.at)} · <bdi>{release.withdrawn.reason}</bdi></p>}
      <p className="small"><span className="quiet">SHA-256</span> <code className="break" dir="ltr">{release.sha256}</code></p>
      <p className="small quiet break">{release.recipients.length === 0 ? t('releases.noRecipients') : t('releases.to', { count: release.recipients.length })} <RecipientNames recipients={release.recipients} contacts={contacts} /></p>
      {release.trustedTime === undefined ? null : <p className="small"><span className="quiet">{t('verification.time')}</span> {dateTime(release.trustedTime.at)} · <bdi>{release.trustedTime.authority}</bdi></p>}
      <div className="row-wrap release-actions">
        {earlier === undefined ? null : <Button icon={Diff} onPress={() => { void compare(); }}>{t('releases.changes.action', { number: earlier.number })}</Button>}
        <Button icon={Clock} isDisabled={readOnly} onPress={onTime}>{t('releases.time.action')}</Button>
        {release.withdrawn === undefined ? <Button icon={PackageX} isDisabled={readOnly} onPress={onWithdraw}>{t('releases.withdraw.action')}</Button> : null}
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {changes === null ? null : <ChangesList changes={changes} />}
    </li>
  );
}

/** The releases that were made, and a way to say of one that it no longer stands. */
export function MadeReleases({ readOnly }: { readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const nameOf = useEditionName();
  const releases = usePart('releases');
  const { shown, more } = useGrowing(releases?.length ?? 0);
  const contacts = useContacts();
  const [withdrawing, setWithdrawing] = useState<Release | null>(null);
  const [timing, setTiming] = useState<Release | null>(null);
  const [withdrawn, setWithdrawn] = useState<CallOutput<'withdrawRelease'> | null>(null);
  /** The reason stays to be sent again where no place was chosen or the notice could not be written. */
  const withdraw = async (release: Release, reason: string): Promise<ToldFailure | null> => {
    const place = await chooseNew('save-release', t('releases.withdraw.fileName'));
    if (place === null) return { code: 'cancelled' };
    const result = await call('withdrawRelease', { release: release.release, reason, place: place.token });
    if (!result.ok) return result.failure;
    setWithdrawn(result.value);
    await refreshPart('releases');
    return null;
  };
  return (
    <section className="stack-tight" aria-labelledby="made-releases">
      <h2 id="made-releases">{t('releases.list')}</h2>
      {withdrawn === null ? null : <Notice tone="warning" title={t('releases.withdraw.written', { number: withdrawn.number })} live>
        <p>{t('releases.withdraw.means')}</p>
        {withdrawn.recipients.length === 0 ? null : <p>{t('releases.withdraw.tell')} <RecipientNames recipients={withdrawn.recipients} contacts={contacts} /></p>}
      </Notice>}
      {releases !== undefined && releases.length === 0 ? <EmptyState icon={PackageCheck} title={t('releases.empty.title')}>{t('releases.empty.what')}</EmptyState> : (
        <ul className="stack">{(releases ?? []).slice(-shown).reverse().map((release) => <OneRelease key={release.release} release={release} earlier={releases?.find(({ edition, number }) => edition === release.edition && number === release.number - 1)} later={releases?.findLast(({ edition, number, withdrawn: gone }) => edition === release.edition && number > release.number && gone === undefined)} contacts={contacts} readOnly={readOnly} onWithdraw={() => { setWithdrawing(release); }} onTime={() => { setTiming(release); }} />)}</ul>
      )}
      {more}
      {timing === null ? null : <TrustedTimeDialog release={timing} onClose={() => { setTiming(null); }} />}
      {withdrawing === null ? null : <ReasonDialog title={t('releases.withdraw.of', { release: `${nameOf(withdrawing.edition)} ${String(withdrawing.number)}` })} hint={t('releases.withdraw.hint')} submitLabel={t('releases.withdraw.submit')} onClose={() => { setWithdrawing(null); }} onReason={(reason) => withdraw(withdrawing, reason)}>
        <Notice tone="warning" title={withdrawing.recipients.length === 0 ? t('releases.withdraw.anyone') : t('releases.withdraw.sealedFor')}>
          {withdrawing.recipients.length === 0 ? null : <p><RecipientNames recipients={withdrawing.recipients} contacts={contacts} /></p>}
          <p>{t('releases.withdraw.cannot')}</p>
        </Notice>
      </ReasonDialog>}
    </section>
  );
}
