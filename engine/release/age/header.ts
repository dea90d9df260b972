import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AgeError } from './age-error.ts';
import type { ByteReader } from '../archive/byte-reader.ts';

const version = 'age-encryption.org/v1';
const base64Columns = 64;
const maximumHeaderBytes = 1 << 20;
const printable = /^[\x21-\x7e]+$/;

/** One way to the file key: for one recipient. */
export interface Stanza {
  readonly arguments: readonly string[];
  readonly body: Uint8Array;
}

/** A parsed header, whose MAC is not yet checked. */
export interface AgeHeader {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** The bytes that the MAC covers. */
  readonly covered: Uint8Array;
}

/** Base64 without padding, as age writes it. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** Reads canonical base64 without padding; a header error otherwise. */
export function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (encodeBase64(bytes) !== text) throw new AgeError('header', 'base64 is not canonical');
  return bytes;
}

function macKey(fileKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, new Uint8Array(0), 'header', 32));
}

function headerMac(fileKey: Uint8Array, covered: Uint8Array): Buffer {
  return createHmac('sha256', macKey(fileKey)).update(covered).digest();
}

/** Writes a header with its MAC (age specification, "Header"). */
export function formatHeader(stanzas: readonly Stanza[], fileKey: Uint8Array): Buffer {
  const text = stanzas.map((stanza) => {
    const body = encodeBase64(stanza.body);
    const lines: string[] = body.match(new RegExp(`.{1,${base64Columns}}`, 'g')) ?? [];
    if (body.length % base64Columns === 0) lines.push('');
    return `-> ${stanza.arguments.join(' ')}\n${lines.join('\n')}\n`;
  });
  const covered = Buffer.from(`${version}\n${text.join('')}---`);
  return Buffer.concat([covered, Buffer.from(` ${encodeBase64(headerMac(fileKey, covered))}\n`)]);
}

/** Reads a header strictly: what the specification does not allow is a header error. */
export async function readHeader(reader: ByteReader): Promise<AgeHeader> {
  const lines: string[] = [];
  let bytes = 0;
  const nextLine = async (): Promise<string> => {
    const line = await reader.line(maximumHeaderBytes - bytes);
    if (line === undefined) throw new AgeError('header', 'the header does not end');
    bytes += line.length + 1;
    const text = line.toString('latin1');
    lines.push(text);
    return text;
  };
  if ((await nextLine()) !== version) throw new AgeError('header', 'not an age file of version 1');
  const stanzas: Stanza[] = [];
  for (;;) {
    const line = await nextLine();
    if (line.startsWith('---')) {
      const mac = /^--- (\S+)$/.exec(line)?.[1];
      if (mac === undefined || stanzas.length === 0) throw new AgeError('header', 'the header has no MAC or no stanza');
      const macBytes = decodeBase64(mac);
      if (macBytes.length !== 32) throw new AgeError('header', 'the MAC has the wrong length');
      const covered = Buffer.from(`${lines.slice(0, -1).map((one) => `${one}\n`).join('')}---`, 'latin1');
      return { stanzas, mac: macBytes, covered };
    }
    if (!line.startsWith('-> ')) throw new AgeError('header', 'a stanza is expected');
    const args = line.slice(3).split(' ');
    if (!args.every((argument) => printable.test(argument))) throw new AgeError('header', 'a stanza argument is malformed');
    stanzas.push({ arguments: args, body: await readBody(nextLine) });
  }
}

async function readBody(nextLine: () => Promise<string>): Promise<Buffer> {
  let body = '';
  for (;;) {
    const line = await nextLine();
    if (line.length > base64Columns) throw new AgeError('header', 'a stanza line is too long');
    body += line;
    decodeBase64(line);
    if (line.length < base64Columns) return decodeBase64(body);
  }
}

/** Throws a `header-mac` error unless the header is the one that was written with this file key. */
export function checkHeaderMac(header: AgeHeader, fileKey: Uint8Array): void {
  if (!timingSafeEqual(headerMac(fileKey, header.covered), header.mac)) throw new AgeError('header-mac', 'the header was changed');
}
