import { buildToFile } from '../../engine/operations/build-to-file.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { ruleLine } from '../rule-line.ts';
import { withCase } from '../with-case.ts';

const mostNamed = 10;

export const command: Command = {
  summary: 'build the bundle PDF of an edition, with its exhibit list',
  usage: 'CASE --edition E --out FILE.pdf [--supplement]',
  options: { edition: { type: 'string' }, out: { type: 'string' }, supplement: { type: 'boolean' } },
  words: [1, 1],
  async run(context) {
    const edition = context.option('edition');
    const out = context.option('out');
    if (edition === undefined || out === undefined) return refusal(failure('usage', 'Name the edition and the file: --edition court --out bundle.pdf.'));
    return withCase(context, async (vault) => {
      const built = await buildToFile(context.engine, vault, { edition, out, supplement: context.flag('supplement') }, context);
      if (!built.ok) return built;
      const { pages, exhibits, redactions, court, files, lists, concordance, findings, archival } = built.value;
      return success({
        json: { edition, file: files[0] ?? out, pages, exhibits, redactions, files, lists, concordance, findings, archival, court: { court: court.court, holds: court.holds, rules: court.rules } },
        words: [`${files.join(', ')}: ${pages} pages, ${exhibits} exhibits, ${redactions} redactions, each proved.`, `Exhibit list: ${lists.join(', ')}`, ...(concordance.length === 0 ? [] : [`Old and new numbers: ${concordance.join(', ')}`]), archival.holds ? 'PDF/A-2b.' : `Not PDF/A: ${archival.not.length} documents do not allow for it (${archival.not.slice(0, mostNamed).map(({ key, why, page }) => `${key}${page === undefined ? '' : `, page ${page}`}: ${why}`).join('; ')}${archival.not.length > mostNamed ? '; …' : ''}).`, ...findings.map(({ document, page, message }) => `Note: ${document}${page === undefined ? '' : `, page ${page}`}: ${message}`), court.holds ? `No rule of ${court.court} fails.` : `Rules of ${court.court} that fail:`, ...court.rules.filter(({ result }) => result === 'fail').map(ruleLine)].join('\n'),
      });
    });
  },
};
