import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRememberedVault, type KeyStore } from '../../../engine/vault/index.ts';
import { systemKeyStore, type SystemStorage } from '../../../electron/electron-host/system-key-store.ts';
import { newFolder, newVault, passphrase, refused, reopen, value } from '../engine/vault/case-for-tests.ts';

/** Encryption with one fixed byte, in the form that Electron gives it: enough to see what is stored and who may read it. */
function storage(secret: number, backend: ReturnType<SystemStorage['getSelectedStorageBackend']> = 'gnome_libsecret', available = true): SystemStorage {
  const turned = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ secret));
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(available), getSelectedStorageBackend: () => backend,
    encryptStringAsync: (text) => Promise.resolve(Buffer.concat([Buffer.of(secret), turned(Buffer.from(text))])),
    decryptStringAsync: (held) => held[0] === secret
      ? Promise.resolve({ shouldReEncrypt: false, result: turned(held.subarray(1)).toString() })
      : Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.')),
  };
}

const keyStore = systemKeyStore(storage(7), 'linux');

describe('the key store of the system', () => {
  test('opens a case on this computer once its owner asked for it, and the log says so each time', async () => {
    const vault = await newVault();
    const file = join(await newFolder(), 'remembered.json');
    expect((await refused(openRememberedVault({ folder: vault.folder, keyStore, file }))).code).toBe('case-in-use');
    expect((await refused(vault.remember({ keyStore, file, passphrase: 'not this one' }))).code).toBe('passphrase-wrong');
    expect(await readdir(join(file, '..'))).toEqual([]);
    value(await vault.remember({ keyStore, file, passphrase }));
    expect([...vault.events()].at(-1)).toMatchObject({ action: 'key-changed', facts: { what: 'key-store' } });
    await vault.close();
    const again = value(await openRememberedVault({ folder: vault.folder, keyStore, file }));
    expect(again.caseId).toBe(vault.caseId);
    expect([...again.events()].at(-1)).toMatchObject({ action: 'case-opened', facts: { by: 'key-store' } });
    await again.close();
    await (await reopen(vault.folder)).close();
    expect((await readFile(file, 'utf8')).includes(vault.identity.fingerprint)).toBe(false);
  });

  test('opens nothing for another account, for another case, after a change of passphrase, or when it was never asked', async () => {
    const vault = await newVault();
    const other = await newVault();
    const file = join(await newFolder(), 'remembered.json');
    expect((await refused(openRememberedVault({ folder: vault.folder, readOnly: true, keyStore, file }))).code).toBe('passphrase-wrong');
    value(await vault.remember({ keyStore, file, passphrase }));
    const before = join(await newFolder(), 'before');
    await cp(vault.folder, before, { recursive: true });
    const attempt = async (folder: string, store: KeyStore): Promise<string> => (await refused(openRememberedVault({ folder, readOnly: true, keyStore: store, file }))).code;
    expect(await attempt(vault.folder, systemKeyStore(storage(9), 'linux'))).toBe('passphrase-wrong');
    expect(await attempt(other.folder, keyStore)).toBe('passphrase-wrong');
    value(await vault.changePassphrase({ current: passphrase, next: 'nine herons wait here' }));
    expect(await attempt(vault.folder, keyStore)).toBe('passphrase-wrong');
    await value(await openRememberedVault({ folder: before, readOnly: true, keyStore, file })).close();
    await vault.close();
    await other.close();
  });

  test('is not offered where it would keep secrets in plain text, or is missing', async () => {
    const vault = await newVault();
    const file = join(await newFolder(), 'remembered.json');
    const missing = systemKeyStore(storage(7, 'kwallet', false), 'win32');
    for (const store of [systemKeyStore(storage(7, 'basic_text'), 'linux'), systemKeyStore(storage(7, 'unknown'), 'linux'), missing]) {
      expect(await store.whyUnavailable()).toBeTypeOf('string');
      expect((await refused(vault.remember({ keyStore: store, file, passphrase }))).code).toBe('not-offered');
    }
    expect(await systemKeyStore(storage(7, 'basic_text'), 'darwin').whyUnavailable()).toBeUndefined();
    expect(await readdir(join(file, '..'))).toEqual([]);
    await vault.close();
  });
});
