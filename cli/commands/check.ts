import { checkFile } from '../../engine/operations/check-pdf.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

const marks = { 'pass': 'pass       ', 'fail': 'FAIL       ', 'not-checked': 'not checked' } as const;

export const command: Command = {
  summary: 'check any PDF against a court profile, rule by rule',
  usage: 'FILE.pdf --court PROFILE',
  options: { court: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const court = context.option('court');
    if (court === undefined) return refusal(failure('usage', 'Name a court profile: --court england-wales-criminal.'));
    const [file = ''] = context.words;
    const checked = await checkFile(context.engine, file, court, context);
    if (!checked.ok) return checked;
    const { holds, rules, edition } = checked.value;
    const lines = rules.map(({ rule, result, pages, message }) => `${marks[result]}  ${rule}${pages === undefined || pages.length === 0 ? '' : ` (pages ${pages.slice(0, 20).join(', ')}${pages.length > 20 ? ' …' : ''})`}${message === undefined ? '' : `: ${message}`}`);
    return success({ json: { court, edition, holds, rules }, holds, words: [...lines, holds ? `No rule of ${court} fails (${edition}).` : `Rules of ${court} that fail (${edition}): ${rules.filter(({ result }) => result === 'fail').length}.`].join('\n') });
  },
};
