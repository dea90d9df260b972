import { withdrawRelease } from '../../engine/operations/withdraw-release.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'record that a release no longer stands, and write the signed notice of it',
  usage: `CASE --release ID --reason R --out NOTICE.json

  The notice and NOTICE.json.sig go to everybody who was given the release; they check it with custodia verify RELEASE --withdrawal NOTICE.json,
  or with ssh-keygen -Y verify -n custodia-withdrawal. What was opened cannot be taken back.`,
  options: { release: { type: 'string' }, reason: { type: 'string' }, out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [release, reason, out] = [context.option('release'), context.option('reason'), context.option('out')];
    if (release === undefined || reason === undefined || out === undefined) return refusal(failure('usage', 'Name the release, the reason and the notice: --release ID --reason R --out NOTICE.json. custodia list CASE names the releases.'));
    return withCase(context, async (vault) => {
      const withdrawn = await withdrawRelease(vault, { release, reason, out });
      if (!withdrawn.ok) return withdrawn;
      const { edition, number, recipients, notice, words } = withdrawn.value;
      const to = recipients.length === 0 ? ['It left as a plain archive: nobody can say who has it.'] : ['Recipients, each of whom gets the notice:', ...recipients.map((key) => `  ${key}`)];
      return success({ json: withdrawn.value, words: [`Release ${number} of the edition "${edition}" is withdrawn.`, `Notice: ${notice} and ${notice}.sig`, ...to, words].join('\n') });
    });
  },
};
