import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { lateDocumentRules, markPlaces } from '../../../shared/case-model/exhibit.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, SelectField, TextField } from '../../components/field.tsx';
import { call } from '../../engine-client.ts';

type Settings = CallOutput<'getBundleSettings'>['settings'];
const parts = ['cover', 'sectionSheets', 'certificates', 'exhibitList', 'custodyStatement', 'redactionLog', 'issues', 'links'] as const;
const formId = 'bundle-settings';

/** What the bundle is made of, and where translations and late documents go. */
export function BundleSettingsDialog({ onClose, onSaved }: { readonly onClose: () => void; readonly onSaved: () => void }) {
  const { t } = useTranslation();
  const [settings, setSettings] = useState<Settings | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  useEffect(() => {
    void call('getBundleSettings', {}).then((result) => {
      if (result.ok) setSettings(result.value.settings);
      else setFailure(result.failure);
    });
  }, []);
  const save = async (): Promise<void> => {
    if (settings === null) return;
    const { stamp, ...rest } = settings;
    const result = await call('saveBundleSettings', { settings: { ...rest, ...(stamp === undefined || stamp.trim() === '' ? {} : { stamp: stamp.trim() }) } });
    if (!result.ok) {
      setFailure(result.failure);
      return;
    }
    onSaved();
    onClose();
  };
  return (
    <Dialog
      isOpen title={t('bundle.settings.title')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={settings === null}>{t('common.save')}</Button></>}
    >
      {failure === null ? null : <FailureNotice failure={failure} />}
      {settings === null ? null : (
        <Form
          id={formId} className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div role="group" aria-labelledby={`${formId}-parts`}>
            <span id={`${formId}-parts`} className="field-label">{t('bundle.settings.also')}</span>
            {parts.map((part) => <CheckboxField key={part} label={t(`bundle.settings.${part}`)} isSelected={settings[part]} onChange={(on) => { setSettings({ ...settings, [part]: on }); }} />)}
          </div>
          <SelectField label={t('bundle.settings.translations')} value={settings.translations} onChange={(translations) => { setSettings({ ...settings, translations }); }} choices={[{ id: 'after', label: t('bundle.settings.after') }, { id: 'facing', label: t('bundle.settings.facing') }]} />
          <SelectField label={t('bundle.settings.marks')} value={settings.marks} onChange={(marks) => { setSettings({ ...settings, marks }); }} choices={markPlaces.map((id) => ({ id, label: t(id === 'frame' ? 'bundle.settings.inFrame' : 'bundle.settings.inMargin') }))} />
          <SelectField label={t('bundle.settings.late')} value={settings.late} onChange={(late) => { setSettings({ ...settings, late }); }} choices={lateDocumentRules.map((id) => ({ id, label: t(`bundle.settings.lateRules.${id}`) }))} />
          <TextField label={t('bundle.settings.stamp')} hint={t('bundle.settings.stampHint')} mono value={settings.stamp ?? ''} onChange={(stamp) => { setSettings({ ...settings, stamp }); }} />
        </Form>
      )}
    </Dialog>
  );
}
