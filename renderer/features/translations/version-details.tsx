import { useTranslation } from 'react-i18next';
import { Columns2, EllipsisVertical, FileCheck2, Pencil, Rows3, X } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { ActionMenu } from '../../components/menu.tsx';
import type { MenuAction } from '../../components/menu.tsx';
import { Notice } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';
import { NextButton } from './next-button.tsx';
import type { VersionActions } from './use-version-actions.ts';
import { DeadlineChip, StateChips } from './version-chips.tsx';
import { nextStepOf } from './version-way.ts';
import type { Version } from './version-way.ts';

export interface VersionDetailsProps {
  readonly version: Version;
  readonly documents: ReadonlyMap<string, DocumentRow>;
  readonly actions: VersionActions;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

function useStepName(version: Version): (to: Version['state']) => string {
  const { t } = useTranslation();
  return (to) => {
    if (version.state === 'received' && to === 'sent') return t('translations.steps.back');
    if (version.state === 'reviewed' && to === 'received') return t('translations.steps.reopen');
    return t(`translations.steps.${to}`);
  };
}

function History({ version }: { readonly version: Version }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (
    <section className="details-part" aria-labelledby="version-history">
      <h3 id="version-history">{t('translations.history')}</h3>
      <ol className="version-history">
        {version.history.toReversed().map(({ state, at, by, reason }, index) => (
          <li key={index} data-state={state}>
            <strong>{t(`translations.states.${state}`)}</strong>
            <span className="small quiet"><time dateTime={at}>{dateTime(at)}</time> · <bdi>{by}</bdi></span>
            {reason === undefined ? null : <span className="small"><bdi>“{reason}”</bdi></span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One version of a translation: where it stands, who makes it, what comes next, every other step, and the way that it came. */
export function VersionDetails({ version, documents, actions, readOnly, onClose }: VersionDetailsProps) {
  const { t } = useTranslation();
  const { date, language } = useFormats();
  const { go } = useNavigation();
  const stepName = useStepName(version);
  const original = documents.get(version.original);
  const { translation, certificate, translator } = version;
  const next = nextStepOf(version);
  const usual = { 'take-in': 'received', certify: 'certified' } as Readonly<Record<string, string>>;
  const steps = version.steps.filter((step) => step !== usual[next] && !(step === 'certified' && version.stale));
  const more: readonly MenuAction[] = [
    ...steps.map((step): MenuAction => ({ id: step, label: stepName(step), danger: step === 'superseded', onAction: () => { actions.takeStep(version, step); } })),
    ...(translation === undefined ? [{ id: 'remove', label: t('translations.removeRequest'), danger: true, onAction: () => { actions.remove(version); } }] : [{ id: 'unpair', label: t('translations.unpair'), danger: true, isDisabled: version.state === 'certified' || version.state === 'superseded', onAction: () => { actions.unpair(version); } }]),
    ...(translation === undefined || certificate?.signed === true || version.state === 'certified' || version.state === 'superseded' || next === 'attach' ? [] : [{ id: 'attach', label: t('translations.next.attach'), onAction: () => { actions.attach(version); } }]),
    ...(next === 'settle' ? [{ id: 'request-again', label: t('translations.next.request-again'), onAction: () => { actions.open({ kind: 'request', original: version.original, language: version.language }); } }] : []),
    ...(translation === undefined || version.state === 'superseded' ? [] : [{ id: 'carry', label: t('translations.carry.title'), onAction: () => { actions.open({ kind: 'carry', original: version.original, translation }); } }]),
    { id: 'replace', label: t('translations.replace.title'), onAction: () => { actions.open({ kind: 'replace', original: version.original }); } },
  ];
  const describable = certificate?.preset === undefined && version.state !== 'superseded' && version.state !== 'certified';
  return (
    <aside className="version-details" aria-label={t('translations.details')}>
      <header className="row">
        <h2 className="grow">{t('translations.versionOf', { language: language(version.language), version: version.version })}</h2>
        <IconButton small label={t('common.close')} icon={X} onPress={onClose} />
      </header>
      <StateChips version={version} />
      {version.stale && version.state !== 'superseded' ? <Notice tone="danger" title={t('translations.stale')}>{version.state === 'certified' ? t('translations.staleCertified') : t('translations.staleMeans')}</Notice> : null}
      {readOnly ? null : (
        <div className="row-wrap">
          <NextButton version={version} actions={actions} kind="primary" />
          <ActionMenu label={t('translations.more')} actions={more} trigger={<Button icon={EllipsisVertical}>{t('translations.more')}</Button>} />
        </div>
      )}
      <section className="details-part">
        <div className="row"><h3 className="grow">{t('translations.who')}</h3>{readOnly || !describable ? null : <IconButton small label={t('translations.describe')} icon={Pencil} onPress={() => { actions.open({ kind: 'describe', version }); }} />}</div>
        <dl className="facts">
          <dt>{t('translations.translator.name')}</dt><dd><bdi>{translator?.name ?? t('translations.noTranslator')}</bdi></dd>
          {(['qualification', 'register', 'contact'] as const).map((field) => (translator?.[field] === undefined ? null : <div key={field} className="fact-pair"><dt>{t(`translations.translator.${field}`)}</dt><dd><bdi>{translator[field]}</bdi></dd></div>))}
          {translator?.certifiedAt === undefined ? null : <><dt>{t('translations.states.certified')}</dt><dd>{date(translator.certifiedAt)}</dd></>}
          {version.deadline === undefined ? null : <><dt>{t('translations.deadline')}</dt><dd>{date(version.deadline)} <DeadlineChip version={version} onlyWarning /></dd></>}
          {version.note === undefined ? null : <><dt>{t('translations.note')}</dt><dd><bdi>{version.note}</bdi></dd></>}
        </dl>
      </section>
      <section className="details-part">
        <h3>{t('translations.texts')}</h3>
        <div className="stack-tight details-links">
          <Button kind="quiet" onPress={() => { go({ screen: 'document', document: version.original }); }}><span className="quiet">{t('translations.original')}</span> <bdi>{original === undefined ? version.original : labelOf(original)}</bdi></Button>
          {translation === undefined ? <p className="small quiet">{t('translations.noText')}</p> : (
            <>
              <Button kind="quiet" onPress={() => { go({ screen: 'document', document: translation }); }}><span className="quiet">{t('translations.translation')}</span> <bdi>{documents.get(translation)?.title ?? translation}</bdi></Button>
              {version.state === 'superseded' ? null : (
                <div className="row-wrap">
                  <Button icon={Rows3} onPress={() => { go({ screen: 'translations', sentences: translation }); }}>{t('translations.sentenceBySentence')}</Button>
                  <Button icon={Columns2} onPress={() => { go({ screen: 'document', document: version.original, beside: translation }); }}>{t('translations.pagesBeside')}</Button>
                </div>
              )}
            </>
          )}
          {certificate === undefined ? null : <Button kind="quiet" icon={FileCheck2} onPress={() => { go({ screen: 'document', document: certificate.document }); }}>{certificate.signed ? t('translations.certificates.signed') : t('translations.certificates.unsigned')}</Button>}
        </div>
        {version.stale || version.state === 'superseded' ? null : <p className="small quiet">{t('translations.boundTo')} <code className="break">{version.originalSha256.slice(0, 16)}…</code></p>}
      </section>
      <History version={version} />
    </aside>
  );
}
