import { randomBytes } from 'node:crypto';

// DER of a TimeStampReq (RFC 3161, section 2.4.1), made by hand: a sequence of six short fields.
const sha256Algorithm = Buffer.from('300d06096086480165030402010500', 'hex');
const versionOne = Buffer.from('020101', 'hex');
const certificatesWanted = Buffer.from('0101ff', 'hex');

/**
 * A request for a trusted time over a SHA-256, as `openssl ts -query -sha256 -cert` makes it, to be carried to a time-stamping authority
 * (`Content-Type: application/timestamp-query`) by whoever may go online. The nonce only makes requests differ.
 */
export function makeTimestampRequest(sha256: Uint8Array, nonce: Uint8Array = randomBytes(8)): Uint8Array {
  if (sha256.length !== 32) throw new RangeError('a SHA-256 has 32 bytes');
  const imprint = der(0x30, Buffer.concat([sha256Algorithm, der(0x04, sha256)]));
  return der(0x30, Buffer.concat([versionOne, imprint, der(0x02, positive(nonce)), certificatesWanted]));
}

function der(tag: number, content: Uint8Array): Buffer {
  if (content.length > 127) throw new RangeError('only short fields are written here');
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

/** An integer is signed in DER, and its first nine bits are never all alike. */
function positive(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x01), bytes]);
}
