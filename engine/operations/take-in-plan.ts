import path from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
import { hashFile } from './hash-file.ts';
import type { Plan } from './plan-schema.ts';
import type { ReadPlan } from './read-plan.ts';
import { indexDocumentNames } from './search-entries.ts';
import type { RunOptions } from './run-options.ts';
import { takeIn, type IntakeItem } from './take-in.ts';

type PlannedDocument = Plan['documents'][number];

/**
 * Takes in the documents of a plan that are not in the case yet. Fails with the reason and the line of the first document that is refused, and with
 * `plan-invalid` where the case holds other bytes under a document's id.
 */
export async function takeInPlan(engine: Engine, vault: Vault, { plan, folder, lineOf }: ReadPlan, options: RunOptions): Promise<Result<undefined, Failure>> {
  const missing: { item: IntakeItem; index: number }[] = [];
  for (const [index, document] of plan.documents.entries()) {
    const file = path.resolve(folder, document.file);
    const known = vault.documents.get(document.id as DocumentId);
    if (known === undefined) {
      missing.push({ index, item: itemOf(document, file) });
      continue;
    }
    const sha256 = await hashFile(file);
    if (!sha256.ok) return refusal({ ...sha256.failure, subject: document.id, line: lineOf(['documents', index, 'file']) });
    if (sha256.value !== known.sha256) {
      return refusal(failure('plan-invalid', `The case holds other bytes as document "${document.id}". Originals are never replaced: give the new file an id of its own.`, { subject: document.id, line: lineOf(['documents', index]) }));
    }
    keepFacts(vault, document, plan.exhibits?.number === true);
  }
  const taken = await takeIn(engine, vault, missing.map(({ item }) => item), options);
  if (!taken.ok) return taken;
  for (const { item, index } of missing) {
    const refused = taken.value.refused.find((one) => one.path === item.path);
    if (refused !== undefined && item.id !== undefined && !vault.documents.has(item.id)) return refusal({ ...refused.failure, subject: item.id, line: lineOf(['documents', index]) });
  }
  return success(undefined);
}

function itemOf({ id, title, language, exhibit, confidentiality, source }: PlannedDocument, file: string): IntakeItem {
  return {
    path: file, id: id as DocumentId, confidentiality, source: withoutUndefined(source),
    ...(title === undefined ? {} : { title }), ...(language === undefined ? {} : { language }), ...(exhibit === undefined ? {} : { exhibit }),
  };
}

// What is known about a document may change from run to run; its bytes may not, and neither may a number that a scheme gave it.
function keepFacts(vault: Vault, { id, title, language, exhibit, confidentiality, source }: PlannedDocument, numbered: boolean): void {
  vault.documents.change(id as DocumentId, { confidentiality, source: withoutUndefined(source), language: language ?? null, ...(exhibit === undefined && numbered ? {} : { exhibit: exhibit ?? null }), ...(title === undefined ? {} : { title }) });
  const changed = vault.documents.get(id as DocumentId);
  if (changed !== undefined) indexDocumentNames(vault, changed);
}

function withoutUndefined(source: PlannedDocument['source']): NonNullable<IntakeItem['source']> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined));
}
