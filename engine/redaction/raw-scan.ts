import { inflateSync, constants } from 'node:zlib';

/** What a reader that knows nothing of the document model finds in the bytes of a PDF. */
export interface RawScan {
  /** Every object outside the streams as written, with its number. */
  readonly objects: readonly { readonly id: string; readonly text: string }[];
  /** Streams decoded as far as Flate goes; `image` tells that the data are pixels. */
  readonly streams: readonly { readonly id: string; readonly image: boolean; readonly bytes: Uint8Array }[];
  /** The bytes outside all objects: header, cross-reference table, trailer. */
  readonly rest: string;
}

const largestStream = 256 * 2 ** 20;
const objectStart = /(\d+) (\d+) obj\b/g;

/** Takes a PDF apart by its tokens alone. Every byte lands in an object, a stream or the rest, so that nothing can hide between them. */
export function rawScan(pdf: Uint8Array): RawScan {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const objects: { id: string; text: string }[] = [];
  const streams: { id: string; image: boolean; bytes: Uint8Array }[] = [];
  let rest = '';
  let at = 0;
  for (;;) {
    objectStart.lastIndex = at;
    const found = objectStart.exec(text);
    if (found === null) break;
    rest += text.slice(at, found.index);
    const id = `${found[1] ?? ''} ${found[2] ?? ''}`;
    const bodyStart = objectStart.lastIndex;
    const end = text.indexOf('endobj', bodyStart);
    const streamKeyword = text.indexOf('stream', bodyStart);
    if (streamKeyword < 0 || (end >= 0 && end < streamKeyword)) {
      const stop = end < 0 ? text.length : end;
      objects.push({ id, text: text.slice(bodyStart, stop) });
      at = stop + (end < 0 ? 0 : 'endobj'.length);
      continue;
    }
    const dict = text.slice(bodyStart, streamKeyword);
    objects.push({ id, text: dict });
    let dataStart = streamKeyword + 'stream'.length;
    if (text[dataStart] === '\r') dataStart++;
    if (text[dataStart] === '\n') dataStart++;
    const stated = /\/Length (\d+)(?! \d+ R)/.exec(dict)?.[1];
    const dataEnd = stated === undefined ? text.indexOf('endstream', dataStart) : dataStart + Number(stated);
    const close = text.indexOf('endobj', dataEnd);
    const stop = close < 0 ? text.length : close;
    // Whatever stands between the end of the data and the end of the object counts as content too.
    rest += text.slice(dataEnd, stop).replace(/^\s*endstream\s*/, '');
    streams.push({ id, image: /\/Subtype\s*\/Image/.test(dict), bytes: decode(dict, pdf.subarray(dataStart, dataEnd)) });
    at = stop + (close < 0 ? 0 : 'endobj'.length);
  }
  return { objects, streams, rest: rest + text.slice(at) };
}

function decode(dict: string, data: Uint8Array): Uint8Array {
  if (!/\/FlateDecode/.test(dict)) return data;
  try {
    return inflateSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largestStream });
  } catch {
    return data; // damaged, encrypted or oversized: what can be seen of it is its bytes
  }
}

/** The bytes of each string of PDF syntax, literal or hexadecimal, in order. */
export function stringsOf(syntax: string): Buffer[] {
  const strings: Buffer[] = [];
  for (const token of syntax.matchAll(/\(((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*)\)|<([0-9A-Fa-f\s]*)>/g)) {
    strings.push(token[1] === undefined ? Buffer.from((token[2] ?? '').replace(/\s/g, ''), 'hex') : literal(token[1]));
  }
  return strings;
}

/** Bytes read as Latin-1, UTF-8 and UTF-16 in both orders. */
export function readings(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  const even = buffer.subarray(0, buffer.length & ~1);
  return [buffer.toString('latin1'), buffer.toString('utf8'), Buffer.from(even).swap16().toString('utf16le'), even.toString('utf16le')];
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function literal(source: string): Buffer {
  const plain = source.replace(/\\(?:([0-7]{1,3})|(\r\n|[\r\n])|([\s\S]))/g, (_, octal: string | undefined, lineEnd: string | undefined, other: string | undefined) =>
    octal !== undefined ? String.fromCharCode(parseInt(octal, 8) & 0xff) : lineEnd !== undefined ? '' : (escapes[other ?? ''] ?? other ?? ''));
  return Buffer.from(plain, 'latin1');
}
