import { checkNames, type NameCheck } from '../../engine/operations/check-names.ts';
import { releaseEdition } from '../../engine/operations/release-edition.ts';
import { describeFailure } from '../../shared/failure-words.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'hand an edition over: signed, sealed, verified',
  usage: `CASE --edition E [--to age1…]… --out FILE.tar.age
              [--check]

  --check  only look for protected names in everything that would leave, and tell every place; nothing is written. Exit code 1 where there is one`,
  options: { edition: { type: 'string' }, check: { type: 'boolean' }, to: { type: 'string', multiple: true }, out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const edition = context.option('edition');
    const out = context.option('out');
    if (edition !== undefined && context.flag('check')) {
      return withCase(context, async (vault) => {
        const checked = await checkNames(context.engine, vault, edition, context);
        return checked.ok ? success({ json: checked.value, holds: checked.value.holds, words: wordsOf(checked.value) }) : checked;
      });
    }
    if (edition === undefined || out === undefined) return refusal(failure('usage', 'Name the edition and the file: --edition defence --out defence.tar.age.'));
    return withCase(context, async (vault) => {
      const released = await releaseEdition(context.engine, vault, { edition, recipients: context.options('to'), out }, context);
      if (!released.ok) return released;
      const { signer, court, ...about } = released.value;
      return success({
        json: { ...about, court: { court: court.court, holds: court.holds, rules: court.rules }, signer: { fingerprint: signer.fingerprint, allowedSigners: signer.allowedSigners } },
        words: [`${about.file}: ${about.pages} pages, ${about.exhibits} exhibits, ${about.redactions} redactions. It was verified from the disk and holds.`, `Signer: ${signer.fingerprint}`, `For allowed_signers: ${signer.allowedSigners}`, ...about.findings.map(({ document, page, message }) => `Note: ${document}${page === undefined ? '' : `, page ${page}`}: ${message}`)].join('\n'),
      });
    });
  },
};

function wordsOf({ edition, holds, hides, files, pages, places, stopped, shown }: NameCheck): string {
  return [
    ...(stopped === undefined ? [`${files} files with ${pages} pages of the bundle were looked through.`] : [`The edition ${edition} cannot leave as it stands: ${describeFailure(stopped).what}${stopped.subject === undefined ? '' : ` [${stopped.subject}]`}`]),
    ...places.map(({ where, file, document, page, who }) => `${where}${file === undefined ? '' : ` ${file}`}${document === undefined ? '' : `, document ${document}`}${page === undefined ? '' : `, page ${page}`}${who === undefined ? '' : `: ${who.join(', ')}`}`),
    ...(shown.length === 0 ? [] : [`Not hidden in this edition: ${shown.join(', ')}`]),
    !hides ? 'This edition leaves nothing out: there was nothing to look for.' : holds ? 'No protected name would leave.' : 'This edition would be refused.',
  ].join('\n');
}
