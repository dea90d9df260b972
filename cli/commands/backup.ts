import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';
import { backUpCase } from '../../engine/operations/back-up-case.ts';

export const command: Command = {
  summary: 'copy a case, whole and encrypted, into a new folder',
  usage: 'CASE --out FOLDER',
  options: { out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const out = context.option('out');
    if (out === undefined) return refusal(failure('usage', 'Name the folder of the backup: --out /media/safe/case.'));
    return withCase(context, async (vault) => {
      const copied = await backUpCase(vault, { out }, context);
      if (!copied.ok) return copied;
      const { bytes, checkpoint } = copied.value;
      return success({ json: { out, bytes, checkpoint }, words: `${out}: ${bytes} bytes, verified. It opens with the same passphrase.\nKeep this checkpoint elsewhere: it shows whether an older state is ever put back.\n\n${checkpoint}` });
    });
  },
};
