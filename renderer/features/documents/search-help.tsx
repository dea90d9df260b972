import { useTranslation } from 'react-i18next';
import { Button as AriaButton, DialogTrigger } from 'react-aria-components';
import { CircleHelp } from 'lucide-react';
import { PopoverPanel } from '../../components/popover-panel.tsx';

const ways = [
  { id: 'words', typed: 'hotel invoice' }, { id: 'phrase', typed: '"hotel invoice"' }, { id: 'prefix', typed: 'koval*' },
  { id: 'or', typed: 'hotel OR inn' }, { id: 'not', typed: 'hotel -March' }, { id: 'near', typed: 'NEAR(hotel cash)' },
] as const;

/** What can be typed into the search, each way with an example that a press tries. */
export function SearchHelp({ onTry }: { readonly onTry: (query: string) => void }) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <AriaButton className="icon-button" aria-label={t('documents.searching.help.title')}><CircleHelp size={16} aria-hidden /></AriaButton>
      <PopoverPanel label={t('documents.searching.help.title')} placement="bottom start" width="view" spacing="stack-tight">
        {(close) => (
          <>
            <h2>{t('documents.searching.help.title')}</h2>
            <ul className="closer-list">
              {ways.map(({ id, typed }) => (
                <li key={id} className="closer-group">
                  <AriaButton
                    className="closer-link"
                    onPress={() => {
                      onTry(typed);
                      close();
                    }}
                  >
                    <code dir="ltr">{typed}</code>
                  </AriaButton>
                  <span className="small quiet search-way">{t(`documents.searching.help.${id}`)}</span>
                </li>
              ))}
            </ul>
            <p className="small quiet">{t('documents.searching.help.folded')}</p>
          </>
        )}
      </PopoverPanel>
    </DialogTrigger>
  );
}
