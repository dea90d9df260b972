import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { FileText, Pencil, ScrollText, Search, ShieldCheck, Tags } from 'lucide-react';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { showToast } from '../../components/toast.tsx';
import { useGrowing } from '../../components/use-growing.tsx';
import { runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import type { EditionSummary } from '../../read-model/database.ts';
import { refreshPart, refreshRedactions } from '../../read-model/sync.ts';
import { useDocuments, usePart, useRedactions } from '../../read-model/use-case.ts';
import { CaseFailure } from '../../session/case-failure.tsx';
import { useOpenCase } from '../../session/case-session.tsx';
import { useEditionName, useEditionNames } from '../../session/edition-switch.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { CodesDialog } from './codes-dialog.tsx';
import { ProofReport } from './proof-report.tsx';
import { RedactionLogDialog } from './redaction-log-dialog.tsx';
import { RulesDialog } from './rules-dialog.tsx';
import './redactions.css';

// Rules name hundreds of persons in large cases, and what is decided on stands below them.
const fewPersons = 24;

function hasRules(set: EditionSummary['set']): boolean {
  return set !== null && set.persons.length + set.patterns.length + set.terms.length + (set.expressions ?? []).length > 0;
}

function EditionCards() {
  const { t } = useTranslation();
  const { edition, setEdition } = useNavigation();
  const names = useEditionNames();
  const nameOf = useEditionName();
  const editions = usePart('editions') ?? [];
  return (
    <div className="edition-cards" role="group" aria-label={t('editions.label')}>
      {names.map((name) => {
        const summary = editions.find((known) => known.edition === name);
        const whole = summary?.whole ?? true;
        const approved = summary?.approved ?? 0;
        const ruled = hasRules(summary?.set ?? null) && summary?.set?.order?.review !== 'reviewed';
        return (
          <AriaButton key={name} className="edition-card" data-selected={name === edition || undefined} aria-pressed={name === edition} onPress={() => { setEdition(name); }}>
            <strong>{nameOf(name)}</strong>
            <span className="small quiet">{approved > 0 ? t('redactions.approvedCount', { count: approved }) : whole ? t('redactions.seesAll') : ruled ? t('redactions.ruleDecides') : t('redactions.approvedCount', { count: 0 })}</span>
            {(summary?.proposed ?? 0) === 0 ? null : <Badge tone={(summary?.undecided ?? 0) === 0 ? undefined : 'warning'}>{t('redactions.openCount', { count: summary?.proposed ?? 0 })}</Badge>}
            {summary?.reissue === true ? <Badge tone="danger">{t('redactions.reissue')}</Badge> : null}
          </AriaButton>
        );
      })}
    </div>
  );
}

function Rules({ onEdit, onCodes, readOnly }: { readonly onEdit: () => void; readonly onCodes: () => void; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { edition } = useNavigation();
  const set = (usePart('editions') ?? []).find((known) => known.edition === edition)?.set ?? null;
  const [all, setAll] = useState(false);
  return (
    <section className="card stack" aria-labelledby="redaction-rules">
      <div className="row"><h2 id="redaction-rules" className="grow">{t('redactions.rules.title')}</h2><Button icon={Tags} isDisabled={readOnly} onPress={onCodes}>{t('redactions.codes.title')}</Button><Button icon={Pencil} isDisabled={readOnly} onPress={onEdit}>{t('redactions.rules.edit')}</Button></div>
      {set === null ? <p className="quiet">{t('redactions.rules.none')}</p> : (
        <>
          <p><span className="quiet">{t('redactions.rules.ground')}</span> {set.ground === '' ? t('common.none') : set.ground}</p>
          <div className="rule-chips">
            {set.persons.slice(0, all ? undefined : fewPersons).map((person) => <Badge key={`p${person}`} tone="accent">{t('redactions.rules.person', { person })}</Badge>)}
            {all || set.persons.length <= fewPersons ? null : <Button kind="quiet" onPress={() => { setAll(true); }}>{t('common.showMore')}</Button>}
            {set.patterns.map((pattern) => <Badge key={pattern}>{t(`redactions.patterns.${pattern}`)}</Badge>)}
            {set.terms.map((term) => <Badge key={`t${term}`}>“{term}”</Badge>)}
          </div>
        </>
      )}
    </section>
  );
}

function RedactedDocuments() {
  const { t } = useTranslation();
  const { edition, go } = useNavigation();
  const redactions = useRedactions(edition);
  const editions = usePart('editions');
  const summary = editions?.find((known) => known.edition === edition);
  const set = summary?.set ?? null;
  const documents = useDocuments();
  const byDocument = useMemo(() => {
    const counts = new Map<string, { proposed: number; approved: number }>();
    for (const { document, state } of redactions) {
      const count = counts.get(document) ?? { proposed: 0, approved: 0 };
      if (state === 'proposed') count.proposed += 1;
      if (state === 'approved' || state === 'applied' || state === 'upheld') count.approved += 1;
      counts.set(document, count);
    }
    return (documents ?? []).filter(({ id }) => counts.has(id)).map((document) => ({ document, count: counts.get(document.id) ?? { proposed: 0, approved: 0 } }));
  }, [redactions, documents]);
  const { shown, more } = useGrowing(byDocument.length);
  // Counts are known before what they count.
  const isReading = editions === undefined || (summary !== undefined && summary.proposed + summary.approved > 0);
  if (byDocument.length === 0 && isReading) return <p className="quiet" role="status" aria-busy>{t('common.loading')}</p>;
  if (byDocument.length === 0 && hasRules(set)) return <EmptyState icon={Search} title={t('redactions.unlooked.title')}>{t(set?.order?.review === 'reviewed' ? 'redactions.unlooked.reviewed' : 'redactions.unlooked.automatic')}</EmptyState>;
  if (byDocument.length === 0) return <EmptyState icon={FileText} title={t('redactions.empty.title')}>{t('redactions.empty.what')}</EmptyState>;
  return (
    <ul className="redacted-documents">
      {byDocument.slice(0, shown).map(({ document, count }) => (
        <li key={document.id}>
          <AriaButton className="redacted-document" onPress={() => { go({ screen: 'document', document: document.id, mode: 'redact' }); }}>
            <FileText size={17} aria-hidden />
            {document.exhibit === undefined ? null : <Badge tone="accent">{document.exhibit}</Badge>}
            <span className="grow truncate"><bdi>{document.title}</bdi></span>
            {count.proposed === 0 ? null : <Badge tone="warning">{t('redactions.openCount', { count: count.proposed })}</Badge>}
            {count.approved === 0 ? null : <Badge tone="success">{t('redactions.approvedCount', { count: count.approved })}</Badge>}
          </AriaButton>
        </li>
      ))}
      {more === null ? null : <li>{more}</li>}
    </ul>
  );
}

/** What each edition leaves out, by rule and by hand, and how far it is decided. */
export function RedactionsScreen() {
  const { t } = useTranslation();
  const { edition } = useNavigation();
  const { readOnly } = useOpenCase();
  const nameOf = useEditionName();
  const [editing, setEditing] = useState(false);
  const [logging, setLogging] = useState(false);
  const [coding, setCoding] = useState(false);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [proof, setProof] = useState<JobResult<'proveRedactions'> | null>(null);
  const find = async (): Promise<void> => {
    const result = await runJob('findRedactions', { edition: edition as EditionName });
    setFailure(result.ok ? null : result.failure);
    await Promise.all([refreshRedactions(edition), refreshPart('editions')]);
    if (result.ok) showToast({ tone: 'success', title: t('redactions.found', { count: result.value.proposed }) });
  };
  const prove = async (): Promise<void> => {
    setProof(null);
    const result = await runJob('proveRedactions', { edition: edition as EditionName });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setProof(result.value);
  };
  return (
    <Screen
      help="redactions" title={t('redactions.title')}
      actions={(
        <>
          <Button icon={ScrollText} onPress={() => { setLogging(true); }}>{t('redactions.log.title')}</Button>
          <Button icon={ShieldCheck} isDisabled={readOnly} onPress={() => { void prove(); }}>{t('redactions.prove')}</Button>
          <Button kind="primary" icon={Search} isDisabled={readOnly} onPress={() => { void find(); }}>{t('redactions.findAll')}</Button>
        </>
      )}
    >
      <div className="screen-column">
        <EditionCards />
        <RunningJobs kinds={['findRedactions', 'proveRedactions']} />
        {failure === null ? null : <CaseFailure failure={failure} />}
        {proof === null ? null : <ProofReport proof={proof} />}
        <Rules readOnly={readOnly} onEdit={() => { setEditing(true); }} onCodes={() => { setCoding(true); }} />
        <section className="stack-tight" aria-labelledby="redacted-documents">
          <h2 id="redacted-documents">{t('redactions.documentsOf', { edition: nameOf(edition) })}</h2>
          <RedactedDocuments />
        </section>
        <Notice tone="info" title={t('redactions.whatHappens')}>{t('redactions.whatHappensMeans')}</Notice>
      </div>
      {logging ? <RedactionLogDialog edition={edition} onClose={() => { setLogging(false); }} /> : null}
      {coding ? <CodesDialog onClose={() => { setCoding(false); }} /> : null}
      {editing ? <RulesDialog edition={edition} onClose={() => { setEditing(false); }} /> : null}
    </Screen>
  );
}
