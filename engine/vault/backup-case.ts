import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { syncFolder } from '../integrity/index.ts';
import { pausePoint } from '../workers/work-gate.ts';
import { openDatabases } from './case-databases.ts';
import { caseFolder } from './case-folder.ts';
import { openEventLog } from './event-log.ts';
import { fileDigest } from './file-digest.ts';
import { newStamps } from './database-stamps.ts';
import { readInventory, writeInventory, type Inventory } from './inventory.ts';
import { compartmentNames } from './keyring-file.ts';
import { readMeta } from './meta.ts';
import { openObjectTable } from './object-table.ts';
import type { OpenCase } from './open-case.ts';
import { VaultDamage } from './vault-damage.ts';
import { vaultFailure } from './vault-failure.ts';
import type { CompartmentName } from './vault.ts';

interface BackupOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/**
 * Copies a case, as it is at this moment, while it stays open: databases first, as one snapshot each, then every object they list. The
 * identity comes last, so that half a backup is no case. Codes: `output-exists`, `disk-full`, `permission-denied`, `cancelled`.
 */
export async function backupCase(parts: OpenCase, target: string, options: BackupOptions): Promise<Result<{ readonly bytes: number }, Failure>> {
  try {
    const made = await mkdir(target, { recursive: true });
    if ((await readdir(target)).length > 0) return refusal(failure('output-exists', 'The folder for the backup is not empty.', { subject: target }));
    try {
      return success({ bytes: await copyCase(parts, target, options) });
    } catch (error) {
      for (const name of await readdir(target)) await rm(`${target}/${name}`, { recursive: true, force: true });
      if (made !== undefined) await rm(made, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    if (options.signal?.aborted === true) return refusal(failure('cancelled', 'The backup was stopped at your request. The case is not touched.'));
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal({ ...known, subject: target });
  }
}

async function copyCase(parts: OpenCase, target: string, { signal, report }: BackupOptions): Promise<number> {
  const { folder, keyring, identity, databases } = parts;
  await mkdir(caseFolder.objects(target));
  await copyAndSync(caseFolder.keyring(folder), caseFolder.keyring(target));
  databases.work.prepare('VACUUM INTO ?').run(caseFolder.database(target, 'work', keyring.epoch('work')));
  databases.persons?.prepare('VACUUM INTO ?').run(caseFolder.database(target, 'protected-persons', keyring.epoch('protected-persons')));
  const copy = openDatabases(target, keyring, { readOnly: false });
  if (copy === 'newer') throw new Error('a copy of a database is of another version');
  const last = await lastInventory(parts);
  const stamps = newStamps(copy, last);
  let bytes = 0;
  let state: Omit<Inventory, 'at' | 'signer' | 'databases'>;
  try {
    stamps.write('closed');
    const objects = openObjectTable(copy.work);
    const log = openEventLog(copy.work);
    const total = objects.count();
    let done = 0;
    for (const { id, storedBytes } of objects.list()) {
      await pausePoint(signal);
      signal?.throwIfAborted();
      const path = caseFolder.object(target, id);
      await mkdir(dirname(path), { recursive: true });
      await copyAndSync(caseFolder.object(folder, id), path);
      bytes += storedBytes;
      done += 1;
      report?.({ step: 'package', done, total, unit: 'checks' });
    }
    const events = log.count();
    state = { session: readMeta<number>(copy.work, 'session') ?? 0, state: 'closed', events, root: Buffer.from(log.root(events)).toString('hex'), objects: total, keyrings: [keyring.digest], stamps: stamps.closed };
  } finally {
    copy.close();
  }
  const digests: Inventory['databases'] = {};
  for (const name of compartmentNames) {
    if (!keyring.has(name)) {
      Object.assign(digests, await copyForeign(folder, target, name, last));
      continue;
    }
    digests[name] = await fileDigest(caseFolder.database(target, name, keyring.epoch(name)));
    bytes += digests[name].bytes;
  }
  await writeInventory(target, keyring, identity, { ...state, databases: digests });
  if (await exists(caseFolder.recovery(folder))) await copyAndSync(caseFolder.recovery(folder), caseFolder.recovery(target));
  await copyAndSync(caseFolder.identity(folder), caseFolder.identity(target));
  for (const name of await readdir(caseFolder.objects(target))) await syncFolder(`${caseFolder.objects(target)}/${name}`);
  await syncFolder(caseFolder.objects(target));
  await syncFolder(target);
  return bytes + (await stat(caseFolder.identity(target))).size;
}

async function lastInventory({ folder, keyring }: OpenCase): Promise<Inventory> {
  const inventory = await readInventory(folder, keyring);
  if (!inventory.ok) throw new VaultDamage(inventory.failure.message);
  return inventory.value;
}

/** Copies a database to which this identity has no key, as it is: nobody can be writing into it. */
async function copyForeign(folder: string, target: string, compartment: CompartmentName, { databases }: Inventory): Promise<Inventory['databases']> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(`${compartment}-`) && name.endsWith('.db')) await copyAndSync(`${folder}/${name}`, `${target}/${name}`);
  }
  const digest = databases[compartment];
  return digest === undefined ? {} : { [compartment]: digest };
}

async function copyAndSync(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
