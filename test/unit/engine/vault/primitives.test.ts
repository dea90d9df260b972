import { createCipheriv, createPrivateKey, createPublicKey, diffieHellman, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { argon2id } from '@noble/hashes/argon2.js';
import fc from 'fast-check';
import sodium from 'sodium-native';
import { describe, expect, test } from 'vitest';
import { verifyEd25519 } from '../../../../engine/integrity/index.ts';
import { importIdentity, sealForRecipient } from '../../../../engine/vault/case-identity.ts';
import { decryptChunk, encryptChunk, parseObjectHeader, resumeObject, startObject } from '../../../../engine/vault/object-format.ts';
import { passphraseKey } from '../../../../engine/vault/passphrase-key.ts';
import { openSealed, sealBytes } from '../../../../engine/vault/sealed-bytes.ts';
import { copyToSecret } from '../../../../engine/vault/secret-memory.ts';
import type { ObjectId } from '../../../../shared/identifiers.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const vector = (name: string): string => readFileSync(new URL(`../../../vectors/primitives/${name}`, import.meta.url), 'utf8');
const identityOf = (seed: Buffer, receiving: Buffer) => importIdentity(copyToSecret(Buffer.concat([seed, receiving, Buffer.from('Office')])))!;

describe('signatures', () => {
  const cases = vector('ed25519-sign.input').trim().split('\n').map((line) => line.split(':').map(hex));
  /** Order of the base point, little endian: added to S it makes another signature that lax verifiers take (RFC 8032, section 8.4). */
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;

  test('are those of the published vectors of Ed25519', () => {
    expect(cases).toHaveLength(100);
    for (const [secret, publicKey, message, signed] of cases as [Buffer, Buffer, Buffer, Buffer][]) {
      const identity = identityOf(secret.subarray(0, 32), randomBytes(32));
      expect(Buffer.from(identity.publicKey)).toEqual(publicKey);
      expect(Buffer.concat([identity.sign(message), message])).toEqual(signed);
      expect(verifyEd25519(message, signed.subarray(0, 64), publicKey)).toBe(true);
    }
  });

  test('are refused where one bit, the message or the key is another, and where S is not reduced', () => {
    for (const [, publicKey, message, signed] of cases.slice(1, 20) as [Buffer, Buffer, Buffer, Buffer][]) {
      const signature = signed.subarray(0, 64);
      for (const at of [0, 31, 32, 63]) {
        const changed = Buffer.from(signature);
        changed[at] = changed[at]! ^ 1;
        expect(verifyEd25519(message, changed, publicKey)).toBe(false);
      }
      const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
      const malleable = Buffer.concat([signature.subarray(0, 32), hex(s.toString(16).padStart(64, '0')).reverse()]);
      expect(verifyEd25519(message, malleable, publicKey)).toBe(false);
      expect(verifyEd25519(Buffer.concat([message, Buffer.of(0)]), signature, publicKey)).toBe(false);
      expect(verifyEd25519(message, signature, cases[0]![1]!)).toBe(false);
      expect(verifyEd25519(message, signature.subarray(1), publicKey)).toBe(false);
    }
  });
});

describe('key agreement', () => {
  test('is that of RFC 7748, and of OpenSSL', () => {
    const values = Array.from(vector('x25519-rfc7748.txt').matchAll(/INPUT_SCALAR = (\w+)\nINPUT_U = (\w+)\nOUTPUT_U = (\w+)/gu), ([, scalar, u, out]) => [scalar, u, out] as const);
    expect(values.length).toBeGreaterThanOrEqual(3);
    for (const [scalar, u, out] of values) {
      const answer = Buffer.alloc(32);
      sodium.crypto_scalarmult(answer, hex(scalar!), hex(u!));
      expect(answer.toString('hex')).toBe(out);
    }
    const [mine, theirs] = [randomBytes(32), randomBytes(32)];
    const privateKey = createPrivateKey({ key: Buffer.concat([hex('302e020100300506032b656e04220420'), mine]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey({ key: Buffer.concat([hex('302a300506032b656e032100'), identityOf(randomBytes(32), theirs).recipientKey]), format: 'der', type: 'spki' });
    const answer = Buffer.alloc(32);
    sodium.crypto_scalarmult(answer, mine, Buffer.from(identityOf(randomBytes(32), theirs).recipientKey));
    expect(diffieHellman({ privateKey, publicKey })).toEqual(answer);
  });

  test('refuses points of small order, which would make a key that anyone knows', () => {
    const small = ['00'.repeat(32), `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'];
    for (const point of small) {
      expect(() => sodium.crypto_scalarmult(Buffer.alloc(32), randomBytes(32), hex(point)), point).toThrow();
      expect(() => sealForRecipient(hex(point), randomBytes(32)), point).toThrow();
    }
  });
});

describe('small sealed things', () => {
  const key = copyToSecret(hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'));

  test('are XChaCha20-Poly1305 as draft-irtf-cfrg-xchacha-03, section A.3.1, has it', () => {
    const nonce = '404142434445464748494a4b4c4d4e4f5051525354555657';
    const sealed = 'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e'
      + 'c0875924c1c7987947deafd8780acf49';
    expect(openSealed(key, hex(nonce + sealed), hex('50515253c0c1c2c3c4c5c6c7'))?.toString())
      .toBe("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
  });

  test('are what OpenSSL makes of the same key, nonce and context', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 50 }), (secret, plaintext, context) => {
      const sealed = sealBytes(copyToSecret(secret), plaintext, context);
      const nonce = Buffer.concat([Buffer.alloc(4), sealed.subarray(16, 24)]);
      const cipher = createCipheriv('chacha20-poly1305', hchacha20(Buffer.from(secret), sealed.subarray(0, 16)), nonce, { authTagLength: 16 });
      cipher.setAAD(context, { plaintextLength: plaintext.length });
      expect(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])).toEqual(sealed.subarray(24));
      const opened = openSealed(copyToSecret(secret), sealed, context);
      expect(opened === undefined ? undefined : Buffer.compare(opened, Buffer.from(plaintext))).toBe(0);
    }), { numRuns: 60 });
  });
});

describe('the key of a passphrase', () => {
  test('is Argon2id as another program computes it, over the passphrase in its composed form', async () => {
    const salt = hex('000102030405060708090a0b0c0d0e0f');
    const key = await passphraseKey('pass\u00e9 compose\u0301', salt, { memoryMiB: 64, passes: 3 });
    expect(Buffer.from(key).toString('hex')).toBe(Buffer.from(argon2id(Buffer.from('pass\u00e9 compos\u00e9'), salt, { t: 3, m: 64 * 1024, p: 1, version: 0x13, dkLen: 32 })).toString('hex'));
  }, 600_000);
});

describe('the chunks of an object', () => {
  const wrapping = copyToSecret(randomBytes(32));
  const about = { compartment: 'work' as const, epoch: 1, id: '00112233445566778899aabbccddeeff' as ObjectId };
  const caseId = 'ab'.repeat(16);

  test('come back whole in their order, and in no other, whatever they hold', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 6 }), fc.nat(), (chunks, pick) => {
      const { header, stream } = startObject(caseId, about, wrapping);
      const sealed = chunks.map((chunk, index) => encryptChunk(stream, { plaintext: Buffer.from(chunk), index, last: index === chunks.length - 1 }));
      expect(parseObjectHeader(header)).toEqual(about);
      const again = resumeObject(caseId, header, wrapping)!;
      sealed.forEach((chunk, index) => expect(decryptChunk(again, { sealed: chunk, index, last: index === sealed.length - 1 })).toEqual(Buffer.from(chunks[index]!)));
      // The first one missing, out of place, or with one bit changed.
      const other = resumeObject(caseId, header, wrapping)!;
      const wrong = Buffer.from(sealed[pick % sealed.length]!);
      if (pick % sealed.length === 0) wrong[pick % wrong.length] = wrong[pick % wrong.length]! ^ 1;
      expect(decryptChunk(other, { sealed: wrong, index: 0, last: sealed.length === 1 })).toBeUndefined();
      expect(resumeObject('cd'.repeat(16), header, wrapping)).toBeUndefined();
    }));
  });

  test('end where the writer ended them, not where a file was cut or went on', () => {
    const { header, stream } = startObject(caseId, about, wrapping);
    const first = encryptChunk(stream, { plaintext: Buffer.from('first'), index: 0, last: false });
    const last = encryptChunk(stream, { plaintext: Buffer.from('last'), index: 1, last: true });
    expect(decryptChunk(resumeObject(caseId, header, wrapping)!, { sealed: first, index: 0, last: true })).toBeUndefined();
    const again = resumeObject(caseId, header, wrapping)!;
    expect(decryptChunk(again, { sealed: first, index: 0, last: false })?.toString()).toBe('first');
    expect(decryptChunk(again, { sealed: last, index: 1, last: false })).toBeUndefined();
  });
});

/** HChaCha20 (draft-irtf-cfrg-xchacha-03, section 2.2), which OpenSSL lacks. */
function hchacha20(key: Buffer, nonce: Buffer): Buffer {
  const state = new Uint32Array(16);
  state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let word = 0; word < 8; word += 1) state[4 + word] = key.readUInt32LE(4 * word);
  for (let word = 0; word < 4; word += 1) state[12 + word] = nonce.readUInt32LE(4 * word);
  const turn = (a: number, b: number, bits: number): number => ((a ^ b) << bits) | ((a ^ b) >>> (32 - bits));
  const quarter = (a: number, b: number, c: number, d: number): void => {
    for (const [left, right] of [[16, 12], [8, 7]] as const) {
      state[a] = state[a]! + state[b]!;
      state[d] = turn(state[d]!, state[a], left);
      state[c] = state[c]! + state[d];
      state[b] = turn(state[b]!, state[c], right);
    }
  };
  for (let round = 0; round < 10; round += 1) {
    for (let column = 0; column < 4; column += 1) quarter(column, 4 + column, 8 + column, 12 + column);
    for (let column = 0; column < 4; column += 1) quarter(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4);
  }
  const out = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((word, index) => out.writeUInt32LE(state[word]!, 4 * index));
  return out;
}
