import { compareBuilds, type BuildDifference } from '../../bundle/index.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault } from '../../vault/index.ts';
import { builtBundles, type BuiltBundle } from './exhibit-records.ts';

/** A build that is kept. Fails with `usage` when it is not. */
export function builtBundle(vault: Vault, build: string): Result<BuiltBundle, Failure> {
  const built = builtBundles(vault).find((one) => one.build === build);
  return built === undefined ? refusal(failure('usage', 'This build is no longer kept.')) : success(built);
}

/** What differs between two kept builds, document by document. Fails as `builtBundle` does. */
export function compareBuiltBundles(vault: Vault, before: string, after: string): Result<readonly BuildDifference[], Failure> {
  const [old, now] = [builtBundle(vault, before), builtBundle(vault, after)];
  if (!old.ok) return old;
  return now.ok ? success(compareBuilds(old.value.entries, now.value.entries)) : now;
}
