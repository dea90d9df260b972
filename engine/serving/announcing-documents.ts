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
