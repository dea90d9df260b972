import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What opening a protected office file came to. */
export type Unlocked = { readonly kind: 'opened'; readonly bytes: Uint8Array } | { readonly kind: 'wrong-password' } | { readonly kind: 'unknown-method' } | { readonly kind: 'damaged' };

const wrongPassword: Unlocked = { kind: 'wrong-password' };
const segmentBytes = 4096;
const mostSpins = 10_000_000;

/** Decrypts the package of an office file by its password (MS-OFFCRYPTO 2.3.4: standard and agile encryption). Throws on streams that are cut off. */
export function decryptPackage({ info, encrypted, password }: { readonly info: Uint8Array; readonly encrypted: Uint8Array; readonly password: string }): Unlocked {
  const header = Buffer.from(info.buffer, info.byteOffset, info.byteLength);
  const [major, minor] = [header.readUInt16LE(0), header.readUInt16LE(2)];
  const body = Buffer.from(encrypted.buffer, encrypted.byteOffset, encrypted.byteLength);
  if (major === 4 && minor === 4) return openAgile(header.subarray(8).toString('utf8'), body, password);
  return minor === 2 && major >= 2 && major <= 4 ? openStandard(header, body, password) : { kind: 'unknown-method' };
}

/** One element of the agile description: its attributes by name. */
type Attributes = Readonly<Record<string, string>>;

function attributesOf(xml: string, element: string): Attributes {
  const tag = new RegExp(`<(?:\\w+:)?${element}\\b([^>]*)>`, 'u').exec(xml)?.[1] ?? '';
  return Object.fromEntries(Array.from(tag.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/gu), ([, name = '', value = '']) => [name, value]));
}

const hashes: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };
const blocks = {
  verifierInput: Buffer.from('fea7d2763b4b9e79', 'hex'), verifierValue: Buffer.from('d7aa0f6d3061344e', 'hex'), key: Buffer.from('146e0be7abacd0d6', 'hex'),
  hmacKey: Buffer.from('5fb2ad010cb9e1f6', 'hex'), hmacValue: Buffer.from('a0677f02b22c8433', 'hex'),
};

interface AgileKey {
  readonly hash: string;
  readonly keyBytes: number;
  readonly blockBytes: number;
  readonly salt: Buffer;
}

function agileKey(attributes: Attributes): AgileKey | undefined {
  const hash = hashes[attributes['hashAlgorithm']?.replace('-', '') ?? ''];
  const keyBytes = Number(attributes['keyBits']) / 8;
  const blockBytes = Number(attributes['blockSize']);
  const chained = attributes['cipherAlgorithm'] === 'AES' && attributes['cipherChaining'] === 'ChainingModeCBC';
  return hash !== undefined && chained && blockBytes === 16 && [16, 24, 32].includes(keyBytes) ? { hash, keyBytes, blockBytes, salt: Buffer.from(attributes['saltValue'] ?? '', 'base64') } : undefined;
}

/** MS-OFFCRYPTO 2.3.4.10 to 2.3.4.15. */
function openAgile(xml: string, encrypted: Buffer, password: string): Unlocked {
  const attributes = attributesOf(xml, 'encryptedKey');
  const own = agileKey(attributes);
  const data = agileKey(attributesOf(xml, 'keyData'));
  const spins = Number(attributes['spinCount']);
  if (own === undefined || data === undefined || !(spins >= 0 && spins <= mostSpins)) return { kind: 'unknown-method' };
  const spun = spin(own, password, spins);
  const unwrap = (block: Buffer, name: string): Buffer => aesCbc(fitted(digest(own.hash, spun, block), own.keyBytes), own.salt, Buffer.from(attributes[name] ?? '', 'base64'));
  const verifier = digest(own.hash, unwrap(blocks.verifierInput, 'encryptedVerifierHashInput').subarray(0, own.salt.byteLength));
  if (!startsEqual(unwrap(blocks.verifierValue, 'encryptedVerifierHashValue'), verifier)) return wrongPassword;
  const secret = unwrap(blocks.key, 'encryptedKeyValue').subarray(0, data.keyBytes);
  const integrity = attributesOf(xml, 'dataIntegrity');
  const guarded = (block: Buffer, name: string): Buffer => aesCbc(secret, digest(data.hash, data.salt, block), Buffer.from(integrity[name] ?? '', 'base64'));
  const size = createHash(data.hash).digest().byteLength;
  const mac = createHmac(data.hash, guarded(blocks.hmacKey, 'encryptedHmacKey').subarray(0, size)).update(encrypted).digest();
  if (!startsEqual(guarded(blocks.hmacValue, 'encryptedHmacValue'), mac)) return { kind: 'damaged' };
  const parts: Buffer[] = [];
  for (let at = 8, segment = 0; at < encrypted.byteLength; at += segmentBytes, segment++) parts.push(aesCbc(secret, digest(data.hash, data.salt, numberBytes(segment)), encrypted.subarray(at, at + segmentBytes)));
  return { kind: 'opened', bytes: whole(parts, encrypted) };
}

/** MS-OFFCRYPTO 2.3.4.5 to 2.3.4.9. */
function openStandard(info: Buffer, encrypted: Buffer, password: string): Unlocked {
  const headerBytes = info.readUInt32LE(8);
  const keyBits = info.readUInt32LE(12 + 16);
  const verifierAt = 12 + headerBytes;
  const salt = info.subarray(verifierAt + 4, verifierAt + 20);
  const keyBytes = keyBits / 8;
  if (info.readUInt32LE(verifierAt) !== 16 || ![16, 24, 32].includes(keyBytes)) return { kind: 'unknown-method' };
  const spun = digest('sha1', spin({ hash: 'sha1', salt }, password, 50_000), numberBytes(0));
  const key = Buffer.concat([0x36, 0x5c].map((pad) => digest('sha1', Buffer.alloc(64, pad).map((byte, index) => byte ^ (spun[index] ?? 0))))).subarray(0, keyBytes);
  const verifier = digest('sha1', aesEcb(key, info.subarray(verifierAt + 20, verifierAt + 36)));
  const expected = aesEcb(key, info.subarray(verifierAt + 40, verifierAt + 72));
  if (!startsEqual(expected, verifier)) return wrongPassword;
  return { kind: 'opened', bytes: whole([aesEcb(key, encrypted.subarray(8, 8 + Math.floor((encrypted.byteLength - 8) / 16) * 16))], encrypted) };
}

function spin({ hash, salt }: Pick<AgileKey, 'hash' | 'salt'>, password: string, spins: number): Buffer {
  let spun = digest(hash, salt, Buffer.from(password, 'utf16le'));
  for (let round = 0; round < spins; round++) spun = digest(hash, numberBytes(round), spun);
  return spun;
}

function digest(hash: string, ...parts: readonly Uint8Array[]): Buffer {
  const made = createHash(hash);
  for (const part of parts) made.update(part);
  return made.digest();
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Cut to a length, or filled up to it with 0x36. */
function fitted(bytes: Buffer, length: number): Buffer {
  return bytes.byteLength >= length ? bytes.subarray(0, length) : Buffer.concat([bytes, Buffer.alloc(length - bytes.byteLength, 0x36)]);
}

function aesCbc(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.byteLength * 8}-cbc`, key, fitted(iv, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

function aesEcb(key: Buffer, data: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.byteLength * 8}-ecb`, key, null).setAutoPadding(false);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

function startsEqual(padded: Buffer, expected: Buffer): boolean {
  return padded.byteLength >= expected.byteLength && timingSafeEqual(padded.subarray(0, expected.byteLength), expected);
}

/** The package at the length that its first eight bytes give. */
function whole(parts: readonly Buffer[], encrypted: Buffer): Uint8Array {
  return Buffer.concat(parts).subarray(0, Number(encrypted.readBigUInt64LE(0)));
}
