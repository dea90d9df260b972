import { verifyFile } from '../../engine/operations/verify-file.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'verify a release, a decrypted archive or a folder, offline',
  usage: 'FILE [--identity F] [--signer KEY]',
  options: { identity: { type: 'string' }, signer: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [file = ''] = context.words;
    const verified = await verifyFile(file, { identityFile: context.option('identity'), signer: context.option('signer'), signal: context.signal, report: context.report });
    if (!verified.ok) return verified;
    const { holds, signer, checks } = verified.value;
    const broken = checks.filter((check) => !check.holds);
    const lines = broken.map(({ name, subject, message }) => `Does not hold: ${name}${subject === undefined ? '' : `, ${subject}`}${message === undefined ? '' : `: ${message}`}`);
    const by = signer.fingerprint === '' ? 'No valid signature.' : `Signed by ${signer.fingerprint}${signer.known ? ', the signer you named' : '. Compare this fingerprint with the one that the sender gave you'}.`;
    return success({ json: { holds, signer, checks }, holds, words: [holds ? `The release holds: ${checks.length} checks.` : 'THE RELEASE DOES NOT HOLD.', by, ...lines].join('\n') });
  },
};
