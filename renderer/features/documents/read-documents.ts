import type { ToldFailure } from '../../../shared/failure.ts';
import { runJob } from '../../engine-client.ts';
import type { DocumentRow } from '../../read-model/database.ts';

/** Reads the text of the chosen documents, or of all that are unread when at most one is chosen. */
export async function readDocuments(chosen: readonly DocumentRow[]): Promise<ToldFailure | null> {
  const result = await runJob('readDocuments', chosen.length > 1 ? { documents: chosen.map(({ id }) => id), again: true } : {});
  return result.ok ? null : result.failure;
}
