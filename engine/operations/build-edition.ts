import type { Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleBundle, type AssembledBundle, type BundlePlan } from '../bundle/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import { createChunkPipe } from './chunk-pipe.ts';
import { bundlePlanOf } from './edition/bundle-of-edition.ts';
import { findLeak } from './edition/find-leak.ts';
import { prepareEdition, type PreparedEdition } from './edition/prepare-edition.ts';
import type { Engine } from './engine.ts';
import type { RunOptions } from './run-options.ts';

/** The bundle PDF of an edition, encrypted in the case. */
export interface BuiltEdition {
  readonly prepared: PreparedEdition;
  readonly bundle: StoredObject;
  readonly assembled: AssembledBundle;
}

/**
 * Builds the bundle of an edition: redacts and proves, assembles, and looks through the result for anything that the edition must not show.
 * The bundle is kept encrypted in the case. Fails as `prepareEdition` does, with `leak-found`, or as the sources fail.
 */
export async function buildEdition(engine: Engine, vault: Vault, edition: string, options: RunOptions = {}): Promise<Result<BuiltEdition, Failure>> {
  const prepared = await prepareEdition(engine, vault, edition, options);
  if (!prepared.ok) return prepared;
  const plan = bundlePlanOf(vault, prepared.value, new Date().toISOString());
  const stored = await storeBundle(engine, vault, { plan, prepared: prepared.value }, options);
  if (!stored.ok) return stored;
  const { bundle, assembled } = stored.value;
  const leak = await findLeak(engine, vault, { prepared: prepared.value, entries: assembled.entries, plan, bundle }, options);
  if (!leak.ok) {
    await vault.removeObject(bundle.objectId);
    return leak;
  }
  vault.appendEvent({ action: 'bundle-built', object: edition, sha256: bundle.sha256, facts: { pages: assembled.pages, documents: assembled.entries.length } });
  return success({ prepared: prepared.value, bundle, assembled });
}

async function storeBundle(
  engine: Engine, vault: Vault, { plan, prepared }: { readonly plan: BundlePlan; readonly prepared: PreparedEdition }, options: RunOptions,
): Promise<Result<{ bundle: StoredObject; assembled: AssembledBundle }, Failure>> {
  const files = new Map(prepared.sections.flatMap(({ documents }) => documents.map(({ entry, file }) => [entry.document.id as string, file] as const)));
  const pipe = createChunkPipe();
  const stop = new AbortController();
  const storing = vault.putObject(pipe.chunks, { signal: stop.signal }).catch((error: unknown) => ({ error }));
  const assembled = await assembleBundle(engine.pools, plan, {
    source: async (key) => {
      const file = files.get(key);
      if (file === undefined) throw new Error('the bundle asks for a document that the edition does not have');
      return vault.readWholeObject(file.object);
    },
    write: pipe.write,
    signal: options.signal,
    report: options.report,
  });
  if (assembled.ok) pipe.end();
  else {
    stop.abort();
    pipe.fail(new Error('the assembly was refused'));
  }
  const stored = await storing;
  if (!assembled.ok) return refusal(assembled.failure);
  if ('error' in stored) throw stored.error;
  return success({ bundle: stored, assembled: assembled.value });
}
