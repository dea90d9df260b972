import { createCase } from '../../engine/operations/open-case.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'make a new encrypted case folder',
  usage: 'CASE --title T [--court PROFILE] [--reference R] [--by OFFICE] [--language L]…',
  options: { title: { type: 'string' }, court: { type: 'string' }, reference: { type: 'string' }, by: { type: 'string' }, language: { type: 'string', multiple: true } },
  words: [1, 1],
  async run(context) {
    const title = context.option('title')?.trim() ?? '';
    if (title === '') return refusal(failure('usage', 'A case needs a title: --title "Prosecutor v. Example".'));
    const passphrase = await context.passphrase(true);
    if (!passphrase.ok) return passphrase;
    const [folder = ''] = context.words;
    const reference = context.option('reference');
    const languages = context.options('language');
    const vault = await createCase({
      folder,
      passphrase: passphrase.value,
      head: {
        title, court: context.option('court') ?? 'plain', by: context.option('by') ?? 'Custodia user', languages: languages.length > 0 ? languages : ['en'],
        ...(reference === undefined ? {} : { reference }),
      },
    });
    if (!vault.ok) return vault;
    const { caseId, identity } = vault.value;
    const { fingerprint, recipient } = identity;
    await vault.value.close();
    return success({
      json: { case: caseId, signer: { fingerprint }, recipient },
      words: `The case is made: ${folder}\nIt signs as ${fingerprint}; others encrypt to it with ${recipient}\nWithout the passphrase nobody can open it, and nobody can bring it back.`,
    });
  },
};
