import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { Check, ChevronDown, X } from 'lucide-react';
import { foldForFilter } from '../../shared/fold-for-filter.ts';
import { useFormats } from '../i18n/format.ts';
import { useLanguageChoices } from '../i18n/language-choices.ts';
import type { LanguageChoice } from '../i18n/language-choices.ts';
import { IconButton } from './button.tsx';
import './field.css';
import './language-field.css';

interface LanguageBoxProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: string | undefined;
  readonly choices: readonly LanguageChoice[];
  readonly value: string | null;
  readonly onChange: (tag: string | null) => void;
  readonly isDisabled?: boolean;
}

/** Finds a language by its name here, by its own name or by its tag. */
function LanguageBox({ label, hideLabel = false, hint, choices, value, onChange, isDisabled = false }: LanguageBoxProps) {
  const { t } = useTranslation();
  const found = new Map(choices.map((choice) => [choice.name, choice.found]));
  return (
    <ComboBox
      className="field" isDisabled={isDisabled} value={value} defaultItems={choices} allowsEmptyCollection {...(hideLabel ? { 'aria-label': label } : {})}
      defaultFilter={(name, text) => (found.get(name) ?? '').includes(foldForFilter(text))}
      onChange={(key) => { onChange(key === null ? null : String(key)); }}
    >
      {hideLabel ? null : <Label>{label}</Label>}
      <div className="input-with-button">
        <Input className="input" placeholder={t('common.languages.type')} />
        <AriaButton className="icon-button" aria-label={t('common.languages.show')}><ChevronDown size={16} aria-hidden /></AriaButton>
      </div>
      {hint === undefined ? null : <Text slot="description" className="field-hint">{hint}</Text>}
      <Popover className="popover language-popover">
        <ListBox<LanguageChoice> className="list-box" renderEmptyState={() => <p className="quiet small language-none">{t('common.languages.noMatch')}</p>}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="list-box-item" textValue={name}>
              {({ isSelected }) => <><span className="grow">{name}</span>{isSelected ? <Check size={16} aria-hidden /> : null}</>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** A field for the next language: empty again once one was chosen. */
export function LanguageAdder({ label, hideLabel = false, choices, onAdd }: { readonly label: string; readonly hideLabel?: boolean; readonly choices: readonly LanguageChoice[]; readonly onAdd: (tag: string) => void }) {
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => { if (picked !== null) setPicked(null); }, [picked]);
  return (
    <LanguageBox
      label={label} hideLabel={hideLabel} choices={choices} value={picked}
      onChange={(tag) => {
        setPicked(tag);
        if (tag !== null) onAdd(tag);
      }}
    />
  );
}

export interface LanguageFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Languages that lead the list, such as those of the case. */
  readonly first?: readonly string[];
  /** BCP 47; empty for none. */
  readonly value: string;
  readonly onChange: (tag: string) => void;
}

/** One language, chosen by its name; its tag is kept. */
export function LanguageField({ label, hint, first = [], value, onChange }: LanguageFieldProps) {
  const choices = useLanguageChoices(value === '' || first.includes(value) ? first : [value, ...first]);
  return <LanguageBox label={label} hint={hint} choices={choices} value={value === '' ? null : value} onChange={(tag) => { onChange(tag ?? ''); }} />;
}

export interface LanguagesFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** No others can be chosen. */
  readonly only?: readonly string[];
  readonly values: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  readonly isDisabled?: boolean;
}

/** Several languages in their order, each chosen by its name. */
export function LanguagesField({ label, hint, only, values, onChange, isDisabled = false }: LanguagesFieldProps) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const id = useId();
  const choices = useLanguageChoices([], only).filter((choice) => !values.includes(choice.id));
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span id={id} className="field-label">{label}</span>
      {values.length === 0 ? null : (
        <ul className="language-chips">
          {values.map((tag) => (
            <li key={tag} className="language-chip">
              <bdi>{language(tag)}</bdi>
              {isDisabled ? null : <IconButton small label={t('common.languages.remove', { language: language(tag) })} icon={X} onPress={() => { onChange(values.filter((other) => other !== tag)); }} />}
            </li>
          ))}
        </ul>
      )}
      {isDisabled ? null : <LanguageAdder label={t('common.languages.add')} hideLabel choices={choices} onAdd={(tag) => { onChange([...values, tag]); }} />}
      {hint === undefined ? null : <span className="field-hint">{hint}</span>}
    </div>
  );
}
