import { failure, type Failure } from '../../../shared/failure.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { BundlePlan, PlacedEntry } from '../../bundle/index.ts';
import { openPdfSession } from '../../pdf/pdf-session.ts';
import type { StoredObject, Vault } from '../../vault/index.ts';
import type { Engine } from '../engine.ts';
import type { RunOptions } from '../run-options.ts';
import { keptTexts } from './kept-texts.ts';
import type { PreparedEdition } from './prepare-edition.ts';

// What a worker can be given at once. Beyond it the proofs of the single documents and of every heading stand.
const largestReadBytes = 1 << 30;

interface Built {
  readonly prepared: PreparedEdition;
  readonly entries: readonly PlacedEntry[];
  readonly plan: BundlePlan;
  readonly bundle: StoredObject;
}

/**
 * Looks through a bundle that was built for any protected name or term, as a last look at the whole: every heading, and the text of every page as
 * a reader extracts it. Fails with `leak-found`, naming the page.
 */
export async function findLeak(engine: Engine, vault: Vault, { prepared, entries, plan, bundle }: Built, options: RunOptions): Promise<Result<undefined, Failure>> {
  const { secrets } = prepared;
  if (!secrets.any) return success(undefined);
  const headings = plan.sections.flatMap(({ title, entries }) => [title, ...entries.flatMap((entry) => [entry.title, entry.translator ?? '', entry.exhibit ?? ''])]);
  if ([plan.title, plan.reference ?? '', ...headings].some(secrets.shows)) return refusal(failure('leak-found', 'A title of this edition names what it must not show.'));
  if (bundle.bytes > largestReadBytes) return success(undefined);
  const session = await openPdfSession(engine.pools.document, await vault.readWholeObject(bundle.objectId), options.signal === undefined ? {} : { signal: options.signal });
  if (!session.ok) return session;
  try {
    const { pages } = session.value;
    for (let page = 1; page <= pages.length; page++) {
      options.report?.({ step: 'scan', done: page - 1, total: pages.length, unit: 'pages' });
      const read = await session.value.words(page, options.signal);
      if (!read.ok) return read;
      const text: PageText = { page, source: 'text', ...read.value };
      const allowed = keptTexts(vault, prepared, entries, page);
      if (secrets.namesOn(text).some((mention) => !allowed(mention))) return refusal(failure('leak-found', `Page ${page} of the bundle still names what this edition must not show.`, { subject: prepared.edition }));
    }
    return success(undefined);
  } finally {
    session.value.close();
  }
}
