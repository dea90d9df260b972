import { openReceived } from '../../engine/operations/open-received.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'open a received release as a read-only case, to review it',
  usage: 'FILE.tar.age --identity F --case CASE [--signer KEY] [--by NAME]',
  options: { identity: { type: 'string' }, case: { type: 'string' }, signer: { type: 'string' }, by: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const folder = context.option('case');
    if (folder === undefined) return refusal(failure('usage', 'Name the new case folder: --case CASE.'));
    const passphrase = await context.passphrase(true);
    if (!passphrase.ok) return passphrase;
    const [file = ''] = context.words;
    const opened = await openReceived(context.engine, { file, folder, passphrase: passphrase.value, identityFile: context.option('identity'), signer: context.option('signer'), by: context.option('by') }, context);
    if (!opened.ok) return opened;
    const { caseId, documents, edition, signer } = opened.value;
    return success({
      json: { case: caseId, edition, documents, signer },
      words: `${folder}: the edition "${edition}" with ${documents.length} exhibits, for review.\nSigned by ${signer.fingerprint}${signer.known ? '' : '. Compare this fingerprint with the one that the sender gave you'}.`,
    });
  },
};
