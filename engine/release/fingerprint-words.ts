import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import QRCode from 'qrcode';
import { parseCheckpoint, sshPublicKeyBlob } from '../integrity/index.ts';
import { sshPublicKey } from './ssh-key.ts';

const words = 12;
const bitsAWord = 11;

/**
 * A signer's fingerprint as twelve English words (BIP 39 list), to be read out on the telephone: the first 132 bits of the hash that
 * `ssh-keygen -l` shows as `SHA256:…`. They are no secret and no recovery words.
 */
export function fingerprintWords(publicKey: Uint8Array): string[] {
  return wordsOf(createHash('sha256').update(sshPublicKeyBlob(publicKey)).digest());
}

/** The head of a log in words, from the root hash of its signed note; undefined for a note that is no checkpoint. */
export function checkpointWords(note: string): string[] | undefined {
  const checkpoint = parseCheckpoint(note);
  return checkpoint === undefined ? undefined : wordsOf(checkpoint.root);
}

function wordsOf(hash: Uint8Array): string[] {
  let bits = BigInt(`0x${Buffer.from(hash).toString('hex')}`) >> BigInt(256 - words * bitsAWord);
  const spoken: string[] = [];
  for (let index = 0; index < words; index++) {
    spoken.unshift(wordlist[Number(bits & 0x7ffn)] ?? '');
    bits >>= BigInt(bitsAWord);
  }
  return spoken;
}

/** A signed head of a log, whole, as a QR code (SVG): whoever scans it holds the checkpoint. */
export function checkpointQr(note: string): Promise<string> {
  return QRCode.toString(note, { type: 'svg', errorCorrectionLevel: 'L', margin: 2 });
}

/** The fingerprint `SHA256:…` as a QR code (SVG), to be printed or scanned. */
export function fingerprintQr(publicKey: Uint8Array): Promise<string> {
  return QRCode.toString(sshPublicKey(publicKey).fingerprint, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
}

/** The same QR code as rows of modules, `1` for a dark one, for whoever draws it. */
export function fingerprintModules(publicKey: Uint8Array): string[] {
  const { modules } = QRCode.create(sshPublicKey(publicKey).fingerprint, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, row) => Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) === 0 ? '0' : '1')).join(''));
}
