import { printRecoverySheet, printRecoveryShares } from '../../engine/operations/print-recovery.ts';
import { failure } from '../../shared/failure.ts';
import { windowLanguageOf, windowLanguages } from '../../shared/languages.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'make a recovery sheet to be printed, or shares for several institutions',
  usage: 'CASE --out SHEET.pdf [--shares NEEDED/OF] [--language en|fr|es|ro|uk|ar]',
  options: { out: { type: 'string' }, shares: { type: 'string' }, language: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const out = context.option('out');
    const shares = context.option('shares');
    const [, needed, of] = /^(\d{1,2})\/(\d{1,2})$/u.exec(shares ?? '') ?? [];
    if (out === undefined || (shares !== undefined && of === undefined)) return refusal(failure('usage', 'Name the file to print, and for shares how many are needed of how many: --out sheet.pdf --shares 3/5.'));
    const language = windowLanguageOf(context.option('language') ?? 'en');
    if (language === undefined) return refusal(failure('usage', `Recovery pages are printed in ${windowLanguages.join(', ')}.`));
    return withCase(context, async (vault) => {
      const printed = of === undefined ? await printRecoverySheet(vault, { out, language }) : await printRecoveryShares(vault, { out, language, needed: Number(needed), of: Number(of) });
      if (!printed.ok) return printed;
      return success({
        json: { out, pages: printed.value.pages },
        words: `${out}: ${printed.value.pages === 1 ? '1 page' : `${printed.value.pages} pages, one for each institution`}. Print it now, then delete the file: it opens the case.\nWhat was printed before no longer opens the case.`,
      });
    });
  },
};
