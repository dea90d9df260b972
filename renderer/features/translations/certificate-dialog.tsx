import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { certificatePresets } from '../../../shared/case-model/translation.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { call } from '../../engine-client.ts';
import { useChooser } from '../../places/place-chooser.tsx';
import { TranslatorFields, translatorOf } from './translator-fields.tsx';
import type { TranslatorDraft } from './translator-fields.tsx';
import { useWork } from './use-work.ts';
import { today } from './version-way.ts';
import type { Version } from './version-way.ts';

type Preset = (typeof certificatePresets)[number];
type Preview = CallOutput<'previewCertificate'>;
const formId = 'make-certificate';
const previewAfterMs = 250;

function CertificatePage({ preview }: { readonly preview: Preview['words'] }) {
  const { t } = useTranslation();
  return (
    <section className="certificate-page" aria-label={t('translations.certificates.preview')} lang="en" dir="ltr" tabIndex={0}>
      <h3>{preview.heading}</h3>
      {preview.paragraphs.map((paragraph, index) => <p key={index}>{paragraph}</p>)}
      <dl>{preview.facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      <div className="certificate-signatures">{preview.signature.map((line) => <span key={line}>{line}</span>)}</div>
      <p className="small">{preview.note}</p>
    </section>
  );
}

export interface CertificateDialogProps {
  readonly version: Version;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes the certificate page by a preset: what it asks for, its words as they will stand there, and a copy to be signed. */
export function CertificateDialog({ version, onDone, onClose }: CertificateDialogProps) {
  const { t } = useTranslation();
  const { chooseNew } = useChooser();
  const [preset, setPreset] = useState<Preset>(version.certificate?.preset ?? 'plain');
  const [translator, setTranslator] = useState<TranslatorDraft>(version.translator ?? {});
  const [decision, setDecision] = useState('');
  const [agency, setAgency] = useState('');
  const [date, setDate] = useState(today());
  const [copy, setCopy] = useState<ChosenFile | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const { busy, failure, run } = useWork();
  const named = translatorOf(translator);
  const missing = named === undefined ? 'name' : preview?.missing;

  useEffect(() => {
    const timer = setTimeout(() => {
      void call('previewCertificate', {
        version: version.id, preset, translator: translatorOf(translator) ?? { name: '…' }, ...(decision.trim() === '' ? {} : { decision: decision.trim() }), ...(agency.trim() === '' ? {} : { agency: agency.trim() }), ...(date === '' ? {} : { date }),
      }).then((result) => { if (result.ok) setPreview(result.value); });
    }, previewAfterMs);
    return () => { clearTimeout(timer); };
  }, [version.id, preset, translator, decision, agency, date]);

  const make = async (): Promise<void> => {
    if (named === undefined || missing !== undefined || busy) return;
    const done = await run(() => call('makeCertificate', {
      version: version.id, preset, translator: named, ...(decision.trim() === '' ? {} : { decision: decision.trim() }), ...(agency.trim() === '' ? {} : { agency: agency.trim() }), ...(date === '' ? {} : { date }), ...(copy === null ? {} : { place: copy.token }),
    }));
    if (done !== undefined) onDone();
  };
  return (
    <Dialog
      isOpen wide title={t('translations.certificates.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={named === undefined || missing !== undefined || busy}>{t('translations.certificates.make')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <SelectField label={t('translations.certificates.preset')} hint={t(`translations.certificates.presetMeans.${preset}`)} value={preset} onChange={setPreset} choices={certificatePresets.map((id) => ({ id, label: t(`translations.certificates.presets.${id}`) }))} />
        <TranslatorFields draft={translator} onChange={setTranslator} />
        <div className="form-grid">
          {preset === 'uk-agency' ? <TextField label={t('translations.certificates.agency')} value={agency} onChange={setAgency} maxLength={2000} /> : null}
          {preset === 'sworn-translator' ? <TextField label={t('translations.certificates.decision')} value={decision} onChange={setDecision} maxLength={2000} /> : null}
          <TextField label={t('translations.certificates.date')} type="date" value={date} onChange={setDate} />
        </div>
        {missing === undefined ? null : <p className="certificate-missing" role="status">{t(`translations.certificates.missing.${missing}`)}</p>}
        {preview === null ? null : <CertificatePage preview={preview.words} />}
        <ChosenPlace label={t('translations.certificates.copy')} name={copy?.name} hint={t('translations.certificates.copyHint')} onChoose={() => { void chooseNew('save-pdf', 'certificate.pdf').then((place) => { if (place !== null) setCopy(place); }); }} />
        {failure === null ? null : <FailureNotice failure={failure} />}
      </Form>
    </Dialog>
  );
}
