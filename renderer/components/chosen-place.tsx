import { useTranslation } from 'react-i18next';
import { Folder } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Button } from './button.tsx';

export interface ChosenPlaceProps {
  readonly label: string;
  readonly name: string | undefined;
  readonly hint?: string;
  readonly buttonLabel?: string;
  readonly icon?: LucideIcon;
  readonly onChoose: () => void;
}

/** A folder or file as a field: what was chosen, and a button that chooses. */
export function ChosenPlace({ label, name, hint, buttonLabel, icon: Icon = Folder, onChoose }: ChosenPlaceProps) {
  const { t } = useTranslation();
  return (
    <div className="field" role="group" aria-label={label}>
      <span className="field-label">{label}</span>
      <div className="row">
        <span className="chosen-place grow"><Icon size={16} aria-hidden /><bdi className="truncate">{name ?? t('home.notChosen')}</bdi></span>
        <Button onPress={onChoose}>{buttonLabel ?? t('common.choose')}</Button>
      </div>
      {hint === undefined ? null : <span className="field-hint">{hint}</span>}
    </div>
  );
}
