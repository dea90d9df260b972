/** One file to be archived. `open` gives exactly `bytes` bytes. */
export interface ArchiveFile {
  /** Relative, `/` between folders, only `[A-Za-z0-9._-]` in names. */
  readonly path: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

const blockBytes = 512;
const ustarNameBytes = 100;
// Eleven octal digits.
const ustarLargest = 0o77777777777;

/** A header of POSIX ustar (IEEE 1003.1, pax). Owner, group and mode say nothing about the machine that wrote it. */
function ustarHeader(name: string, bytes: number, mtimeS: number, type: '0' | 'x'): Buffer {
  if (Buffer.byteLength(name) > ustarNameBytes) throw new Error('a name in the release is too long');
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number, offset: number): void => void header.write(`${value.toString(8).padStart(digits, '0')}\0`, offset, 'latin1');
  header.write(name, 0, 'utf8');
  octal(0o644, 7, 100);
  octal(0, 7, 108);
  octal(0, 7, 116);
  octal(bytes, 11, 124);
  octal(mtimeS, 11, 136);
  header.write('        ', 148, 'latin1');
  header.write(type, 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  octal(0, 7, 329);
  octal(0, 7, 337);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function padding(bytes: number): Buffer {
  return Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes);
}

/** `LENGTH key=value\n`, where LENGTH counts itself. */
function paxRecord(key: string, value: string): string {
  const body = ` ${key}=${value}\n`;
  let length = body.length;
  while (String(length).length + body.length !== length) length = String(length).length + body.length;
  return `${length}${body}`;
}

function fileHeader(file: ArchiveFile, mtimeS: number): Buffer {
  if (file.bytes <= ustarLargest) return ustarHeader(file.path, file.bytes, mtimeS, '0');
  const pax = Buffer.from(paxRecord('size', String(file.bytes)));
  return Buffer.concat([ustarHeader('pax-size', pax.length, mtimeS, 'x'), pax, padding(pax.length), ustarHeader(file.path, 0, mtimeS, '0')]);
}

/** Writes files as a tar archive in constant memory. Files are taken one after another, so that a late one may depend on what an earlier one was. */
export async function* writeTar(files: AsyncIterable<ArchiveFile>, mtime: Date): AsyncGenerator<Uint8Array, void, undefined> {
  const mtimeS = Math.floor(mtime.getTime() / 1000);
  for await (const file of files) {
    yield fileHeader(file, mtimeS);
    let bytes = 0;
    for await (const chunk of file.open()) {
      bytes += chunk.byteLength;
      if (bytes > file.bytes) break;
      yield chunk;
    }
    if (bytes !== file.bytes) throw new Error('a file of the release is not as long as was said');
    yield padding(bytes);
  }
  yield Buffer.alloc(2 * blockBytes);
}
