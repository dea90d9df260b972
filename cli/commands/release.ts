import { releaseEdition } from '../../engine/operations/release-edition.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'hand an edition over: signed, sealed, verified',
  usage: 'CASE --edition E [--to age1…]… --out FILE.tar.age',
  options: { edition: { type: 'string' }, to: { type: 'string', multiple: true }, out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const edition = context.option('edition');
    const out = context.option('out');
    if (edition === undefined || out === undefined) return refusal(failure('usage', 'Name the edition and the file: --edition defence --out defence.tar.age.'));
    return withCase(context, async (vault) => {
      const released = await releaseEdition(context.engine, vault, { edition, recipients: context.options('to'), out }, context);
      if (!released.ok) return released;
      const { signer, court, ...about } = released.value;
      return success({
        json: { ...about, court: { court: court.court, holds: court.holds, rules: court.rules }, signer: { fingerprint: signer.fingerprint, allowedSigners: signer.allowedSigners } },
        words: [`${about.file}: ${about.pages} pages, ${about.exhibits} exhibits, ${about.redactions} redactions. It was verified from the disk and holds.`, `Signer: ${signer.fingerprint}`, `For allowed_signers: ${signer.allowedSigners}`].join('\n'),
      });
    });
  },
};
