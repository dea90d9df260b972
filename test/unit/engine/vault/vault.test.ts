import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { readIdentityFile } from '../../../../engine/vault/identity-file.ts';
import { openKeyring } from '../../../../engine/vault/keyring.ts';
import { createVault, openVault } from '../../../../engine/vault/index.ts';
import { cheapest, chunked, head, newFolder, newVault, passphrase, refused, reopen, takeIn, value } from './case-for-tests.ts';

const run = promisify(execFile);

describe('creating and opening a case', () => {
  test('opens again with its passphrase and has what was put in', async () => {
    const vault = await newVault();
    const document = await takeIn(vault, 'stmt-uk', Buffer.from('Свідчення'));
    await vault.close();
    const again = await reopen(vault.folder);
    expect(again.caseId).toBe(vault.caseId);
    expect(again.head()).toEqual(head);
    expect(again.documents.list()).toEqual([document]);
    expect(Buffer.from(await again.readWholeObject(document.original)).toString()).toBe('Свідчення');
    await again.close();
  });

  test('refuses another passphrase as wrong and leaves the case as it was', async () => {
    const vault = await newVault();
    await vault.close();
    const before = await readFile(join(vault.folder, 'identity.json'));
    expect((await refused(openVault({ folder: vault.folder, passphrase: 'seven horses cross the rivers' }))).code).toBe('passphrase-wrong');
    expect(await readFile(join(vault.folder, 'identity.json'))).toEqual(before);
    await (await reopen(vault.folder)).close();
  });

  test('takes the same passphrase however the keyboard composed its letters', async () => {
    const folder = join(await newFolder(), 'case');
    const made = await createVault({ folder, passphrase: 'pass\u00e9 compos\u00e9'.normalize('NFD'), head, keyDerivation: cheapest });
    if (!made.ok) throw new Error(made.failure.code);
    await made.value.close();
    await (await reopen(folder, { passphrase: 'pass\u00e9 compos\u00e9'.normalize('NFC') })).close();
  });

  test('refuses a short passphrase and makes nothing', async () => {
    const folder = join(await newFolder(), 'case');
    expect((await refused(createVault({ folder, passphrase: 'sieben7', head, keyDerivation: cheapest }))).code).toBe('passphrase-weak');
    await expect(access(folder)).rejects.toThrow();
  });

  test('refuses a folder that holds something else, and a folder that holds a case', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'holiday.txt'), 'mine');
    expect((await refused(createVault({ folder, passphrase, head, keyDerivation: cheapest }))).code).toBe('case-exists');
    expect(await readdir(folder)).toEqual(['holiday.txt']);
    const vault = await newVault();
    await vault.close();
    expect((await refused(createVault({ folder: vault.folder, passphrase, head, keyDerivation: cheapest }))).code).toBe('case-exists');
    await (await reopen(vault.folder)).close();
  });

  test('makes a case over what an interrupted creation left', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'objects', 'ab'), { recursive: true });
    await writeFile(join(folder, 'work-1.db'), 'half');
    await writeFile(join(folder, 'keyring.json'), '{');
    expect((await refused(openVault({ folder, passphrase }))).code).toBe('case-missing');
    await (await newVault(folder)).close();
    await (await reopen(folder)).close();
  });

  test('answers case-missing for a folder that is not there and for one without a case', async () => {
    expect((await refused(openVault({ folder: join(await newFolder(), 'none'), passphrase }))).code).toBe('case-missing');
    expect((await refused(openVault({ folder: await newFolder(), passphrase }))).code).toBe('case-missing');
  });

  test('opens after the folder was copied elsewhere', async () => {
    const vault = await newVault();
    const document = await takeIn(vault, 'a', randomBytes(1000));
    await vault.close();
    const copy = join(await newFolder(), 'copied');
    await run('cp', ['-r', vault.folder, copy]);
    const again = await reopen(copy);
    expect((await again.readWholeObject(document.original)).length).toBe(1000);
    await again.close();
  });

  test('opens read-only, leaves no trace, and refuses to change anything', async () => {
    const vault = await newVault();
    const document = await takeIn(vault, 'a', randomBytes(1000));
    await vault.close();
    const names = (await readdir(vault.folder)).sort();
    const reader = await reopen(vault.folder, { readOnly: true });
    expect(reader.documents.list()).toHaveLength(1);
    expect((await reader.readWholeObject(document.original)).length).toBe(1000);
    expect(() => reader.appendEvent({ action: 'document-viewed' })).toThrow(/readonly/u);
    await expect(reader.putObject(chunked(randomBytes(10)))).rejects.toThrow(/read-only/u);
    await reader.close();
    expect((await readdir(vault.folder)).sort()).toEqual(names);
  });

  test('lets a reader see what a writer committed while the writer has it open', async () => {
    const vault = await newVault();
    await takeIn(vault, 'a', randomBytes(10));
    const reader = await reopen(vault.folder, { readOnly: true });
    expect(reader.documents.has('a' as DocumentId)).toBe(true);
    await takeIn(vault, 'b', randomBytes(10));
    expect(reader.documents.has('b' as DocumentId)).toBe(true);
    await reader.close();
    await vault.close();
    await (await reopen(vault.folder)).close();
  });

  test('holds its keys in memory that is zero once they are wiped', async () => {
    const vault = await newVault();
    await vault.close();
    const identity = value(await readIdentityFile(join(vault.folder, 'identity.json'), passphrase)).identity;
    const keyring = value(openKeyring(await readFile(join(vault.folder, 'keyring.json'), 'utf8'), identity));
    const keys = [keyring.key('work', 'database')!, keyring.key('protected-persons', 'objects ')!, keyring.key('work', 'sealing ')!];
    expect(keys.every((key) => key.some((byte) => byte !== 0))).toBe(true);
    keyring.wipe();
    expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
    identity.wipe();
    expect(() => identity.exportSecrets()).toThrow(/wiped/u);
    expect(() => identity.deriveKey('makers  ')).toThrow(/wiped/u);
  });

  test('cannot sign or decrypt once it is closed', async () => {
    const vault = await newVault();
    await vault.close();
    expect(() => vault.identity.sign(Buffer.from('x'))).toThrow(/wiped/u);
    expect(() => vault.identity.ageIdentity()).toThrow(/wiped/u);
    await vault.close();
  });
});

describe('the identity of a case', () => {
  test('is a key that ssh-keygen reads, with the same fingerprint', async () => {
    const vault = await newVault();
    const file = join(await newFolder(), 'key.pub');
    await writeFile(file, `${vault.identity.sshPublicKey}\n`);
    const { stdout } = await run('ssh-keygen', ['-l', '-f', file]);
    expect(stdout).toContain(vault.identity.fingerprint);
    expect(stdout).toContain('Office-of-Example (ED25519)');
    await vault.close();
  });

  test('receives what the age program encrypts to it, and age takes its secret key', async () => {
    const vault = await newVault();
    const folder = await newFolder();
    await writeFile(join(folder, 'plain'), 'for the court');
    await writeFile(join(folder, 'key'), vault.identity.ageIdentity(), { mode: 0o600 });
    await run('age', ['-r', vault.identity.recipient, '-o', join(folder, 'sealed'), join(folder, 'plain')]);
    const { stdout } = await run('age', ['-d', '-i', join(folder, 'key'), join(folder, 'sealed')]);
    expect(stdout).toBe('for the court');
    await rm(join(folder, 'key'));
    await vault.close();
  });

  test('signs with a raw Ed25519 signature that OpenSSL verifies', async () => {
    const vault = await newVault();
    const folder = await newFolder();
    const message = randomBytes(300);
    await writeFile(join(folder, 'message'), message);
    await writeFile(join(folder, 'signature'), vault.identity.sign(message));
    await writeFile(join(folder, 'key.der'), Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), vault.identity.publicKey]));
    const { stdout } = await run('openssl', ['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', join(folder, 'key.der'), '-rawin', '-in', join(folder, 'message'), '-sigfile', join(folder, 'signature')]);
    expect(stdout).toContain('Signature Verified Successfully');
    await vault.close();
  });

  test('stays the same over a change of passphrase, which rewrites no object', async () => {
    const vault = await newVault();
    const document = await takeIn(vault, 'a', randomBytes(500_000));
    const object = join(vault.folder, 'objects', document.original.slice(0, 2), document.original);
    const before = await readFile(object);
    const { recipient } = vault.identity;
    expect((await refused(vault.changePassphrase({ current: 'not this one', next: 'nine herons wait' }))).code).toBe('passphrase-wrong');
    expect((await refused(vault.changePassphrase({ current: passphrase, next: 'short' }))).code).toBe('passphrase-weak');
    expect((await vault.changePassphrase({ current: passphrase, next: 'nine herons wait' })).ok).toBe(true);
    await vault.close();
    expect((await refused(openVault({ folder: vault.folder, passphrase }))).code).toBe('passphrase-wrong');
    const again = await reopen(vault.folder, { passphrase: 'nine herons wait' });
    expect(again.identity.recipient).toBe(recipient);
    expect([...again.events()].map((event) => event.action)).toContain('key-changed');
    expect(await readFile(object)).toEqual(before);
    await again.close();
  });
});
