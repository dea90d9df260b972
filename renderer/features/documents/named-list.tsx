import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, Form } from 'react-aria-components';
import { Bookmark, Check, Trash2 } from 'lucide-react';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TextField } from '../../components/field.tsx';

export interface NamedListProps<Item extends { readonly id: string; readonly name: string }> {
  readonly title: string;
  readonly items: readonly Item[];
  /** Said where there are none. */
  readonly none: string;
  readonly nameLabel: string;
  readonly removeLabel: (name: string) => string;
  readonly onOpen: (item: Item) => void;
  readonly onRemove: (item: Item) => void;
  readonly onSave: (name: string) => void;
  /** Nothing can be kept or removed. */
  readonly readOnly: boolean;
  /** There is nothing yet that could be given a name. */
  readonly nothingToSave?: boolean;
  readonly failure: ToldFailure | null;
}

/** What was given a name to come back to: opened, removed, and a field that names what is there now. */
export function NamedList<Item extends { readonly id: string; readonly name: string }>({ title, items, none, nameLabel, removeLabel, onOpen, onRemove, onSave, readOnly, nothingToSave = false, failure }: NamedListProps<Item>) {
  const [name, setName] = useState('');
  const { t } = useTranslation();
  return (
    <section className="details-section">
      <h3>{title}</h3>
      {items.length === 0 ? <p className="quiet small">{none}</p> : (
        <ul className="saved-views">
          {items.map((item) => (
            <li key={item.id} className="row">
              <AriaButton className="menu-item grow" onPress={() => { onOpen(item); }}><Bookmark size={15} aria-hidden /><bdi className="truncate">{item.name}</bdi></AriaButton>
              <IconButton small label={removeLabel(item.name)} icon={Trash2} isDisabled={readOnly} onPress={() => { onRemove(item); }} />
            </li>
          ))}
        </ul>
      )}
      {readOnly ? null : (
        <Form
          className="saved-view-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (nothingToSave || name.trim() === '') return;
            onSave(name.trim());
            setName('');
            // The button that was pressed has nothing to save now, and would lose the keyboard.
            event.currentTarget.querySelector('input')?.focus();
          }}
        >
          <TextField label={nameLabel} value={name} onChange={setName} isDisabled={nothingToSave} />
          <Button icon={Check} type="submit" isDisabled={nothingToSave || name.trim() === ''}>{t('common.save')}</Button>
        </Form>
      )}
      {failure === null ? null : <FailureNotice failure={failure} />}
    </section>
  );
}
