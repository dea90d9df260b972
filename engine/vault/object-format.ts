import sodium from 'sodium-native';
import type { ObjectId } from '../../shared/identifiers.ts';
import { compartmentNames } from './keyring-file.ts';
import { openSealed, sealBytes, sealOverheadBytes } from './sealed-bytes.ts';
import { randomSecret, release, wipe, type SecretBytes } from './secret-memory.ts';
import type { CompartmentName } from './vault.ts';

/*
 * An object on the disk: header, then chunks of a libsodium secretstream. See docs/format.md.
 *   0  8  "CUSTOBJ1"        8  1  compartment      9  3  zero       12  4  epoch (little endian)
 *  16  4  chunk size        20 16 object id       36 72 sealed key  108 24 secretstream header
 */
const magic = Buffer.from('CUSTOBJ1', 'ascii');
const keyBytes = 32;
const sealedKeyAt = 36;
/** `crypto_secretstream_xchacha20poly1305_STATEBYTES`, which the type declarations lack. */
const stateBytes = 52;
const streamHeaderAt = sealedKeyAt + keyBytes + sealOverheadBytes;

export const objectHeaderBytes = streamHeaderAt + sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES;
export const chunkBytes = 256 * 1024;
export const chunkOverheadBytes = sodium.crypto_secretstream_xchacha20poly1305_ABYTES;

export interface ObjectHeader {
  readonly compartment: CompartmentName;
  readonly epoch: number;
  readonly id: ObjectId;
}

/** State of an encrypting or decrypting stream. */
export interface ObjectStream {
  readonly state: sodium.Xchacha20poly1305State;
  /** Binds every chunk to case, object and position. */
  readonly context: Buffer;
}

/** Starts an object: its header and the stream that its chunks go through, under a new random key sealed by `wrappingKey`. */
export function startObject(caseId: string, about: ObjectHeader, wrappingKey: SecretBytes): { readonly header: Buffer; readonly stream: ObjectStream } {
  const header = Buffer.alloc(objectHeaderBytes);
  magic.copy(header);
  header.writeUInt8(compartmentNames.indexOf(about.compartment) + 1, 8);
  header.writeUInt32LE(about.epoch, 12);
  header.writeUInt32LE(chunkBytes, 16);
  header.write(about.id, 20, 'hex');
  const key = randomSecret(keyBytes);
  sealBytes(wrappingKey, key, keyContext(caseId, header)).copy(header, sealedKeyAt);
  const state = newState();
  sodium.crypto_secretstream_xchacha20poly1305_init_push(state, header.subarray(streamHeaderAt), key);
  release(key);
  return { header, stream: { state, context: chunkContext(caseId, header) } };
}

/** Reads the open part of a header; undefined when it is not one. */
export function parseObjectHeader(header: Buffer): ObjectHeader | undefined {
  const compartment = header.length === objectHeaderBytes ? compartmentNames[header.readUInt8(8) - 1] : undefined;
  if (compartment === undefined || !header.subarray(0, 8).equals(magic) || header.readUIntLE(9, 3) !== 0 || header.readUInt32LE(16) !== chunkBytes) return undefined;
  return { compartment, epoch: header.readUInt32LE(12), id: header.toString('hex', 20, 36) as ObjectId };
}

/** Opens the key in a header and starts decrypting; undefined when the seal does not hold. */
export function resumeObject(caseId: string, header: Buffer, wrappingKey: SecretBytes): ObjectStream | undefined {
  const key = openSealed(wrappingKey, header.subarray(sealedKeyAt, streamHeaderAt), keyContext(caseId, header));
  if (key?.length !== keyBytes) return undefined;
  const state = newState();
  sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header.subarray(streamHeaderAt), key);
  release(key);
  return { state, context: chunkContext(caseId, header) };
}

/** Encrypts chunk `index`; the last one carries the final tag. */
export function encryptChunk(stream: ObjectStream, chunk: { readonly plaintext: Buffer; readonly index: number; readonly last: boolean }): Buffer {
  const sealed = Buffer.allocUnsafe(chunk.plaintext.length + chunkOverheadBytes);
  const tag = chunk.last ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  sodium.crypto_secretstream_xchacha20poly1305_push(stream.state, sealed, chunk.plaintext, at(stream, chunk.index), tag);
  return sealed;
}

/** Decrypts chunk `index`; undefined when it does not authenticate, is not at its place, or ends where the object does not. */
export function decryptChunk(stream: ObjectStream, chunk: { readonly sealed: Buffer; readonly index: number; readonly last: boolean }): Buffer | undefined {
  if (chunk.sealed.length < chunkOverheadBytes) return undefined;
  const plaintext = Buffer.allocUnsafe(chunk.sealed.length - chunkOverheadBytes);
  const tag = Buffer.alloc(1);
  try {
    sodium.crypto_secretstream_xchacha20poly1305_pull(stream.state, plaintext, tag, chunk.sealed, at(stream, chunk.index));
  } catch {
    return undefined;
  }
  const final = tag[0] === Number(sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  if (final === chunk.last) return plaintext;
  wipe(plaintext);
  return undefined;
}

export function endStream(stream: ObjectStream): void {
  wipe(stream.state as unknown as Buffer);
}

function newState(): sodium.Xchacha20poly1305State {
  return Buffer.alloc(stateBytes) as unknown as sodium.Xchacha20poly1305State;
}

function keyContext(caseId: string, header: Buffer): Buffer {
  return Buffer.concat([Buffer.from(caseId, 'hex'), header.subarray(0, sealedKeyAt)]);
}

function chunkContext(caseId: string, header: Buffer): Buffer {
  const context = Buffer.alloc(32 + 8);
  sodium.crypto_generichash(context.subarray(0, 32), Buffer.concat([Buffer.from(caseId, 'hex'), header]));
  return context;
}

function at({ context }: ObjectStream, index: number): Buffer {
  context.writeBigUInt64LE(BigInt(index), 32);
  return context;
}
