import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { findNativeTesseract, readDocument, type RecognitionEngine } from '../reading/index.ts';
import type { StoredDocument, Vault } from '../vault/index.ts';
import { keepCheckedWords } from './check-word.ts';
import { keepLowConfidence, keepSureness, meanConfidence } from './doubtful-words.ts';
import type { Engine } from './engine.ts';
import { keepPageKeys } from './find-duplicates.ts';
import { readStored } from './read-stored.ts';
import { beginReading, endReading, keepPage, unfinishedReadings } from './reading-begun.ts';
import { keepReadingSummary } from './reading-summary.ts';
import type { RunOptions } from './run-options.ts';
import { indexDocumentNames, indexPage } from './search-entries.ts';
import { cancelled, isAborted } from './system-failure.ts';

export interface ReadRequest {
  /** All documents without text where absent. */
  readonly documents?: readonly DocumentId[];
  /** BCP 47, used where a document's own language is not stated. */
  readonly languages?: readonly string[];
  /** The bundled engine where absent. */
  readonly engine?: RecognitionEngine | undefined;
}

export interface ReadDocumentReport {
  readonly id: DocumentId;
  readonly pages: number;
  readonly recognised: number;
  readonly words: number;
  /** Mean confidence of recognised words, 0 to 1; absent when none was recognised. */
  readonly confidence?: number;
}

export interface ReadReport {
  readonly documents: readonly ReadDocumentReport[];
  readonly refused: readonly { readonly id: DocumentId; readonly failure: Failure }[];
}

/**
 * Reads the text of documents, recognising pages that carry none, and puts it into the search index. A run that was stopped or killed goes on where it was: whole documents are kept
 * as they are done, recognised pages one by one. Fails with `document-unknown` or `cancelled`.
 */
export async function readDocuments(engine: Engine, vault: Vault, request: ReadRequest = {}, options: RunOptions = {}): Promise<Result<ReadReport, Failure>> {
  const chosen = chooseDocuments(vault, request.documents);
  if (!chosen.ok) return chosen;
  const read: ReadDocumentReport[] = [];
  const refused: { id: DocumentId; failure: Failure }[] = [];
  const total = chosen.value.reduce((sum, { pages }) => sum + pages, 0);
  let done = 0;
  for (const document of chosen.value) {
    if (isAborted(options.signal)) return refusal(cancelled());
    const before = done;
    const report = options.report === undefined ? undefined : (progress: { done: number }): void => options.report?.({ step: 'read', done: before + progress.done, total, unit: 'pages', document: document.id });
    const texts = await readOne(engine, vault, document, { languages: request.languages, engine: request.engine, signal: options.signal, report });
    done += document.pages;
    if (texts.ok) read.push(summary(document.id, texts.value));
    else if (texts.failure.code === 'cancelled') return texts;
    else refused.push({ id: document.id, failure: texts.failure });
  }
  return success({ documents: read, refused });
}

/** Whether the machine's own tesseract can be chosen as the engine. */
export function hasNativeEngine(): boolean {
  return findNativeTesseract() !== undefined;
}

function chooseDocuments(vault: Vault, ids: readonly DocumentId[] | undefined): Result<readonly StoredDocument[], Failure> {
  if (ids === undefined) {
    const unfinished = unfinishedReadings(vault);
    return success(vault.documents.list().filter(({ id, pages }) => pages > 0 && (unfinished.has(id) || vault.pageTexts.count(id) < pages)));
  }
  const chosen: StoredDocument[] = [];
  for (const id of ids) {
    const document = vault.documents.get(id);
    if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: id }));
    if (document.pages > 0) chosen.push(document);
  }
  return success(chosen);
}

interface ReadOne {
  readonly languages: readonly string[] | undefined;
  readonly engine: RecognitionEngine | undefined;
  readonly signal: AbortSignal | undefined;
  readonly report: ((progress: { done: number }) => void) | undefined;
}

async function readOne(engine: Engine, vault: Vault, document: StoredDocument, how: ReadOne): Promise<Result<readonly PageText[], Failure>> {
  const rendition = vault.renditions.get(document.id, 'pdf');
  if (rendition === undefined) return success([]);
  const stored = await readStored(vault, rendition.object);
  if (!stored.ok) return stored;
  const pdf = stored.value;
  const languages = document.language === undefined ? (how.languages ?? []) : [document.language, ...(how.languages ?? [])];
  const begun = beginReading(vault, document.id, { rendition: rendition.sha256, languages, engine: how.engine ?? 'bundled' });
  const left = Array.from({ length: document.pages }, (_, index) => index + 1).filter((page) => !begun.has(page));
  const report = how.report;
  const texts = await readDocument(engine.pools, pdf, {
    pages: left, engine: how.engine, onPage: (page) => keepPage(vault, document.id, page), signal: how.signal, ...(languages.length === 0 ? {} : { languages }),
    ...(report === undefined ? {} : { report: ({ done }) => report({ done: done + begun.size }) }),
  });
  if (!texts.ok) {
    // What stopped on its own cannot go on; what was stopped can.
    if (texts.failure.code !== 'cancelled') endReading(vault, document.id);
    return refusal({ ...texts.failure, subject: document.id });
  }
  const all = [...begun.values(), ...texts.value].sort((a, b) => a.page - b.page);
  vault.transaction(() => {
    keep(vault, document, all);
    endReading(vault, document.id);
  });
  return success(all);
}

function keep(vault: Vault, document: StoredDocument, found: readonly PageText[]): void {
  const texts = keepCheckedWords(vault.pageTexts.list(document.id), found);
  vault.pageTexts.replace(document.id, texts);
  vault.search.removeDocument(document.id);
  indexDocumentNames(vault, document);
  keepPageKeys(vault, document.id, texts);
  keepSureness(vault, document.id, texts);
  keepReadingSummary(vault, document.id, texts);
  keepLowConfidence(vault, document.id, texts);
  for (const text of texts) indexPage(vault, document.id, text);
  const recognised = texts.filter(({ source }) => source === 'ocr').length;
  vault.appendEvent({ action: 'document-read', object: document.id, sha256: document.sha256, facts: { pages: texts.length, recognised } });
}

function summary(id: DocumentId, texts: readonly PageText[]): ReadDocumentReport {
  const confidence = meanConfidence(texts);
  return {
    id, pages: texts.length, recognised: texts.filter(({ source }) => source === 'ocr').length,
    words: texts.reduce((sum, { words }) => sum + words.length, 0), ...(confidence === undefined ? {} : { confidence }),
  };
}
