import { cp, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompartmentName, MemberInvitation, RecoverVaultOptions } from '../../../../engine/vault/index.ts';
import { changeMembers, makeIdentityFile, openVault, recoverVault } from '../../../../engine/vault/index.ts';
import { parseSshPublicKeyLine } from '../../../../engine/integrity/index.ts';
import { makeIdentity } from '../../../../engine/vault/case-identity.ts';
import { makeKeyring, openKeyring } from '../../../../engine/vault/keyring.ts';
import { cheapest, newFolder, newVault, passphrase, refused, reopen, takeIn, value } from './case-for-tests.ts';

const colleaguePassphrase = 'nine herons wait here';

async function newColleague(name: string, compartments: readonly CompartmentName[]): Promise<{ identityFile: string; invitation: MemberInvitation; fingerprint: string }> {
  const identityFile = join(await newFolder(), 'identity.json');
  const { fingerprint, sshPublicKey, recipient } = value(await makeIdentityFile({ path: identityFile, name, passphrase: colleaguePassphrase, keyDerivation: cheapest }));
  return { identityFile, fingerprint, invitation: { name, sshPublicKey, recipient, compartments } };
}

describe('members of a case', () => {
  let folder: string;
  let maker: string;
  let clerk: Awaited<ReturnType<typeof newColleague>>;
  let senior: Awaited<ReturnType<typeof newColleague>>;

  beforeAll(async () => {
    const vault = await newVault();
    folder = vault.folder;
    maker = vault.identity.fingerprint;
    await takeIn(vault, 'before', Buffer.from('before'));
    vault.persons.put({ pseudonym: 'Witness P-1', names: ['Example'], protected: true, child: false });
    await vault.close();
    clerk = await newColleague('Case clerk', ['work']);
    senior = await newColleague('Senior counsel', ['work', 'protected-persons']);
    value(await changeMembers({ folder, passphrase, add: [clerk.invitation, senior.invitation] }));
  });

  const asClerk = () => ({ identityFile: clerk.identityFile, passphrase: colleaguePassphrase, maker });

  test('open it with their own passphrase, and only the compartments that they were given', async () => {
    const asMember = await reopen(folder, asClerk());
    expect(asMember.compartments).toEqual(['work']);
    expect(asMember.documents.count()).toBe(1);
    expect(asMember.persons.available).toBe(false);
    expect(() => asMember.persons.list()).toThrow(/no key/u);
    await takeIn(asMember, 'by-the-clerk', Buffer.from('clerk'));
    expect([...asMember.events()].at(-1)?.actor).toBe(clerk.fingerprint);
    await asMember.close();
    const asSenior = await reopen(folder, { identityFile: senior.identityFile, passphrase: colleaguePassphrase, maker });
    expect(asSenior.persons.list()).toHaveLength(1);
    expect(asSenior.members().map(({ name, maker, compartments }) => [name, maker, compartments.length])).toEqual([['Office of Example', true, 2], ['Case clerk', false, 1], ['Senior counsel', false, 2]]);
    await asSenior.close();
    const asMaker = await reopen(folder);
    expect(Buffer.from(await asMaker.readWholeObject(asMaker.documents.list()[1]!.original)).toString()).toBe('clerk');
    await asMaker.close();
  });

  test('do not change who is a member, nor make ways to recover the case', async () => {
    expect((await refused(changeMembers({ folder, ...asClerk(), remove: [senior.fingerprint] }))).code).toBe('identity-wrong');
    const asMember = await reopen(folder, asClerk());
    expect((await refused(asMember.makeRecoverySheet())).code).toBe('identity-wrong');
    await asMember.close();
  });

  test('cannot be added with keys that are not keys or twice, nor removed when they are none or the maker', async () => {
    const other = await newColleague('Other', ['work']);
    const bad = async (invitation: MemberInvitation) => (await refused(changeMembers({ folder, passphrase, add: [invitation] }))).code;
    expect(await bad({ ...other.invitation, recipient: 'age1nothing' })).toBe('recipient-invalid');
    expect(await bad({ ...other.invitation, sshPublicKey: 'ssh-ed25519 AAAA' })).toBe('recipient-invalid');
    expect(await bad({ ...other.invitation, compartments: ['protected-persons'] })).toBe('recipient-invalid');
    expect(await bad(clerk.invitation)).toBe('recipient-invalid');
    expect((await refused(changeMembers({ folder, passphrase, remove: [other.fingerprint] }))).code).toBe('recipient-invalid');
    const vault = await reopen(folder);
    const maker = vault.identity.fingerprint;
    await vault.close();
    expect((await refused(changeMembers({ folder, passphrase, remove: [maker] }))).code).toBe('recipient-invalid');
    expect((await refused(openVault({ folder, identityFile: other.identityFile, passphrase: colleaguePassphrase }))).code).toBe('identity-wrong');
  });

  test('open nothing that is written after they were removed, not even with the keyring they had', async () => {
    const before = join(await newFolder(), 'as-it-was');
    await cp(folder, before, { recursive: true });
    value(await changeMembers({ folder, passphrase, remove: [clerk.fingerprint] }));
    expect((await readdir(folder)).filter((name) => name.endsWith('.db')).sort()).toEqual(['protected-persons-1.db', 'work-2.db']);
    expect((await refused(openVault({ folder, ...asClerk() }))).code).toBe('identity-wrong');
    const vault = await reopen(folder);
    const after = await takeIn(vault, 'after', Buffer.from('after'));
    expect(vault.documents.list().map((document) => document.id)).toEqual(['before', 'by-the-clerk', 'after']);
    expect(Buffer.from(await vault.readWholeObject(vault.documents.list()[0]!.original)).toString()).toBe('before');
    expect([...vault.events()].map((event) => event.action)).toEqual(expect.arrayContaining(['member-added', 'member-removed', 'key-changed']));
    expect((await vault.check()).holds).toBe(true);
    await vault.close();
    await cp(join(before, 'keyring.json'), join(folder, 'keyring.json'));
    await cp(join(folder, 'work-2.db'), join(folder, 'work-1.db'));
    expect((await refused(openVault({ folder, ...asClerk() }))).code).toBe('case-tampered');
    const object = await readFile(join(folder, 'objects', after.original.slice(0, 2), after.original));
    expect(object.readUInt32LE(12)).toBe(2);
  });

  test('stay as they were when a change is stopped before its last step', async () => {
    const copy = join(await newFolder(), 'copy');
    const vault = await newVault();
    await vault.close();
    await cp(vault.folder, copy, { recursive: true });
    await cp(join(copy, 'work-1.db'), join(copy, 'work-2.db'));
    await cp(join(copy, 'work-1.db'), join(copy, 'work-2.db.unfinished'));
    const again = await reopen(copy);
    await again.close();
    expect((await readdir(copy)).filter((name) => name.includes('work'))).toEqual(['work-1.db']);
  });
});

/** A keyring of the same case id that a stranger made and signed, with the member's own key in it. */
async function forgedKeyring(caseId: string, { name, sshPublicKey, recipient }: MemberInvitation): Promise<{ folder: string; maker: string }> {
  const impostor = makeIdentity('Office of Example');
  const own = value(openKeyring(makeKeyring(caseId, impostor, '2026-03-01T10:00:00.000Z'), impostor));
  const publicKey = Buffer.from(parseSshPublicKeyLine(sshPublicKey)!).toString('base64');
  const member = { name, publicKey, recipient, compartments: ['work' as const], addedAt: '2026-03-01T10:00:00.000Z' };
  const folder = await newFolder();
  await writeFile(join(folder, 'keyring.json'), own.next({ members: [...own.roster.members, member], newEpochs: [] }, impostor));
  return { folder, maker: impostor.fingerprint };
}

test('are not changed while somebody reads the case, and are as they were afterwards', async () => {
  const clerk = await newColleague('Case clerk', ['work']);
  const vault = await newVault();
  await takeIn(vault, 'a', Buffer.from('evidence'));
  const reader = await reopen(vault.folder, { readOnly: true });
  expect(reader.documents.count()).toBe(1);
  await vault.close();
  expect((await refused(changeMembers({ folder: vault.folder, passphrase, add: [clerk.invitation] }))).code).toBe('case-in-use');
  await reader.close();
  const again = await reopen(vault.folder);
  expect(again.members()).toHaveLength(1);
  expect((await again.check()).holds).toBe(true);
  await again.close();
});

describe('the maker of a case', () => {
  async function sharedCase(clerk: MemberInvitation): Promise<{ folder: string; maker: string; caseId: string }> {
    const vault = await newVault();
    const { folder, caseId } = vault;
    const maker = vault.identity.fingerprint;
    await vault.close();
    value(await changeMembers({ folder, passphrase, add: [clerk] }));
    return { folder, maker, caseId };
  }

  test('is confirmed by a member at the first opening, and known from then on', async () => {
    const clerk = await newColleague('Case clerk', ['work']);
    const { folder, maker } = await sharedCase(clerk.invitation);
    const asClerk = { folder, identityFile: clerk.identityFile, passphrase: colleaguePassphrase };
    const told = await refused(openVault(asClerk));
    expect(told.code).toBe('maker-unconfirmed');
    expect(told.message).toContain(maker);
    expect((await refused(openVault({ ...asClerk, maker: clerk.fingerprint }))).code).toBe('case-tampered');
    await (await reopen(folder, { ...asClerk, maker })).close();
    await (await reopen(folder, asClerk)).close();
    expect(await readFile(`${clerk.identityFile}.makers`, 'utf8')).not.toContain(maker);
  });

  test('who changes is refused loudly, even with the new fingerprint confirmed', async () => {
    const clerk = await newColleague('Case clerk', ['work']);
    const first = await sharedCase(clerk.invitation);
    const as = { identityFile: clerk.identityFile, passphrase: colleaguePassphrase };
    await (await reopen(first.folder, { ...as, maker: first.maker })).close();
    const forged = await forgedKeyring(first.caseId, clerk.invitation);
    const told = await refused(openVault({ folder: forged.folder, ...as, maker: forged.maker }));
    expect(told.code).toBe('case-tampered');
    expect(told.message).toMatch(/^WARNING/u);
    expect(told.message).toContain(first.maker);
    expect(told.message).toContain(forged.maker);
  });

  test('must be the identity that lies in the case: a whole case put in its place is not opened', async () => {
    const clerk = await newColleague('Case clerk', ['work']);
    const mine = await newVault();
    const self = { name: 'Office of Example', sshPublicKey: mine.identity.sshPublicKey, recipient: mine.identity.recipient, compartments: ['work', 'protected-persons'] as const };
    await mine.close();
    const { folder } = await sharedCase(clerk.invitation);
    value(await changeMembers({ folder, passphrase, add: [self] }));
    await cp(join(mine.folder, 'identity.json'), join(folder, 'identity.json'));
    const told = await refused(openVault({ folder, passphrase }));
    expect(told.code).toBe('case-tampered');
    expect(told.message).toMatch(/not made by the identity/u);
  });

  test('is not taken from a list of makers that another identity wrote or that was altered', async () => {
    const clerk = await newColleague('Case clerk', ['work']);
    const other = await newColleague('Other clerk', ['work']);
    const { folder, maker } = await sharedCase(clerk.invitation);
    value(await changeMembers({ folder, passphrase, add: [other.invitation] }));
    await (await reopen(folder, { identityFile: other.identityFile, passphrase: colleaguePassphrase, maker })).close();
    await cp(`${other.identityFile}.makers`, `${clerk.identityFile}.makers`);
    const asClerk = { folder, identityFile: clerk.identityFile, passphrase: colleaguePassphrase };
    expect((await refused(openVault(asClerk))).code).toBe('case-tampered');
    await writeFile(`${clerk.identityFile}.makers`, '{');
    expect((await refused(openVault({ ...asClerk, maker }))).code).toBe('case-tampered');
  });
});

describe('recovery', () => {
  let folder: string;
  let words: string;
  let shares: readonly string[];
  const recover = (options: Omit<RecoverVaultOptions, 'keyDerivation'>): ReturnType<typeof recoverVault> => recoverVault({ ...options, keyDerivation: cheapest });

  beforeAll(async () => {
    const vault = await newVault();
    folder = vault.folder;
    await takeIn(vault, 'a', Buffer.from('evidence'));
    words = value(await vault.makeRecoverySheet()).words.join(' ');
    shares = value(await vault.makeRecoveryShares({ needed: 3, of: 5 })).shares;
    await vault.close();
  });

  async function copy(): Promise<string> {
    const target = join(await newFolder(), 'copy');
    await cp(folder, target, { recursive: true });
    return target;
  }

  test('by the words of the sheet gives a new passphrase and is on the log', async () => {
    const target = await copy();
    const vault = value(await recover({ folder: target, words: `1. ${words.toUpperCase().replaceAll(' ', '\n2. ')}`, passphrase: colleaguePassphrase }));
    expect(vault.documents.count()).toBe(1);
    await vault.close();
    expect((await refused(openVault({ folder: target, passphrase }))).code).toBe('passphrase-wrong');
    const again = await reopen(target, { passphrase: colleaguePassphrase });
    expect([...again.events()].filter((event) => event.action === 'recovery-used')).toMatchObject([{ facts: { by: 'sheet' } }]);
    await again.close();
  });

  test('by any three of five shares, and by no two', async () => {
    for (const chosen of [[0, 1, 2], [4, 2, 0], [1, 3, 4, 0]]) {
      const vault = value(await recover({ folder: await copy(), shares: chosen.map((index) => shares[index]!), passphrase: colleaguePassphrase }));
      expect(vault.documents.count()).toBe(1);
      await vault.close();
    }
    const target = await copy();
    expect((await refused(recover({ folder: target, shares: [shares[0]!, shares[1]!], passphrase: colleaguePassphrase }))).code).toBe('identity-wrong');
    expect((await refused(recover({ folder: target, shares: [shares[0]!, shares[0]!, shares[1]!], passphrase: colleaguePassphrase }))).message).toMatch(/3 different shares/u);
    await (await reopen(target)).close();
  });

  test('is refused for a word or character misread, for another case, and for an older sheet', async () => {
    const target = await copy();
    const misread = words.split(' ').with(3, 'zebra').join(' ');
    expect((await refused(recover({ folder: target, words: misread, passphrase: colleaguePassphrase }))).code).toBe('identity-wrong');
    const share = shares[0]!;
    const mistyped = share.slice(0, -8) + (share.at(-8) === 'q' ? 'p' : 'q') + share.slice(-7);
    expect((await refused(recover({ folder: target, shares: [mistyped, ...shares.slice(1, 3)], passphrase: colleaguePassphrase }))).message).toMatch(/Share 1 is misread/u);
    const other = await newVault();
    const otherShares = value(await other.makeRecoveryShares({ needed: 2, of: 2 })).shares;
    value(await other.makeRecoverySheet());
    await other.close();
    expect((await refused(recover({ folder: other.folder, words, passphrase: colleaguePassphrase }))).code).toBe('identity-wrong');
    expect((await refused(recover({ folder: target, shares: [...shares.slice(0, 2), otherShares[0]!], passphrase: colleaguePassphrase }))).message).toMatch(/one set/u);
    const vault = await reopen(target);
    value(await vault.makeRecoverySheet());
    expect((await refused(vault.makeRecoveryShares({ needed: 1, of: 3 }))).code).toBe('usage');
    await vault.close();
    expect((await refused(recover({ folder: target, words, passphrase: colleaguePassphrase }))).code).toBe('identity-wrong');
  });
});

describe('a backup', () => {
  let source: Awaited<ReturnType<typeof newVault>>;
  beforeAll(async () => {
    source = await newVault();
    await takeIn(source, 'a', Buffer.from('evidence'.repeat(50_000)));
  });
  afterAll(() => source.close());

  test('made while the case is open is a whole case of its own, which holds', async () => {
    const target = join(await newFolder(), 'backup');
    const { bytes } = value(await source.backup(target));
    expect(bytes).toBeGreaterThan(400_000);
    await takeIn(source, 'later', Buffer.from('later'));
    const backup = await reopen(target);
    expect(backup.caseId).toBe(source.caseId);
    expect(backup.documents.list().map((document) => document.id)).toEqual(['a']);
    expect(await backup.check({ checkpoint: backup.checkpoint() })).toMatchObject({ holds: true, objects: 1 });
    await backup.close();
    expect(source.documents.count()).toBe(2);
  });

  test('is refused into a folder with something in it, and leaves nothing when it is stopped', async () => {
    const folder = await newFolder();
    expect((await refused(source.backup(source.folder))).code).toBe('output-exists');
    const target = join(folder, 'stopped');
    const stop = new AbortController();
    stop.abort();
    expect((await refused(source.backup(target, { signal: stop.signal }))).code).toBe('cancelled');
    expect(await readdir(folder)).toEqual([]);
    expect((await stat(source.folder)).isDirectory()).toBe(true);
  });
});
