import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { EditionName } from '../../../shared/identifiers.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { Badge, Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';

type Builds = CallOutput<'listBuilds'>['builds'];
type Difference = CallOutput<'compareBuilds'>['differences'][number];
const tones: Readonly<Record<Difference['changes'][number], Tone | undefined>> = { added: 'success', removed: 'danger', moved: 'info', renumbered: 'info', replaced: 'warning' };

function pagesOf(entry: Difference['before']): string {
  if (entry === undefined) return '–';
  return entry.firstLabel === entry.lastLabel ? entry.firstLabel : `${entry.firstLabel}–${entry.lastLabel}`;
}

function useComparison(builds: Builds, before: string, after: string) {
  const [differences, setDifferences] = useState<readonly Difference[] | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    setDifferences(null);
    if (builds.length < 2 || before === after) return undefined;
    let stale = false;
    void call('compareBuilds', { before, after }).then((result) => {
      if (stale) return;
      setFailure(result.ok ? null : result.failure);
      if (result.ok) setDifferences(result.value.differences);
    });
    return () => { stale = true; };
  }, [builds, before, after]);
  return { differences, failure };
}

/** What differs between two builds of an edition: added, removed, moved, renumbered, changed. */
export function CompareDialog({ edition, onClose }: { readonly edition: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [builds, setBuilds] = useState<Builds>([]);
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  useEffect(() => {
    void call('listBuilds', { edition: edition as EditionName }).then((result) => {
      if (!result.ok) return;
      setBuilds(result.value.builds);
      setBefore(result.value.builds.at(-2)?.build ?? '');
      setAfter(result.value.builds.at(-1)?.build ?? '');
    });
  }, [edition]);
  const { differences, failure } = useComparison(builds, before, after);
  const choices = builds.map(({ build, builtAt, pages }) => ({ id: build, label: `${dateTime(builtAt)} · ${t('common.pages', { count: pages })}` }));
  return (
    <Dialog isOpen wide title={t('bundle.builds.title')} closeLabel={t('common.close')} onClose={onClose} actions={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <div className="stack">
        {builds.length < 2 ? <Notice tone="info" title={t('bundle.builds.few')} /> : (
          <div className="form-grid">
            <SelectField label={t('bundle.builds.before')} value={before} onChange={setBefore} choices={choices} />
            <SelectField label={t('bundle.builds.after')} value={after} onChange={setAfter} choices={choices} />
          </div>
        )}
        {failure === null ? null : <FailureNotice failure={failure} />}
        {differences === null ? null : <Notice tone={differences.length === 0 ? 'success' : 'info'} title={differences.length === 0 ? t('bundle.builds.same') : t('bundle.builds.differences', { count: differences.length })} live />}
        {differences === null || differences.length === 0 ? null : (
          <div className="plain-table-box" tabIndex={0} role="region" aria-label={t('bundle.builds.title')}>
            <table className="plain-table">
              <thead><tr><th>{t('documents.columns.exhibit')}</th><th>{t('documents.columns.title')}</th><th>{t('log.columns.action')}</th><th>{t('bundle.builds.before')}</th><th>{t('bundle.builds.after')}</th></tr></thead>
              <tbody>
                {differences.map(({ document, title, changes, before: was, after: is }) => (
                  <tr key={document}>
                    <td>{is?.exhibit ?? was?.exhibit ?? ''}</td><td><bdi>{title}</bdi></td>
                    <td><span className="rule-chips">{changes.map((change) => <Badge key={change} tone={tones[change]}>{t(`bundle.builds.changes.${change}`)}</Badge>)}</span></td>
                    <td className="number">{pagesOf(was)}</td><td className="number">{pagesOf(is)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Dialog>
  );
}
