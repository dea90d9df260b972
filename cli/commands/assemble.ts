import { assembleFiles } from '../../engine/operations/assemble-files.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'put PDFs one after another: merged, stamped, bookmarked, indexed',
  usage: 'OUT.pdf FILE… [--index] [--stamp FORMAT]',
  options: { index: { type: 'boolean' }, stamp: { type: 'string' } },
  words: [2, 100_000],
  async run(context) {
    const [out = '', ...files] = context.words;
    const stamp = context.option('stamp');
    const assembled = await assembleFiles(context.engine, { out, files, index: context.flag('index'), ...(stamp === undefined ? {} : { stamp }) }, context);
    if (!assembled.ok) return assembled;
    const { pages, bytes, sha256, entries, findings } = assembled.value;
    const nameOf = (key: string): string => files[Number(key.slice('file-'.length)) - 1] ?? key;
    const lines = findings.map(({ document, page, message }) => `Note: ${nameOf(document)}${page === undefined ? '' : `, page ${page}`}: ${message}`);
    return success({
      json: { out, pages, bytes, sha256, files: entries.map(({ key, firstPage, lastPage }) => ({ file: nameOf(key), firstPage, lastPage })), findings: findings.map((finding) => ({ ...finding, document: nameOf(finding.document) })) },
      words: [`${out}: ${pages} pages from ${files.length} files.`, ...lines].join('\n'),
    });
  },
};
