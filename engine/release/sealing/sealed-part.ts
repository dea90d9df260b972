import { createHash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { batchBytes, chunksOf, openBatch, sealBatch, sealedBatchBytes } from '../age/stream.ts';

/** A file that is being written: open for reading and writing; what stands before its parts; the key of its payload, none for a plain archive. */
export interface SealedFileFacts {
  readonly fd: number;
  readonly head: Uint8Array;
  readonly key: Uint8Array | undefined;
}

/** Where a part lies in the file, and which part it is. */
export interface PartPlace {
  readonly at: number;
  readonly bytes: number;
  readonly counter: number;
  readonly last: boolean;
}

/** Most bytes of a part before it is sealed. */
export const partBytes = batchBytes;

/** Writes the head of a file, then seals and writes its parts in order. Throws as the system does. */
export function startWriting({ fd, head, key }: SealedFileFacts): (plain: Uint8Array, last: boolean) => PartPlace {
  const sealed = Buffer.alloc(sealedBatchBytes);
  const payloadKey = key === undefined ? undefined : Buffer.from(key);
  let at = 0;
  let counter = 0;
  const append = (bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
    at += bytes.length;
  };
  append(head);
  return (plain, last) => {
    const place = { at, counter, last };
    append(payloadKey === undefined ? plain : sealed.subarray(0, sealBatch(sealed, plain, place, payloadKey)));
    counter += chunksOf(plain);
    return { ...place, bytes: at - place.at };
  };
}

/** Proves parts in order, from what the file holds. */
export interface PartProof {
  /** Whether the part, read back from the file and opened, is `plain`. */
  prove(plain: Uint8Array, place: PartPlace): boolean;
  /** SHA-256 of all that was read back. */
  sha256(): string;
}

/** The head is read back with the first part, and a difference in it counts as one of that part. */
export function startProof({ fd, head, key }: SealedFileFacts): PartProof {
  const hash = createHash('sha256');
  const back = Buffer.alloc(Math.max(sealedBatchBytes, head.length));
  const opened = Buffer.alloc(batchBytes);
  const payloadKey = key === undefined ? undefined : Buffer.from(key);
  let headIsProved = false;

  function readBack(at: number, bytes: number): Buffer {
    let done = 0;
    while (done < bytes) {
      const read = readSync(fd, back, done, bytes - done, at + done);
      if (read === 0) break;
      done += read;
    }
    hash.update(back.subarray(0, done));
    return back.subarray(0, done);
  }

  return {
    prove(plain, place) {
      if (!headIsProved && !readBack(0, head.length).equals(head)) return false;
      headIsProved = true;
      const sealed = readBack(place.at, place.bytes);
      if (sealed.length !== place.bytes) return false;
      if (payloadKey === undefined) return sealed.equals(plain);
      const bytes = openBatch(opened, sealed, place, payloadKey);
      return bytes === plain.length && opened.subarray(0, bytes).equals(plain);
    },
    sha256: () => hash.digest('hex'),
  };
}
