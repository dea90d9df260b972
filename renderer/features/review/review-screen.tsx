import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { FileText, PackagePlus, Reply, UserRoundCheck } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { ChangesList } from '../../components/changes-list.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Screen } from '../../components/screen.tsx';
import { call, runJob } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import type { DocumentRow } from '../../read-model/database.ts';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { Positions } from './positions.tsx';
import type { Stand } from './positions.tsx';
import './review.css';

type Review = CallOutput<'getReview'>;
type Taken = Pick<Review['positions'][number], 'document' | 'stand' | 'reason'>;

function Received({ release }: { readonly release: NonNullable<Review['release']> }) {
  const { t } = useTranslation();
  const { dateTime, number, list } = useFormats();
  const { go } = useNavigation();
  const zones = release.redactions.reduce((sum, redacted) => sum + redacted.zones, 0);
  return (
    <section className="card stack-tight" aria-labelledby="received-release">
      <h2 id="received-release"><bdi>{release.caseTitle}</bdi></h2>
      <p className="quiet">{[release.caseReference, t('review.number', { number: release.number }), dateTime(release.madeAt)].filter((part) => part !== undefined).join(' · ')}</p>
      <Notice tone={release.signer.known ? 'success' : 'warning'} title={release.signer.known ? t('verification.signerKnown') : t('verification.signerUnknown')} actions={release.signer.known ? undefined : <Button icon={UserRoundCheck} onPress={() => { go({ screen: 'settings' }); }}>{t('review.toContacts')}</Button>}>
        <p><strong><bdi>{release.signer.name}</bdi></strong> <code className="break" dir="ltr">{release.signer.fingerprint}</code></p>
        {release.signer.known ? null : <p>{t('verification.standingMeans.unknown')}</p>}
      </Notice>
      {release.sealed.length + zones === 0 ? null : (
        <p className="small quiet">{[
          ...(release.sealed.length === 0 ? [] : [t('review.sealed', { count: release.sealed.length, numbers: list(release.sealed.map((item) => item.number)) })]),
          ...(zones === 0 ? [] : [t('review.redacted', { count: zones, exhibits: number(release.redactions.length) })]),
        ].join(' · ')}</p>
      )}
    </section>
  );
}

function LaterRelease({ change }: { readonly change: Review['changes'][number] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { staleItems, stalePositions } = change;
  return (
    <Notice tone={staleItems.length + stalePositions.length === 0 ? 'info' : 'warning'} title={t('review.update.title', { to: change.to, from: change.from })}>
      <ChangesList changes={{ ...change, since: change.from }} />
      {change.movedItems === 0 ? null : <p className="small">{t('review.update.moved', { number: number(change.movedItems) })}</p>}
      {staleItems.length === 0 ? null : <p className="small">{t('review.update.stale', { number: number(staleItems.length) })}</p>}
      {stalePositions.length === 0 ? null : <p className="small">{t('review.update.positions', { number: number(stalePositions.length) })}</p>}
    </Notice>
  );
}

/** Files that a later release replaced or left out, and on which something was written. */
function EarlierFiles({ documents, items }: { readonly documents: readonly DocumentRow[]; readonly items: Review['items'] }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const written = documents.filter(({ id }) => items.some(({ document }) => document === id));
  if (written.length === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="review-earlier">
      <h2 id="review-earlier">{t('review.update.earlier')}</h2>
      <ul className="review-list">
        {written.map(({ id, title }) => (
          <li key={id} className="review-row">
            <AriaButton className="review-title" onPress={() => { go({ screen: 'document', document: id }); }}>
              <FileText size={17} aria-hidden /><span className="grow truncate" dir="auto">{title}</span><Badge>{t('review.notes', { count: items.filter(({ document }) => document === id).length })}</Badge>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useAnswering() {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const [countersign, setCountersign] = useState(true);
  const [key, setKey] = useState('');
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [made, setMade] = useState<(CallOutput<'makeAnswer'> & { readonly name: string }) | null>(null);
  const answer = async (): Promise<void> => {
    const place = await chooseNew('save-release', t('review.fileName'));
    if (place === null) return;
    const result = await call('makeAnswer', { place: place.token, countersign, ...(key.trim() === '' ? {} : { recipient: key.trim() }) });
    setFailure(result.ok ? null : result.failure);
    setMade(result.ok ? { ...result.value, name: place.name } : null);
  };
  return { countersign, setCountersign, key, setKey, failure, setFailure, made, answer };
}

/** The reviewer's view: what was received, a position on each exhibit, and the answer to the sender. */
export function ReviewScreen() {
  const { t } = useTranslation();
  const review = usePart('review');
  const all = useDocuments() ?? [];
  const documents = all.filter(({ exhibit }) => exhibit !== undefined);
  const { chooseFiles } = useChooser();
  const { countersign, setCountersign, key, setKey, failure, setFailure, made, answer } = useAnswering();
  const [contesting, setContesting] = useState<DocumentRow | null>(null);
  const [earlier, setEarlier] = useState<readonly Taken[]>([]);
  const release = review?.release ?? null;
  if (review === undefined || release === null) return <Screen help="review" title={t('review.title')}><p className="quiet">{t('common.loading')}</p></Screen>;
  const keep = async ({ document, stand, reason }: Taken): Promise<ToldFailure | null> => {
    const result = await call('savePosition', { document, stand, ...(reason === undefined ? {} : { reason }) });
    await refreshPart('review');
    return result.ok ? null : result.failure;
  };
  const save = async (document: DocumentRow, stand: Stand, reason?: string): Promise<ToldFailure | null> => {
    const { stand: before, reason: said } = review.positions.find((known) => known.document === document.id) ?? { stand: 'no-position' as const };
    const refused = await keep({ document: document.id, stand, ...(reason === undefined ? {} : { reason }) });
    if (refused === null) setEarlier([...earlier, { document: document.id, stand: before, ...(said === undefined ? {} : { reason: said }) }]);
    return refused;
  };
  const undo = async (): Promise<void> => {
    const last = earlier.at(-1);
    if (last === undefined) return;
    const refused = await keep(last);
    setFailure(refused);
    if (refused === null) setEarlier(earlier.slice(0, -1));
  };
  const update = async (): Promise<void> => {
    const [file] = await chooseFiles('release', false);
    if (file === undefined) return;
    const first = await runJob('updateReceived', { file: file.token });
    // Sealed for a key of one's own that is kept in a file: it is asked for only then.
    const [identity] = !first.ok && first.failure.code === 'identity-wrong' ? await chooseFiles('identity', false) : [];
    const result = identity === undefined ? first : await runJob('updateReceived', { file: file.token, identity: identity.token });
    setFailure(result.ok ? null : result.failure);
    await refreshPart('review');
  };
  return (
    <Screen help="review" title={t('review.title')} actions={<><Button icon={PackagePlus} onPress={() => { void update(); }}>{t('review.update.action')}</Button><Button kind="primary" icon={Reply} onPress={() => { void answer(); }}>{t('review.answer')}</Button></>}>
      <div className="screen-column">
        <Received release={release} />
        <RunningJobs kinds={['updateReceived']} />
        {review.changes.slice(-1).map((change) => <LaterRelease key={change.to} change={change} />)}
        {failure === null ? null : <FailureNotice failure={failure} />}
        {made === null ? null : <Notice tone="success" title={t('review.made', { name: made.name })} live>{t('review.madeMeans', { positions: made.positions, remarks: made.remarks })}</Notice>}
        <Positions documents={documents} review={review} canUndo={earlier.length > 0} onUndo={() => { void undo(); }} onStand={(document, stand) => { if (stand === 'contested') setContesting(document); else void save(document, stand).then(setFailure); }} />
        <EarlierFiles documents={all.filter(({ exhibit }) => exhibit === undefined)} items={review.items} />
        <section className="card stack-tight">
          <h2>{t('review.answer')}</h2>
          <p>{t('review.answerMeans')}</p>
          <CheckboxField label={t('review.countersign')} hint={t('review.countersignHint')} isSelected={countersign} onChange={setCountersign} />
          {release.answerTo === undefined ? <TextField label={t('review.answerKey')} hint={t('review.noKey')} mono maxLength={100} value={key} onChange={setKey} /> : null}
        </section>
      </div>
      {contesting === null ? null : <ReasonDialog title={t('review.contest', { title: contesting.title })} hint={t('review.contestHint')} submitLabel={t('redactions.steps.contest')} initial={review.positions.find((known) => known.document === contesting.id)?.reason ?? ''} onClose={() => { setContesting(null); }} onReason={(reason) => save(contesting, 'contested', reason)} />}
    </Screen>
  );
}
