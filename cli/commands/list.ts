import { listDoubtfulWords, type DoubtfulWords } from '../../engine/operations/doubtful-words.ts';
import { findDuplicates, type Duplicates } from '../../engine/operations/find-duplicates.ts';
import { timeOf } from '../../engine/operations/trusted-time-of-release.ts';
import { numberOf } from '../../engine/operations/withdraw-release.ts';
import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'show what is in a case',
  usage: 'CASE [--duplicates] [--doubtful]',
  options: { duplicates: { type: 'boolean' }, doubtful: { type: 'boolean' } },
  words: [1, 1],
  run: (context) =>
    withCase(
      context,
      (vault) => {
        const head = vault.head();
        const documents = vault.documents.list().map((document) => ({ ...document, original: undefined, read: vault.pageTexts.count(document.id) >= document.pages }));
        const findings = vault.findings.list();
        const releases = vault.releases.list().map(({ id, edition, madeAt, sha256, pages, recipients, withdrawn }) => {
          const time = timeOf(vault, id);
          return {
            id, number: numberOf(vault, id, edition), edition, madeAt, sha256, pages, recipients, ...(withdrawn === undefined ? {} : { withdrawn }),
            ...(time === undefined ? {} : { trustedTime: { at: time.at, authority: time.authority } }),
          };
        });
        const released = releases.map(({ id, number, edition, madeAt, recipients, withdrawn, trustedTime }) =>
          `release ${id}  ${edition} ${number}, ${madeAt}, ${recipients.length} recipients${trustedTime === undefined ? '' : `, trusted time ${trustedTime.at}`}${withdrawn === undefined ? '' : `, WITHDRAWN ${withdrawn.at.slice(0, 10)}: ${withdrawn.reason}`}`);
        const lines = documents.map(({ id, exhibit, kind, pages, language, title }) => `${id.padEnd(16)} ${(exhibit ?? '').padEnd(8)} ${kind.padEnd(8)} ${String(pages).padStart(5)} p.  ${(language ?? '').padEnd(3)} ${title}`);
        const duplicates = context.flag('duplicates') ? findDuplicates(vault) : undefined;
        const doubtful = context.flag('doubtful') ? listDoubtfulWords(vault) : undefined;
        const words = [`${head.title}${head.reference === undefined ? '' : ` (${head.reference})`}`, ...lines, ...released, `${documents.length} documents, ${findings.length} findings, ${releases.length} releases.`, ...(duplicates === undefined ? [] : duplicateLines(duplicates)), ...(doubtful === undefined ? [] : doubtfulLines(doubtful))];
        return Promise.resolve(success({ json: { case: vault.caseId, head, documents, findings, releases, bundle: vault.bundle.get() ?? null, ...(duplicates === undefined ? {} : { duplicates }), ...(doubtful === undefined ? {} : { doubtful }) }, words: words.join('\n') }));
      },
      { readOnly: true },
    ),
};

function duplicateLines({ files, messages, pages, more }: Duplicates): string[] {
  return [
    ...files.map(({ documents }) => `The same bytes: ${documents.join(', ')}`),
    ...messages.map(({ documents }) => `The same e-mail: ${documents.join(', ')}`),
    ...pages.map(({ first, second, likeness }) => `Nearly the same page (${Math.round(likeness * 100)} %): ${first.document} page ${first.page}, ${second.document} page ${second.page}`),
    `${files.length + messages.length + pages.length}${more ? ' and more' : ''} duplicates; nothing was left out on their account.`,
  ];
}

function doubtfulLines({ words, total }: DoubtfulWords): string[] {
  return [...words.map(({ document, page, text, confidence }) => `${document}, page ${page}: “${text}” (${Math.round(confidence * 100)} %)`), `${total} words were read with low confidence.`];
}
