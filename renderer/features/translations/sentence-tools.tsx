import { useTranslation } from 'react-i18next';
import { CheckCheck, ChevronDown, ChevronUp, Link2, MessageSquareText, Split, Undo2, Unlink } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { CheckboxField, SearchField } from '../../components/field.tsx';
import { canSplit } from './edit-links.ts';
import type { Aligning } from './use-alignment.ts';
import type { SentenceLinks } from './use-sentence-links.ts';

export interface SentenceToolsProps {
  readonly aligning: Aligning;
  readonly links: SentenceLinks;
  readonly shownCount: number;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly toCheck: boolean;
  readonly onToCheck: (toCheck: boolean) => void;
  readonly readOnly: boolean;
  /** Asks for a note on what differs here. */
  readonly onNote: () => void;
}

/** The tools above linked sentences: filter, differences, links. */
export function SentenceTools({ aligning: { alignment, undo }, links, shownCount, query, onQuery, toCheck, onToCheck, readOnly, onNote }: SentenceToolsProps) {
  const { t } = useTranslation();
  const { link, here, allLooked, chosen } = links;
  const differences = alignment?.differences ?? [];
  const lookedAt = differences.filter(({ looked }) => looked !== undefined).length;
  const linkedBoth = link !== undefined && link.original.length > 0 && link.translation.length > 0;
  return (
    <div className="sentence-tools" role="toolbar" aria-label={t('translations.sentence.tools')}>
      <SearchField label={t('translations.sentence.filter')} clearLabel={t('common.clear')} value={query} onChange={onQuery} />
      <CheckboxField label={t('translations.sentence.toCheck')} isSelected={toCheck} onChange={onToCheck} />
      <span className="number small" role="status">{alignment === null ? '' : differences.length === 0 ? t('translations.sentence.noDifference') : t('translations.sentence.lookedAt', { done: lookedAt, count: differences.length })}</span>
      <IconButton small label={t('translations.sentence.previous')} shortcut="⇧N" icon={ChevronUp} isDisabled={differences.length === 0} onPress={() => { links.toDifference(-1); }} />
      <IconButton small label={t('translations.sentence.next')} shortcut="N" icon={ChevronDown} isDisabled={differences.length === 0} onPress={() => { links.toDifference(1); }} />
      {readOnly ? null : (
        <>
          <Button icon={allLooked ? Undo2 : CheckCheck} isDisabled={here.length === 0} onPress={links.look}>{allLooked ? t('translations.sentence.lookAgain') : t('translations.sentence.look')}</Button>
          <IconButton small label={t('translations.sentence.lookNote')} shortcut="⇧C" icon={MessageSquareText} isDisabled={here.length === 0} onPress={onNote} />
        </>
      )}
      <span className="grow" />
      {readOnly ? null : (
        <>
          <Button icon={Link2} isDisabled={shownCount === 0} onPress={links.join}>{chosen.size > 1 ? t('translations.sentence.linkChosen', { count: chosen.size }) : t('translations.sentence.link')}</Button>
          <IconButton label={t('translations.sentence.unlink')} shortcut="U" icon={Unlink} isDisabled={!linkedBoth} onPress={links.part} />
          <IconButton label={t('translations.sentence.split')} shortcut="S" icon={Split} isDisabled={link === undefined || !canSplit(link)} onPress={links.split} />
          <IconButton label={t('common.undo')} shortcut="Ctrl Z" icon={Undo2} isDisabled={undo === undefined} onPress={links.undo} />
        </>
      )}
    </div>
  );
}
