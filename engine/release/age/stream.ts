import { hkdfSync } from 'node:crypto';
import { AgeError } from './age-error.ts';
import type { ByteReader } from '../archive/byte-reader.ts';
import { openChunk, sealChunk, tagBytes } from './chunk-cipher.ts';

// STREAM of the age specification, "Payload": chunks of 64 KiB, a nonce of an 11-byte counter and one byte that marks the last chunk.
const chunkBytes = 65_536;
const sealedChunkBytes = chunkBytes + tagBytes;
const chunksAtOnce = 16;
export const payloadNonceBytes = 16;
/** Plaintext that is sealed at once. */
export const batchBytes = chunkBytes * chunksAtOnce;
/** The longest that a batch is when it is sealed. */
export const sealedBatchBytes = sealedChunkBytes * chunksAtOnce;

/** Where a batch stands: number of its first chunk, and whether the payload ends with it. Every batch but the last is full. */
export interface BatchPlace {
  readonly counter: number;
  readonly last: boolean;
}

/** The key of a payload, from the file key and the payload's nonce. */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

function chunkNonce(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  // A counter of 48 bits is enough for 16 exbibytes; the upper bytes stay zero.
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Chunks of a batch: one, and empty, for an empty payload. */
export function chunksOf(batch: Uint8Array): number {
  return Math.max(1, Math.ceil(batch.length / chunkBytes));
}

/** Seals a batch into `out` (`sealedBatchBytes` are enough). Answers its length when sealed. */
export function sealBatch(out: Buffer, batch: Uint8Array, { counter, last }: BatchPlace, key: Buffer): number {
  const chunks = chunksOf(batch);
  for (let index = 0; index < chunks; index++) {
    const chunk = batch.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    const at = index * sealedChunkBytes;
    sealChunk(out.subarray(at, at + chunk.length + tagBytes), chunk, chunkNonce(counter + index, last && index === chunks - 1), key);
  }
  return batch.length + chunks * tagBytes;
}

/** Opens what `sealBatch` sealed into `out` (`batchBytes` are enough). Answers the plaintext's length; undefined when it is not authentic or not from that place. */
export function openBatch(out: Buffer, sealed: Buffer, { counter, last }: BatchPlace, key: Buffer): number | undefined {
  let written = 0;
  for (let at = 0, index = 0; at < sealed.length; at += sealedChunkBytes, index++) {
    const chunk = sealed.subarray(at, at + sealedChunkBytes);
    const ends = at + sealedChunkBytes >= sealed.length;
    if (chunk.length < tagBytes || !openChunk(out.subarray(written, written + chunk.length - tagBytes), chunk, chunkNonce(counter + index, last && ends), key)) return undefined;
    written += chunk.length - tagBytes;
  }
  return written;
}

/** Encrypts a stream in constant memory; the key is bound to the file key and the payload's nonce. */
export async function* encryptPayload(plain: ByteReader, fileKey: Uint8Array, nonce: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const key = payloadKey(fileKey, nonce);
  let counter = 0;
  for (;;) {
    const batch = await plain.upTo(batchBytes);
    const last = await plain.atEnd();
    const out = Buffer.allocUnsafe(batch.length + chunksOf(batch) * tagBytes);
    sealBatch(out, batch, { counter, last }, key);
    counter += chunksOf(batch);
    yield out;
    if (last) return;
  }
}

/** Decrypts a stream chunk by chunk; every byte handed out is authentic and in place. Throws a `payload` error where the file was cut or changed. */
export async function* decryptPayload(sealed: ByteReader, fileKey: Uint8Array, nonce: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const key = payloadKey(fileKey, nonce);
  let counter = 0;
  for (;;) {
    const batch = await sealed.upTo(sealedBatchBytes);
    const atEnd = await sealed.atEnd();
    const out = Buffer.allocUnsafe(batch.length);
    let written = 0;
    let why = batch.length === 0 ? 'the payload is cut' : undefined;
    for (let at = 0; at < batch.length && why === undefined; at += sealedChunkBytes) {
      const chunk = batch.subarray(at, at + sealedChunkBytes);
      const plain = out.subarray(written, written + Math.max(0, chunk.length - tagBytes));
      const ends = atEnd && at + sealedChunkBytes >= batch.length;
      const marked = openMarked(plain, chunk, counter++, key);
      if (marked === 'not-authentic') why = 'a chunk of the payload was changed, moved or cut';
      else {
        written += plain.length;
        if (marked === 'last' && !ends) why = 'something follows the payload';
        if (marked === 'not-last' && ends) why = 'the payload is cut';
      }
    }
    if (written > 0) yield out.subarray(0, written);
    if (why !== undefined) throw new AgeError('payload', why);
    if (atEnd) return;
  }
}

/** Opens a chunk and says how it was marked when it was sealed. Only the last may be short, and only the last of an empty payload empty. */
function openMarked(plain: Buffer, chunk: Buffer, counter: number, key: Buffer): 'last' | 'not-last' | 'not-authentic' {
  if (chunk.length < tagBytes || (plain.length === 0 && counter > 0)) return 'not-authentic';
  if (chunk.length === sealedChunkBytes && openChunk(plain, chunk, chunkNonce(counter, false), key)) return 'not-last';
  return openChunk(plain, chunk, chunkNonce(counter, true), key) ? 'last' : 'not-authentic';
}
