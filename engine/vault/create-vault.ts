import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { syncFolder, writeFileAtomically } from '../integrity/index.ts';
import { assembleVault } from './assemble-vault.ts';
import { openDatabases, prepareForWriting } from './case-databases.ts';
import { caseFolder, caseFolderNames, formatVersion } from './case-folder.ts';
import { makeIdentity } from './case-identity.ts';
import { lockCase, type CaseLock } from './case-lock.ts';
import { openEventLog } from './event-log.ts';
import { writeIdentityFile } from './identity-file.ts';
import { beginSession } from './inventory-keeper.ts';
import { makeKeyring, openKeyring } from './keyring.ts';
import { writeMeta } from './meta.ts';
import { defaultCost, isAllowedCost, isLongEnough, shortestPassphrase } from './passphrase-key.ts';
import { vaultFailure } from './vault-failure.ts';
import type { CreateVaultOptions } from './vault-options.ts';
import type { Vault } from './vault.ts';

/**
 * Makes a new case with a new identity and opens it. The identity file comes last, so that a case that was not made whole is no case.
 * Codes: `case-exists`, `passphrase-weak`, `permission-denied`, `disk-full`, `case-in-use`.
 */
export async function createVault(options: CreateVaultOptions): Promise<Result<Vault, Failure>> {
  const { folder, passphrase, head, keyDerivation = defaultCost } = options;
  if (!isLongEnough(passphrase)) return refusal(failure('passphrase-weak', 'The passphrase has fewer than {{characters}} characters. No case was made.', { values: { characters: shortestPassphrase } }));
  if (!isAllowedCost(keyDerivation)) return refusal(failure('usage', 'This cost of key derivation is not allowed.'));
  try {
    const prepared = await prepareFolder(folder);
    if (!prepared.ok) return prepared;
    const lock = await lockCase(folder, { takeOver: true });
    if (!lock.ok) return lock;
    try {
      return success(await makeCase({ folder, passphrase, head, keyDerivation }, lock.value));
    } catch (error) {
      await lock.value.release();
      await clear(folder);
      throw error;
    }
  } catch (error) {
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal({ ...known, subject: folder });
  }
}

async function makeCase({ folder, passphrase, head, keyDerivation }: Required<CreateVaultOptions>, lock: CaseLock): Promise<Vault> {
  const identity = makeIdentity(head.by);
  const caseId = randomBytes(16).toString('hex');
  const keyringText = makeKeyring(caseId, identity, new Date().toISOString());
  await mkdir(caseFolder.objects(folder));
  await writeFileAtomically(caseFolder.keyring(folder), keyringText);
  const keyring = openKeyring(keyringText, identity);
  if (!keyring.ok) throw new Error('a new keyring does not open');
  const databases = openDatabases(folder, keyring.value, { readOnly: false, create: true });
  if (databases === 'newer') throw new Error('a new database is not of this version');
  try {
    prepareForWriting(databases);
    writeMeta(databases.work, 'head', head);
    const log = openEventLog(databases.work);
    log.append({ action: 'case-created', facts: { format: formatVersion } }, identity.fingerprint);
    const parts = { folder, keyring: keyring.value, identity, databases, log };
    const root = Buffer.from(log.root()).toString('hex');
    const inventory = await beginSession(parts, { session: 0, state: 'closed', events: 1, root, objects: 0, keyrings: [keyring.value.digest], databases: {}, stamps: {}, at: '', signer: '' });
    await writeIdentityFile(caseFolder.identity(folder), identity, passphrase, keyDerivation);
    await syncFolder(folder);
    return assembleVault({ ...parts, readOnly: false, identityFile: caseFolder.identity(folder), lock, inventory });
  } catch (error) {
    databases.close();
    throw error;
  }
}

/** Makes the folder, or empties one that holds only what an interrupted creation left. */
async function prepareFolder(folder: string): Promise<Result<undefined, Failure>> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.includes('identity.json') || names.some((name) => !caseFolderNames.test(name) && name !== 'lost+found')) {
    return refusal(failure('case-exists', names.includes('identity.json') ? 'There is already a case in this folder.' : 'This folder is not empty. Choose a new one for the case.', { subject: folder }));
  }
  await clear(folder);
  return success(undefined);
}

async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (caseFolderNames.test(name) && name !== 'lock' && name !== 'lock-holder.json') await rm(join(folder, name), { recursive: true, force: true });
  }
}
