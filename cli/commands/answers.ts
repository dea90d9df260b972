import { listAnswers, takeInAnswer } from '../../engine/operations/take-in-answer.ts';
import { readSigners } from '../../engine/operations/verify-file.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'take in what a recipient answered, and show all answers',
  usage: `CASE [ANSWER.tar.age] [--signer KEY]

  --signer KEY  the key of who answers, or an allowed_signers file: an answer by anyone else is refused. Pinned contacts are known anyway.`,
  options: { signer: { type: 'string' } },
  words: [1, 2],
  run: (context) =>
    withCase(
      context,
      async (vault) => {
        const [, file] = context.words;
        const given = context.option('signer');
        const signers = given === undefined ? success(undefined) : await readSigners(given);
        if (!signers.ok) return signers;
        if (file !== undefined) {
          const taken = await takeInAnswer(vault, file, signers.value);
          if (!taken.ok) return taken;
        }
        const answers = listAnswers(vault);
        const lines = answers.flatMap(({ answer, signer, otherFiles, countersigned }) => [
          `${answer.at}  ${answer.by.name} on release ${answer.release.number} (${answer.release.edition}), signed by ${signer.fingerprint}${signer.known ? '' : ', WHO IS NOT KNOWN HERE: compare the fingerprint'}${countersigned ? '; the log was countersigned' : ''}`,
          ...answer.positions.map(({ exhibit, stand, reason }) => `  ${exhibit}  ${stand}${reason === undefined ? '' : `: ${reason}`}`),
          ...answer.remarks.map(({ exhibit, page, text }) => `  ${exhibit}, page ${page}: ${text}`),
          ...otherFiles.map((exhibit) => `  ${exhibit}: the answer is about another file than the one that was released.`),
        ]);
        return success({ json: { answers }, words: lines.length === 0 ? 'No answer was taken in yet.' : lines.join('\n') });
      },
      { readOnly: context.words.length < 2 },
    ),
};
