import { failure, type Failure } from '../../shared/failure.ts';
import type { CourtCheck } from '../../shared/courts/court-profile.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { checkPdf, courtProfiles, type AssembledBundle } from '../bundle/index.ts';
import { detectKind } from '../intake/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { readPdfFile } from './read-pdf-file.ts';
import { keepCourtCheck } from './exhibits/exhibit-records.ts';
import type { RunOptions } from './run-options.ts';

/** Checks any PDF, whoever made it, against a court profile; `first` is the page of the bundle that its first page is, for a later file of one. Fails with `court-unknown`, or as the file's reading fails. */
export async function checkFile(engine: Engine, file: string, court: string, { first = 1, ...options }: RunOptions & { readonly first?: number } = {}): Promise<Result<CourtCheck, Failure>> {
  const known = courtProfiles().map(({ id }) => id);
  if (!known.includes(court)) return refusal(failure('court-unknown', 'There is no court profile "{{court}}". Known: {{known}}.', { subject: court, values: { court, known: known.join(', ') } }));
  const bytes = await readPdfFile(file, detectKind);
  if (!bytes.ok) return bytes;
  const checked = await checkPdf(engine.pools, bytes.value, court, { ...options, firstPage: first, firstNumber: first });
  return checked.ok ? checked : refusal({ ...checked.failure, subject: checked.failure.subject ?? file });
}

/** Checks a bundle that was built, before it is released: all its files, pages counted over them. The case remembers the answer. */
export async function checkBundles(engine: Engine, vault: Vault, { prepared, bundles, assembled }: { readonly prepared: { readonly edition: string }; readonly bundles: readonly StoredObject[]; readonly assembled: AssembledBundle }, options: RunOptions = {}): Promise<Result<CourtCheck, Failure>> {
  const checks: CourtCheck[] = [];
  for (const [index, bundle] of bundles.entries()) {
    const { firstPage = 1 } = assembled.files[index] ?? {};
    const checked = await checkPdf(engine.pools, await vault.readWholeObject(bundle.objectId), vault.head().court, { ...options, firstPage, firstNumber: Number(assembled.labels[firstPage - 1] ?? firstPage) || firstPage });
    if (!checked.ok) return checked;
    checks.push(checked.value);
  }
  const [first, ...more] = checks;
  if (first === undefined) throw new Error('a bundle has no file');
  const check = more.reduce(joinChecks, first);
  if (!vault.readOnly) keepCourtCheck(vault, prepared.edition, check);
  return success(check);
}

// A rule holds for a bundle when it holds for each of its files.
function joinChecks(before: CourtCheck, after: CourtCheck): CourtCheck {
  const rules = before.rules.map((rule) => {
    const other = after.rules.find((one) => one.rule === rule.rule);
    if (other === undefined || other.result !== 'fail') return rule;
    return rule.result === 'fail' ? { ...rule, pages: [...(rule.pages ?? []), ...(other.pages ?? [])] } : other;
  });
  return { ...before, rules, holds: rules.every(({ result }) => result !== 'fail') };
}
