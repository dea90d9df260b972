import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArrowDown, ArrowUp, FilePlus2, Trash2 } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Notice } from '../../components/notice.tsx';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { useToolJob } from './use-tool-job.ts';

function swapped<T>(list: readonly T[], index: number, other: number): readonly T[] {
  const [a, b] = [list[index], list[other]];
  if (a === undefined || b === undefined) return list;
  return list.map((item, at) => (at === index ? b : at === other ? a : item));
}

interface FileListProps {
  readonly files: readonly ChosenFile[];
  readonly onChange: (files: readonly ChosenFile[]) => void;
}

function FileList({ files, onChange }: FileListProps) {
  const { t } = useTranslation();
  return (
    <ol className="tool-files">
      {files.map((file, index) => (
        <li key={file.token}>
          <span className="quiet number">{index + 1}</span>
          <bdi className="grow truncate">{file.name}</bdi>
          <IconButton small label={t('bundle.up', { title: file.name })} icon={ArrowUp} isDisabled={index === 0} onPress={() => { onChange(swapped(files, index, index - 1)); }} />
          <IconButton small label={t('bundle.down', { title: file.name })} icon={ArrowDown} isDisabled={index === files.length - 1} onPress={() => { onChange(swapped(files, index, index + 1)); }} />
          <IconButton small label={t('bundle.takeOut', { title: file.name })} icon={Trash2} onPress={() => { onChange(files.filter(({ token }) => token !== file.token)); }} />
        </li>
      ))}
    </ol>
  );
}

/** Puts PDFs one after another into one file: stamped, bookmarked, with an index where asked for. */
export function AssembleTool() {
  const { t } = useTranslation();
  const { chooseFiles, chooseNew } = useChooser();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [index, setIndex] = useState(true);
  const [stamp, setStamp] = useState('{page}');
  const [written, setWritten] = useState('');
  const { result, failure, busy, run, forget } = useToolJob('assemblePdfs');
  const add = (chosen: readonly ChosenFile[]): void => {
    forget();
    setFiles((known) => [...known, ...chosen.filter(({ token }) => known.every((file) => file.token !== token))]);
  };
  const assemble = async (): Promise<void> => {
    const place = await chooseNew('save-pdf', t('tools.assemble.fileName'));
    if (place === null) return;
    setWritten(place.name);
    await run({ files: files.map(({ token }) => token), place: place.token, index, ...(stamp.trim() === '' ? {} : { stamp: stamp.trim() }) });
  };
  return (
    <div className="stack">
      <p>{t('tools.assemble.explanation')}</p>
      {files.length === 0
        ? <FileDrop label={t('tools.assemble.drop')} chooseLabel={t('tools.assemble.choose')} hint={t('tools.assemble.dropHint')} onFiles={(dropped) => { void window.custodia.tokensFor(dropped).then(add); }} onChoose={() => { void chooseFiles('pdf', true).then(add); }} />
        : (
          <section className="stack-tight">
            <FileList files={files} onChange={setFiles} />
            <div className="row-wrap"><Button icon={FilePlus2} onPress={() => { void chooseFiles('pdf', true).then(add); }}>{t('tools.assemble.more')}</Button></div>
          </section>
        )}
      <div className="form-grid">
        <TextField label={t('tools.assemble.stamp')} hint={t('tools.assemble.stampHint')} value={stamp} onChange={setStamp} mono />
        <CheckboxField label={t('tools.assemble.index')} hint={t('tools.assemble.indexHint')} isSelected={index} onChange={setIndex} />
      </div>
      <div className="row-wrap"><Button kind="primary" large isDisabled={files.length === 0 || busy} onPress={() => { void assemble(); }}>{t('tools.assemble.submit')}</Button></div>
      {busy ? <RunningJobs kinds={['assemblePdfs']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : <Notice tone="success" title={t('bundle.built', { name: written })} live>{t('common.pages', { count: result.pages })}</Notice>}
    </div>
  );
}
