import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeRelease, verifyRelease } from '../../../../engine/release/index.ts';
import { parseBagInfo, parseManifest } from '../../../../engine/release/bag.ts';
import { sampleRelease } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

// The cases of the Library of Congress's conformance suite for BagIt 1.0, on a release: what makes a bag invalid there must not hold here.
const folder = temporaryFolder();
const bag = path.join(folder, 'release-0001-defence');
let copies = 0;

beforeAll(async () => {
  const made = await makeRelease({ ...sampleRelease().options, recipients: [], out: path.join(folder, 'release.tar') });
  if (!made.ok) throw new Error(made.failure.message);
  execFileSync('tar', ['-xf', path.join(folder, 'release.tar'), '-C', folder]);
});

function changed(file: string, change: (text: string) => string): string {
  const copy = path.join(folder, `copy-${copies++}`);
  cpSync(bag, copy, { recursive: true });
  const at = path.join(copy, file);
  const before = readFileSync(at, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(at, after);
  // The tag manifest agrees, so that only the case itself is at fault.
  const tags = path.join(copy, 'tagmanifest-sha256.txt');
  if (!file.startsWith('tagmanifest')) writeFileSync(tags, execFileSync('sh', ['-c', 'sha256sum bagit.txt bag-info.txt manifest-sha256.txt manifest-sha512.txt'], { cwd: copy }));
  return copy;
}

describe('a release as a bag', () => {
  it.each([
    ['a byte order mark before its declaration', 'bagit.txt', (text: string) => `\uFEFF${text}`],
    ['a declaration without a version', 'bagit.txt', (text: string) => text.replace(/^.*\n/, '')],
    ['a declaration without an encoding', 'bagit.txt', (text: string) => text.replace(/\n.*\n$/, '\n')],
    ['its declaration in the wrong order', 'bagit.txt', (text: string) => text.trim().split('\n').reverse().join('\n')],
    ['a version that is no number', 'bagit.txt', (text: string) => text.replace('1.0', '1.A')],
    ['a file twice in the manifest with different hashes', 'manifest-sha256.txt', (text: string) => text + text.replace(/^./, (digit) => (digit === '0' ? '1' : '0')).split('\n')[0]! + '\n'],
    ['a file twice in the manifest', 'manifest-sha256.txt', (text: string) => `${text}${text.split('\n')[0]!}\n`],
    ['a path that steps up in the manifest', 'manifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}  data/../../secret\n`],
    ['an absolute path in the manifest', 'manifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}  /etc/passwd\n`],
    ['a path of a home folder in the manifest', 'manifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}  ~/secret\n`],
    ['a tag file in the payload manifest', 'manifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}  bagit.txt\n`],
    ['a name with other capitals in the manifest', 'manifest-sha256.txt', (text: string) => text.replace('data/bundle-01.pdf', 'data/Bundle-01.pdf')],
    ['a file left out of one of its manifests', 'manifest-sha512.txt', (text: string) => text.replace(/^.*bundle-01.pdf\n/m, '')],
    ['a manifest line without a path', 'manifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}\n`],
    ['a hash of the wrong length', 'manifest-sha256.txt', (text: string) => text.slice(1)],
    ['a Payload-Oxum that counts otherwise', 'bag-info.txt', (text: string) => text.replace(/Payload-Oxum: \d/, 'Payload-Oxum: 9')],
    ['bag-info without a Payload-Oxum', 'bag-info.txt', (text: string) => text.replace(/Payload-Oxum.*\n/, '')],
    ['bag-info that is malformed', 'bag-info.txt', (text: string) => `no label\n${text}`],
    ['a tag manifest that names a missing file', 'tagmanifest-sha256.txt', (text: string) => `${text}${'0'.repeat(64)}  missing.txt\n`],
  ])('does not hold with %s', async (_what, file, change) => {
    const copy = changed(file, change);
    const verified = await verifyRelease(copy);
    expect(verified.ok && verified.value.holds).toBe(false);
    rmSync(copy, { recursive: true });
  });

  it('may keep a tag file more when the tag manifest vouches for it', async () => {
    const copy = changed('bag-info.txt', (text) => text.replace('Payload-Oxum', 'Contact-Name: Clerk\nPayload-Oxum'));
    expect(await verifyRelease(copy)).toMatchObject({ ok: true, value: { holds: true } });
  });
});

describe('bag files', () => {
  it('reads manifests as other programs write them', () => {
    expect(parseManifest('AB12  data/a%0Ab\r\nab *data/c d\n')).toEqual(new Map([['data/a\nb', 'ab12'], ['data/c d', 'ab']]));
    expect(parseManifest('ab  ./data/x\n')).toEqual(new Map([['data/x', 'ab']]));
    expect(parseManifest('nonsense\n')).toBeUndefined();
  });

  it('reads bag-info with continued lines and repeated labels', () => {
    expect(parseBagInfo('A: one\n two\nA: three\n')).toEqual([['A', 'one two'], ['A', 'three']]);
    expect(parseBagInfo(' starts wrongly\n')).toBeUndefined();
  });
});
