import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form, Input, TextField } from 'react-aria-components';
import { CornerDownLeft } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { showToast } from '../../components/toast.tsx';

/** “Turn to page 214”: goes to a page of the bundle by its number, as it is called out in court. `onPage` answers whether there is such a page of a document. */
export function PageField({ onPage }: { readonly onPage: (page: number) => boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  return (
    <Form
      className="bundle-page-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '' && !(/^\d{1,7}$/u.test(wanted) && onPage(Number(wanted)))) showToast({ tone: 'warning', title: t('bundle.goTo.none', { page: wanted }) });
      }}
    >
      <TextField aria-label={t('bundle.goTo.label')} inputMode="numeric" maxLength={7} value={typed} onChange={setTyped}><Input className="input" placeholder={t('bundle.goTo.short')} /></TextField>
      <IconButton type="submit" label={t('bundle.goTo.label')} icon={CornerDownLeft} isDisabled={wanted === ''} />
    </Form>
  );
}
