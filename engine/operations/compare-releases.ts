import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { compareReleases, type ReleaseChanges, type ReleaseStatement } from '../release/index.ts';
import type { Vault } from '../vault/index.ts';

/** What a release of this case changed against an earlier one of its edition. `usage` when one of them is not there, or they are of two editions. */
export function compareReleasesOf(vault: Vault, earlier: string, later: string): Result<ReleaseChanges, Failure> {
  const [before, after] = [vault.releases.get(earlier), vault.releases.get(later)];
  if (before === undefined || after === undefined) return refusal(failure('usage', 'There is no such release in this case.', { subject: before === undefined ? earlier : later }));
  if (before.edition !== after.edition) return refusal(failure('usage', 'Two releases of different editions say nothing about one another.'));
  return success(compareReleases(JSON.parse(before.statement) as ReleaseStatement, JSON.parse(after.statement) as ReleaseStatement));
}
