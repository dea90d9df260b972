import { useTranslation } from 'react-i18next';
import { Button as AriaButton, DialogTrigger } from 'react-aria-components';
import { CircleHelp } from 'lucide-react';
import { PopoverPanel } from './popover-panel.tsx';

export const helpTopics = ['overview', 'review', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log', 'tools', 'settings'] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** What the screen is for and what to do first, beside its title. */
export function HelpButton({ topic }: { readonly topic: HelpTopic }) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <AriaButton className="icon-button" data-small aria-label={t('help.label')}><CircleHelp size={16} aria-hidden /></AriaButton>
      <PopoverPanel label={t(`case.screens.${topic}`)} placement="bottom start" width="help" spacing="stack-tight"><h2>{t(`case.screens.${topic}`)}</h2><p>{t(`help.${topic}`)}</p></PopoverPanel>
    </DialogTrigger>
  );
}
