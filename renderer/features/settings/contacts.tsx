import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pin, Trash2 } from 'lucide-react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { ToldFailure } from '../../../shared/failure.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { showToast } from '../../components/toast.tsx';
import { call, listen } from '../../engine-client.ts';
import { useFormats } from '../../i18n/format.ts';
import { PinContactDialog } from './pin-contact-dialog.tsx';

type Contact = CallOutput<'listContacts'>['contacts'][number];

/** People whose keys were compared and pinned to this case: only their releases and countersignatures count as known. */
export function Contacts() {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [contacts, setContacts] = useState<readonly Contact[] | null>(null);
  const [pinning, setPinning] = useState(false);
  const [removing, setRemoving] = useState<Contact | null>(null);
  const [failure, setFailure] = useState<ToldFailure | null>(null);
  const load = useCallback(async () => {
    const result = await call('listContacts', {});
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setContacts(result.value.contacts);
  }, []);
  useEffect(() => {
    void load();
    return listen('caseChanged', ({ parts }) => { if (parts.includes('contacts')) void load(); });
  }, [load]);
  const remove = async (contact: Contact): Promise<void> => {
    setRemoving(null);
    const result = await call('removeContact', { contact: contact.id });
    if (result.ok) await load();
    else setFailure(result.failure);
  };
  return (
    <section className="card stack" aria-labelledby="case-contacts">
      <div className="row"><h2 id="case-contacts" className="grow">{t('contacts.title')}</h2><Button icon={Pin} onPress={() => { setPinning(true); }}>{t('contacts.add')}</Button></div>
      <p className="small quiet">{t('contacts.means')}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {contacts === null ? null : contacts.length === 0 ? <p className="quiet">{t('contacts.none')}</p> : (
        <ul className="stack-tight">
          {contacts.map((contact) => (
            <li key={contact.id} className="row-wrap">
              <strong><bdi>{contact.name}</bdi></strong>
              <code className="small break grow">{contact.fingerprint}</code>
              <span className="small quiet">{dateTime(contact.pinnedAt)}</span>
              <IconButton small label={t('contacts.removeOne', { name: contact.name })} icon={Trash2} onPress={() => { setRemoving(contact); }} />
            </li>
          ))}
        </ul>
      )}
      {!pinning ? null : (
        <PinContactDialog
          contacts={contacts ?? []} onClose={() => { setPinning(false); }}
          onPinned={({ name }) => {
            setPinning(false);
            showToast({ tone: 'success', title: t('contacts.pinned', { name }) });
            void load();
          }}
        />
      )}
      {removing === null ? null : (
        <Dialog
          isOpen alert title={t('contacts.removeOne', { name: removing.name })} closeLabel={t('common.close')} onClose={() => { setRemoving(null); }}
          actions={<><Button onPress={() => { setRemoving(null); }}>{t('common.cancel')}</Button><Button kind="danger" onPress={() => { void remove(removing); }}>{t('common.remove')}</Button></>}
        >
          <p>{t('contacts.removeMeans')}</p>
        </Dialog>
      )}
    </section>
  );
}
