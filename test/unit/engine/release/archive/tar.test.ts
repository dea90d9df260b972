import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../../../engine/release/archive/archive-error.ts';
import { ByteReader } from '../../../../../engine/release/archive/byte-reader.ts';
import { readTar } from '../../../../../engine/release/archive/tar-reader.ts';
import { writeTar, type ArchiveFile } from '../../../../../engine/release/archive/tar-writer.ts';
import { fileOf, sampleBytes } from '../sample-release.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const when = new Date('2026-03-10T09:00:00Z');

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

async function packed(files: readonly ArchiveFile[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTar(each(files), when)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

async function unpacked(archive: Buffer, pieceBytes = 4099): Promise<[string, Buffer][]> {
  const pieces = Array.from({ length: Math.ceil(archive.length / pieceBytes) }, (_, index) => archive.subarray(index * pieceBytes, (index + 1) * pieceBytes));
  const files: [string, Buffer][] = [];
  for await (const file of readTar(new ByteReader(each(pieces)))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
    files.push([file.path, Buffer.concat(chunks)]);
  }
  return files;
}

describe('tar archives', () => {
  it('come back as they were written, whatever the contents', async () => {
    const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 3000 })), { maxLength: 6 }), async (files) => {
      const archive = await packed(files.map(([path, bytes]) => fileOf(path, bytes)));
      expect(archive.length % 512).toBe(0);
      expect((await unpacked(archive)).map(([path, bytes]) => [path, bytes.toString('hex')])).toEqual(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')]));
    }), { numRuns: 60 });
  });

  it('are the same bytes for the same files, and tar lists them', async () => {
    const files = [fileOf('a/b.pdf', sampleBytes('b', 700)), fileOf('a/c.pdf', Buffer.alloc(0))];
    const archive = await packed(files);
    expect(archive.equals(await packed(files))).toBe(true);
    expect(execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).trim().split('\n')).toEqual(['a/b.pdf', 'a/c.pdf']);
  });

  it('say the size of a file of more than eight gigabytes in a way that tar reads', async () => {
    const bytes = 9 * 2 ** 30;
    const head: Uint8Array[] = [];
    const endless: ArchiveFile = { path: 'big.bin', bytes, open: () => each([]) };
    await expect((async () => { for await (const chunk of writeTar(each([endless]), when)) head.push(chunk); })()).rejects.toThrow('not as long as was said');
    writeFileSync(path.join(folder, 'head.tar'), Buffer.concat(head));
    const listed = execFileSync('sh', ['-c', 'tar -tvf "$1" 2>/dev/null || true', 'sh', path.join(folder, 'head.tar')], { encoding: 'utf8' });
    expect(listed).toContain(`${bytes} `);
    const reader = readTar(new ByteReader(each(head)));
    const first = await reader.next();
    expect(first.value).toMatchObject({ path: 'big.bin', bytes });
  });

  it('are refused, and never hang or give what was not asked for, when bytes are changed at random', async () => {
    const archive = await packed([fileOf('one.pdf', sampleBytes('one', 900)), fileOf('two.pdf', sampleBytes('two', 3000))]);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
      const hurt = Buffer.from(archive);
      for (const [at, value] of changes) hurt[at] = value;
      try {
        const files = await unpacked(hurt);
        expect(files.reduce((sum, [, bytes]) => sum + bytes.length, 0)).toBeLessThanOrEqual(archive.length);
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError);
      }
    }), { numRuns: 300 });
  });

  it.each([
    ['a symbolic link', 'ln -s /etc/passwd x'], ['a hard link', 'echo a > x; ln x y'], ['a pipe', 'mkfifo x'], ['a sparse file', 'truncate -s 1M x; echo a >> x'],
  ])('are refused when they hold %s', async (_what, script) => {
    const at = path.join(folder, _what.replaceAll(' ', '-'));
    mkdirSync(at);
    execFileSync('sh', ['-euc', script], { cwd: at });
    const archive = execFileSync('tar', ['-c', '--sparse', '-f', '-', '.'], { cwd: at, maxBuffer: 2 ** 24 });
    await expect(unpacked(archive)).rejects.toBeInstanceOf(ArchiveError);
  });
});
