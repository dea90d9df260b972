import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleBundle, planEntries, type AssembledBundle, type BundlePlan, type PlacedEntry } from '../bundle/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import { createChunkPipe, type ChunkPipe } from './chunk-pipe.ts';
import { bundleLists } from './edition/bundle-lists.ts';
import { bundlePlanOf } from './edition/bundle-of-edition.ts';
import { findLeak } from './edition/find-leak.ts';
import { linkMentions, type LinkedPlan } from './edition/link-mentions.ts';
import { prepareEdition, type PreparedEdition } from './edition/prepare-edition.ts';
import type { Engine } from './engine.ts';
import { bundleSettings, type CrossReference } from './exhibits/exhibit-records.ts';
import { rememberBuild } from './exhibits/remember-build.ts';
import type { RunOptions } from './run-options.ts';

/** The bundle PDF of an edition, encrypted in the case. */
export interface BuiltEdition {
  readonly prepared: PreparedEdition;
  /** The first file, the only one unless the court's limit asks for more. */
  readonly bundle: StoredObject;
  /** All files, in order. */
  readonly bundles: readonly StoredObject[];
  readonly assembled: AssembledBundle;
  /** What was left out or changed on the way, and pages that were inserted between others. */
  readonly findings: readonly Finding[];
}

export interface BuildOptions extends RunOptions {
  /** A bundle of the documents that came since the last build alone, whose numbers go on. */
  readonly supplement?: boolean;
}

/**
 * Builds the bundle of an edition: redacts and proves, assembles, and looks through the result for anything that the edition must not show.
 * The bundle is kept encrypted in the case. Fails as `prepareEdition` does, with `leak-found`, as the sources fail, or with `usage` for a supplement of nothing.
 */
export async function buildEdition(engine: Engine, vault: Vault, edition: string, options: BuildOptions = {}): Promise<Result<BuiltEdition, Failure>> {
  const made = await assembleEdition(engine, vault, edition, options);
  if (!made.ok) return made;
  const { prepared, linked, bundle, bundles, assembled } = made.value;
  const { plan } = linked;
  let noted = false;
  try {
    for (const part of bundleParts(made.value)) {
      const leak = await findLeak(engine, vault, part, options);
      if (!leak.ok) return leak;
    }
    vault.appendEvent({ action: 'bundle-built', object: edition, sha256: bundle.sha256, facts: { pages: assembled.pages, documents: assembled.entries.length, files: bundles.length } });
    const references = rememberBuild(vault, { edition, sha256: bundle.sha256, assembled, linked, supplement: options.supplement === true });
    noted = true;
    return success({ prepared, bundle, bundles, assembled, findings: [...assembled.findings, ...lettered(plan, assembled), ...misleading(references, linked)] });
  } finally {
    if (!noted) await removeBundles(vault, made.value);
  }
}

/** A bundle that was put together, and neither looked through nor noted yet. */
export interface AssembledEdition extends Omit<BuiltEdition, 'findings'> {
  readonly linked: LinkedPlan;
}

/** Redacts and proves an edition, and puts its bundle together. Whoever has it looks through it before anything else, and frees it with `removeBundles`. Fails as `buildEdition` does. */
export async function assembleEdition(engine: Engine, vault: Vault, edition: string, options: BuildOptions = {}): Promise<Result<AssembledEdition, Failure>> {
  const prepared = await prepareEdition(engine, vault, edition, options);
  if (!prepared.ok) return prepared;
  const linked = linkMentions(vault, prepared.value, bundlePlanOf(vault, prepared.value, { createdAt: new Date().toISOString(), supplement: options.supplement === true }));
  const stored = await storeBundle(engine, vault, { plan: linked.plan, prepared: prepared.value }, options);
  if (!stored.ok) return stored;
  const { bundles, assembled } = stored.value;
  const [bundle] = bundles;
  if (bundle === undefined) throw new Error('a bundle has no file');
  return success({ prepared: prepared.value, linked, bundle, bundles, assembled });
}

/** The files of a bundle one by one, each with the entries that stand in it, in pages of that file. */
export function bundleParts({ prepared, linked, bundles, assembled }: AssembledEdition): { readonly prepared: PreparedEdition; readonly plan: BundlePlan; readonly entries: readonly PlacedEntry[]; readonly bundle: StoredObject }[] {
  return bundles.map((bundle, index) => {
    const before = (assembled.files[index]?.firstPage ?? 1) - 1;
    return { prepared, plan: linked.plan, bundle, entries: assembled.entries.map((entry) => ({ ...entry, firstPage: entry.firstPage - before, lastPage: entry.lastPage - before })) };
  });
}

/** Frees what a build has kept. */
export async function removeBundles(vault: Vault, { bundles }: Pick<BuiltEdition, 'bundles'>): Promise<void> {
  for (const { objectId } of bundles) await vault.removeObject(objectId);
}

// Inserted pages are a known pain of courts: allowed, and said.
function lettered({ numbering }: BundlePlan, { entries }: AssembledBundle): Finding[] {
  if (numbering?.late !== 'insert') return [];
  return entries.filter(({ firstLabel }) => /^\d+[A-Z]+$/u.test(firstLabel)).map(({ key, firstLabel, lastLabel }) => ({
    document: key, code: 'pages-inserted', values: { first: firstLabel, last: lastLabel }, message: `The pages ${firstLabel} to ${lastLabel} were inserted between numbers that were handed out before. Courts prefer late pages at the end.`,
  }));
}

// A mention of an exhibit is still right when the exhibit has moved; one of a page is not when something else stands there.
function misleading(references: readonly CrossReference[], { references: planned }: LinkedPlan): Finding[] {
  return references.flatMap(({ document, page, text, state }, at): Finding[] => {
    const to = planned[at]?.to;
    const named = text.replace(/^[("“„«]+|[)"”».,;:]+$/gu, '');
    const common = { document, page, values: { text: named } };
    if (state === 'nowhere') return [{ ...common, code: 'reference-nowhere', message: `The page names ${named}, which is not in this bundle.` }];
    return state === 'moved' && to !== undefined && 'label' in to ? [{ ...common, code: 'reference-moved', message: `The page names ${named}, where something else stands now than in the bundle before.` }] : [];
  });
}

interface Storing {
  readonly pipe: ChunkPipe;
  readonly stored: Promise<StoredObject | { readonly error: unknown }>;
}

async function storeBundle(
  engine: Engine, vault: Vault, { plan, prepared }: { readonly plan: BundlePlan; readonly prepared: PreparedEdition }, options: RunOptions,
): Promise<Result<{ bundles: readonly StoredObject[]; assembled: AssembledBundle }, Failure>> {
  if (planEntries(plan).length === 0) return refusal({ code: 'usage', message: 'No document has come since the last bundle of this edition was built.' });
  const files = new Map(prepared.sections.flatMap(({ documents }) => documents.map(({ entry, file }) => [entry.document.id as string, file] as const)));
  const stop = new AbortController();
  const storing: Storing[] = [];
  const into = (file: number): Storing => {
    while (storing.length <= file) {
      const pipe = createChunkPipe();
      storing.push({ pipe, stored: vault.putObject(pipe.chunks, { signal: stop.signal }).catch((error: unknown) => ({ error })) });
    }
    return storing[file] as Storing;
  };
  const assembled = await assembleBundle(engine.pools, plan, {
    source: async (key) => {
      const file = files.get(key);
      if (file === undefined) throw new Error('the bundle asks for a document that the edition does not have');
      return vault.readWholeObject(file.object);
    },
    write: (chunk, file) => into(file).pipe.write(chunk),
    lists: bundleLists(vault, prepared, bundleSettings(vault)),
    signal: options.signal,
    report: options.report,
  }).catch((error: unknown) => ({ error }));
  const unfinished = new Error('the assembly did not come to its end');
  const ended = !('error' in assembled) && assembled.ok;
  if (!ended) stop.abort(unfinished);
  for (const { pipe } of storing) {
    if (ended) pipe.end();
    else pipe.fail(unfinished);
  }
  const stored = await Promise.all(storing.map((one) => one.stored));
  const bundles = stored.flatMap((one) => ('error' in one ? [] : [one]));
  if (ended && bundles.length === stored.length) return success({ bundles, assembled: assembled.value });
  await removeBundles(vault, { bundles });
  if (!('error' in assembled) && !assembled.ok) return assembled;
  // Of a file that could not be stored, a full disk for one, the assembly knows only that nobody takes more of it.
  const lost = stored.find((one) => 'error' in one && one.error !== unfinished) ?? assembled;
  throw 'error' in lost ? lost.error : new Error('a file of the bundle was neither stored nor refused');
}
