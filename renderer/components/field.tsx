import { useState } from 'react';
import {
  Button as AriaButton, CheckboxButton, CheckboxField as AriaCheckboxField, FieldError, Input, Label, ListBox, ListBoxItem, Popover,
  SearchField as AriaSearchField, Select, SelectValue, Text, TextArea, TextField as AriaTextField, ToggleButton, ToggleButtonGroup,
} from 'react-aria-components';
import type { CheckboxFieldProps as AriaCheckboxFieldProps, TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { Check, ChevronDown, Eye, EyeOff, Search, X } from 'lucide-react';
import './field.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly lines?: number;
  readonly placeholder?: string;
  readonly mono?: boolean;
}

/** A labelled line or block of text, with a hint below and an error in its place. */
export function TextField({ label, hint, error, lines = 1, placeholder, mono = false, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} className="field" isInvalid={error !== undefined}>
      <Label>{label}</Label>
      {lines === 1
        ? <Input className="input" data-mono={mono || undefined} {...(placeholder === undefined ? {} : { placeholder })} />
        : <TextArea className="input" rows={lines} data-mono={mono || undefined} {...(placeholder === undefined ? {} : { placeholder })} />}
      {hint === undefined || error !== undefined ? null : <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface PassphraseFieldProps extends Omit<TextFieldProps, 'type' | 'lines'> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A passphrase: hidden until its owner asks to see it. */
export function PassphraseField({ label, hint, error, showLabel, hideLabel, ...props }: PassphraseFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <AriaTextField {...props} className="field" isInvalid={error !== undefined} type={shown ? 'text' : 'password'} autoComplete="off" spellCheck="false">
      <Label>{label}</Label>
      <div className="input-with-button">
        <Input className="input" />
        <AriaButton className="icon-button" aria-label={shown ? hideLabel : showLabel} onPress={() => { setShown(!shown); }}>
          {shown ? <EyeOff size={17} aria-hidden /> : <Eye size={17} aria-hidden />}
        </AriaButton>
      </div>
      {hint === undefined || error !== undefined ? null : <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface SelectFieldProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  readonly hideLabel?: boolean;
  readonly isDisabled?: boolean;
  readonly hint?: string;
}

/** One of a list. */
export function SelectField<Id extends string>({ label, choices, value, onChange, hideLabel = false, isDisabled = false, hint }: SelectFieldProps<Id>) {
  return (
    <Select
      className="field" isDisabled={isDisabled} value={value} {...(hideLabel ? { 'aria-label': label } : {})}
      onChange={(key) => {
        const choice = choices.find(({ id }) => id === key);
        if (choice !== undefined) onChange(choice.id);
      }}
    >
      {hideLabel ? null : <Label>{label}</Label>}
      <AriaButton className="input select-button">
        <SelectValue className="truncate" />
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      {hint === undefined ? null : <Text slot="description" className="field-hint">{hint}</Text>}
      <Popover className="popover">
        <ListBox className="list-box" items={choices}>
          {(choice) => (
            <ListBoxItem className="list-box-item" textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <span className="grow">{choice.label}</span>
                  {isSelected ? <Check size={16} aria-hidden /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export interface CheckboxFieldProps extends Omit<AriaCheckboxFieldProps, 'children'> {
  readonly label: string;
  readonly hint?: string;
}

/** Yes or no. */
export function CheckboxField({ label, hint, ...props }: CheckboxFieldProps) {
  return (
    <AriaCheckboxField {...props}>
      <CheckboxButton className="checkbox">
      <span className="checkbox-box" aria-hidden><Check size={14} strokeWidth={3} /></span>
      <span className="stack-tight">
        <span>{label}</span>
        {hint === undefined ? null : <span className="field-hint">{hint}</span>}
      </span>
      </CheckboxButton>
    </AriaCheckboxField>
  );
}

export interface SegmentsProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
}

/** A switch between a few views, one always on. */
export function Segments<Id extends string>({ label, choices, value, onChange }: SegmentsProps<Id>) {
  return (
    <ToggleButtonGroup
      className="segments" aria-label={label} selectionMode="single" disallowEmptySelection selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const choice = choices.find(({ id }) => keys.has(id));
        if (choice !== undefined) onChange(choice.id);
      }}
    >
      {choices.map((choice) => <ToggleButton key={choice.id} id={choice.id} className="segment">{choice.label}</ToggleButton>)}
    </ToggleButtonGroup>
  );
}

export interface SearchFieldProps {
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit?: (value: string) => void;
  readonly autoFocus?: boolean;
}

/** Filters while one types; Escape empties it. */
export function SearchField({ label, clearLabel, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField {...props} className="search-field" aria-label={label}>
      <Search size={16} aria-hidden />
      <Input className="input" placeholder={label} />
      <AriaButton className="icon-button" data-small aria-label={clearLabel}><X size={15} aria-hidden /></AriaButton>
    </AriaSearchField>
  );
}
