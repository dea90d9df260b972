import path from 'node:path';
import { tryPasswords } from '../../engine/operations/file-passwords.ts';
import { inspectFile } from '../../engine/operations/inspect-file.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { askFilePassword, readPassphraseFile } from '../read-passphrase.ts';

export const command: Command = {
  summary: 'look into any PDF for bad redactions, hidden text, earlier revisions, metadata',
  usage: 'FILE.pdf [--password-file F]',
  options: { 'password-file': { type: 'string' } },
  words: [1, 1],
  async run(context) {
    const [file = ''] = context.words;
    const passwordFile = context.option('password-file');
    const given = passwordFile === undefined ? success(undefined) : await readPassphraseFile(passwordFile);
    if (!given.ok) return given;
    const found = await tryPasswords(
      (password) => inspectFile(context.engine, file, { signal: context.signal, report: context.report, ...(password === undefined ? {} : { password }) }),
      { isLocked: (outcome) => !outcome.ok && outcome.failure.code === 'document-encrypted', label: path.basename(file), ask: passwordFile === undefined ? askFilePassword : undefined, first: given.value },
    );
    if (!found.ok) return found;
    const findings = found.value;
    const lines = findings.map(({ code, page, text, message }) => `${code.padEnd(17)} ${page === undefined ? 'whole file' : `page ${page}`.padEnd(10)} ${message}${text === undefined ? '' : ` «${text.slice(0, 120)}»`}`);
    return success({ json: { findings }, holds: findings.length === 0, words: findings.length === 0 ? 'Nothing was found that the pages do not show.' : [...lines, `${findings.length} findings.`].join('\n') });
  },
};
