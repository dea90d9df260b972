import { runPlan } from '../../engine/operations/run-plan.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'a whole case from a plan file: take in, read, pair, redact, build, release',
  usage: 'PLAN.yaml --case CASE --out DIR',
  options: { case: { type: 'string' }, out: { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [planFile = ''] = context.words;
    const caseFolder = context.option('case');
    const outFolder = context.option('out');
    if (caseFolder === undefined || outFolder === undefined) return refusal(failure('usage', 'Name the case folder and the output folder: --case CASE --out DIR.'));
    const ran = await runPlan(context.engine, { planFile, caseFolder, outFolder, passphrase: context.passphrase }, context);
    if (!ran.ok) return ran;
    const { releases, signer, findings } = ran.value;
    const lines = releases.map(({ edition, file, pages, exhibits, redactions }) => `${edition}: ${file}\n  ${pages} pages, ${exhibits} exhibits, ${redactions} redactions; verified from the disk, holds.`);
    const notes = findings.map(({ document, page, message }) => `Note: ${document}${page === undefined ? '' : `, page ${page}`}: ${message}`);
    return success({
      json: { case: ran.value.case, releases: releases.map(({ edition, file, pages, exhibits, redactions, holds }) => ({ edition, file, pages, exhibits, redactions, holds })), signer, findings },
      words: [...lines, `Signer: ${signer.fingerprint}`, `For allowed_signers: ${signer.allowedSigners}`, ...notes].join('\n'),
    });
  },
};
