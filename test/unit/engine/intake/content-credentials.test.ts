import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { manifestStoreBytes } from '../../../../engine/intake/credentials/manifest-store-bytes.ts';
import { readCredentials } from '../../../../engine/intake/credentials/read-credentials.ts';
import { makeRendition } from '../../../../engine/intake/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { seededRandom } from './corpus.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());
const fixture = (name: string): Buffer => readFileSync(new URL(`../../../fixtures/intake/${name}`, import.meta.url));
const jpeg = fixture('content-credentials.jpg');
const store = Buffer.from(manifestStoreBytes(jpeg)!);
const signer = 'CN=Camera 0042, O=Example Camera Works, C=RO';

function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.byteLength + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const carriers: Readonly<Record<string, () => Buffer>> = {
  'a JPEG': () => jpeg,
  'a PNG': () => fixture('content-credentials.png'),
  'a JPEG whose store goes over three segments': () => {
    const piece = 10_000;
    const parts = [store.subarray(0, piece), ...[1, 2].map((part) => Buffer.concat([store.subarray(0, 8), part === 1 ? store.subarray(piece, 2 * piece) : store.subarray(2 * piece)]))];
    const segments = parts.map((part, index) => {
      const head = Buffer.from([0xff, 0xeb, 0, 0, 0x4a, 0x50, 0, 1, 0, 0, 0, index + 1]);
      head.writeUInt16BE(part.byteLength + 10, 2);
      return Buffer.concat([head, part]);
    });
    return Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.from([0xff, 0xda])]);
  },
  'a WebP': () => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(store.byteLength);
    return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), Buffer.from('C2PA', 'latin1'), size, store]);
  },
  'a film or a HEIC picture': () => Buffer.concat([
    box('ftyp', Buffer.from('mp42\0\0\0\0', 'latin1')), box('uuid', Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'), Buffer.alloc(4), Buffer.from('manifest\0', 'latin1'), Buffer.alloc(8), store), box('mdat', Buffer.alloc(5)),
  ]),
};

describe('content credentials', () => {
  it.each(Object.keys(carriers))('are read out of %s: who made and signed them, when, and what they assert', (name) => {
    expect(readCredentials(carriers[name]!())).toMatchObject({
      generator: 'Example Camera 4.2', signer, issuer: 'CN=Example Root, O=Example Camera Works', signedAt: expect.stringMatching(/^2026-11-22T01:33:5/u) as unknown,
      assertions: ['c2pa.hash.data', 'c2pa.actions.v2'], actions: [expect.stringContaining('c2pa.created')], manifests: 1,
    });
  });

  it('are facts of the document, told as a claim that was not checked; the original is untouched and the rendition carries none', async () => {
    const before = Buffer.from(jpeg);
    const made = await makeRendition(pools, { bytes: jpeg, name: 'photo.jpg' });
    if (!made.ok) throw new Error(made.failure.code);
    expect(made.value.facts).toMatchObject({ c2pa: true, c2paGenerator: 'Example Camera 4.2', c2paSigner: signer, c2paAssertions: 'c2pa.hash.data, c2pa.actions.v2', c2paManifests: 1 });
    expect(made.value.findings).toMatchObject([{ code: 'content-credentials', message: expect.stringMatching(/not checked/u) as unknown }]);
    expect(jpeg.equals(before)).toBe(true);
    expect(Buffer.from(made.value.rendition!.pdf).includes('c2pa')).toBe(false);
  });

  it('that are damaged in any way are told as unreadable or partly read, and never stop the picture', () => {
    const random = seededRandom(7);
    const outcomes = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(jpeg);
      for (let flips = 0; flips < 20; flips++) bytes[Math.floor(random() * 6_000)] = Math.floor(random() * 256);
      const read = readCredentials(round % 3 === 0 ? bytes.subarray(0, Math.floor(random() * bytes.byteLength)) : bytes);
      outcomes.add(read === undefined ? 'none' : read === 'damaged' ? 'damaged' : 'read');
    }
    expect([...outcomes].sort()).toEqual(['damaged', 'none', 'read']);
  });
});
