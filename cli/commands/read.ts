import { readDocuments } from '../../engine/operations/read-documents.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'read text, recognising pages that carry none (OCR)',
  usage: 'CASE [DOC…] [--languages eng+ukr] [--engine bundled|native]',
  options: { languages: { type: 'string' }, engine: { type: 'string' } },
  words: [1, 10_000],
  async run(context) {
    const engine = context.option('engine') ?? 'bundled';
    if (engine !== 'bundled' && engine !== 'native') return refusal(failure('usage', '--engine takes bundled or native.', { subject: engine }));
    return withCase(context, async (vault) => {
      const documents = context.words.slice(1) as DocumentId[];
      const languages = context.option('languages')?.split(/[+,]/).filter((language) => language !== '');
      const read = await readDocuments(context.engine, vault, { ...(documents.length > 0 ? { documents } : {}), ...(languages === undefined ? {} : { languages }), engine }, context);
      if (!read.ok) return read;
      const { documents: done, refused } = read.value;
      const lines = done.map(({ id, pages, recognised, words, confidence }) => {
        const sure = confidence === undefined ? '' : `, confidence ${Math.round(confidence * 100)} %`;
        return `${id}  ${pages} pages, ${recognised} recognised, ${words} words${sure}`;
      });
      const refusals = refused.map((one) => `Refused: ${one.id}: ${one.failure.message}`);
      return success({
        json: { documents: done, refused: refused.map((one) => ({ id: one.id, code: one.failure.code, message: one.failure.message })) },
        words: [...lines, ...refusals, `${done.length} documents read.`].join('\n'),
        ...(refused.length > 0 ? { exitCode: 3 } : {}),
      });
    });
  },
};
