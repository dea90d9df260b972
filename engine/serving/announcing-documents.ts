import type { DocumentId } from '../../shared/identifiers.ts';
import type { Vault } from '../vault/index.ts';
import type { JobOptions, ServingContext } from './serving-context.ts';

const announceEveryMs = 500;

/** Runs work that takes documents in, and tells the window of those that came in as it goes, and once more at its end. */
export async function announcingDocuments<T>({ session }: ServingContext, vault: Vault, options: JobOptions, work: (options: JobOptions) => Promise<T>): Promise<T> {
  let known = vault.documents.count();
  let last = 0;
  const announce = (): void => {
    last = performance.now();
    if (vault.documents.count() === known) return;
    const added = vault.documents.list().slice(known).map(({ id }) => id);
    known += added.length;
    session.documentsChanged(added);
  };
  const report: JobOptions['report'] = (progress) => {
    if (performance.now() - last > announceEveryMs) announce();
    options.report(progress);
  };
  try {
    return await work({ ...options, report });
  } finally {
    // A case that was locked meanwhile has no more to tell.
    if (!options.signal.aborted || session.state === 'open') announce();
  }
}

const announceWorkedEveryMs = 2000;

/** Runs work that goes from document to document, and tells the window of those that are behind it, and of all once it ends, however it ends: what was done before a stop or a full disk is kept. */
export async function announcingWorkedOn<T>({ session }: ServingContext, options: JobOptions, work: (options: JobOptions) => Promise<T>): Promise<T> {
  const behind = new Set<DocumentId>();
  let atHand: DocumentId | undefined;
  let last = performance.now();
  const announce = (): void => {
    last = performance.now();
    if (behind.size === 0 || session.state !== 'open') return;
    session.documentsChanged([...behind]);
    behind.clear();
  };
  const leave = (): void => {
    if (atHand !== undefined) behind.add(atHand);
  };
  const report: JobOptions['report'] = (progress) => {
    const document = progress.document as DocumentId | undefined;
    if (document !== atHand) leave();
    atHand = document;
    if (performance.now() - last > announceWorkedEveryMs) announce();
    options.report(progress);
  };
  try {
    return await work({ ...options, report });
  } finally {
    leave();
    announce();
  }
}
