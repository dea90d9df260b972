import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { Vault } from '../vault/index.ts';
import { meanConfidence } from './doubtful-words.ts';

/** What lists and overviews tell of a document that was read. */
export interface ReadingSummary {
  /** Whether the text of any page was recognised, not read from the file. */
  readonly recognised: boolean;
  /** Mean confidence of the worst page, 0 to 1; absent where no word was recognised. */
  readonly lowestPage?: number;
  /** How many pages are in each language, by BCP 47. */
  readonly languages: Readonly<Record<string, number>>;
}

const kind = 'reading-summary';

/** Keeps the summary of a document beside its texts: those of all documents are far too much to be read for a list. */
export function keepReadingSummary(vault: Vault, document: DocumentId, pages: readonly PageText[]): void {
  const { recognised, lowestPage, languages } = summaryOf(pages);
  vault.records.put(kind, document, { recognised, languages, ...(lowestPage === undefined ? {} : { lowestPage }) });
}

/** The summary of a document that was read; one that was read before summaries were kept is looked through. */
export function readingSummary(vault: Vault, document: DocumentId): ReadingSummary {
  const kept = vault.records.get(kind, document);
  return kept === undefined ? summaryOf(vault.pageTexts.list(document)) : kept as unknown as ReadingSummary;
}

function summaryOf(pages: readonly PageText[]): ReadingSummary {
  const confidences = pages.flatMap((page) => meanConfidence([page]) ?? []);
  const languages: Record<string, number> = {};
  for (const { language } of pages) if (language !== undefined) languages[language] = (languages[language] ?? 0) + 1;
  return { recognised: pages.some(({ source }) => source === 'ocr'), languages, ...(confidences.length === 0 ? {} : { lowestPage: Math.min(...confidences) }) };
}
