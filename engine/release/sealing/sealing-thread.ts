import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { partBytes, startProof, startWriting, type PartPlace, type SealedFileFacts } from './sealed-part.ts';

// One thread seals and writes, another reads back and proves; plaintext passes through memory that both and their starter see.

/** What a thread is started with. */
export interface SealingThread extends SealedFileFacts {
  readonly role: 'write' | 'prove';
  readonly memory: SharedArrayBuffer;
  /** From the writing thread to the proving one. */
  readonly next: MessagePort;
}

/** A part to be written: which slot of the memory holds it. */
export interface PartGiven {
  readonly slot: number;
  readonly length: number;
  readonly last: boolean;
}

/** What a thread tells its starter. */
export type FromSealingThread =
  | { readonly freed: number }
  | { readonly bytes: number; readonly sha256: string }
  | { readonly differs: true }
  | { readonly failed: string; readonly code: string | undefined };

interface PartWritten extends PartGiven {
  readonly place: PartPlace;
}

const { role, memory, next, ...file } = workerData as SealingThread;
const tell = (message: FromSealingThread): void => parentPort?.postMessage(message);
const plainOf = ({ slot, length }: PartGiven): Buffer => Buffer.from(memory, slot * partBytes, length);

function told(work: () => void): void {
  try {
    work();
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : 'it failed', code: error instanceof Error && 'code' in error ? String(error.code) : undefined });
  }
}

function writeParts(port: MessagePort): void {
  let write: ReturnType<typeof startWriting> | undefined;
  port.on('message', (part: PartGiven) => {
    told(() => {
      write ??= startWriting(file);
      next.postMessage({ ...part, place: write(plainOf(part), part.last) } satisfies PartWritten);
    });
  });
}

function proveParts(): void {
  const proof = startProof(file);
  next.on('message', (part: PartWritten) => {
    told(() => {
      if (!proof.prove(plainOf(part), part.place)) tell({ differs: true });
      else if (part.last) tell({ bytes: part.place.at + part.place.bytes, sha256: proof.sha256() });
      else tell({ freed: part.slot });
    });
  });
}

if (role === 'prove') proveParts();
else if (parentPort !== null) writeParts(parentPort);
