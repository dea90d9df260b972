import path from 'node:path';
import { openProtected } from '../../engine/operations/open-protected.ts';
import { readDocuments } from '../../engine/operations/read-documents.ts';
import { takeIn } from '../../engine/operations/take-in.ts';
import { failure, failureExitCodes } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { askFilePassword, readFilePasswords } from '../read-passphrase.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'take files, folders and archives in, byte-exact',
  usage: 'CASE PATH… [--language L] [--exhibit N] [--custody-sheet FILE] [--passwords FILE] [--keep-protected] [--read]   or   CASE --inside DOC [--passwords FILE]',
  options: { 'language': { type: 'string' }, 'exhibit': { type: 'string' }, 'custody-sheet': { type: 'string' }, 'passwords': { type: 'string' }, 'keep-protected': { type: 'boolean' }, 'inside': { type: 'string' }, 'read': { type: 'boolean' } },
  words: [1, 10_000],
  async run(context) {
    const [, ...paths] = context.words;
    const container = context.option('inside');
    if ((container === undefined) === (paths.length === 0)) return refusal(failure('usage', 'Name the files to take in, or with --inside the document that holds protected ones.'));
    const language = context.option('language');
    const exhibit = context.option('exhibit');
    if (exhibit !== undefined && paths.length > 1) return refusal(failure('usage', 'An exhibit number is given to one file at a time.'));
    const sheet = context.option('custody-sheet');
    const passwordFile = context.option('passwords');
    const passwords = passwordFile === undefined ? success(askFilePassword) : await readFilePasswords(passwordFile);
    if (!passwords.ok) return passwords;
    return withCase(context, async (vault) => {
      if (exhibit !== undefined && vault.documents.byExhibit(exhibit) !== undefined) return refusal(failure('usage', `The exhibit number ${exhibit} is taken.`, { subject: exhibit }));
      const items = paths.map((given) => ({ path: path.resolve(given), ...(language === undefined ? {} : { language }), ...(exhibit === undefined ? {} : { exhibit }) }));
      const taken = container !== undefined ? await openProtected(context.engine, vault, { document: container as DocumentId, askPassword: passwords.value }, context) : await takeIn(context.engine, vault, items, {
        signal: context.signal, report: context.report, askPassword: passwords.value, keepProtected: context.flag('keep-protected'), custodySheet: sheet === undefined ? undefined : path.resolve(sheet),
      });
      if (!taken.ok) return taken;
      const { documents, refused } = taken.value;
      if (context.flag('read')) {
        const read = await readDocuments(context.engine, vault, { documents: documents.map(({ id }) => id) }, context);
        if (!read.ok) return read;
      }
      const known = new Set<string>(documents.map(({ id }) => id));
      const duplicates = vault.findings.list().filter(({ document, code }) => known.has(document) && (code === 'duplicate' || code === 'duplicate-message'));
      const lines = documents.map(({ id, name, kind, pages, sha256 }) => `${id}  ${kind.padEnd(8)} ${String(pages).padStart(5)} p.  ${sha256}  ${name}`);
      const refusals = refused.map((one) => `Refused: ${one.path}: ${one.failure.message}`);
      const [first] = refused;
      return success({
        json: { documents, refused: refused.map((one) => ({ path: one.path, code: one.failure.code, message: one.failure.message })), duplicates: duplicates.map(({ document, code, message }) => ({ document, code, message })) },
        words: [...lines, ...duplicates.map(({ document, message }) => `Duplicate: ${document}: ${message}`), ...refusals, `${documents.length} taken in, ${refused.length} refused.`].join('\n'),
        ...(first === undefined ? {} : { exitCode: failureExitCodes[first.failure.code] }),
      });
    });
  },
};
