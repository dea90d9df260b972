const c2paUuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');

/**
 * The C2PA manifest store of a file, as its container carries it (C2PA 2.1, annex A): APP11 segments of a JPEG, `caBX` of a PNG, the `uuid` box of ISO media (HEIC, AVIF, MP4),
 * the `C2PA` chunk of RIFF (WebP, WAVE, AVI). Undefined where there is none, or where it is cut off.
 */
export function manifestStoreBytes(file: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  try {
    if (bytes.readUInt16BE(0) === 0xffd8) return inJpeg(bytes);
    if (bytes.toString('latin1', 1, 4) === 'PNG') return inChunks(bytes, 8, { name: 'caBX', bigEndian: true, typeFirst: false });
    if (bytes.toString('latin1', 0, 4) === 'RIFF') return inChunks(bytes, 12, { name: 'C2PA', bigEndian: false, typeFirst: true });
    return bytes.toString('latin1', 4, 8) === 'ftyp' ? inIsoMedia(bytes) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // cut off
    throw error;
  }
}

/** ISO/IEC 19566-5, annex D: a box longer than a segment goes on in the next ones, each of which repeats its head. */
function inJpeg(bytes: Buffer): Uint8Array | undefined {
  const parts = new Map<number, Buffer[]>();
  for (let at = 2; at + 4 <= bytes.byteLength && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] === 0xeb && length >= 18 && bytes.toString('latin1', at + 4, at + 6) === 'JP') {
      const instance = bytes.readUInt16BE(at + 6);
      const known = parts.get(instance) ?? [];
      const box = bytes.subarray(at + 12, at + 2 + length);
      const headBytes = box.readUInt32BE(0) === 1 ? 16 : 8;
      known.push(known.length === 0 ? box : box.subarray(headBytes));
      parts.set(instance, known);
    }
    at += 2 + length;
  }
  return [...parts.values()].map((part) => Buffer.concat(part)).find((box) => box.toString('latin1', 4, 8) === 'jumb' && box.includes('c2pa'));
}

function inChunks(bytes: Buffer, from: number, { name, bigEndian, typeFirst }: { readonly name: string; readonly bigEndian: boolean; readonly typeFirst: boolean }): Uint8Array | undefined {
  for (let at = from; at + 8 <= bytes.byteLength;) {
    const length = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at + 4);
    const type = typeFirst ? bytes.toString('latin1', at, at + 4) : bytes.toString('latin1', at + 4, at + 8);
    if (type === name) return bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (bigEndian ? 4 : length & 1);
  }
  return undefined;
}

function inIsoMedia(bytes: Buffer): Uint8Array | undefined {
  for (let at = 0; at + 8 <= bytes.byteLength;) {
    const short = bytes.readUInt32BE(at);
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.byteLength - at : short;
    const content = at + (short === 1 ? 16 : 8);
    if (size < 8) return undefined;
    if (bytes.toString('latin1', at + 4, at + 8) === 'uuid' && bytes.subarray(content, content + 16).equals(c2paUuid)) {
      // Version and flags, a purpose ending in zero, and where its Merkle trees lie.
      const purposeEnd = bytes.indexOf(0, content + 20);
      if (bytes.toString('latin1', content + 20, purposeEnd) === 'manifest') return bytes.subarray(purposeEnd + 1 + 8, at + size);
    }
    at += size;
  }
  return undefined;
}
