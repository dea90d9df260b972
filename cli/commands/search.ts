import { searchCase } from '../../engine/operations/search-case.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'find words, with document, page, snippet and place',
  usage: 'CASE QUERY',
  words: [2, 100],
  run: (context) =>
    withCase(
      context,
      (vault) => {
        const hits = searchCase(vault, context.words.slice(1).join(' '));
        const lines = hits.map(({ document, page, snippet }) => `${document}, page ${page}: ${snippet.replaceAll('\n', ' ')}`);
        return Promise.resolve(success({ json: { hits }, words: hits.length === 0 ? 'Nothing found.' : lines.join('\n') }));
      },
      { readOnly: true },
    ),
};
