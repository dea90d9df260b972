import { AgeError } from './age-error.ts';
import { ByteReader } from '../archive/byte-reader.ts';

const begin = '-----BEGIN AGE ENCRYPTED FILE-----';
const end = '-----END AGE ENCRYPTED FILE-----';
const columns = 64;
const maximumWhitespace = 1024;

/**
 * The bytes of an age file, unwrapped when it is armored (age specification, "ASCII armor": strict PEM, whitespace allowed around it).
 * Throws `armor` errors, here or while reading.
 */
export async function readArmored(reader: ByteReader): Promise<ByteReader> {
  const start = await reader.upTo(begin.length + maximumWhitespace);
  const whole = new ByteReader(joined(start, reader));
  const text = start.toString('latin1');
  const armored = !text.startsWith('age-encryption.org/') && /-----BEGIN|AGE ENCRYPTED FILE/.test(text);
  return armored ? new ByteReader(dearmor(whole)) : whole;
}

async function* joined(start: Uint8Array, rest: ByteReader): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (start.length > 0) yield start;
    yield* rest.rest();
  } finally {
    await rest.close();
  }
}

async function* dearmor(reader: ByteReader): AsyncGenerator<Uint8Array, void, undefined> {
  const nextLine = async (): Promise<string> => {
    const line = await reader.line(maximumWhitespace + columns);
    if (line === undefined) {
      const left = (await reader.upTo(end.length + 1)).toString('latin1');
      if (left === end) return left;
      throw new AgeError('armor', 'the armor does not end');
    }
    const text = line.toString('latin1');
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  };
  try {
    let line = await nextLine();
    while (line.trim() === '') line = await nextLine();
    if (line.replace(/^[ \t\r]+/, '') !== begin) throw new AgeError('armor', 'the armor begins wrongly');
    let lastLine = false;
    for (;;) {
      line = await nextLine();
      if (line === end) break;
      if (lastLine || line.length === 0 || line.length > columns) throw new AgeError('armor', 'an armor line has the wrong length');
      lastLine = line.length < columns || line.endsWith('=');
      const bytes = Buffer.from(line, 'base64');
      if (bytes.toString('base64') !== line) throw new AgeError('armor', 'the armor is not canonical base64');
      yield bytes;
    }
    for await (const chunk of reader.rest()) {
      if (!/^[ \t\r\n]*$/.test(Buffer.from(chunk).toString('latin1'))) throw new AgeError('armor', 'something follows the armor');
    }
  } finally {
    await reader.close();
  }
}
