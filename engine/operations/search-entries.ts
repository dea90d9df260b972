import type { CaseDocument } from '../../shared/case-model/document.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import { foldForSearch } from '../reading/index.ts';
import type { Vault } from '../vault/index.ts';
import { textOf } from './page-text-lines.ts';

/** The entry of the search index that holds a document's names, before its pages. */
export const namesPage = 0;

// Private-use letters, which the index takes as letters and no document is searched for.
const languageMark = '\ue0f0';
/** What every entry of names holds beside them. */
export const namesToken = '\ue0f1';

/** The word that stands in the index for the language of a page, whatever its region. */
export function languageToken(language: string): string {
  return `${languageMark}${language.toLowerCase().split('-')[0] ?? ''}`;
}

/** Puts the title, file name and exhibit number of a document into the search index; to be called whenever one of them changes. */
export function indexDocumentNames(vault: Vault, { id, title, name, exhibit }: Pick<CaseDocument, 'id' | 'title' | 'name' | 'exhibit'>): void {
  const original = [...new Set([exhibit, title, name])].filter((part) => part !== undefined).join('\n');
  vault.search.put({ document: id, page: namesPage, original, folded: `${foldForSearch(original.replace(/[_./\\]+/gu, ' '))}\n${namesToken}` });
}

/** Puts the text of a page into the search index, with its language. */
export function indexPage(vault: Vault, document: DocumentId, text: PageText): void {
  const original = textOf(text);
  const language = text.language === undefined ? '' : `\n${languageToken(text.language)}`;
  vault.search.put({ document, page: text.page, original, folded: `${foldForSearch(original)}${language}` });
}
