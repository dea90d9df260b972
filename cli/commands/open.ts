import { openReceived } from '../../engine/operations/open-received.ts';
import { updateReceived } from '../../engine/operations/update-received.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'open a received release as a read-only case, to review it; with --update, take a later one into it',
  usage: 'FILE.tar.age --identity F --case CASE [--signer KEY] [--by NAME] [--update]',
  options: { identity: { type: 'string' }, case: { type: 'string' }, signer: { type: 'string' }, by: { type: 'string' }, update: { type: 'boolean' } },
  words: [1, 1],
  async run(context) {
    const folder = context.option('case');
    if (folder === undefined) return refusal(failure('usage', 'Name the new case folder: --case CASE.'));
    if (context.flag('update')) return update(context, folder);
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

async function update(context: CommandContext, folder: string): Promise<Result<CommandAnswer, Failure>> {
  const [file = ''] = context.words;
  return withCase({ ...context, words: [folder], option: (name) => context.option(name), options: (name) => context.options(name), flag: (name) => context.flag(name) }, async (vault) => {
    const updated = await updateReceived(context.engine, vault, { file, identityFile: context.option('identity') }, context);
    if (!updated.ok) return updated;
    const { from, to, added, replaced, withdrawn, movedItems, staleItems, stalePositions } = updated.value;
    const list = (numbers: readonly string[]): string => (numbers.length === 0 ? 'none' : numbers.join(', '));
    return success({
      json: { change: updated.value },
      words: [
        `${folder}: release ${to} in the place of release ${from}. Added: ${list(added)}. Replaced: ${list(replaced)}. Left out: ${list(withdrawn)}.`,
        `${movedItems} notes went along to pages that are as before; ${staleItems.length} notes and ${stalePositions.length} positions stay with files that no longer count.`,
      ].join('\n'),
    });
  });
}
