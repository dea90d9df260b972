import { failure, type Failure } from '../../shared/failure.ts';
import type { PageSize } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { tasks as encoderTasks } from '../pdf/encode-picture-tasks.ts';
import { openPdfSession, type PdfSession } from '../pdf/pdf-session.ts';
import type { StoredRendition, Vault } from '../vault/index.ts';
import { createWorkerPool, type WorkerPool } from '../workers/pool.ts';
import type { SpawnWorker } from '../workers/spawn-worker.ts';
import { taskModule } from '../workers/task.ts';

const encoder = taskModule<typeof encoderTasks>(import.meta.url, '../pdf/encode-picture-tasks');

/** A document to look at; with `edition` as that edition leaves it. */
export interface ViewedDocument {
  readonly document: DocumentId;
  readonly edition?: string | undefined;
}

/** Shows pages of a case: keeps the documents last looked at open, each in a worker of its own. */
export interface PageViewer {
  /** Sizes as displayed, of all pages. */
  sizes(vault: Vault, viewed: ViewedDocument): Promise<Result<readonly PageSize[], Failure>>;
  /** JPEG of a page. Fails with `document-unknown`, `usage` (no such page) or a `worker-…` code. */
  picture(vault: Vault, viewed: ViewedDocument, at: { readonly page: number; readonly dpi: number }): Promise<Result<Uint8Array, Failure>>;
  /** The words of a page: those read into the case, else those that the PDF carries. */
  words(vault: Vault, viewed: ViewedDocument, page: number): Promise<Result<PageText, Failure>>;
  /** Forgets every document; nothing decrypted stays. */
  forget(): void;
  close(): void;
}

interface OpenDocument {
  readonly key: string;
  readonly session: Promise<Result<PdfSession, Failure>>;
}

const mostOpen = 2;

/** Makes a viewer with workers of its own, so that it never waits for a long job. */
export function createPageViewer(spawn?: SpawnWorker): PageViewer {
  const spawning = spawn === undefined ? {} : { spawn };
  // One more place than documents kept open: a closing document must not hold up the next.
  const documents = createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 2048 }, size: mostOpen + 1, timeoutMs: 30_000, ...spawning });
  const pictures = createWorkerPool({ abilities: { addons: true, threads: true, memoryMb: 1024 }, size: 1, timeoutMs: 30_000, idleMs: 120_000, ...spawning });
  let open: OpenDocument[] = [];

  function drop(dropped: OpenDocument): void {
    open = open.filter((entry) => entry !== dropped);
    void dropped.session.then((session) => { if (session.ok) session.value.close(); });
  }

  async function sessionOf(vault: Vault, viewed: ViewedDocument): Promise<Result<PdfSession, Failure>> {
    const rendition = renditionOf(vault, viewed);
    if (!rendition.ok) return rendition;
    const key = `${vault.caseId}/${rendition.value.object}`;
    const known = open.find((entry) => entry.key === key);
    const entry = known ?? { key, session: openRendition(documents, vault, rendition.value) };
    open = [...open.filter((other) => other !== entry), entry];
    for (const old of open.slice(0, -mostOpen)) drop(old);
    const session = await entry.session;
    if (!session.ok) drop(entry);
    return session;
  }

  /** A worker that crashed or hung costs one answer; the next asks a fresh one. */
  async function ask<T>(vault: Vault, viewed: ViewedDocument, question: (session: PdfSession) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const session = await sessionOf(vault, viewed);
    if (!session.ok) return session;
    const answer = await question(session.value);
    if (!answer.ok && answer.failure.code.startsWith('worker-')) open.filter((entry) => entry.key.endsWith(`/${renditionKey(vault, viewed)}`)).forEach(drop);
    return answer;
  }

  return {
    sizes: (vault, viewed) => ask(vault, viewed, (session) => Promise.resolve(success(session.pages))),
    picture: (vault, viewed, { page, dpi }) => ask(vault, viewed, async (session) => {
      if (page > session.pages.length) return noPage(viewed);
      const image = await session.render(page, { dpi });
      return image.ok ? pictures.run(encoder, 'encode', image.value) : image;
    }),
    words: (vault, viewed, page) => {
      const known = viewed.edition === undefined ? vault.pageTexts.get(viewed.document, page) : undefined;
      if (known !== undefined) return Promise.resolve(success(known));
      return ask(vault, viewed, async (session) => {
        if (page > session.pages.length) return noPage(viewed);
        const words = await session.words(page);
        return words.ok ? success({ ...words.value, page, source: words.value.words.length === 0 ? 'none' as const : 'text' as const }) : words;
      });
    },
    forget: () => open.forEach(drop),
    close: () => {
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
  return openPdfSession(pool, await vault.readWholeObject(rendition.object));
}

function noPage({ document }: ViewedDocument): Result<never, Failure> {
  return refusal(failure('usage', 'The document has fewer pages.', { subject: document }));
}
