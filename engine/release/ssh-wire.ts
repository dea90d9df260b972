/** A length-prefixed string of SSH (RFC 4251, section 5). */
export function sshString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value as Uint8Array);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Reads a length-prefixed string at an offset; undefined past the end. */
export function readSshString(bytes: Uint8Array, offset: number): { readonly value: Buffer; readonly next: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 4 > view.length) return undefined;
  const start = offset + 4;
  const next = start + view.readUInt32BE(offset);
  return next > view.length ? undefined : { value: view.subarray(start, next), next };
}
