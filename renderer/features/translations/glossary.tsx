import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { BookA, Pencil, Plus, SearchCheck, Trash2, Undo2 } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Badge, EmptyState, Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDocuments } from '../../read-model/use-case.ts';
import { useOpenCase } from '../../session/case-session.tsx';
import { useNavigation } from '../../session/navigation.tsx';
import { labelOf } from './document-field.tsx';
import { GlossaryEntryDialog } from './glossary-entry-dialog.tsx';
import type { GlossaryEntry } from './glossary-entry-dialog.tsx';

type Finding = CallOutput<'checkGlossary'>['findings'][number];

function GlossaryFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const rows = useDocuments();
  const documents = useMemo(() => new Map((rows ?? []).map((row) => [row.id as string, row])), [rows]);
  if (findings.length === 0) return <Notice tone="success" title={t('translations.glossary.allRight')} live />;
  return (
    <section className="card" aria-labelledby="glossary-findings">
      <h2 id="glossary-findings">{t('translations.glossary.findings', { count: findings.length })}</h2>
      <ul className="glossary-findings">
        {findings.map(({ document, page, rects, kind, found, wanted }, index) => {
          const row = documents.get(document);
          return (
            <li key={index}>
              <AriaButton className="glossary-finding" onPress={() => { go({ screen: 'document', document, page, mark: rects }); }}>
                <Badge tone="warning">{t(`translations.glossary.findingKinds.${kind}`)}</Badge>
                <span className="grow">{found === '' ? null : <><bdi className="glossary-wrong">{found}</bdi> </>}<span className="quiet">{t('translations.glossary.wanted')}</span> <strong><bdi>{wanted}</bdi></strong></span>
                <span className="small quiet"><bdi>{row === undefined ? document : labelOf(row)}</bdi> · {t('common.page', { page })}</span>
              </AriaButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Names and terms with one fixed form in each language, and where translations use another. */
export function Glossary() {
  const { t } = useTranslation();
  const { language } = useFormats();
  const { readOnly } = useOpenCase();
  const [entries, setEntries] = useState<readonly GlossaryEntry[] | null>(null);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const [editing, setEditing] = useState<GlossaryEntry | 'new' | null>(null);
  const [before, setBefore] = useState<readonly GlossaryEntry[] | null>(null);
  const check = useCallback(async () => {
    const result = await call('checkGlossary', {});
    setFailure(result.ok ? null : result.failure);
    setFindings(result.ok ? result.value.findings : null);
  }, []);
  useEffect(() => {
    let stale = false;
    void call('getGlossary', {}).then((result) => {
      if (stale) return;
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
      setEntries(result.value.entries);
      // Coming back from a page, the findings are there again.
      if (result.value.entries.length > 0) void check();
    });
    return () => { stale = true; };
  }, [check]);
  const keep = async (next: readonly GlossaryEntry[], undo: readonly GlossaryEntry[] | null): Promise<ToldFailure | null> => {
    const result = await call('saveGlossary', { entries: next.map((entry) => ({ ...entry, avoid: [...entry.avoid], forms: { ...entry.forms } })) });
    if (!result.ok) return result.failure;
    setEntries(next);
    setBefore(undo);
    await check();
    return null;
  };
  const save = async (entry: GlossaryEntry): Promise<ToldFailure | null> => {
    const known = entries ?? [];
    const refused = await keep(known.some(({ id }) => id === entry.id) ? known.map((one) => (one.id === entry.id ? entry : one)) : [...known, entry], null);
    if (refused === null) setEditing(null);
    return refused;
  };
  const add = <Button kind="primary" icon={Plus} isDisabled={readOnly} onPress={() => { setEditing('new'); }}>{t('translations.glossary.add')}</Button>;
  const formsOf = ({ forms }: GlossaryEntry): string => Object.values(forms).join(' / ');
  if (entries === null) return failure === null ? null : <div className="translations-notices"><FailureNotice failure={failure} /></div>;
  return (
    <div className="translations-main">
      {entries.length === 0 ? null : <div className="translations-tools">{add}<Button icon={SearchCheck} onPress={() => { void check(); }}>{t('translations.glossary.check')}</Button></div>}
      <div className="translations-notices">
        {failure === null ? null : <FailureNotice failure={failure} />}
        {before === null ? null : <Notice tone="info" title={t('translations.glossary.removed')} live actions={<Button icon={Undo2} onPress={() => { void keep(before, null).then(setFailure); }}>{t('common.undo')}</Button>} />}
        {findings === null || entries.length === 0 ? null : <GlossaryFindings findings={findings} />}
      </div>
      {entries.length === 0 ? <EmptyState icon={BookA} title={t('translations.glossary.empty')} actions={add}>{t('translations.glossary.emptyMeans')}</EmptyState> : (
        <ul className="glossary-entries">
          {entries.map((entry) => (
            <li key={entry.id} className="card glossary-entry">
              <Badge>{t(`translations.glossary.kinds.${entry.kind}`)}</Badge>
              <dl className="grow glossary-forms">
                {Object.entries(entry.forms).map(([tag, form]) => <div key={tag}><dt className="small quiet">{language(tag)}</dt><dd lang={tag}><bdi>{form}</bdi></dd></div>)}
                {entry.avoid.length === 0 ? null : <div><dt className="small quiet">{t('translations.glossary.avoid')}</dt><dd>{entry.avoid.map((form) => <bdi key={form} className="glossary-wrong">{form}</bdi>)}</dd></div>}
                {entry.scheme === 'none' ? null : <div><dt className="small quiet">{t('translations.glossary.scheme')}</dt><dd>{t(`translations.glossary.schemes.${entry.scheme}`)}</dd></div>}
                {entry.note === undefined ? null : <div><dt className="small quiet">{t('translations.note')}</dt><dd><bdi>{entry.note}</bdi></dd></div>}
              </dl>
              {readOnly ? null : <><IconButton small label={t('translations.glossary.editOne', { name: formsOf(entry) })} icon={Pencil} onPress={() => { setEditing(entry); }} /><IconButton small label={t('translations.glossary.removeOne', { name: formsOf(entry) })} icon={Trash2} onPress={() => { void keep(entries.filter(({ id }) => id !== entry.id), entries).then(setFailure); }} /></>}
            </li>
          ))}
        </ul>
      )}
      {editing === null ? null : <GlossaryEntryDialog entry={editing === 'new' ? null : editing} onSave={save} onClose={() => { setEditing(null); }} />}
    </div>
  );
}
