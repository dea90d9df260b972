import { open, type FileHandle } from 'node:fs/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { failure } from '../../../shared/failure.ts';
import type { Sha256 } from '../../../shared/identifiers.ts';
import { beginAge } from '../age/age-file.ts';
import { checkHeaderMac, readHeader } from '../age/header.ts';
import { payloadKey } from '../age/stream.ts';
import type { AgeRecipient } from '../age/x25519-keys.ts';
import { ByteReader } from '../archive/byte-reader.ts';
import { ReleaseRefusal } from '../release-refusal.ts';
import { partBytes, startProof, startWriting, type SealedFileFacts } from './sealed-part.ts';
import type { FromSealingThread, PartGiven, SealingThread } from './sealing-thread.ts';

// What is shorter is written here and now: starting threads takes longer than sealing it.
const shortBytes = 8 << 20;
const slots = 8;

/** A file that is sealed, written, read back and compared part by part, while the next part is on its way. */
export interface SealedFile {
  /** Takes a copy of the chunk; resolves when there is room for the next. Throws when a part could not be written, or does not open as what it was. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves once everything is on the disk and proved. */
  end(): Promise<{ readonly bytes: number; readonly sha256: Sha256 }>;
  /** Closes the file and ends the threads, finished or not. */
  close(): Promise<void>;
}

export interface SealedFileOptions {
  /** Nobody: the file is written plain. */
  readonly recipients: readonly AgeRecipient[];
  readonly fileKey: Uint8Array;
  /** About how long it will be. */
  readonly expectedBytes: number;
}

/** Somebody who takes parts in order: the copy in `part` stays as it is until it is proved. */
interface Parts {
  /** Memory for the next part, when there is some. */
  room(): Promise<Uint8Array>;
  give(bytes: number, last: boolean): void;
  finished(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  close(): Promise<void>;
}

/**
 * Creates a file that is sealed to recipients with age, or plain without any. Each part is read back from the file, opened with the file's key
 * and compared with what was given. The file must not be there yet; throws as the system does, and a refusal `verification-failed` where a part differs.
 */
export async function createSealedFile(path: string, { recipients, fileKey, expectedBytes }: SealedFileOptions): Promise<SealedFile> {
  const begun = recipients.length === 0 ? undefined : beginAge(recipients, fileKey);
  if (begun !== undefined) await requireSoundHead(begun.head, fileKey);
  const file = await open(path, 'wx+', 0o600);
  const facts = { fd: file.fd, head: begun?.head ?? new Uint8Array(0), key: begun === undefined ? undefined : payloadKey(fileKey, begun.nonce) };
  return sealedFile(file, expectedBytes < shortBytes ? partsHere(facts) : partsOnThreads(facts));
}

async function requireSoundHead(head: Uint8Array, fileKey: Uint8Array): Promise<void> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(head);
  }
  checkHeaderMac(await readHeader(new ByteReader(once())), fileKey);
}

function sealedFile(file: FileHandle, parts: Parts): SealedFile {
  let part: Uint8Array | undefined;
  let filled = 0;
  return {
    async write(chunk) {
      for (let at = 0; at < chunk.length;) {
        // A full part is given away only when more follows: the last one is marked as such.
        if (filled === partBytes) {
          parts.give(filled, false);
          part = undefined;
          filled = 0;
        }
        part ??= await parts.room();
        const piece = chunk.subarray(at, at + partBytes - filled);
        part.set(piece, filled);
        filled += piece.length;
        at += piece.length;
      }
    },
    async end() {
      part ??= await parts.room();
      parts.give(filled, true);
      const { bytes, sha256 } = await parts.finished();
      await file.sync();
      if ((await file.stat()).size !== bytes) throw notAsWritten();
      return { bytes, sha256: sha256 as Sha256 };
    },
    async close() {
      await parts.close();
      await file.close();
    },
  };
}

function notAsWritten(): ReleaseRefusal {
  return new ReleaseRefusal(failure('verification-failed', 'The release was not made: what was written could not be read back and opened as what it was. Look after this disk.'));
}

function partsHere(facts: SealedFileFacts): Parts {
  const memory = new Uint8Array(partBytes);
  const write = startWriting(facts);
  const proof = startProof(facts);
  let bytes = 0;
  return {
    room: () => Promise.resolve(memory),
    give(length, last) {
      const plain = memory.subarray(0, length);
      const place = write(plain, last);
      if (!proof.prove(plain, place)) throw notAsWritten();
      bytes = place.at + place.bytes;
    },
    finished: () => Promise.resolve({ bytes, sha256: proof.sha256() }),
    close: () => Promise.resolve(),
  };
}

function partsOnThreads(facts: SealedFileFacts): Parts {
  const memory = new SharedArrayBuffer(slots * partBytes);
  const free = Array.from({ length: slots }, (_, slot) => slot);
  const between = new MessageChannel();
  let current = 0;
  let failed: Error | undefined;
  let done: { readonly bytes: number; readonly sha256: string } | undefined;
  let wake: () => void = () => undefined;

  function start(role: SealingThread['role'], next: MessageChannel['port1']): Worker {
    // The extension is this file's own: `.ts` in the checkout, `.js` in the packaged application.
    const program = new URL(`./sealing-thread${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
    const worker = new Worker(program, { workerData: { ...facts, role, memory, next } satisfies SealingThread, transferList: [next] });
    worker.on('message', (message: FromSealingThread) => {
      if ('freed' in message) free.push(message.freed);
      else if ('sha256' in message) done = message;
      else failed ??= 'differs' in message ? notAsWritten() : Object.assign(new Error(message.failed), { code: message.code });
      wake();
    });
    worker.on('error', (error) => {
      failed ??= error;
      wake();
    });
    worker.on('exit', () => {
      failed ??= new Error('a thread that seals has ended');
      wake();
    });
    return worker;
  }
  const prover = start('prove', between.port2);
  const writer = start('write', between.port1);

  async function until<Value>(there: () => Value | undefined): Promise<Value> {
    for (;;) {
      if (failed !== undefined) throw failed;
      const value = there();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    async room() {
      current = await until(() => free.pop());
      return new Uint8Array(memory, current * partBytes, partBytes);
    },
    give(length, last) {
      writer.postMessage({ slot: current, length, last } satisfies PartGiven);
    },
    finished: () => until(() => done),
    async close() {
      await Promise.all([writer.terminate(), prover.terminate()]);
    },
  };
}
