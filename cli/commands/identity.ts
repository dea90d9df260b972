import { createIdentity } from '../../engine/operations/change-case-members.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'make an identity of your own, with which another office can let you into its case',
  usage: 'IDENTITY.json --name NAME',
  options: { name: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [path = ''] = context.words;
    const name = context.option('name')?.trim() ?? '';
    if (name === '') return refusal(failure('usage', 'Say whose identity it is: --name "Case clerk, Office of Example".'));
    const passphrase = await context.passphrase(true);
    if (!passphrase.ok) return passphrase;
    const made = await createIdentity({ path, name, passphrase: passphrase.value });
    if (!made.ok) return made;
    const { fingerprint, sshPublicKey, recipient } = made.value;
    return success({
      json: { name, fingerprint, sshPublicKey, recipient },
      words: `${path} holds your secret keys under your passphrase: keep it, and a copy of it.\nSend this line to the maker of the case, and read out the fingerprint ${fingerprint} by voice:\n\n${JSON.stringify({ name, sshPublicKey, recipient })}`,
    });
  },
};
