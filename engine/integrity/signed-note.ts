import { createHash } from 'node:crypto';
import { verifyEd25519 } from './ed25519.ts';

const ed25519Type = 0x01;

/** Who signs notes, under a name without spaces or plus signs. `sign` answers a raw Ed25519 signature. */
export interface NoteSigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface NoteVerifier {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

/** A note whose signature was checked. */
export interface OpenedNote {
  readonly text: string;
  readonly signer: NoteVerifier;
}

/** Signs a text that ends in a newline as a C2SP signed note (c2sp.org/signed-note). */
export function signNote(text: string, signer: NoteSigner): string {
  if (!isNoteText(text) || !isKeyName(signer.name)) throw new TypeError('a note is lines without control characters, and its key name has no space or plus');
  const signature = signer.sign(Buffer.from(text));
  return `${text}\n${signatureLine(signer, signature)}`;
}

/** Checks a signed note against the keys that one trusts; undefined unless at least one of them signed it and none of their signatures is false. */
export function openNote(note: string, trusted: readonly NoteVerifier[]): OpenedNote | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) return undefined;
  let opened: OpenedNote | undefined;
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
    if (match === null) return undefined;
    const [, name = '', encoded = ''] = match;
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.toString('base64') !== encoded) return undefined;
    const signer = trusted.find((key) => key.name === name && keyHash(key).equals(bytes.subarray(0, 4)));
    if (signer === undefined) continue;
    if (!verifyEd25519(Buffer.from(text), bytes.subarray(4), signer.publicKey)) return undefined;
    opened ??= { text, signer };
  }
  return opened;
}

/** The key as other tools of signed notes take it: `name+hash+base64(type, key)`. */
export function noteVerifierKey(key: NoteVerifier): string {
  return `${key.name}+${keyHash(key).toString('hex')}+${Buffer.concat([Buffer.of(ed25519Type), key.publicKey]).toString('base64')}`;
}

/** Reads a verifier key; undefined when it is malformed or its hash does not agree. */
export function parseNoteVerifierKey(text: string): NoteVerifier | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text);
  if (match === null) return undefined;
  const [, name = '', hash = '', encoded = ''] = match;
  const bytes = Buffer.from(encoded, 'base64');
  const key = { name, publicKey: new Uint8Array(bytes.subarray(1)) };
  return bytes.toString('base64') === encoded && bytes.length === 33 && bytes[0] === ed25519Type && keyHash(key).toString('hex') === hash ? key : undefined;
}

function signatureLine(key: NoteVerifier, signature: Uint8Array): string {
  return `\u2014 ${key.name} ${Buffer.concat([keyHash(key), signature]).toString('base64')}\n`;
}

function keyHash(key: NoteVerifier): Buffer {
  return createHash('sha256').update(key.name).update(Uint8Array.of(0x0a, ed25519Type)).update(key.publicKey).digest().subarray(0, 4);
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/u.test(text);
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}
