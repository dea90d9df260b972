import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { CircleHelp } from 'lucide-react';

export const helpTopics = ['overview', 'review', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log', 'tools', 'settings'] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** What the screen is for and what to do first, beside its title. */
export function HelpButton({ topic }: { readonly topic: HelpTopic }) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <AriaButton className="icon-button" data-small aria-label={t('help.label')}><CircleHelp size={16} aria-hidden /></AriaButton>
      <Popover className="popover help-popover" placement="bottom start">
        <Dialog className="stack-tight status-dialog"><Heading slot="title" level={2}>{t(`case.screens.${topic}`)}</Heading><p>{t(`help.${topic}`)}</p></Dialog>
      </Popover>
    </DialogTrigger>
  );
}
