import { openNote, signNote, type NoteSigner, type NoteVerifier } from './signed-note.ts';

/** The head of a log: how many leaves, under which root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Signs a checkpoint (c2sp.org/tlog-checkpoint): origin, size and root in a signed note. */
export function signCheckpoint({ origin, size, root }: Checkpoint, signer: NoteSigner): string {
  return signNote(`${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer);
}

/** Reads a checkpoint that one of the trusted keys signed; undefined when it is malformed or its signature does not hold. */
export function openCheckpoint(note: string, trusted: readonly NoteVerifier[]): (Checkpoint & { readonly signer: NoteVerifier }) | undefined {
  const opened = openNote(note, trusted);
  if (opened === undefined) return undefined;
  const checkpoint = parseCheckpoint(opened.text);
  return checkpoint === undefined ? undefined : { ...checkpoint, signer: opened.signer };
}

/** Reads the text of a checkpoint without looking at signatures; undefined when it is malformed. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split('\n');
  if (origin === undefined || origin === '' || size === undefined || !/^(?:0|[1-9]\d{0,15})$/u.test(size) || root === undefined) return undefined;
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== root || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: new Uint8Array(bytes) };
}
