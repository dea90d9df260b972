import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patternNames, redactionMethods } from '../../../shared/case-model/redaction.ts';
import type { PatternName, RedactionMethod } from '../../../shared/case-model/redaction.ts';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { LanguagesField } from '../../components/language-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProofList } from '../../components/proof-list.tsx';
import { call } from '../../engine-client.ts';
import { RunningJobs } from '../../jobs/job-progress.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { PdfField } from './pdf-field.tsx';
import { useToolJob } from './use-tool-job.ts';

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Redacts one PDF outside any case; nothing is written unless every guarantee holds. */
export function RedactTool() {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [persons, setPersons] = useState('');
  const [terms, setTerms] = useState('');
  const [patterns, setPatterns] = useState<readonly PatternName[]>([]);
  const [expressions, setExpressions] = useState('');
  const [method, setMethod] = useState<RedactionMethod>('raster');
  const [readable, setReadable] = useState<readonly string[]>([]);
  const [languages, setLanguages] = useState<readonly string[]>([]);
  useEffect(() => { void call('readingLanguages', {}).then((known) => { if (known.ok) setReadable(known.value.languages); }); }, []);
  const [written, setWritten] = useState('');
  const { result, failure, busy, run, forget } = useToolJob('redactPdf');
  const asked = linesOf(persons).length + linesOf(terms).length + linesOf(expressions).length + patterns.length > 0;
  const nameOf = (asked: string): string => { const pattern = patternNames.find((name) => name === asked); return pattern === undefined ? asked : t(`redactions.patterns.${pattern}`); };
  const redact = async (): Promise<void> => {
    if (file === null || !asked) return;
    const place = await chooseNew('save-pdf', file.name.replace(/\.pdf$/iu, '') + t('tools.redact.suffix') + '.pdf');
    if (place === null) return;
    setWritten(place.name);
    await run({
      file: file.token, place: place.token, find: linesOf(terms), persons: linesOf(persons), patterns: [...patterns], zones: [], expressions: linesOf(expressions), method,
      ...(languages.length === 0 ? {} : { languages: [...languages] }),
    });
  };
  return (
    <div className="stack">
      <p>{t('tools.redact.explanation')}</p>
      <PdfField
        file={file}
        onFile={(chosen) => {
          setFile(chosen);
          forget();
        }}
      />
      <div className="form-grid">
        <TextField label={t('tools.redact.persons')} hint={t('tools.redact.personsHint')} lines={3} value={persons} onChange={setPersons} />
        <TextField label={t('redactions.rules.terms')} hint={t('redactions.rules.termsHint')} lines={3} value={terms} onChange={setTerms} />
      </div>
      <fieldset className="plain-fieldset">
        <legend className="field-label">{t('redactions.rules.patterns')}</legend>
        <div className="form-grid form-grid-narrow">
          {patternNames.map((pattern) => <CheckboxField key={pattern} label={t(`redactions.patterns.${pattern}`)} isSelected={patterns.includes(pattern)} onChange={(on) => { setPatterns(on ? [...patterns, pattern] : patterns.filter((other) => other !== pattern)); }} />)}
        </div>
      </fieldset>
      <details>
        <summary>{t('tools.redact.more')}</summary>
        <div className="stack">
          <LanguagesField label={t('documents.read.languages')} hint={t('documents.read.languagesHint')} only={readable} values={languages} onChange={(next) => { setLanguages(next.slice(0, 10)); }} />
          <SelectField label={t('redactions.order.method')} hint={t('redactions.order.methodHint')} value={method} onChange={setMethod} choices={redactionMethods.map((id) => ({ id, label: t(`redactions.methods.${id}`) }))} />
          <TextField label={t('redactions.order.expressions')} hint={t('redactions.order.expressionsHint')} lines={2} mono value={expressions} onChange={setExpressions} />
        </div>
      </details>
      <div className="row-wrap"><Button kind="primary" large isDisabled={file === null || !asked || busy} onPress={() => { void redact(); }}>{t('tools.redact.submit')}</Button></div>
      {busy ? <RunningJobs kinds={['redactPdf']} /> : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      {result === null ? null : (
        <section className="stack-tight">
          {result.zones.length === 0
            ? <Notice tone="danger" title={t('tools.redact.nothing')} live>{t('tools.redact.nothingMeans', { name: written })}</Notice>
            : <Notice tone="success" title={t('tools.redact.done', { count: result.zones.length, name: written })} live>{t('tools.redact.doneMeans')}</Notice>}
          {result.notFound.length === 0 ? null : <Notice tone="warning" title={t('tools.redact.notFound')} live><ul>{result.notFound.map((asked) => <li key={asked}><bdi>{nameOf(asked)}</bdi></li>)}</ul><p>{t('tools.redact.notFoundMeans')}</p></Notice>}
          {result.warnings.map((code) => <Notice key={code} tone="warning" title={t(`findings.${code}`)} />)}
          {result.zones.length === 0 ? null : <ProofList proof={result.proof} />}
        </section>
      )}
    </div>
  );
}
