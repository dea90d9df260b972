import { checkFile } from '../../engine/operations/check-pdf.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { ruleLine } from '../rule-line.ts';

export const command: Command = {
  summary: 'check any PDF against a court profile, rule by rule',
  usage: 'FILE.pdf --court PROFILE [--first PAGE]',
  options: { court: { type: 'string' }, first: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const court = context.option('court');
    if (court === undefined) return refusal(failure('usage', 'Name a court profile: --court england-wales-criminal.'));
    const [file = ''] = context.words;
    const first = context.option('first') ?? '1';
    if (!/^[1-9]\d{0,6}$/u.test(first)) return refusal(failure('usage', 'Say which page of the bundle the file begins with: --first 251.'));
    const checked = await checkFile(context.engine, file, court, { signal: context.signal, report: context.report, first: Number(first) });
    if (!checked.ok) return checked;
    const { holds, rules, edition } = checked.value;
    const lines = rules.map(ruleLine);
    return success({ json: { court, edition, holds, rules }, holds, words: [...lines, holds ? `No rule of ${court} fails (${edition}).` : `Rules of ${court} that fail (${edition}): ${rules.filter(({ result }) => result === 'fail').length}.`].join('\n') });
  },
};
