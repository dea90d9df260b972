import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import * as vectors from 'cctv-age';
import { describe, expect, it } from 'vitest';
import { AgeError } from '../../../../../engine/release/age/age-error.ts';
import { decryptAge } from '../../../../../engine/release/age/age-file.ts';
import { parseIdentities, type AgeIdentity } from '../../../../../engine/release/age/x25519-keys.ts';

interface Vector {
  readonly expect: string;
  readonly payload?: string;
  readonly identities: readonly string[];
  readonly passphrase: boolean;
  readonly file: Buffer;
}

const expectedKinds: Readonly<Record<string, string>> = {
  'no match': 'no-match', 'HMAC failure': 'header-mac', 'header failure': 'header', 'payload failure': 'payload', 'armor failure': 'armor',
};

function parseVector(bytes: Uint8Array): Vector {
  const text = Buffer.from(bytes).toString('latin1');
  const endOfHead = text.indexOf('\n\n');
  const head = text.slice(0, endOfHead).split('\n').map((line) => line.split(': ', 2) as [string, string]);
  const value = (key: string): string | undefined => head.find(([name]) => name === key)?.[1];
  const raw = Buffer.from(bytes).subarray(endOfHead + 2);
  const payload = value('payload');
  return {
    expect: value('expect') ?? '',
    ...(payload === undefined ? {} : { payload }),
    identities: head.filter(([name]) => name === 'identity').map(([, key]) => key),
    passphrase: value('passphrase') !== undefined,
    file: value('compressed') === 'zlib' ? inflateSync(raw) : raw,
  };
}

async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
}

async function outcome(vector: Vector, identities: readonly AgeIdentity[], pieceBytes: number): Promise<{ result: string; payload: string }> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of decryptAge(inPieces(vector.file, pieceBytes), { identities })) hash.update(chunk);
    return { result: 'success', payload: hash.digest('hex') };
  } catch (error) {
    if (!(error instanceof AgeError)) throw error;
    return { result: error.kind, payload: hash.digest('hex') };
  }
}

const all = Object.entries(vectors as unknown as Record<string, Uint8Array>).map(([name, bytes]) => [name, parseVector(bytes)] as const);
// Passphrases and post-quantum keys are no recipients of a release.
const supported = all.filter(([name, vector]) => !vector.passphrase && !vector.identities.some((key) => key.startsWith('AGE-SECRET-KEY-PQ-')) && name !== 'hybrid_uppercase');

describe('age files against the C2SP vectors', () => {
  it('covers more than a hundred vectors', () => {
    expect(supported.length).toBeGreaterThan(95);
  });

  it.each(supported)('%s comes out as the vector says', async (_name, vector) => {
    const parsed = vector.identities.map((key) => parseIdentities(key));
    const identities = parsed.flatMap((one) => (one.ok ? one.value : []));
    expect(identities).toHaveLength(vector.identities.length);
    for (const pieceBytes of [65_536, 977]) {
      const { result, payload } = await outcome(vector, identities, pieceBytes);
      expect(result).toBe(expectedKinds[vector.expect] ?? vector.expect);
      if (vector.payload !== undefined) expect(payload).toBe(vector.payload);
    }
  });
});
