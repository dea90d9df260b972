import { useCallback, useEffect, useState } from 'react';
import type { CallOutput } from '../../shared/ipc/contract.ts';
import { call, listen } from '../engine-client.ts';

export type Contact = CallOutput<'listContacts'>['contacts'][number];

/** The contacts that are pinned in the open case, live. */
export function useContacts(): readonly Contact[] {
  const [contacts, setContacts] = useState<readonly Contact[]>([]);
  const load = useCallback(() => {
    void call('listContacts', {}).then((result) => { if (result.ok) setContacts(result.value.contacts); });
  }, []);
  useEffect(() => {
    load();
    return listen('caseChanged', ({ parts }) => { if (parts.includes('contacts')) load(); });
  }, [load]);
  return contacts;
}
