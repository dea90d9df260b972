import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFileKey } from '../../../../engine/release/age/age-file.ts';
import { formatIdentity, generateIdentity } from '../../../../engine/release/age/x25519-keys.ts';
import { createSealedFile } from '../../../../engine/release/sealing/sealed-file.ts';
import { partBytes, startProof, startWriting } from '../../../../engine/release/sealing/sealed-part.ts';
import { sampleBytes } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const identity = generateIdentity();
const keyFile = path.join(folder, 'key.txt');
writeFileSync(keyFile, formatIdentity(identity));
const [hereAndNow, onThreads] = [0, 2 ** 40];
let files = 0;

async function written(bytes: Buffer, options: { readonly sealed: boolean; readonly expectedBytes: number; readonly pieceBytes: number }): Promise<{ readonly at: string; readonly bytes: number; readonly sha256: string }> {
  const at = path.join(folder, `file-${files++}`);
  const file = await createSealedFile(at, { recipients: options.sealed ? [identity.recipient] : [], fileKey: newFileKey(), expectedBytes: options.expectedBytes });
  try {
    for (let from = 0; from < bytes.length; from += options.pieceBytes) {
      const piece = Buffer.from(bytes.subarray(from, from + options.pieceBytes));
      await file.write(piece);
      piece.fill(0); // what was taken is a copy
    }
    return { at, ...(await file.end()) };
  } finally {
    await file.close();
  }
}

describe('a file that is sealed, written and proved part by part', () => {
  it.each([[0, 1], [65_536, 65_536], [partBytes, partBytes], [9 * partBytes + 77, 2_500_000]])('opens with age as the %i bytes that were given in pieces of %i, and tells the hash of what lies on the disk', async (length, pieceBytes) => {
    const bytes = sampleBytes(`sealed ${length}`, length);
    for (const expectedBytes of [hereAndNow, onThreads]) {
      const sealed = await written(bytes, { sealed: true, expectedBytes, pieceBytes });
      const onDisk = readFileSync(sealed.at);
      expect([sealed.bytes, sealed.sha256]).toEqual([onDisk.length, createHash('sha256').update(onDisk).digest('hex')]);
      expect(execFileSync('age', ['-d', '-i', keyFile, sealed.at], { maxBuffer: 2 ** 26 }).equals(bytes)).toBe(true);
      const plain = await written(bytes, { sealed: false, expectedBytes, pieceBytes });
      expect(readFileSync(plain.at).equals(bytes)).toBe(true);
      expect(plain.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it.each([['in what stands before the parts', 3], ['in the first chunk', 200], ['in the last chunk', 150_000], ['in the tag of the last chunk', -1]])('finds one bit that is other on the disk, %s', (_where, offset) => {
    for (const key of [new Uint8Array(32).fill(7), undefined]) {
      const at = path.join(folder, `file-${files++}`);
      const fd = openSync(at, 'wx+');
      const facts = { fd, head: Buffer.from('what stands before'), key };
      const plain = sampleBytes('part', 200_000);
      const place = startWriting(facts)(plain, true);
      expect(startProof(facts).prove(plain, place)).toBe(true);
      const onDisk = readFileSync(at);
      const changed = offset < 0 ? onDisk.length + offset : offset;
      writeSync(fd, Buffer.from([(onDisk[changed] ?? 0) ^ 0x10]), 0, 1, changed);
      expect(startProof(facts).prove(plain, place)).toBe(false);
      closeSync(fd);
    }
  });

  it('finds a part that opens as something else, stands elsewhere, or is marked otherwise', () => {
    const fd = openSync(path.join(folder, `file-${files++}`), 'wx+');
    const facts = { fd, head: new Uint8Array(0), key: new Uint8Array(32) };
    const [one, two] = [sampleBytes('one', partBytes), sampleBytes('two', 1000)];
    const write = startWriting(facts);
    const [first, second] = [write(one, false), write(two, true)];
    const proof = (): ReturnType<typeof startProof> => startProof(facts);
    expect([proof().prove(one, first), proof().prove(two, second)]).toEqual([true, true]);
    expect(proof().prove(sampleBytes('other', partBytes), first)).toBe(false);
    expect(proof().prove(two, { ...second, counter: second.counter + 1 })).toBe(false);
    expect(proof().prove(two, { ...second, last: false })).toBe(false);
    expect(proof().prove(two, { ...second, bytes: second.bytes + 1 })).toBe(false);
    closeSync(fd);
  });

  it.each([['short', 2 * partBytes], ['long', 12 * partBytes]])('says that the disk is full when a %s one does not fit, and ends', (_what, length) => {
    const script = path.join(folder, `fill-${length}.mjs`);
    writeFileSync(script, `
      import { createSealedFile } from ${JSON.stringify(path.resolve('engine/release/sealing/sealed-file.ts'))};
      const file = await createSealedFile(${JSON.stringify(path.join(folder, `full-${length}`))}, { recipients: [], fileKey: new Uint8Array(16), expectedBytes: ${length} });
      try {
        for (let left = ${length}; left > 0; left -= 65536) await file.write(new Uint8Array(65536));
        await file.end();
      } catch (error) { console.log('failed', error.code); }
      await file.close();`);
    // A limit on the length of files, in blocks of 1,024 bytes; the signal that goes with it is ignored.
    const { stdout, stderr, status } = spawnSync('bash', ['-c', 'trap "" XFSZ; ulimit -f 1500; exec "$1" --disable-warning=ExperimentalWarning "$2"', 'bash', process.execPath, script], { encoding: 'utf8' });
    expect([stdout.trim(), status], stderr).toEqual(['failed EFBIG', 0]);
  });
});
