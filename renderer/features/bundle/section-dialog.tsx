import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';

const formId = 'section-form';

/** Names a section. */
export function SectionDialog({ title, onSave, onClose }: { readonly title: string; readonly onSave: (title: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(title);
  return (
    <Dialog
      isOpen title={title === '' ? t('bundle.newSection') : t('bundle.renameSection')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={name.trim() === ''}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          onSave(name.trim());
          onClose();
        }}
      >
        <TextField label={t('bundle.sectionTitle')} value={name} onChange={setName} autoFocus />
      </Form>
    </Dialog>
  );
}
