import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Handshake, Plus } from 'lucide-react';
import { isRenewed } from '../../../shared/case-model/consent-coverage.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDocuments, usePart } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import type { ConsentFields } from './consent-dialog.tsx';
import type { Consent, OpenRecord, PersonRecord } from './use-open-record.ts';

/** Names of pinned contacts by the key that releases are sealed for. */
function useContactNames(): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    void call('listContacts', {}).then((result) => {
      if (result.ok) setNames(new Map(result.value.contacts.flatMap(({ name, recipient }) => (recipient === undefined ? [] : [[recipient, name] as const]))));
    });
  }, []);
  return names;
}

/** What went out before a consent was withdrawn, and to whom: it cannot be taken back. */
function Withdrawn({ consent, renewed }: { readonly consent: Consent; readonly renewed: boolean }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { go } = useNavigation();
  const nameOf = useEditionName();
  const contacts = useContactNames();
  const releases = usePart('releases') ?? [];
  const earlier = consent.releases ?? [];
  return (
    <Notice
      tone={renewed ? 'info' : 'warning'} title={renewed ? t('people.consents.renewed') : t('people.consents.stops')}
      actions={earlier.length === 0 ? undefined : <Button onPress={() => { go({ screen: 'releases' }); }}>{t('people.consents.toReleases')}</Button>}
    >
      <p>{t('people.consents.withdrawnOn', { time: dateTime(consent.withdrawnAt ?? '') })} {consent.withdrawnReason === undefined ? null : <q dir="auto">{consent.withdrawnReason}</q>}</p>
      {earlier.length === 0 ? <p>{t('people.consents.nothingOut')}</p> : (
        <>
          <p><strong>{t('people.consents.outBefore', { count: earlier.length })}</strong></p>
          <ul className="earlier-releases">
            {earlier.map(({ release, edition, madeAt, recipients }) => (
              <li key={release}>
                <span>{nameOf(edition)} {releases.find((known) => known.release === release)?.number} · {dateTime(madeAt)}</span>
                <span className="small break">{recipients.length === 0 ? t('releases.noRecipients') : recipients.map((key) => contacts.get(key) ?? `${key.slice(0, 16)}…`).join(', ')}</span>
                {releases.find((known) => known.release === release)?.withdrawn === undefined ? null : <Badge>{t('releases.withdraw.done')}</Badge>}
              </li>
            ))}
          </ul>
          <p>{t('people.consents.cannotTakeBack')}</p>
        </>
      )}
    </Notice>
  );
}

/** What the person agreed to, in which language, and what was withdrawn. */
export function ConsentsSection({ record, opened, readOnly }: { readonly record: PersonRecord; readonly opened: OpenRecord; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { date, language } = useFormats();
  const nameOf = useEditionName();
  const titles = new Map((useDocuments() ?? []).map(({ id, title, exhibit }) => [id as string, `${exhibit ?? ''} ${title}`.trim()]));
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Consent | null>(null);
  const { pseudonym } = record.person;
  const add = async (fields: ConsentFields): Promise<ToldFailure | null> => {
    const consent = { pseudonym, ...fields, editions: [...fields.editions] as EditionName[], documents: [...fields.documents] };
    const result = await call('recordConsent', { consent });
    if (!result.ok) return result.failure;
    opened.change({ consents: [...record.consents, { id: result.value.id, ...consent }] });
    return null;
  };
  const withdraw = async (consent: Consent, reason: string): Promise<ToldFailure | null> => {
    const result = await call('withdrawConsent', { consent: consent.id, reason });
    if (!result.ok) return result.failure;
    opened.change({ consents: record.consents.map((known) => (known.id === consent.id ? { ...known, withdrawnAt: new Date().toISOString(), withdrawnReason: reason, releases: result.value.releases } : known)) });
    return null;
  };
  return (
    <section className="card stack" aria-labelledby="record-consents">
      <div className="row-wrap"><h2 id="record-consents" className="grow">{t('people.consents.title')}</h2><Button icon={Plus} isDisabled={readOnly} onPress={() => { setAdding(true); }}>{t('people.consents.add')}</Button></div>
      {record.consents.length === 0 ? <p className="quiet">{t('people.consents.none')}</p> : (
        <ul className="record-list">
          {record.consents.map((consent) => (
            <li key={consent.id} className="record-item" data-past={consent.withdrawnAt !== undefined || undefined}>
              <Handshake size={17} aria-hidden />
              <div className="grow stack-tight">
                <div className="row-wrap">
                  <Badge tone={consent.withdrawnAt === undefined ? 'success' : 'warning'}>{consent.withdrawnAt === undefined ? t('people.consents.given') : t('people.consents.withdrawn')}</Badge>
                  <strong>{t(`people.consents.purposes.${consent.purpose}`)}</strong>
                </div>
                <p dir="auto">{consent.text}</p>
                <p className="small quiet">
                  {t('people.consents.how', { date: date(consent.givenAt), language: language(consent.language) })}{consent.interpreter === undefined ? null : <> · {t('people.interpreter')}: <bdi>{consent.interpreter}</bdi></>}
                </p>
                <p className="small quiet">
                  {consent.editions.length === 0 ? t('people.consents.allEditions') : consent.editions.map(nameOf).join(', ')} · {consent.documents.length === 0 ? t('people.consents.allDocuments') : consent.documents.map((id) => titles.get(id) ?? id).join('; ')}
                </p>
                {consent.withdrawnAt === undefined ? <div><Button kind="danger" isDisabled={readOnly} onPress={() => { setWithdrawing(consent); }}>{t('people.consents.withdraw')}</Button></div> : <Withdrawn consent={consent} renewed={isRenewed(record.consents, consent)} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {adding ? <ConsentDialog person={record.person} onSave={add} onClose={() => { setAdding(false); }} /> : null}
      {withdrawing === null ? null : (
        <ReasonDialog danger title={t('people.consents.withdraw')} hint={t('people.consents.withdrawHint')} submitLabel={t('people.consents.withdrawSubmit')} onClose={() => { setWithdrawing(null); }} onReason={(reason) => withdraw(withdrawing, reason)}>
          <p>{t('people.consents.withdrawMeans')}</p>
        </ReasonDialog>
      )}
    </section>
  );
}
