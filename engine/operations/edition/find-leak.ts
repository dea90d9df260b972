import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { BundlePlan, PlacedEntry } from '../../bundle/index.ts';
import { openPdfSession } from '../../pdf/pdf-session.ts';
import type { Mention } from '../../people/index.ts';
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

/** A place that names what an edition must not show. Never the name itself. */
export interface LeakPlace {
  readonly where: 'heading' | 'page' | 'file' | 'file-name' | 'statement' | 'custody';
  /** Path in the release. */
  readonly file?: string;
  /** In which it is mended. */
  readonly document?: DocumentId;
  /** 1-based: of the document where one is named, else of the file. */
  readonly page?: number;
  /** Pseudonyms, where it is a person and not a term. */
  readonly who?: readonly string[];
}

/**
 * Looks through a bundle that was built for any protected name or term, as a last look at the whole: every heading, and the text of every page as
 * a reader extracts it. Fails with `leak-found`, naming the page.
 */
export async function findLeak(engine: Engine, vault: Vault, built: Built, options: RunOptions): Promise<Result<undefined, Failure>> {
  const found = await leaksInBundle(engine, vault, built, { ...options, first: true });
  if (!found.ok) return found;
  const [leak] = found.value;
  if (leak === undefined) return success(undefined);
  if (leak.where === 'heading') return refusal(failure('leak-found', 'A title of this edition names what it must not show.'));
  return refusal(failure('leak-found', 'Page {{page}} of the bundle still names what this edition must not show.', { subject: built.prepared.edition, values: { page: leak.bundlePage } }));
}

/** The same look, for all places that it finds; `first`: it ends at the first. `bundlePage`: 1-based page of the file, 0 for a heading. Fails as reading the bundle does. */
export async function leaksInBundle(engine: Engine, vault: Vault, { prepared, entries, plan, bundle }: Built, options: RunOptions & { readonly first?: boolean }): Promise<Result<readonly (LeakPlace & { readonly bundlePage: number })[], Failure>> {
  const { secrets } = prepared;
  if (!secrets.any) return success([]);
  const headings = headingsOf(plan).filter(({ texts }) => texts.some(secrets.shows)).map(({ document }) => ({ where: 'heading' as const, bundlePage: 0, ...(document === undefined ? {} : { document }) }));
  if (bundle.bytes > largestReadBytes || (options.first === true && headings.length > 0)) return success(headings);
  const session = await openPdfSession(engine.pools.document, await vault.readWholeObject(bundle.objectId), options.signal === undefined ? {} : { signal: options.signal });
  if (!session.ok) return session;
  const places: (LeakPlace & { readonly bundlePage: number })[] = [];
  try {
    const { pages } = session.value;
    for (let page = 1; page <= pages.length && !(options.first === true && places.length > 0); page++) {
      options.report?.({ step: 'scan', done: page - 1, total: pages.length, unit: 'pages' });
      const read = await session.value.words(page, options.signal);
      if (!read.ok) return read;
      const text: PageText = { page, source: 'text', ...read.value };
      const allowed = keptTexts(vault, prepared, entries, page);
      const named = secrets.namesOn(text).filter((mention) => !allowed(mention));
      if (named.length > 0) places.push({ where: 'page', bundlePage: page, ...exhibitAt(entries, page), ...whoOf(named) });
    }
    return success([...headings, ...places]);
  } finally {
    session.value.close();
  }
}

/** The document that a page of the bundle shows, and its page there; nothing for a page of the bundle's own. */
export function exhibitAt(entries: readonly PlacedEntry[], page: number): Pick<LeakPlace, 'document' | 'page'> {
  const entry = entries.find(({ firstPage, lastPage }) => page >= firstPage && page <= lastPage);
  return entry === undefined ? { page } : { document: entry.key as DocumentId, page: page - entry.firstPage + 1 };
}

/** Whom mentions name, by pseudonym. */
export function whoOf(mentions: readonly Mention[]): Pick<LeakPlace, 'who'> {
  const who = [...new Set(mentions.flatMap(({ pseudonym }) => pseudonym ?? []))];
  return who.length === 0 ? {} : { who };
}

function headingsOf({ title, reference = '', sections }: BundlePlan): { readonly texts: readonly string[]; readonly document?: DocumentId }[] {
  return [
    { texts: [title, reference, ...sections.map((section) => section.title)] },
    ...sections.flatMap(({ entries }) => entries.map((entry) => ({ texts: [entry.title, entry.translator ?? '', entry.exhibit ?? ''], document: entry.key as DocumentId }))),
  ];
}
