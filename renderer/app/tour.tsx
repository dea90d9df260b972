import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EyeOff, FolderLock, PackageCheck } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import './tour.css';

const steps = [{ id: 'case', icon: FolderLock }, { id: 'redact', icon: EyeOff }, { id: 'release', icon: PackageCheck }] as const;

/** Three steps from evidence to hand-over, for those who see the window for the first time. */
export function Tour({ onEnd }: { readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const step = steps[at] ?? steps[0];
  const Icon = step.icon;
  const last = at === steps.length - 1;
  return (
    <Dialog
      isOpen title={t('tour.title')} closeLabel={t('tour.skip')} onClose={onEnd}
      actions={(
        <>
          <ol className="tour-dots" aria-label={t('tour.progress', { step: at + 1, count: steps.length })}>{steps.map(({ id }, index) => <li key={id} data-current={index === at || undefined} />)}</ol>
          <span className="grow" />
          {at === 0 ? <Button onPress={onEnd}>{t('tour.skip')}</Button> : <Button onPress={() => { setAt(at - 1); }}>{t('common.back')}</Button>}
          <Button kind="primary" onPress={() => { if (last) onEnd(); else setAt(at + 1); }}>{last ? t('tour.start') : t('tour.next')}</Button>
        </>
      )}
    >
      <div className="tour-step" aria-live="polite">
        <Icon size={44} strokeWidth={1.3} aria-hidden />
        <h3>{t(`tour.${step.id}.title`)}</h3>
        <p>{t(`tour.${step.id}.what`)}</p>
      </div>
    </Dialog>
  );
}
