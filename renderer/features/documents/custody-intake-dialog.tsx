import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Files, Table } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { call } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { useValuesInWords } from '../../i18n/values-in-words.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { sourceFields } from '../../read-model/source-fields.ts';
import type { SourceField } from '../../read-model/source-fields.ts';
import type { Custody } from './use-intake.ts';

type Sheet = CallOutput<'readCustodySheet'>;
const rowsShown = 200;

function useSheet(sheet: ChosenFile | null, files: readonly ChosenFile[]): { readonly read: Sheet | null; readonly failure: ToldFailure | null } {
  const [read, setRead] = useState<Sheet | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    setRead(null);
    setFailure(null);
    if (sheet === null) return undefined;
    let stale = false;
    void call('readCustodySheet', { sheet: sheet.token, ...(files.length === 0 ? {} : { files: files.map(({ token }) => token) }) }).then((result) => {
      if (stale) return;
      if (result.ok) setRead(result.value);
      else setFailure(result.failure);
    });
    return () => { stale = true; };
  }, [sheet, files]);
  return { read, failure };
}

/** Languages that recognition here knows, by tag. */
function useReadingLanguages(): readonly string[] {
  const [languages, setLanguages] = useState<readonly string[]>([]);
  useEffect(() => { void call('readingLanguages', {}).then((result) => { if (result.ok) setLanguages(result.value.languages); }); }, []);
  return languages;
}

function SheetRows({ read }: { readonly read: Sheet }) {
  const { t } = useTranslation();
  const shown = useValuesInWords();
  if (read.faults.length > 0) {
    return (
      <Notice tone="danger" title={t('failure.custody-sheet-invalid.what')} live>
        <p>{t('failure.custody-sheet-invalid.next')}</p>
        <ul className="intake-refused">{read.faults.slice(0, rowsShown).map(({ line, code, values }, index) => <li key={index}><strong>{t('documents.custody.line', { line })}</strong>: {t(`documents.custody.faults.${code}`, { replace: shown(values) })}</li>)}</ul>
      </Notice>
    );
  }
  return (
    <>
      {read.unnamed === 0 ? null : <Notice tone="warning" title={t('documents.custody.unnamed')}><p>{t('documents.custody.unnamedMeans')}</p></Notice>}
      <ul className="closer-list" aria-label={t('documents.custody.sheet')}>
        {read.rows.slice(0, rowsShown).map(({ line, file, title, exhibit, source }) => (
          <li key={line} className="closer-group">
            <strong><bdi className="break">{file}</bdi></strong>
            <span className="small quiet"><bdi>{[exhibit, title, ...sourceFields.map((field) => source[field])].filter((part) => part !== undefined).join(' · ')}</bdi></span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Takes files in together with what a custody form says of them: one source for all, or a sheet with a row for each. */
export function CustodyIntakeDialog({ onAdd, onClose }: { readonly onAdd: (files: readonly ChosenFile[], custody: Custody) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { chooseFiles, chooseFolder } = useChooser();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [sheet, setSheet] = useState<ChosenFile | null>(null);
  const [source, setSource] = useState<Partial<Record<SourceField, string>>>({});
  const [language, setLanguage] = useState('open');
  const [keepProtected, setKeepProtected] = useState(false);
  const languages = useReadingLanguages();
  const { language: nameOf } = useFormats();
  const { read, failure } = useSheet(sheet, files);
  const sheetHolds = sheet === null || (read !== null && read.faults.length === 0);
  const add = (): void => {
    const filled = Object.fromEntries(sourceFields.map((field) => [field, (source[field] ?? '').trim()] as const).filter(([, value]) => value !== ''));
    onAdd(files, { ...(language === 'open' ? {} : { language }), ...(keepProtected ? { keepProtected } : {}), ...(Object.keys(filled).length === 0 ? {} : { source: filled }), ...(sheet === null ? {} : { custodySheet: sheet.token }) });
  };
  return (
    <Dialog
      isOpen wide title={t('documents.custody.add')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" isDisabled={files.length === 0 || !sheetHolds} onPress={add}>{t('documents.custody.takeIn')}</Button></>}
    >
      <ChosenPlace label={t('documents.custody.files')} icon={Files} name={files.length === 0 ? undefined : files.map(({ name }) => name).join(', ')} onChoose={() => { void chooseFiles('documents', true).then((chosen) => { if (chosen.length > 0) setFiles(chosen); }); }} />
      <div className="row"><Button onPress={() => { void chooseFolder('folder').then((folder) => { if (folder !== null) setFiles([folder]); }); }}>{t('places.chooseFolder')}</Button></div>
      <ChosenPlace label={t('documents.custody.sheet')} icon={Table} hint={t('documents.custody.sheetHint')} name={sheet?.name} onChoose={() => { void chooseFiles('documents', false).then(([chosen]) => { if (chosen !== undefined) setSheet(chosen); }); }} />
      {sheet === null ? null : <div className="row"><Button onPress={() => { setSheet(null); }}>{t('documents.custody.withoutSheet')}</Button></div>}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {read !== null ? <SheetRows read={read} /> : sheet !== null && failure === null ? <p className="quiet" role="status">{t('common.loading')}</p> : null}
      <div className="form-grid">
        <SelectField label={t('documents.custody.language')} value={language} onChange={setLanguage} choices={[{ id: 'open', label: t('documents.custody.languageOpen') }, ...languages.map((id) => ({ id, label: nameOf(id) }))]} />
        <CheckboxField label={t('documents.custody.keepProtected')} hint={t('documents.custody.keepProtectedHint')} isSelected={keepProtected} onChange={setKeepProtected} />
      </div>
      <h3>{t('documents.custody.forAll')}</h3>
      <div className="form-grid">
        {sourceFields.map((field) => <TextField key={field} label={t(`documents.source.${field}`)} value={source[field] ?? ''} onChange={(value) => { setSource((known) => ({ ...known, [field]: value })); }} />)}
      </div>
    </Dialog>
  );
}
