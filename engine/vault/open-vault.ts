import { access, readFile } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assembleVault } from './assemble-vault.ts';
import { openDatabases, removeOldDatabases } from './case-databases.ts';
import { caseFolder } from './case-folder.ts';
import { lockCase, type CaseLock } from './case-lock.ts';
import { openEventLog } from './event-log.ts';
import { checkHeldCheckpoint } from './held-checkpoint.ts';
import { readIdentityFile } from './identity-file.ts';
import { readInventory, type Inventory } from './inventory.ts';
import { beginSession, checkClosedFiles, checkSession } from './inventory-keeper.ts';
import { openKeyring } from './keyring.ts';
import { sweepUnfinished } from './object-store.ts';
import type { OpenCase } from './open-case.ts';
import { vaultFailure } from './vault-failure.ts';
import type { OpenVaultOptions } from './vault-options.ts';
import type { Vault } from './vault.ts';

/**
 * Opens a case, after its keyring, inventory, databases and log were found to belong together and to be no older than they may be.
 * Codes: `case-missing`, `passphrase-wrong`, `identity-wrong`, `case-in-use` (the message names process, machine and time), `case-newer`,
 * `case-damaged`, `case-tampered`, `permission-denied`, `disk-full`.
 */
export async function openVault(options: OpenVaultOptions): Promise<Result<Vault, Failure>> {
  const { folder, readOnly = false, takeOver = false } = options;
  const release: (() => unknown)[] = [];
  try {
    if (!(await exists(caseFolder.keyring(folder))) || !(await exists(caseFolder.identity(folder)))) return refusal(failure('case-missing', 'There is no case in this folder.', { subject: folder }));
    let lock: CaseLock | undefined;
    if (!readOnly) {
      const taken = await lockCase(folder, { takeOver });
      if (!taken.ok) return taken;
      lock = taken.value;
      release.push(() => taken.value.release());
    }
    const opened = await openLocked(options, lock, release);
    if (!opened.ok) await giveBack(release);
    return opened.ok ? opened : refusal({ subject: folder, ...opened.failure });
  } catch (error) {
    await giveBack(release);
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal({ ...known, subject: folder });
  }
}

async function openLocked(options: OpenVaultOptions, lock: CaseLock | undefined, release: (() => unknown)[]): Promise<Result<Vault, Failure>> {
  const { folder, passphrase, readOnly = false } = options;
  const identityFile = options.identityFile ?? caseFolder.identity(folder);
  const identified = await readIdentityFile(identityFile, passphrase);
  if (!identified.ok) return identified;
  const { identity } = identified.value;
  release.push(() => identity.wipe());
  const unlocked = openKeyring(await readFile(caseFolder.keyring(folder), 'utf8'), identity);
  if (!unlocked.ok) return unlocked;
  const keyring = unlocked.value;
  release.push(() => keyring.wipe());
  const inventory = await readInventory(folder, keyring);
  if (!inventory.ok) return inventory;
  const files = await checkClosedFiles(folder, keyring, inventory.value);
  if (!files.ok) return files;
  const databases = openDatabases(folder, keyring, { readOnly });
  if (databases === 'newer') return refusal(failure('case-newer', readOnly ? 'This case was made by another version of Custodia. Open it once for writing with the newest.' : 'This case was made by a newer version of Custodia.'));
  release.push(() => databases.close());
  const log = openEventLog(databases.work);
  const session = checkSession(databases.work, log, inventory.value);
  if (!session.ok) return session;
  const held = options.checkpoint === undefined ? success(undefined) : checkHeldCheckpoint(options.checkpoint, keyring, log);
  if (!held.ok) return held;
  return success(await beginWork({ folder, readOnly, identityFile, identity, keyring, databases, log, lock }, inventory.value));
}

type Unlocked = Omit<OpenCase, 'inventory'>;

async function beginWork(parts: Unlocked, last: Inventory): Promise<Vault> {
  if (parts.readOnly) return assembleVault({ ...parts, inventory: undefined });
  await sweepUnfinished(parts.folder);
  await removeOldDatabases(parts.folder, parts.keyring);
  const vault = assembleVault({ ...parts, inventory: await beginSession(parts, last) });
  vault.appendEvent({ action: 'case-opened', facts: { afterCrash: last.state === 'open' } });
  return vault;
}

async function giveBack(release: (() => unknown)[]): Promise<void> {
  for (const step of release.reverse()) await step();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
