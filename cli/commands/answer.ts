import { makeAnswer } from '../../engine/operations/make-answer.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'answer a received release: positions and shared notes, signed, sealed to its sender',
  usage: `CASE --out ANSWER.tar.age [--to age1…] [--no-countersign]

  Private notes stay in your case. The head of the sender's log goes back countersigned, unless --no-countersign.`,
  options: { 'out': { type: 'string' }, 'to': { type: 'string' }, 'no-countersign': { type: 'boolean' } },
  words: [1, 1],
  async run(context) {
    const out = context.option('out');
    if (out === undefined) return refusal(failure('usage', 'Name the file: --out ANSWER.tar.age.'));
    return withCase(context, async (vault) => {
      const made = await makeAnswer(vault, { out, recipient: context.option('to'), countersign: !context.flag('no-countersign') });
      if (!made.ok) return made;
      const { positions, remarks, recipient } = made.value;
      const { fingerprint } = vault.identity;
      return success({ json: { ...made.value, signer: { fingerprint, publicKey: vault.identity.sshPublicKey } }, words: `${out}: ${positions} positions and ${remarks} notes, sealed to ${recipient}, signed by ${fingerprint}.` });
    });
  },
};
