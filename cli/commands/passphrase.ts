import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { askPassphrase, readPassphraseFile } from '../read-passphrase.ts';
import { asMember } from '../with-case.ts';
import { openCase } from '../../engine/operations/open-case.ts';

export const command: Command = {
  summary: 'change the passphrase of a case, or with --member your own',
  usage: 'CASE [--new-passphrase-file F]',
  options: { 'new-passphrase-file': { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const current = await context.passphrase(false);
    if (!current.ok) return current;
    const [folder = ''] = context.words;
    const opened = await openCase({ folder, passphrase: current.value, ...asMember(context) });
    if (!opened.ok) return opened;
    try {
      const file = context.option('new-passphrase-file');
      const next = file === undefined ? await askPassphrase(true) : await readPassphraseFile(file);
      if (!next.ok) return next;
      const changed = await opened.value.changePassphrase({ current: current.value, next: next.value });
      if (!changed.ok) return changed;
      return success({ json: { changed: true }, words: 'The passphrase is changed. Backups made before still open with the old one; a recovery sheet and shares stay good.' });
    } finally {
      await opened.value.close();
    }
  },
};
