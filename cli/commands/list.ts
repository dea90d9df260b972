import { success } from '../../shared/result.ts';
import type { Command } from '../command.ts';
import { withCase } from '../with-case.ts';

export const command: Command = {
  summary: 'show what is in a case',
  usage: 'CASE',
  words: [1, 1],
  run: (context) =>
    withCase(
      context,
      (vault) => {
        const head = vault.head();
        const documents = vault.documents.list().map((document) => ({ ...document, original: undefined, read: vault.pageTexts.count(document.id) >= document.pages }));
        const findings = vault.findings.list();
        const releases = vault.releases.list().map(({ id, edition, madeAt, sha256, pages, recipients }) => ({ id, edition, madeAt, sha256, pages, recipients }));
        const lines = documents.map(({ id, exhibit, kind, pages, language, title }) => `${id.padEnd(16)} ${(exhibit ?? '').padEnd(8)} ${kind.padEnd(8)} ${String(pages).padStart(5)} p.  ${(language ?? '').padEnd(3)} ${title}`);
        const words = [`${head.title}${head.reference === undefined ? '' : ` (${head.reference})`}`, ...lines, `${documents.length} documents, ${findings.length} findings, ${releases.length} releases.`];
        return Promise.resolve(success({ json: { case: vault.caseId, head, documents, findings, releases, bundle: vault.bundle.get() ?? null }, words: words.join('\n') }));
      },
      { readOnly: true },
    ),
};
