import { useTranslation } from 'react-i18next';
import { BadgeCheck, FileSignature, PackageOpen, RefreshCw, Rows3, Send, ShieldCheck, Upload } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import type { VersionActions } from './use-version-actions.ts';
import { nextStepOf } from './version-way.ts';
import type { NextStep, Version } from './version-way.ts';

const icons: Readonly<Record<Exclude<NextStep, 'none'>, LucideIcon>> = {
  'send': Send, 'take-in': PackageOpen, 'review': Rows3, 'certificate': FileSignature, 'attach': Upload, 'certify': BadgeCheck, 'settle': ShieldCheck, 'request-again': RefreshCw,
};

/** The one thing to do next with a version; nothing where it has arrived. */
export function NextButton({ version, actions, kind }: { readonly version: Version; readonly actions: VersionActions; readonly kind: 'primary' | 'plain' }) {
  const { t } = useTranslation();
  const next = nextStepOf(version);
  if (next === 'none') return null;
  return <Button kind={kind} icon={icons[next]} onPress={() => { actions.goOn(version); }}>{t(`translations.next.${next}`)}</Button>;
}
