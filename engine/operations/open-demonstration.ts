import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import { success, type Result } from '../../shared/result.ts';
import { courtProfiles } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { createCase } from './open-case.ts';
import { readDocuments } from './read-documents.ts';
import { readPlan, type ReadPlan } from './read-plan.ts';
import { recordPlan } from './record-plan.ts';
import type { RunOptions } from './run-options.ts';
import { takeInPlan } from './take-in-plan.ts';

const planFile = fileURLToPath(new URL('../../resources/demo/plan.yaml', import.meta.url));

/** Whether the demonstration case came with the application. */
export function hasDemonstration(): boolean {
  return existsSync(planFile);
}

export interface StartedDemonstration {
  readonly vault: Vault;
  readonly plan: ReadPlan;
}

/** Makes the demonstration's case, empty as yet. Fails as `createCase` does. */
export async function createDemonstration(place: { readonly folder: string; readonly passphrase: string }): Promise<Result<StartedDemonstration, Failure>> {
  const plan = await readPlan(planFile, courtProfiles().map(({ id }) => id));
  if (!plan.ok) return plan;
  const { title, reference, court, languages, by = 'Custodia user' } = plan.value.plan.case;
  const vault = await createCase({ ...place, head: { title, court, languages, by, ...(reference === undefined ? {} : { reference }) } });
  return vault.ok ? success({ vault: vault.value, plan: plan.value }) : vault;
}

/** Takes the demonstration's evidence in, reads it, and puts its people, translations, redactions and order into the case. */
export async function fillDemonstration(engine: Engine, { vault, plan }: StartedDemonstration, options: RunOptions): Promise<Result<{ readonly documents: number; readonly findings: readonly Finding[] }, Failure>> {
  const taken = await takeInPlan(engine, vault, plan, options);
  if (!taken.ok) return taken;
  const read = await readDocuments(engine, vault, { languages: plan.plan.case.languages }, options);
  if (!read.ok) return read;
  const recorded = recordPlan(vault, plan);
  return recorded.ok ? success({ documents: vault.documents.count(), findings: vault.findings.list() }) : recorded;
}
