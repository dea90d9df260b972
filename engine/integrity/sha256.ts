import { createHash } from 'node:crypto';
import type { Sha256 } from '../../shared/identifiers.ts';

/** SHA-256 of bytes, or of text as UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256Hex(data: Uint8Array | string): Sha256 {
  return createHash('sha256').update(data).digest('hex') as Sha256;
}

/** SHA-256 and length of a stream, read once, memory flat. */
export async function sha256Stream(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex') as Sha256, bytes };
}

/** Whether a value has the shape of a SHA-256 in hexadecimal. */
export function isSha256(value: unknown): value is Sha256 {
  return typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value);
}
