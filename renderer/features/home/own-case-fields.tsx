import { useTranslation } from 'react-i18next';
import { FolderLock } from 'lucide-react';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { PassphraseField } from '../../components/field.tsx';
import { useChooser } from '../../places/place-chooser.tsx';

export interface OwnCase {
  readonly place: ChosenFile | null;
  readonly passphrase: string;
}

/** A case of one's own whose key opens the release and whose contacts are known signers; it is read and closed again. */
export function OwnCaseFields({ own, onChange }: { readonly own: OwnCase; readonly onChange: (own: OwnCase) => void }) {
  const { t } = useTranslation();
  const { chooseFolder } = useChooser();
  return (
    <details>
      <summary>{t('home.verify.ownCase.title')}</summary>
      <div className="stack">
        <p className="small quiet">{t('home.verify.ownCase.means')}</p>
        <div className="form-grid">
          <ChosenPlace label={t('home.open.place')} icon={FolderLock} name={own.place?.name} onChoose={() => { void chooseFolder('case').then((place) => { if (place !== null) onChange({ ...own, place }); }); }} />
          {own.place === null ? null : <PassphraseField label={t('home.passphrase.label')} value={own.passphrase} onChange={(passphrase) => { onChange({ ...own, passphrase }); }} showLabel={t('home.passphrase.show')} hideLabel={t('home.passphrase.hide')} />}
        </div>
        {own.place === null ? null : <div className="row-wrap"><Button onPress={() => { onChange({ place: null, passphrase: '' }); }}>{t('common.clear')}</Button></div>}
      </div>
    </details>
  );
}
