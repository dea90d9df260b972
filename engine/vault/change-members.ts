import { copyFile, open, rename, rm } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { parseSshPublicKeyLine, sshFingerprint, syncFolder, unfinishedSuffix, writeFileAtomically } from '../integrity/index.ts';
import { parseAgeRecipient } from './age-keys.ts';
import { removeOldDatabases, settleDatabases } from './case-databases.ts';
import { caseFolder } from './case-folder.ts';
import { listMembers, type CaseMember } from './case-member.ts';
import { closeCase } from './close-case.ts';
import { openEncryptedDatabase, rawKey } from './encrypted-database.ts';
import { openKeyring, type Keyring } from './keyring.ts';
import { compartmentNames, type RosterMember } from './keyring-file.ts';
import type { OpenCase } from './open-case.ts';
import { passphraseUnlock } from './passphrase-unlock.ts';
import { wipe } from './secret-memory.ts';
import { unlockCase } from './unlock-case.ts';
import { vaultFailure } from './vault-failure.ts';
import type { CompartmentName } from './vault.ts';

/** What a colleague sends to be added: public keys only. */
export type MemberInvitation = Pick<CaseMember, 'name' | 'sshPublicKey' | 'recipient'> & { readonly compartments: readonly CompartmentName[] };

export interface ChangeMembersOptions {
  /** Of a case that nobody has open. */
  readonly folder: string;
  /** The maker's. */
  readonly passphrase: string;
  readonly add?: readonly MemberInvitation[];
  /** Fingerprints. Each compartment that a removed member could open gets a new key: the next epoch. */
  readonly remove?: readonly string[];
}

/**
 * Adds members and removes members. A removed one keeps what they have seen, and can open nothing that is written afterwards. Killed at any
 * moment, the case opens either as before or as after. Codes: those of opening, `identity-wrong` (not the maker), `recipient-invalid`.
 */
export async function changeMembers(options: ChangeMembersOptions): Promise<Result<readonly CaseMember[], Failure>> {
  const opened = await unlockCase(passphraseUnlock(options));
  if (!opened.ok) return opened;
  const parts = opened.value;
  const planned = planMembers(parts, options);
  if (!planned.ok) {
    await closeCase(parts);
    return planned;
  }
  try {
    return success(await applyMembers(parts, planned.value));
  } catch (error) {
    const known = vaultFailure(error);
    if (known === undefined) throw error;
    return refusal(known);
  } finally {
    parts.databases.close();
    await giveUp(parts);
  }
}

interface Plan {
  readonly members: readonly RosterMember[];
  readonly newEpochs: readonly CompartmentName[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function planMembers({ keyring, identity }: OpenCase, { add = [], remove = [] }: ChangeMembersOptions): Result<Plan, Failure> {
  const present = listMembers(keyring);
  if (present.find((member) => member.maker)?.fingerprint !== identity.fingerprint) return refusal(failure('identity-wrong', 'Only the maker of a case changes its members.'));
  const leaving = present.filter((member) => remove.includes(member.fingerprint));
  if (leaving.length !== new Set(remove).size || leaving.some((member) => member.maker)) return refusal(failure('recipient-invalid', 'Only members other than the maker can be removed, by their fingerprint.'));
  const staying = keyring.roster.members.filter((_, index) => !leaving.some((member) => member.fingerprint === present[index]?.fingerprint));
  const joining: RosterMember[] = [];
  for (const { name, sshPublicKey, recipient, compartments } of add) {
    const publicKey = parseSshPublicKeyLine(sshPublicKey);
    const known = publicKey !== undefined && [...staying, ...joining].some((member) => member.publicKey === Buffer.from(publicKey).toString('base64') || member.recipient === recipient);
    if (publicKey === undefined || parseAgeRecipient(recipient) === undefined || !compartments.includes('work') || known) return refusal(failure('recipient-invalid', 'The keys of a new member are not valid, are already those of a member, or lack the compartment work.', { subject: name }));
    joining.push({ name, publicKey: Buffer.from(publicKey).toString('base64'), recipient, compartments: [...compartments], addedAt: new Date().toISOString() });
  }
  return success({
    members: [...staying, ...joining],
    newEpochs: compartmentNames.filter((name) => leaving.some((member) => member.compartments.includes(name))),
    added: joining.map((member) => sshFingerprint(Buffer.from(member.publicKey, 'base64'))),
    removed: leaving.map((member) => member.fingerprint),
  });
}

async function applyMembers(parts: OpenCase, plan: Plan): Promise<readonly CaseMember[]> {
  const { folder, identity, keyring, log, databases, inventory } = parts;
  for (const object of plan.added) log.append({ action: 'member-added', object }, identity.fingerprint);
  for (const object of plan.removed) log.append({ action: 'member-removed', object }, identity.fingerprint);
  if (plan.newEpochs.length > 0) log.append({ action: 'key-changed', facts: { what: 'epoch', compartments: plan.newEpochs.length } }, identity.fingerprint);
  inventory?.touch();
  const text = keyring.next(plan, identity);
  const next = openKeyring(text, identity);
  if (!next.ok || inventory === undefined) throw new Error('a new keyring does not open');
  try {
    inventory.settle();
    if (!settleDatabases(databases)) throw Object.assign(new Error('the databases are in use by a reader'), { code: 'SQLITE_BUSY' });
    databases.close();
    for (const name of plan.newEpochs) await rekeyDatabase(folder, name, keyring, next.value);
    await syncFolder(folder);
    await inventory.expectKeyring(next.value.digest);
    await writeFileAtomically(caseFolder.keyring(folder), text);
    await inventory.close(true, next.value);
    await removeOldDatabases(folder, next.value);
    return listMembers(next.value);
  } finally {
    next.value.wipe();
  }
}

/** Writes a copy of a database under the key of its next epoch, whole or not at all. */
async function rekeyDatabase(folder: string, compartment: CompartmentName, from: Keyring, to: Keyring): Promise<void> {
  const [oldKey, newKey] = [from.key(compartment, 'database'), to.key(compartment, 'database')];
  if (oldKey === undefined || newKey === undefined) throw new Error(`the maker holds no key of ${compartment}`);
  const target = caseFolder.database(folder, compartment, to.epoch(compartment));
  const temporary = `${target}${unfinishedSuffix}`;
  await rm(temporary, { force: true });
  await copyFile(caseFolder.database(folder, compartment, from.epoch(compartment)), temporary);
  const database = openEncryptedDatabase(temporary, oldKey);
  try {
    const typed = rawKey(newKey);
    database.rekey(typed);
    wipe(typed);
  } finally {
    database.close();
  }
  const file = await open(temporary, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, target);
}

async function giveUp({ keyring, identity, lock }: OpenCase): Promise<void> {
  keyring.wipe();
  identity.wipe();
  await lock?.release();
}
