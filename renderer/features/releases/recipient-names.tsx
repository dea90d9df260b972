import type { Contact } from '../../session/use-contacts.ts';

const shownOfKey = 16;

/** Who a release is sealed for: contacts by name, other keys by their beginning. */
export function RecipientNames({ recipients, contacts }: { readonly recipients: readonly string[]; readonly contacts: readonly Contact[] }) {
  return recipients.map((recipient) => {
    const contact = contacts.find((one) => one.recipient === recipient);
    return contact === undefined ? <code key={recipient} className="release-recipient" dir="ltr" title={recipient}>{recipient.slice(0, shownOfKey)}…</code> : <bdi key={recipient} className="release-recipient" title={recipient}>{contact.name}</bdi>;
  });
}
