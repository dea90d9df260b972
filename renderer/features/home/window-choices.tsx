import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/field.tsx';
import { windowLanguages } from '../../../shared/languages.ts';
import { languageNames } from '../../i18n/i18n.ts';
import { usePreferences } from '../../session/settings.tsx';

/** Language and colours, within reach before any case is open. */
export function WindowChoices() {
  const { t } = useTranslation();
  const { settings, change } = usePreferences();
  return (
    <div className="home-choices">
      <SelectField label={t('settings.language')} value={settings.language} choices={windowLanguages.map((id) => ({ id, label: languageNames[id] }))} onChange={(language) => { change({ language }); }} />
      <SelectField
        label={t('settings.theme')} value={settings.theme} onChange={(theme) => { change({ theme }); }}
        choices={(['system', 'light', 'dark', 'contrast'] as const).map((id) => ({ id, label: t(`settings.themes.${id}`) }))}
      />
    </div>
  );
}
