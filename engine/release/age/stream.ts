import { hkdfSync } from 'node:crypto';
import { AgeError } from './age-error.ts';
import type { ByteReader } from '../archive/byte-reader.ts';
import { openChunk, sealChunk, tagBytes } from './chunk-cipher.ts';

// STREAM of the age specification, "Payload": chunks of 64 KiB, a nonce of an 11-byte counter and one byte that marks the last chunk.
const chunkBytes = 65_536;
const sealedChunkBytes = chunkBytes + tagBytes;
const chunksAtOnce = 16;
export const payloadNonceBytes = 16;

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

function chunkNonce(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  // A counter of 48 bits is enough for 16 exbibytes; the upper bytes stay zero.
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Encrypts a stream in constant memory; the key is bound to the file key and the payload's nonce. */
export async function* encryptPayload(plain: ByteReader, fileKey: Uint8Array, nonce: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const key = payloadKey(fileKey, nonce);
  let counter = 0;
  for (;;) {
    const batch = await plain.upTo(chunkBytes * chunksAtOnce);
    const last = await plain.atEnd();
    const chunks = Math.max(1, Math.ceil(batch.length / chunkBytes));
    const out = Buffer.allocUnsafe(batch.length + chunks * tagBytes);
    for (let index = 0; index < chunks; index++) {
      const chunk = batch.subarray(index * chunkBytes, (index + 1) * chunkBytes);
      const at = index * sealedChunkBytes;
      sealChunk(out.subarray(at, at + chunk.length + tagBytes), chunk, chunkNonce(counter++, last && index === chunks - 1), key);
    }
    yield out;
    if (last) return;
  }
}

/** Decrypts a stream chunk by chunk; every byte handed out is authentic and in place. Throws a `payload` error where the file was cut or changed. */
export async function* decryptPayload(sealed: ByteReader, fileKey: Uint8Array, nonce: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  const key = payloadKey(fileKey, nonce);
  let counter = 0;
  for (;;) {
    const batch = await sealed.upTo(sealedChunkBytes * chunksAtOnce);
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
