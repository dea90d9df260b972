import { createHash } from 'node:crypto';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of a leaf: SHA-256 of 0x00 and the data (RFC 6962, section 2.1). */
export function leafHash(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(leafPrefix).update(data).digest();
}

/** Hash of an inner node: SHA-256 of 0x01, left and right (RFC 6962, section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** Root of the empty tree: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return createHash('sha256').digest();
}
