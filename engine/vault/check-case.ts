import { createHash } from 'node:crypto';
import type { DocumentId, Sha256 } from '../../shared/identifiers.ts';
import { pausePoint } from '../workers/work-gate.ts';
import { changedDatabases, notAsClosed } from './closed-files.ts';
import type { SqlDatabase } from './encrypted-database.ts';
import { checkHeldCheckpoint } from './held-checkpoint.ts';
import { checkSession } from './inventory-keeper.ts';
import { readInventory } from './inventory.ts';
import { listObjectFiles, readObject, type ObjectRow } from './object-store.ts';
import { ownersOfObjects } from './object-owners.ts';
import { openObjectTable } from './object-table.ts';
import type { OpenCase } from './open-case.ts';
import { VaultDamage } from './vault-damage.ts';
import type { CheckOptions, CompartmentName, IntegrityFault, IntegrityReport } from './vault.ts';

/**
 * Reads every byte of a case, its search index included, and names what is wrong with it; with `logOnly` its log, inventory and checkpoint. Changes
 * nothing. An aborted signal rejects with its reason.
 */
export async function checkCase(parts: OpenCase, options: CheckOptions): Promise<IntegrityReport> {
  const { databases, log } = parts;
  const faults: IntegrityFault[] = [];
  for (const index of log.verify()) faults.push({ code: 'log-damaged', subject: String(index), message: `Event ${index} does not fit the log's chain and tree.` });
  faults.push(...await checkInventory(parts, options));
  if (options.logOnly !== true) {
    faults.push(...checkDatabase('work', databases.work), ...checkSearchIndex(databases.work));
    if (databases.persons !== undefined) faults.push(...checkDatabase('protected-persons', databases.persons));
    faults.push(...await checkObjects(parts, options));
  }
  return { holds: faults.every((fault) => fault.code === 'object-unknown'), objects: openObjectTable(databases.work).count(), events: log.count(), faults };
}

async function checkObjects(parts: OpenCase, { signal, report }: CheckOptions): Promise<IntegrityFault[]> {
  const faults: IntegrityFault[] = [];
  const objects = openObjectTable(parts.databases.work);
  const total = objects.count();
  let done = 0;
  for (const row of objects.list()) {
    await pausePoint(signal);
    signal?.throwIfAborted();
    const fault = await checkObject(parts, row);
    if (fault !== undefined) faults.push(fault);
    done += 1;
    report?.({ step: 'verify', done, total, unit: 'checks' });
  }
  const owners = faults.length === 0 ? new Map<string, DocumentId>() : ownersOfObjects(parts.databases.work);
  for await (const file of listObjectFiles(parts.folder)) {
    if (objects.get(file.id) === undefined) faults.push({ code: 'object-unknown', subject: file.id, message: 'A stored file that the case does not know: left by a crash, or put there.' });
  }
  return faults.map((fault) => ({ ...fault, ...given(owners.get(fault.subject)) }));
}

const given = (document: DocumentId | undefined): Pick<IntegrityFault, 'document'> => (document === undefined ? {} : { document });

async function checkObject({ folder, keyring }: OpenCase, row: ObjectRow): Promise<IntegrityFault | undefined> {
  if (!keyring.has(row.compartment)) return undefined;
  try {
    const hash = createHash('sha256');
    for await (const chunk of readObject(folder, keyring, row)) hash.update(chunk);
    if ((hash.digest('hex') as Sha256) === row.sha256) return undefined;
    return { code: 'object-damaged', subject: row.id, message: 'An object does not have the SHA-256 that it was stored with.' };
  } catch (error) {
    if (!(error instanceof VaultDamage)) throw error;
    return { code: error.message.includes('is missing') ? 'object-missing' : 'object-damaged', subject: row.id, message: error.message };
  }
}

function checkDatabase(name: CompartmentName, database: SqlDatabase): IntegrityFault[] {
  try {
    // Authenticates every page, and asks the full-text index to check itself too (SQLite 3.44 and later).
    const answer = database.pragma('integrity_check(1)', { simple: true });
    if (answer === 'ok') return [];
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return [{ code: 'database-damaged', subject: name, message: `The database of ${name} has pages that do not authenticate or do not fit together.` }];
}

/** The index is built from the page texts: each page that was indexed has its entry, and no entry is without its page. */
function checkSearchIndex(database: SqlDatabase): IntegrityFault[] {
  try {
    const stray = database.prepare<[], number>(`SELECT (SELECT count(*) FROM search_pages WHERE id NOT IN (SELECT id FROM search_index_docsize))
      + (SELECT count(*) FROM search_index_docsize WHERE id NOT IN (SELECT id FROM search_pages))`).pluck().get();
    if (stray === 0) return [];
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return [{ code: 'database-damaged', subject: 'search', message: 'The search index does not fit the pages that were read. Read the documents again to build it anew.' }];
}

async function checkInventory({ folder, keyring, databases, log }: OpenCase, { checkpoint, logOnly }: CheckOptions): Promise<IntegrityFault[]> {
  const inventory = await readInventory(folder, keyring);
  const state = inventory.ok ? checkSession(databases, log, inventory.value) : inventory;
  const faults: IntegrityFault[] = state.ok ? [] : [{ code: 'inventory-mismatch', subject: 'inventory', message: state.failure.message }];
  const changed = inventory.ok && logOnly !== true ? await changedDatabases(folder, keyring, inventory.value) : [];
  faults.push(...changed.map((name) => ({ code: 'rolled-back' as const, subject: name, message: notAsClosed(name).message })));
  const held = checkpoint === undefined ? undefined : checkHeldCheckpoint(checkpoint, keyring, log);
  if (held?.ok === false) faults.push({ code: 'rolled-back', subject: 'log', message: held.failure.message });
  return faults;
}
