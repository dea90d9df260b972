import path from 'node:path';
import { tryPasswords } from '../../engine/operations/file-passwords.ts';
import { inspectDocuments } from '../../engine/operations/inspect-documents.ts';
import { inspectFile } from '../../engine/operations/inspect-file.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { InspectionFinding } from '../../shared/finding.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command, CommandAnswer, CommandContext } from '../command.ts';
import { askFilePassword, readPassphraseFile } from '../read-passphrase.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'look into any PDF for bad redactions, hidden text, earlier revisions, metadata',
  usage: 'FILE.pdf [--password-file F]   or   CASE --documents [DOC…]',
  options: { 'password-file': { type: 'string' }, 'documents': { type: 'boolean' } },
  words: [1, 10_000],
  run(context) {
    if (context.flag('documents')) return inspectCase(context);
    return context.words.length === 1 ? inspectOne(context) : Promise.resolve(refusal(failure('usage', 'One file at a time is inspected; documents of a case with --documents.')));
  },
};

async function inspectOne(context: CommandContext): Promise<Result<CommandAnswer, Failure>> {
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
  return success({ json: { findings }, holds: findings.length === 0, words: findings.length === 0 ? 'Nothing was found that the pages do not show.' : [...findings.map(lineOf), `${findings.length} findings.`].join('\n') });
}

function inspectCase(context: CommandContext): Promise<Result<CommandAnswer, Failure>> {
  return withCase(context, async (vault) => {
    const documents = context.words.slice(1) as DocumentId[];
    const inspected = await inspectDocuments(context.engine, vault, { ...(documents.length > 0 ? { documents } : {}) }, context);
    if (!inspected.ok) return inspected;
    const { documents: done, refused } = inspected.value;
    const found = done.reduce((sum, { findings }) => sum + findings.length, 0);
    const lines = [...done.flatMap(({ id, findings }) => findings.map((finding) => `${id}  ${lineOf(finding)}`)), ...refused.map((one) => `Refused: ${one.id}: ${one.failure.message}`)];
    return success({
      json: { documents: done, refused: refused.map((one) => ({ id: one.id, code: one.failure.code, message: one.failure.message })) }, holds: found === 0,
      words: [...lines, `${done.length} documents inspected, ${found} findings.`].join('\n'), ...(refused.length > 0 ? { exitCode: 3 } : {}),
    });
  });
}

function lineOf({ code, page, text, message }: InspectionFinding): string {
  return `${code.padEnd(17)} ${page === undefined ? 'whole file' : `page ${page}`.padEnd(10)} ${message}${text === undefined ? '' : ` «${text.slice(0, 120)}»`}`;
}
