import { failure, type Failure } from '../../shared/failure.ts';
import type { CourtCheck } from '../../shared/courts/court-profile.ts';
import { refusal, type Result } from '../../shared/result.ts';
import { checkPdf, courtProfiles } from '../bundle/index.ts';
import { detectKind } from '../intake/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { readPdfFile } from './read-pdf-file.ts';
import type { RunOptions } from './run-options.ts';

/** Checks any PDF, whoever made it, against a court profile. Fails with `court-unknown`, or as the file's reading fails. */
export async function checkFile(engine: Engine, file: string, court: string, options: RunOptions = {}): Promise<Result<CourtCheck, Failure>> {
  const known = courtProfiles().map(({ id }) => id);
  if (!known.includes(court)) return refusal(failure('court-unknown', `There is no court profile "${court}". Known: ${known.join(', ')}.`, { subject: court }));
  const bytes = await readPdfFile(file, detectKind);
  if (!bytes.ok) return bytes;
  const checked = await checkPdf(engine.pools, bytes.value, court, options);
  return checked.ok ? checked : refusal({ ...checked.failure, subject: checked.failure.subject ?? file });
}

/** Checks a bundle that was built, before it is released. */
export async function checkBundle(engine: Engine, vault: Vault, bundle: StoredObject, options: RunOptions = {}): Promise<Result<CourtCheck, Failure>> {
  return checkPdf(engine.pools, await vault.readWholeObject(bundle.objectId), vault.head().court, options);
}
