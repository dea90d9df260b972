import { useState } from 'react';
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { ChevronDown } from 'lucide-react';
import type { DocumentRow } from '../../read-model/database.ts';
import { matchesFilter } from '../../../shared/fold-for-filter.ts';

const mostShown = 60;

/** How a document is called in a list of choices. */
export function labelOf({ exhibit, title }: DocumentRow): string {
  return exhibit === undefined ? title : `${exhibit} · ${title}`;
}

export interface DocumentFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly documents: readonly DocumentRow[];
  readonly value: string;
  readonly onChange: (document: string) => void;
}

/** One document of the case, found by typing a part of its title or number. */
export function DocumentField({ label, hint, documents, value, onChange }: DocumentFieldProps) {
  const chosen = documents.find(({ id }) => id === value);
  const [text, setText] = useState(chosen === undefined ? '' : labelOf(chosen));
  const typed = chosen !== undefined && text === labelOf(chosen) ? '' : text;
  const shown = documents.filter(({ folded }) => typed === '' || matchesFilter(folded, typed)).slice(0, mostShown);
  return (
    <ComboBox
      className="field" items={shown} inputValue={text} value={value === '' ? null : value} menuTrigger="focus" allowsEmptyCollection={false} defaultFilter={() => true}
      onInputChange={setText}
      onChange={(key) => {
        const next = documents.find(({ id }) => id === key);
        onChange(next?.id ?? '');
        if (next !== undefined) setText(labelOf(next));
      }}
    >
      <Label>{label}</Label>
      <div className="input-with-button">
        <Input className="input" />
        <AriaButton className="icon-button"><ChevronDown size={16} aria-hidden /></AriaButton>
      </div>
      {hint === undefined ? null : <Text slot="description" className="field-hint">{hint}</Text>}
      <Popover className="popover">
        <ListBox<DocumentRow> className="list-box">
          {(row) => <ListBoxItem id={row.id} className="list-box-item" textValue={labelOf(row)}><bdi className="grow">{labelOf(row)}</bdi></ListBoxItem>}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
