import { access, readFile } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openDatabases, removeOldDatabases } from './case-databases.ts';
import { caseFolder } from './case-folder.ts';
import type { CaseIdentity } from './case-identity.ts';
import { lockCase, type CaseLock } from './case-lock.ts';
import { digestDatabases, checkClosedFiles, wholeUpToBytes } from './closed-files.ts';
import { collectOrphans } from './collect-orphans.ts';
import { openEventLog } from './event-log.ts';
import { checkHeldCheckpoint } from './held-checkpoint.ts';
import { readInventory, type Inventory } from './inventory.ts';
import { beginSession, checkSession } from './inventory-keeper.ts';
import { openKeyring, type Keyring } from './keyring.ts';
import { checkMaker } from './known-makers.ts';
import { sweepUnfinished } from './object-store.ts';
import { openObjectTable } from './object-table.ts';
import type { OpenCase } from './open-case.ts';
import { vaultFailure } from './vault-failure.ts';

export interface UnlockOptions {
  readonly folder: string;
  readonly identityFile: string;
  /** The file without which nothing can be opened: of the identity, or of its recovery. */
  readonly needs: string;
  readonly readOnly: boolean;
  readonly takeOver: boolean;
  readonly checkpoint: string | undefined;
  /** The fingerprint by which a member confirms the maker of a case that they open for the first time. */
  readonly maker?: string | undefined;
  /** Said in the log where it was not the passphrase. */
  readonly by?: 'key-store';
  /** `wholeUpToBytes` of `closed-files.ts` by default. */
  readonly wholeUpToBytes?: number;
  /** How the identity is had: by passphrase, or by recovery. */
  readonly identify: () => Promise<Result<CaseIdentity, Failure>>;
}

type Release = (() => unknown)[];

/**
 * Unlocks a case and begins a session on it, after its keyring, inventory, databases and log were found to belong together and to be no older
 * than they may be. Whatever goes wrong, keys are wiped and the lock is given back.
 */
export async function unlockCase(options: UnlockOptions): Promise<Result<OpenCase, Failure>> {
  const { folder, readOnly, takeOver } = options;
  const release: Release = [];
  try {
    if (!(await exists(caseFolder.keyring(folder))) || !(await exists(options.needs))) return refusal(failure('case-missing', 'There is no case in this folder, or the file with the identity is missing.', { subject: folder }));
    let lock: CaseLock | undefined;
    if (!readOnly) {
      const taken = await lockCase(folder, { takeOver });
      if (!taken.ok) return taken;
      lock = taken.value;
      release.push(() => taken.value.release());
    }
    const opened = await openLocked(options, lock, release);
    if (opened.ok) return opened;
    await giveBack(release);
    return refusal({ subject: folder, ...opened.failure });
  } catch (error) {
    await giveBack(release);
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    // A database file that is closed to writing is opened as if it had been asked for reading only: it was not.
    const told = known.code === 'case-read-only' && !readOnly ? failure('permission-denied', 'The folder of this case may not be written.') : known;
    return refusal({ ...told, subject: folder });
  }
}

async function openLocked(options: UnlockOptions, lock: CaseLock | undefined, release: Release): Promise<Result<OpenCase, Failure>> {
  const { folder, readOnly, identityFile } = options;
  // Reading the databases takes no key: it goes on while the passphrase's key is derived.
  const digesting = digestDatabases(folder, options.wholeUpToBytes ?? wholeUpToBytes);
  digesting.catch(() => undefined);
  const identified = await options.identify();
  if (!identified.ok) return identified;
  const identity = identified.value;
  release.push(() => identity.wipe());
  const unlocked = openKeyring(await readFile(caseFolder.keyring(folder), 'utf8'), identity);
  if (!unlocked.ok) return unlocked;
  const keyring = unlocked.value;
  release.push(() => keyring.wipe());
  const maker = await checkMaker(keyring, identity, options);
  if (!maker.ok) return maker;
  const state = await readState(options, keyring, digesting);
  if (!state.ok) return state;
  const { databases, log, inventory } = state.value;
  release.push(() => databases.close());
  const held = options.checkpoint === undefined ? success(undefined) : checkHeldCheckpoint(options.checkpoint, keyring, log);
  if (!held.ok) return held;
  return success(await beginWork({ folder, readOnly, identityFile, identity, keyring, databases, log, lock }, inventory, options.by));
}

type State = Pick<OpenCase, 'databases' | 'log'> & { readonly inventory: Inventory };
type Digests = ReturnType<typeof digestDatabases>;

/** Opens the databases that fit the inventory. A reader looks again where a writer may have begun or ended meanwhile. */
async function readState(options: UnlockOptions, keyring: Keyring, digesting: Digests): Promise<Result<State, Failure>> {
  const first = await openState(options, keyring, await digesting);
  if (first.ok || !options.readOnly || first.failure.code !== 'case-tampered') return first;
  return openState(options, keyring, await digestDatabases(options.folder, options.wholeUpToBytes ?? wholeUpToBytes));
}

async function openState({ folder, readOnly }: UnlockOptions, keyring: Keyring, digests: Awaited<Digests>): Promise<Result<State, Failure>> {
  const inventory = await readInventory(folder, keyring);
  if (!inventory.ok) return inventory;
  const files = await checkClosedFiles(folder, keyring, inventory.value, digests);
  if (!files.ok) return files;
  const databases = openDatabases(folder, keyring, { readOnly });
  if (databases === 'newer') return refusal(failure('case-newer', 'This case was made by a newer version of Custodia.'));
  try {
    const log = openEventLog(databases.work);
    const session = checkSession(databases, log, inventory.value);
    if (session.ok) return success({ databases, log, inventory: inventory.value });
    databases.close();
    return session;
  } catch (error) {
    databases.close();
    throw error;
  }
}

async function beginWork(parts: Omit<OpenCase, 'inventory'>, last: Inventory, by: UnlockOptions['by']): Promise<OpenCase> {
  if (parts.readOnly) return { ...parts, inventory: undefined };
  const { folder, keyring, databases, log, identity } = parts;
  await sweepUnfinished(folder);
  await removeOldDatabases(folder, keyring);
  const afterCrash = last.state === 'open';
  const orphans = afterCrash ? await collectOrphans(folder, keyring, openObjectTable(databases.work)) : 0;
  const inventory = await beginSession(parts, last);
  log.append({ action: 'case-opened', facts: { afterCrash, ...(orphans === 0 ? {} : { orphans }), ...(by === undefined ? {} : { by }) } }, identity.fingerprint);
  inventory.touch();
  return { ...parts, inventory };
}

async function giveBack(release: Release): Promise<void> {
  for (const step of release.reverse()) await step();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
