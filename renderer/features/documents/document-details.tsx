import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { Files, Pencil, TriangleAlert } from 'lucide-react';
import { renditionKinds } from '../../../shared/case-model/document.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { FindingWords } from '../../components/finding-words.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import type { DocumentRow } from '../../read-model/database.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useEditionName } from '../../session/edition-switch.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { DescribeDialog } from './describe-dialog.tsx';
import type { Described } from './described.ts';
import { useFileFacts } from './file-facts.ts';
import { Inspection } from './inspection.tsx';
import { useDuplicatesOf } from './use-duplicates-of.ts';
import { sourceFields } from '../../read-model/source-fields.ts';

type Details = CallOutput<'getDocument'>;

function useDetails(document: DocumentRow | undefined): Details | null {
  const [details, setDetails] = useState<Details | null>(null);
  useEffect(() => {
    setDetails(null);
    if (document === undefined) return undefined;
    let stale = false;
    void call('getDocument', { document: document.id }).then((result) => { if (!stale && result.ok) setDetails(result.value); });
    return () => { stale = true; };
  }, [document]);
  return details;
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

const mostNamed = 8;
const custodyActionNames = ['taken-in'] as const;

/** One line of the item's custody form. */
function CustodyEntry({ entry }: { readonly entry: Details['custody'][number] }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const action = custodyActionNames.find((name) => name === entry.action);
  const said = [['receivedFrom', entry.releasedBy], ['receivedBy', entry.receivedBy], ['place', entry.place], ['condition', entry.condition], ['sealNumber', entry.sealNumber]] as const;
  return (
    <dl className="facts">
      <Fact name={action === undefined ? entry.action : t(`documents.custody.actions.${action}`)}>{dateTime(entry.at)}</Fact>
      {said.map(([field, value]) => (value === undefined ? null : <Fact key={field} name={t(`documents.source.${field}`)}><bdi>{value}</bdi></Fact>))}
      {entry.reason === undefined ? null : <Fact name={t('documents.custody.reason')}><bdi>{entry.reason}</bdi></Fact>}
    </dl>
  );
}

/** Documents that are the same as this one, or have nearly the same pages, each a press away. */
function SameAs({ document }: { readonly document: DocumentRow }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const titles = new Map((useDocuments() ?? []).map(({ id, title }) => [id as string, title]));
  const found = useDuplicatesOf([document.id], document.reading);
  if (found === null) return null;
  const others = (ids: readonly string[]): readonly string[] => [...new Set(ids)].filter((id) => id !== document.id);
  const sameFile = others(found.files.flatMap(({ documents }) => documents));
  const kinds = [
    { id: 'sameFile', documents: sameFile }, { id: 'sameMessage', documents: others(found.messages.flatMap(({ documents }) => documents)) },
    { id: 'likePages', documents: others(found.pages.flatMap(({ first, second }) => [first.document, second.document])).filter((id) => !sameFile.includes(id)) },
  ] as const;
  const known = kinds.filter(({ documents }) => documents.length > 0);
  if (known.length === 0) return null;
  return (
    <section className="details-section">
      <h3>{t('documents.duplicates.title')}</h3>
      <dl className="facts">
        {known.map(({ id, documents }) => (
          <Fact key={id} name={t(`documents.duplicates.${id}`)}>{documents.slice(0, mostNamed).map((other) => <AriaButton key={other} className="closer-link" onPress={() => { go({ screen: 'document', document: other }); }}><bdi>{titles.get(other) ?? other}</bdi></AriaButton>)}{documents.length > mostNamed ? ' …' : null}</Fact>
        ))}
      </dl>
    </section>
  );
}

function One({ document, onEdit, readOnly }: { readonly document: DocumentRow; readonly onEdit: () => void; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { date, dateTime, bytes, language } = useFormats();
  const dayOrTime = (iso: string): string => (iso.includes('T') ? dateTime(iso) : date(iso));
  const details = useDetails(document);
  const factsOf = useFileFacts();
  const nameOfEdition = useEditionName();
  const nameOfKind = (kind: string): string => {
    const known = renditionKinds.find((name) => name === kind);
    return known === undefined ? kind : t(`documents.renditionKinds.${known}`);
  };
  const source = sourceFields.filter((field) => document.source[field] !== undefined);
  return (
    <>
      <div className="stack-tight">
        <h2><bdi>{document.title}</bdi></h2>
        <p className="small quiet break"><bdi>{document.name}</bdi></p>
        <div className="row-wrap">
          <Button kind="primary" isDisabled={document.pages === 0} onPress={() => { go({ screen: 'document', document: document.id }); }}>{t('common.open')}</Button>
          <Button icon={Pencil} isDisabled={readOnly} onPress={onEdit}>{t('documents.describe')}</Button>
        </div>
      </div>
      <dl className="facts">
        <Fact name={t('documents.columns.exhibit')}>{document.exhibit ?? '–'}</Fact>
        <Fact name={t('documents.columns.language')}>{document.language === undefined ? t('common.unknown') : language(document.language)}</Fact>
        <Fact name={t('documents.columns.confidentiality')}>{t(`documents.confidentiality.${document.confidentiality}`)}</Fact>
        <Fact name={t('documents.size')}>{bytes(document.bytes)}</Fact>
        <Fact name={t('documents.columns.takenIn')}>{dateTime(document.takenInAt)}</Fact>
        <Fact name="SHA-256"><code>{document.sha256}</code></Fact>
      </dl>
      <section className="details-section">
        <h3>{t('documents.source.title')}</h3>
        {source.length === 0 ? <p className="quiet small">{t('documents.source.empty')}</p> : (
          <dl className="facts">{source.map((field) => <Fact key={field} name={t(`documents.source.${field}`)}><bdi>{field === 'collectedAt' ? dayOrTime(document.source.collectedAt ?? '') : document.source[field]}</bdi></Fact>)}</dl>
        )}
      </section>
      <SameAs document={document} />
      {details === null || details.custody.length === 0 ? null : (
        <section className="details-section">
          <h3>{t('documents.custody.form')}</h3>
          {details.custody.map((entry, index) => <CustodyEntry key={index} entry={entry} />)}
        </section>
      )}
      {details === null || details.findings.length === 0 ? null : (
        <section className="details-section">
          <h3>{t('documents.lookAt')}</h3>
          <ul className="stack-tight">
            {details.findings.map((finding, index) => <li key={index} className="finding"><TriangleAlert size={15} aria-hidden /><FindingWords finding={finding} /></li>)}
          </ul>
        </section>
      )}
      {details === null || Object.keys(details.facts).length === 0 ? null : (
        <section className="details-section">
          <h3>{t('documents.facts')}</h3>
          <dl className="facts">{factsOf(details.facts).map(({ name, value }) => <Fact key={name} name={name}><bdi>{value}</bdi></Fact>)}</dl>
        </section>
      )}
      <Inspection document={document} />
      {details === null || details.renditions.length === 0 ? null : (
        <section className="details-section">
          <h3>{t('documents.renditions')}</h3>
          <ul className="stack-tight small">
            {details.renditions.map((rendition) => <li key={`${rendition.kind}${rendition.edition}`}><strong>{nameOfKind(rendition.kind)}</strong> {rendition.edition === '' ? null : nameOfEdition(rendition.edition)} · {rendition.tool} · <code>{rendition.sha256.slice(0, 12)}</code></li>)}
          </ul>
        </section>
      )}
    </>
  );
}

/** What is known of the chosen document, or what can be done with several. */
export function DocumentDetails({ documents, readOnly, onDescribed }: { readonly documents: readonly DocumentRow[]; readonly readOnly: boolean; readonly onDescribed: (described: Described) => void }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [first] = documents;
  return (
    <aside className="details" data-empty={first === undefined || undefined} aria-label={t('documents.detailsPane')} tabIndex={0}>
      {first === undefined ? <p className="quiet">{t('documents.chooseOne')}</p> : documents.length === 1
        ? <One document={first} onEdit={() => { setEditing(true); }} readOnly={readOnly} />
        : (
          <div className="stack">
            <div className="row"><Files size={18} aria-hidden /><h2>{t('documents.selected', { count: documents.length })}</h2></div>
            <Button icon={Pencil} isDisabled={readOnly} onPress={() => { setEditing(true); }}>{t('documents.describeAll')}</Button>
          </div>
        )}
      {editing && first !== undefined ? <DescribeDialog documents={documents} onDescribed={onDescribed} onClose={() => { setEditing(false); }} /> : null}
    </aside>
  );
}
