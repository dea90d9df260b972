import type { SafeStorage } from 'electron';
import type { KeyStore } from '../../engine/vault/index.ts';

export type SystemStorage = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;

/** The system's key store (Keychain, DPAPI, Secret Service or KWallet) through Electron. Linux without a key ring is refused: it would be plain text. */
export function systemKeyStore(storage: SystemStorage, platform: NodeJS.Platform = process.platform): KeyStore {
  return {
    async whyUnavailable() {
      if (!(await storage.isAsyncEncryptionAvailable())) return 'This computer has no key store that Custodia can use.';
      const backend = platform === 'linux' ? storage.getSelectedStorageBackend() : undefined;
      return backend === 'basic_text' || backend === 'unknown' ? 'This desktop has no key ring: what it kept could be read by anyone who has the disk.' : undefined;
    },
    protect: (secret) => storage.encryptStringAsync(Buffer.from(secret).toString('base64')),
    async reveal(held) {
      try {
        return Buffer.from((await storage.decryptStringAsync(Buffer.from(held))).result, 'base64');
      } catch {
        return undefined; // another account or computer, or the user refused
      }
    },
  };
}
