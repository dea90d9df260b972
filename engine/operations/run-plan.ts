import { access } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { courtProfiles } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { createCase, openCase } from './open-case.ts';
import { readDocuments } from './read-documents.ts';
import { readPlan, type ReadPlan } from './read-plan.ts';
import { readRecipients } from './read-recipients.ts';
import { refuseReceived } from './received-release.ts';
import { recordPlan } from './record-plan.ts';
import { releaseEdition, type ReleasedEdition } from './release-edition.ts';
import type { RunOptions } from './run-options.ts';
import { takeInPlan } from './take-in-plan.ts';

export interface RunPlan {
  readonly planFile: string;
  readonly caseFolder: string;
  readonly outFolder: string;
  /** Asked for when it is needed; `isNew` where the case is to be made. */
  readonly passphrase: (isNew: boolean) => Promise<Result<string, Failure>>;
}

export interface RanPlan {
  readonly case: string;
  readonly releases: readonly ReleasedEdition[];
  readonly signer: { readonly fingerprint: string; readonly allowedSigners: string };
  readonly findings: readonly Finding[];
}

const defaultOffice = 'Custodia user';

/**
 * Runs a whole case from a plan file: take in, read, pair, redact, build, release, verify. The plan is checked whole before anything is written. A run
 * that was stopped goes on where it was: what is in the case with the same bytes is not taken in again.
 * Fails with `plan-invalid`, `file-missing`, `recipient-invalid` (nothing written), or as its steps fail; the case is whole then.
 */
export async function runPlan(engine: Engine, request: RunPlan, options: RunOptions = {}): Promise<Result<RanPlan, Failure>> {
  const plan = await readPlan(request.planFile, courtProfiles().map(({ id }) => id));
  if (!plan.ok) return plan;
  for (const [index, { recipients, out }] of plan.value.plan.releases.entries()) {
    const read = await readRecipients(recipients, plan.value.folder);
    const line = plan.value.lineOf(['releases', index, 'recipients']);
    if (!read.ok) return refusal({ ...read.failure, line });
    if (recipients.length > 0 && !out.endsWith('.age')) return refusal(failure('plan-invalid', `The output "${out}" is encrypted: its name must end in .tar.age.`, { subject: `releases[${index + 1}].out`, line: plan.value.lineOf(['releases', index, 'out']) }));
    if (recipients.length === 0 && out.endsWith('.age')) return refusal(failure('plan-invalid', `The output "${out}" has no recipients: its name must end in .tar.`, { subject: `releases[${index + 1}].out`, line: plan.value.lineOf(['releases', index, 'out']) }));
  }
  const vault = await openOrCreate(request, plan.value);
  if (!vault.ok) return vault;
  try {
    return await perform(engine, vault.value, { plan: plan.value, outFolder: request.outFolder }, options);
  } finally {
    await vault.value.close();
  }
}

async function openOrCreate({ caseFolder, passphrase }: RunPlan, { plan }: ReadPlan): Promise<Result<Vault, Failure>> {
  const exists = await access(caseFolder).then(() => true, () => false);
  const known = await passphrase(!exists);
  if (!known.ok) return known;
  const { title, reference, court, languages, by = defaultOffice } = plan.case;
  const head = { title, court, languages, by, ...(reference === undefined ? {} : { reference }) };
  const opened = exists ? await openCase({ folder: caseFolder, passphrase: known.value }) : refusal(failure('case-missing', ''));
  if (opened.ok) {
    const refused = refuseReceived(opened.value);
    if (refused !== undefined) {
      await opened.value.close();
      return refused;
    }
    if (JSON.stringify(opened.value.head()) !== JSON.stringify(head)) opened.value.setHead({ ...head, by: opened.value.head().by });
    return opened;
  }
  // An empty folder is a place for a new case; one with anything in it is not.
  return opened.failure.code === 'case-missing' ? createCase({ folder: caseFolder, passphrase: known.value, head }) : opened;
}

async function perform(engine: Engine, vault: Vault, work: { readonly plan: ReadPlan; readonly outFolder: string }, options: RunOptions): Promise<Result<RanPlan, Failure>> {
  const { plan, folder } = work.plan;
  const taken = await takeInPlan(engine, vault, work.plan, options);
  if (!taken.ok) return taken;
  const read = await readDocuments(engine, vault, { languages: plan.case.languages }, options);
  if (!read.ok) return read;
  const [unread] = read.value.refused;
  if (unread !== undefined) return refusal({ ...unread.failure, subject: unread.id });
  const recorded = recordPlan(vault, work.plan);
  if (!recorded.ok) return recorded;
  const releases: ReleasedEdition[] = [];
  for (const { edition, recipients, out } of plan.releases) {
    const released = await releaseEdition(engine, vault, { edition, recipients, folder, out: path.resolve(work.outFolder, out), replace: true }, options);
    if (!released.ok) return released;
    releases.push(released.value);
  }
  return success({ case: vault.caseId, releases, signer: signerOf(vault, releases), findings: [...vault.findings.list(), ...uncovered(vault, plan.releases.map(({ edition }) => edition)), ...onceEach(releases.flatMap(({ findings }) => findings)), ...releases.flatMap(courtFindings)] });
}

function signerOf(vault: Vault, releases: readonly ReleasedEdition[]): RanPlan['signer'] {
  const [first] = releases;
  return { fingerprint: vault.identity.fingerprint, allowedSigners: first?.signer.allowedSigners ?? vault.identity.sshPublicKey };
}

/** Protected persons that an edition for others than the court leaves readable: allowed, but said. */
function uncovered(vault: Vault, editions: readonly string[]): Finding[] {
  return editions.filter((edition) => edition !== 'court').flatMap((edition) => {
    const covered = new Set(vault.redactions.set(edition)?.persons ?? []);
    return vault.persons.list().filter((person) => person.protected && !covered.has(person.pseudonym))
      .map(({ pseudonym }) => ({ document: edition as DocumentId, code: 'protected-person-not-redacted', values: { pseudonym }, message: `The edition "${edition}" does not redact ${pseudonym}, who is protected.` }));
  });
}

// What is found about a document is found again in every edition that it stands in.
function onceEach(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.document} ${finding.code} ${finding.page ?? ''} ${finding.message}`, finding])).values()];
}

function courtFindings({ edition, court }: ReleasedEdition): Finding[] {
  return court.rules.filter(({ result }) => result === 'fail').map(({ rule, message, pages }) => ({
    document: edition, code: 'court-check-failed', values: { court: court.court, rule }, message: `${court.court}, ${rule}: ${message ?? 'does not hold'}`, ...(pages?.[0] === undefined ? {} : { page: pages[0] }),
  }));
}
