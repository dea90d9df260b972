import { failure, type Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openPdfSession, readyPdfWorker, type PdfSession } from '../pdf/pdf-session.ts';
import type { StoredRendition, Vault } from '../vault/index.ts';
import { createWorkerPool, type WorkerPool } from '../workers/pool.ts';
import type { SpawnWorker } from '../workers/spawn-worker.ts';
import { readStored } from './read-stored.ts';
import { shownPicture, type ShownPicture } from './shown-picture.ts';

/** A document to look at; with `edition` as that edition leaves it. */
export interface ViewedDocument {
  readonly document: DocumentId;
  readonly edition?: string | undefined;
}

/** Sizes as displayed, of some of the pages. */
export interface SizesOfPages {
  /** Pages that the document has. */
  readonly count: number;
  readonly pages: readonly PageSize[];
}

/** Shows pages of a case: keeps the documents last looked at open, each in a worker of its own. */
export interface PageViewer {
  /** Has a worker ready for the next document soon; called when a case is opened. */
  prepare(): void;
  /** Opens a document that is likely to be looked at next, unless it is so large that this is worth less than it costs. */
  expect(vault: Vault, viewed: ViewedDocument): void;
  /** Sizes of some pages from the 0-based `from`: the first come at once, long before those of thousands. */
  sizes(vault: Vault, viewed: ViewedDocument, from: number): Promise<Result<SizesOfPages, Failure>>;
  /** Picture of a page. Fails with `document-unknown`, `usage` (no such page) or a `worker-…` code. */
  picture(vault: Vault, viewed: ViewedDocument, at: { readonly page: number; readonly dpi: number }): Promise<Result<ShownPicture, Failure>>;
  /** The words of a page: those read into the case, else those that the PDF carries. */
  words(vault: Vault, viewed: ViewedDocument, page: number): Promise<Result<PageText, Failure>>;
  /** Forgets every document; nothing decrypted stays. */
  forget(): void;
  close(): void;
}

interface OpenDocument {
  readonly key: string;
  readonly session: Promise<Result<PdfSession, Failure>>;
  /** Sizes after the first, by the page from which they were asked for. */
  readonly sizes: Map<number, readonly PageSize[]>;
}

const mostOpen = 2;
// Reading the sizes of thousands of pages takes as long as painting dozens: it is done piece by piece, so that no picture waits long.
const firstSizes = 100;
const moreSizes = 250;
const expectedMaxBytes = 64 * 2 ** 20;
// What the user asked for comes first; the next document is opened later than that.
const readyAfterMs = 1000;
const readyForMs = 60 * 60_000;

/** Makes a viewer with workers of its own, so that it never waits for a long job. */
export function createPageViewer(spawn?: SpawnWorker): PageViewer {
  const spawning = spawn === undefined ? {} : { spawn };
  // Places for the documents kept open, for one that is closing, and for the worker that is ready for the next.
  const documents = createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 2048 }, size: mostOpen + 2, timeoutMs: 30_000, idleMs: readyForMs, ...spawning });
  const pictures = createWorkerPool({ abilities: { addons: true, threads: true, memoryMb: 1024 }, size: 1, timeoutMs: 30_000, idleMs: 120_000, ...spawning });
  let open: OpenDocument[] = [];
  let preparing: NodeJS.Timeout | undefined;
  let closed = false;

  /** To start a worker and load PDFium takes longer than to paint a page. */
  function prepare(): void {
    clearTimeout(preparing);
    if (!closed) preparing = setTimeout(() => void readyPdfWorker(documents), readyAfterMs).unref();
  }

  function drop(dropped: OpenDocument): void {
    open = open.filter((entry) => entry !== dropped);
    // One that could not be opened has nothing to close, and whoever asked for it was told.
    dropped.session.then((session) => { if (session.ok) session.value.close(); }, () => undefined);
  }

  async function sessionOf(vault: Vault, viewed: ViewedDocument): Promise<Result<PdfSession, Failure>> {
    const rendition = renditionOf(vault, viewed);
    if (!rendition.ok) return rendition;
    const key = `${vault.caseId}/${rendition.value.object}`;
    const known = open.find((entry) => entry.key === key);
    const entry = known ?? { key, session: openRendition(documents, vault, rendition.value), sizes: new Map<number, readonly PageSize[]>() };
    if (known === undefined) prepare();
    open = [...open.filter((other) => other !== entry), entry];
    for (const old of open.slice(0, -mostOpen)) drop(old);
    try {
      const session = await entry.session;
      if (!session.ok) drop(entry);
      return session;
    } catch (error) {
      drop(entry);
      throw error;
    }
  }

  async function sizesOf(vault: Vault, viewed: ViewedDocument, session: PdfSession, from: number): Promise<Result<readonly PageSize[], Failure>> {
    if (from === 0) return success(session.pages);
    const known = entryOf(vault, viewed)?.sizes.get(from);
    if (known !== undefined) return success(known);
    const sizes = await session.sizes(from, moreSizes);
    if (sizes.ok && sizes.value.length > 0) entryOf(vault, viewed)?.sizes.set(from, sizes.value);
    return sizes;
  }

  function entryOf(vault: Vault, viewed: ViewedDocument): OpenDocument | undefined {
    return open.find(({ key }) => key.endsWith(`/${renditionKey(vault, viewed)}`));
  }

  /** A worker that crashed or hung costs one answer; the next asks a fresh one. */
  async function ask<T>(vault: Vault, viewed: ViewedDocument, question: (session: PdfSession) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const session = await sessionOf(vault, viewed);
    if (!session.ok) return session;
    const answer = await question(session.value);
    const failed = answer.ok || !answer.failure.code.startsWith('worker-') ? undefined : entryOf(vault, viewed);
    if (failed !== undefined) drop(failed);
    return answer;
  }

  return {
    prepare,
    expect(vault, viewed) {
      const rendition = renditionOf(vault, viewed);
      // What fails is told when it is looked at.
      if (rendition.ok && rendition.value.bytes <= expectedMaxBytes) sessionOf(vault, viewed).catch(() => undefined);
    },
    sizes: (vault, viewed, from) => ask(vault, viewed, async (session) => {
      const pages = await sizesOf(vault, viewed, session, from);
      return pages.ok ? success({ count: session.pageCount, pages: pages.value }) : pages;
    }),
    picture: (vault, viewed, at) => ask(vault, viewed, (session) => (at.page > session.pageCount ? Promise.resolve(noPage(viewed)) : shownPicture(session, pictures, at))),
    words: (vault, viewed, page) => {
      const known = viewed.edition === undefined ? vault.pageTexts.get(viewed.document, page) : undefined;
      if (known !== undefined) return Promise.resolve(success(known));
      return ask(vault, viewed, async (session) => {
        if (page > session.pageCount) return noPage(viewed);
        const words = await session.words(page);
        return words.ok ? success({ ...words.value, page, source: words.value.words.length === 0 ? 'none' as const : 'text' as const }) : words;
      });
    },
    forget: () => open.forEach(drop),
    close: () => {
      closed = true;
      clearTimeout(preparing);
      open = [];
      documents.close();
      pictures.close();
    },
  };
}

function renditionOf(vault: Vault, { document, edition }: ViewedDocument): Result<StoredRendition, Failure> {
  const redacted = edition === undefined ? undefined : vault.renditions.get(document, 'redacted', edition);
  if (edition !== undefined && redacted === undefined) return refusal(failure('redaction-not-proved', 'This edition of the document has not been made yet.', { subject: document }));
  const rendition = redacted ?? vault.renditions.get(document, 'pdf');
  return rendition === undefined ? refusal(failure('document-unknown', 'There is no such document, or it has no pages to show.', { subject: document })) : success(rendition);
}

function renditionKey(vault: Vault, viewed: ViewedDocument): string {
  const rendition = renditionOf(vault, viewed);
  return rendition.ok ? rendition.value.object : '';
}

async function openRendition(pool: WorkerPool, vault: Vault, rendition: StoredRendition): Promise<Result<PdfSession, Failure>> {
  const pdf = await readStored(vault, rendition.object);
  return pdf.ok ? openPdfSession(pool, pdf.value, { sizesOf: firstSizes }) : pdf;
}

function noPage({ document }: ViewedDocument): Result<never, Failure> {
  return refusal(failure('usage', 'The document has fewer pages.', { subject: document }));
}
