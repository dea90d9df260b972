import sodium from 'sodium-native';
import { sshFingerprint, sshPublicKeyLine } from '../integrity/index.ts';
import { formatAgeIdentity, formatAgeRecipient } from './age-keys.ts';
import { moveToSecret, randomSecret, secretBytes, subkey, wipe, type SecretBytes } from './secret-memory.ts';
import type { VaultIdentity } from './vault.ts';

const seedBytes = 32;

/** An identity with its secrets: what the vault itself works with. */
export interface CaseIdentity extends VaultIdentity {
  readonly recipientKey: Uint8Array;
  /** Seed of the signing key, secret of the receiving key, name in UTF-8: what is sealed under a passphrase. */
  exportSecrets(): SecretBytes;
  /** Opens a sealed box (X25519, XSalsa20-Poly1305) made for this identity; undefined when it was not. */
  openBox(box: Uint8Array): SecretBytes | undefined;
  /** A key of this identity's own for one purpose of 8 ASCII characters, which no passphrase changes. */
  deriveKey(purpose: string): SecretBytes;
  /** Wipes both secrets; the identity can no longer sign or open. */
  wipe(): void;
}

/** Makes a new identity: two unrelated random secrets under a name. */
export function makeIdentity(name: string): CaseIdentity {
  return identityFromSecrets(randomSecret(seedBytes), randomSecret(seedBytes), name);
}

/** Rebuilds an identity from what `exportSecrets` gave, and wipes that; undefined when it is too short to be one. */
export function importIdentity(secrets: SecretBytes): CaseIdentity | undefined {
  if (secrets.length < 2 * seedBytes) return undefined;
  const name = secrets.subarray(2 * seedBytes).toString('utf8');
  const seed = moveToSecret(secrets.subarray(0, seedBytes));
  const receiving = moveToSecret(secrets.subarray(seedBytes, 2 * seedBytes));
  return identityFromSecrets(seed, receiving, name);
}

function identityFromSecrets(seed: SecretBytes, receiving: SecretBytes, name: string): CaseIdentity {
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const signing = secretBytes(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_seed_keypair(publicKey, signing, seed);
  const recipientKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  sodium.crypto_scalarmult_base(recipientKey, receiving);
  let wiped = false;

  function mustBeOpen(): void {
    if (wiped) throw new Error('this identity was wiped when its case was closed');
  }

  return {
    name,
    publicKey: new Uint8Array(publicKey),
    recipientKey: new Uint8Array(recipientKey),
    fingerprint: sshFingerprint(publicKey),
    sshPublicKey: sshPublicKeyLine(publicKey, name),
    recipient: formatAgeRecipient(recipientKey),
    ageIdentity() {
      mustBeOpen();
      return formatAgeIdentity(receiving);
    },
    sign(message) {
      mustBeOpen();
      const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
      sodium.crypto_sign_detached(signature, Buffer.from(message), signing);
      return new Uint8Array(signature);
    },
    exportSecrets() {
      mustBeOpen();
      const label = Buffer.from(name);
      const secrets = secretBytes(2 * seedBytes + label.length);
      secrets.set(seed);
      secrets.set(receiving, seedBytes);
      secrets.set(label, 2 * seedBytes);
      return secrets;
    },
    openBox(box) {
      mustBeOpen();
      if (box.length < sodium.crypto_box_SEALBYTES) return undefined;
      const message = secretBytes(box.length - sodium.crypto_box_SEALBYTES);
      return sodium.crypto_box_seal_open(message, Buffer.from(box), recipientKey, receiving) ? message : undefined;
    },
    deriveKey(purpose) {
      mustBeOpen();
      return subkey(receiving, purpose);
    },
    wipe() {
      wiped = true;
      wipe(seed, receiving, signing);
    },
  };
}

/** Seals bytes so that only the holder of a receiving key opens them, and nobody sees for whom they are. */
export function sealForRecipient(recipientKey: Uint8Array, message: Uint8Array): Buffer {
  const box = Buffer.alloc(message.length + sodium.crypto_box_SEALBYTES);
  sodium.crypto_box_seal(box, Buffer.from(message.buffer, message.byteOffset, message.byteLength), Buffer.from(recipientKey));
  return box;
}
