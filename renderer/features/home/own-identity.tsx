import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { useChooser } from '../../places/place-chooser.tsx';
import { MakeIdentityDialog } from './make-identity-dialog.tsx';

/** The identity with which a member opens a case that another office made: chosen, or made first. */
export function OwnIdentity({ identity, onChange }: { readonly identity: ChosenFile | null; readonly onChange: (identity: ChosenFile | null) => void }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  const [making, setMaking] = useState(false);
  return (
    <details>
      <summary>{t('home.open.member.title')}</summary>
      <div className="stack">
        <ChosenPlace
          label={t('home.open.member.identity')} hint={t('home.open.member.identityHint')} name={identity?.name}
          onChoose={() => { void chooseFiles('identity', false).then(([file]) => { if (file !== undefined) onChange(file); }); }}
        />
        <div className="row-wrap">
          <Button onPress={() => { setMaking(true); }}>{t('home.open.member.make')}</Button>
          {identity === null ? null : <Button onPress={() => { onChange(null); }}>{t('common.clear')}</Button>}
        </div>
      </div>
      {making ? <MakeIdentityDialog onClose={() => { setMaking(false); }} onMade={onChange} /> : null}
    </details>
  );
}
