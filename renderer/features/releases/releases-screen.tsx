import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { BadgeCheck, ScanSearch, Stamp } from 'lucide-react';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { JobResult } from '../../../shared/ipc/jobs.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { CourtCheckReport } from '../../components/court-check.tsx';
import { FindingWords } from '../../components/finding-words.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { runJob } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { refreshPart } from '../../read-model/sync.ts';
import { useDocuments, useJobs, usePart } from '../../read-model/use-case.ts';
import { CaseFailure } from '../../session/case-failure.tsx';
import { useOpenCase } from '../../session/case-session.tsx';
import { useEditionName, useEditionNames } from '../../session/edition-switch.tsx';
import { useKept } from '../../session/kept.ts';
import { useNavigation } from '../../session/navigation.tsx';
import { useContacts, type Contact } from '../../session/use-contacts.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { MadeReleases } from './made-releases.tsx';
import { NameCheckReport, useNameCheck } from './name-check.tsx';
import { parseRecipients } from './parse-recipients.ts';
import { ReceivedAnswers } from './received-answers.tsx';
import './releases.css';

type Made = JobResult<'makeRelease'> & { readonly file: string };

function MadeRelease({ made }: { readonly made: Made }) {
  const { t } = useTranslation();
  const nameOf = useEditionName();
  return (
    <Notice tone="success" title={t('releases.made', { edition: nameOf(made.edition) })} live>
      <p>{t('releases.madeMeans')}</p>
      <dl className="release-facts">
        <dt>{t('releases.file')}</dt><dd><bdi>{made.file}</bdi></dd>
        <dt>{t('releases.contains')}</dt><dd>{t('common.pages', { count: made.pages })} · {t('releases.exhibits', { count: made.exhibits })} · {t('releases.redactions', { count: made.redactions })}</dd>
        <dt>{t('releases.fingerprint')}</dt><dd><CopyLine text={made.signer.fingerprint} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></dd>
        <dt>{t('releases.allowedSigners')}</dt><dd><CopyLine text={made.signer.allowedSigners} copyLabel={t('common.copy')} copiedLabel={t('common.copied')} /></dd>
      </dl>
      <details><summary>{t('releases.courtRules')}{made.court.holds ? null : <> <Badge tone="danger">{t('court.fails', { count: made.court.rules.filter(({ result }) => result === 'fail').length })}</Badge></>}</summary><CourtCheckReport check={made.court} /></details>
      {made.findings.length === 0 ? null : <FindingsOfDocuments findings={made.findings} />}
    </Notice>
  );
}

function FindingsOfDocuments({ findings }: Pick<Made, 'findings'>) {
  const { t } = useTranslation();
  const names = new Map((useDocuments() ?? []).map(({ id, exhibit, title }) => [id as string, exhibit ?? title]));
  return (
    <details>
      <summary>{t('tools.plan.findings', { count: findings.length })}</summary>
      <ul className="release-findings">
        {findings.map((finding, index) => <li key={index}><strong><bdi>{names.get(finding.document) ?? finding.document}</bdi></strong>{' · '}<FindingWords finding={finding} /></li>)}
      </ul>
    </details>
  );
}

interface ContactsToSealForProps {
  readonly contacts: readonly Contact[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

function ContactsToSealFor({ contacts, chosen, onChosen }: ContactsToSealForProps) {
  const { t } = useTranslation();
  if (contacts.length === 0) return null;
  return (
    <div className="stack-tight" role="group" aria-label={t('releases.contacts')}>
      <p className="small quiet" aria-hidden>{t('releases.contacts')}</p>
      {contacts.map(({ id, name, recipient = '' }) => (
        <CheckboxField key={id} label={name} hint={`\u2066${recipient.slice(0, 24)}…\u2069`} isSelected={chosen.has(recipient)} onChange={(isSelected) => {
          const next = new Set(chosen);
          if (isSelected) next.add(recipient);
          else next.delete(recipient);
          onChosen(next);
        }} />
      ))}
    </div>
  );
}

const noContacts: ReadonlySet<string> = new Set();

function MakeRelease() {
  const { t } = useTranslation();
  const { readOnly, identity } = useOpenCase();
  const { edition, setEdition, go } = useNavigation();
  const { chooseNew } = useChooser();
  const names = useEditionNames();
  const nameOf = useEditionName();
  const undecided = (usePart('editions') ?? []).find((known) => known.edition === edition)?.undecided ?? 0;
  const [text, setText] = useKept('release-recipients', '');
  const [made, setMade] = useKept<Made | null>('release-made', null);
  const [failure, setFailure] = useKept<ToldFailure | null>('release-failed', null);
  const busy = useJobs().some(({ kind }) => kind === 'makeRelease');
  const looking = useNameCheck(edition);
  const contacts = useContacts().filter(({ recipient }) => recipient !== undefined);
  const [chosen, setChosen] = useKept('release-contacts', noContacts);
  const { recipients: pasted, wrong } = parseRecipients(text);
  const recipients = [...new Set([...contacts.flatMap(({ recipient = '' }) => (chosen.has(recipient) ? recipient : [])), ...pasted])];
  const make = async (): Promise<void> => {
    if (wrong.length > 0 || busy) return;
    const place = await chooseNew('save-release', `${edition}${recipients.length === 0 ? '.tar' : '.tar.age'}`);
    if (place === null) return;
    setMade(null);
    setFailure(null);
    const result = await runJob('makeRelease', { edition: edition as EditionName, recipients, place: place.token });
    if (result.ok) setMade({ ...result.value, file: place.name });
    else setFailure(result.failure);
    await Promise.all([refreshPart('releases'), refreshPart('overview')]);
  };
  return (
    <Form
      className="card stack" aria-label={t('releases.make')}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{t('releases.make')}</h2>
      <div className="form-grid">
        <SelectField label={t('releases.edition')} value={edition} onChange={setEdition} choices={names.map((id) => ({ id, label: nameOf(id) }))} />
        <TextField
          label={t('releases.recipients')} hint={t('releases.recipientsHint')} lines={3} mono value={text} onChange={setText}
          error={wrong.length === 0 ? undefined : t('releases.recipientWrong', { line: wrong[0]?.slice(0, 24) ?? '' })}
        />
      </div>
      <ContactsToSealFor contacts={contacts} chosen={chosen} onChosen={setChosen} />
      {undecided === 0 ? null : <Notice tone="warning" title={t('releases.openRedactions', { count: undecided })} actions={<Button onPress={() => { go({ screen: 'redactions' }); }}>{t('releases.toRedactions')}</Button>}>{t('releases.openRedactionsMeans')}</Notice>}
      {recipients.length === 0 && text.trim() === '' ? <Notice tone="warning" title={t('releases.notSealed')}>{t('releases.notSealedMeans')}</Notice> : null}
      <p className="small quiet">{t('releases.signedBy', { name: identity.name })} <code className="break" dir="ltr">{identity.fingerprint}</code></p>
      <div className="row-wrap"><Button kind="primary" large type="submit" icon={Stamp} isDisabled={readOnly || busy || looking.busy || wrong.length > 0}>{t(recipients.length === 0 && text.trim() === '' ? 'releases.submitUnsealed' : 'releases.submit')}</Button><Button large icon={ScanSearch} isDisabled={readOnly || busy || looking.busy} onPress={() => { void looking.check(); }}>{t('releases.checkNames')}</Button></div>
      <RunningJobs kinds={['makeRelease', 'checkNames']} />
      {looking.failure === null ? null : <CaseFailure failure={looking.failure} />}
      {looking.checked === null ? null : <NameCheckReport checked={looking.checked} />}
      {failure === null ? null : <CaseFailure failure={failure} actions={failure.code === 'leak-found' && looking.checked === null ? <Button icon={ScanSearch} isDisabled={readOnly || busy || looking.busy} onPress={() => { void looking.check(); }}>{t('releases.checkNames')}</Button> : undefined} />}
      {made === null ? null : <MadeRelease made={made} />}
    </Form>
  );
}

/** Makes sealed releases, lists those that were made, and takes answers to them in. */
export function ReleasesScreen() {
  const { t } = useTranslation();
  const { readOnly } = useOpenCase();
  const { go } = useNavigation();
  return (
    <Screen help="releases" title={t('releases.title')} actions={<Button icon={BadgeCheck} onPress={() => { go({ screen: 'verify' }); }}>{t('home.verify.action')}</Button>}>
      <div className="screen-column">
        <MakeRelease />
        <MadeReleases readOnly={readOnly} />
        <ReceivedAnswers readOnly={readOnly} />
      </div>
    </Screen>
  );
}
