import { describeKey, listContacts, pinContact, removeContact } from '../../engine/operations/pin-contact.ts';
import { readText } from '../../engine/operations/verify-file.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'whose keys are known in a case: list, pin, remove',
  usage: `CASE [--pin KEY --name N [--recipient age1…] [--replace]] [--remove FINGERPRINT]

  --pin KEY      an ssh-ed25519 key, or a file of it, that you compared with its owner by another way than a file: by its words, by telephone or in person
  --recipient R  the owner's age1… key, to which answers are encrypted
  --replace      the contact has a new key, and you compared that one too`,
  options: { pin: { type: 'string' }, name: { type: 'string' }, recipient: { type: 'string' }, replace: { type: 'boolean' }, remove: { type: 'string' } },
  words: [1, 1],
  run: (context) =>
    withCase(
      context,
      async (vault) => {
        const [given, remove] = [context.option('pin'), context.option('remove')];
        if (given !== undefined) {
          const key = given.includes('ssh-ed25519') ? success(given) : await readText(given);
          if (!key.ok) return key;
          const pinned = pinContact(vault, { name: context.option('name') ?? '', sshPublicKey: key.value.trim(), recipient: context.option('recipient'), replace: context.flag('replace') });
          if (!pinned.ok) return pinned;
        }
        if (remove !== undefined) {
          const removed = removeContact(vault, remove);
          if (!removed.ok) return removed;
        }
        const contacts = listContacts(vault).map((contact) => {
          const key = describeKey(contact.sshPublicKey);
          return { ...contact, words: key.ok ? key.value.words : [] };
        });
        const words = contacts.map(({ name, fingerprint, words: spoken }) => `${name}\n  ${fingerprint}\n  ${spoken.join(' ')}`);
        return success({ json: { contacts }, words: words.length === 0 ? 'No contact is pinned.' : words.join('\n') });
      },
      { readOnly: context.option('pin') === undefined && context.option('remove') === undefined },
    ),
};
