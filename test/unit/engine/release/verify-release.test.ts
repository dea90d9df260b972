import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatIdentity, formatRecipient, generateIdentity, makeRelease, readRelease, verifyRelease, type Verification } from '../../../../engine/release/index.ts';
import { fileOf, sampleBytes, sampleRelease, sampleSigner } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const identity = generateIdentity();
const other = generateIdentity();
const secret = formatIdentity(identity);
const sample = sampleRelease();
const sealed = path.join(folder, 'defence.tar.age');
const plain = path.join(folder, 'defence.tar');
const unpacked = path.join(folder, 'release-0001-defence');

async function verified(at: string, options: Parameters<typeof verifyRelease>[1] = {}): Promise<Verification> {
  const result = await verifyRelease(at, options);
  if (!result.ok) throw new Error(`refused: ${result.failure.code} ${result.failure.message}`);
  return result.value;
}

const failures = (verification: Verification): string[] => verification.checks.filter((check) => !check.holds).map((check) => `${check.name} ${check.subject ?? ''}`.trim());

let copies = 0;
/** A copy of the unpacked release that a test may change. */
function changed(change: (bag: string) => void): string {
  const copy = path.join(folder, `copy-${copies++}`);
  cpSync(unpacked, copy, { recursive: true });
  change(copy);
  return copy;
}

beforeAll(async () => {
  for (const [out, recipients] of [[sealed, [formatRecipient(identity.recipient), formatRecipient(other.recipient)]], [plain, []]] as const) {
    const made = await makeRelease({ ...sample.options, recipients, out });
    if (!made.ok) throw new Error(made.failure.message);
  }
  execFileSync('tar', ['-xf', plain, '-C', folder]);
});

describe('verifying a release', () => {
  it.each([['encrypted', () => sealed], ['a plain archive', () => plain], ['an unpacked folder', () => unpacked]])('holds when it is %s and untouched', async (_form, at) => {
    const verification = await verified(at(), { identity: secret, signers: [sample.signer.sshPublicKey] });
    expect(failures(verification)).toEqual([]);
    expect(verification.holds).toBe(true);
    expect(verification.signer.known).toBe(true);
    expect(verification.checks.filter((check) => check.name === 'exhibit').map((check) => check.subject)).toEqual(['P-1', 'P-2', 'P-3']);
    expect(new Set(verification.checks.map((check) => check.name))).toContain('custody-event');
  });

  it('holds when another tar packed the folder again', async () => {
    for (const format of ['gnu', 'ustar', 'pax']) {
      const again = path.join(folder, `again-${format}.tar`);
      execFileSync('tar', [`--format=${format}`, '-cf', again, '-C', folder, 'release-0001-defence']);
      expect((await verified(again)).holds).toBe(true);
    }
  });

  it('opens a release for each recipient and with a whole key file', async () => {
    expect((await verified(sealed, { identity: `# created: 2026-01-01\n# public key: age1…\n${formatIdentity(other)}\n` })).holds).toBe(true);
  });

  it('refuses a key that the release was not made for as identity-wrong', async () => {
    for (const key of [formatIdentity(generateIdentity()), undefined, 'not a key']) {
      expect(await verifyRelease(sealed, { identity: key })).toMatchObject({ ok: false, failure: { code: 'identity-wrong' } });
    }
  });

  it('does not know the signer unless it was told', async () => {
    const verification = await verified(plain);
    expect(verification.holds).toBe(true);
    expect(verification.signer).toMatchObject({ known: false, fingerprint: expect.stringMatching(/^SHA256:/) as string });
  });

  it('does not hold when another signer was expected', async () => {
    const verification = await verified(plain, { signers: [sampleSigner().sshPublicKey] });
    expect(verification.holds).toBe(false);
    expect(verification.signer.known).toBe(false);
    expect(failures(verification)).toEqual(['signer']);
  });

  it('names a file that was changed, and its exhibit', async () => {
    const bag = changed((at) => writeFileSync(path.join(at, 'data/exhibits/0002.pdf'), sampleBytes('other', 65_536)));
    expect(failures(await verified(bag))).toEqual(['file-hash data/exhibits/0002.pdf', 'manifest-sha512 data/exhibits/0002.pdf', 'signed-files data/exhibits/0002.pdf', 'exhibit P-2']);
  });

  it('names a file that was added', async () => {
    const bag = changed((at) => writeFileSync(path.join(at, 'data/exhibits/0009.pdf'), 'added'));
    expect(failures(await verified(bag))).toEqual(['bag bag-info.txt', 'files-complete data/exhibits/0009.pdf', 'signed-files data/exhibits/0009.pdf']);
  });

  it.each([
    ['a folder', () => { const at = path.join(folder, 'empty'); mkdirSync(at, { recursive: true }); return at; }],
    ['an empty file', () => write('empty.tar', Buffer.alloc(0))],
    ['noise', () => write('noise.tar', sampleBytes('noise', 100_000))],
    ['a cut archive', () => write('cut.tar', readFileSync(plain).subarray(0, 150_000))],
    ['a cut encrypted file', () => write('cut.tar.age', readFileSync(sealed).subarray(0, 150_000))],
  ])('refuses %s as release-damaged', async (_what, at) => {
    expect(await verifyRelease(at(), { identity: secret })).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
  });

  it('refuses a missing file by name', async () => {
    expect(await verifyRelease(path.join(folder, 'nothing.tar'))).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
  });

  it('refuses a link inside a folder', async () => {
    const bag = changed((at) => symlinkSync('/etc/hostname', path.join(at, 'data/link')));
    expect(await verifyRelease(bag)).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
  });

  it.each([
    ['a step up', ['--transform=s,data/bundle,../bundle,']],
    ['an absolute name', ['-P', '--transform=s,release-0001-defence/data/bundle,/tmp/bundle,']],
    ['a name with a line break', ['--transform=s,bundle-01,bundle\\n01,']],
    ['the same name twice', ['--transform=s,0002,0001,']],
    ['two top folders', ['--transform=s,release-0001-defence/data/bundle,elsewhere/bundle,']],
  ])('refuses an archive that holds %s', async (_what, options) => {
    const at = path.join(folder, `hostile-${copies++}.tar`);
    execFileSync('tar', ['-cf', at, '-C', folder, ...options, 'release-0001-defence'], { stdio: 'ignore' });
    expect(await verifyRelease(at)).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
  });

  it('works from a read-only folder and writes nothing beside it', async () => {
    const holder = path.join(folder, 'read-only');
    mkdirSync(holder);
    cpSync(sealed, path.join(holder, 'defence.tar.age'));
    chmodSync(holder, 0o500);
    expect((await verified(path.join(holder, 'defence.tar.age'), { identity: secret })).holds).toBe(true);
    expect(readdirSync(holder)).toEqual(['defence.tar.age']);
    chmodSync(holder, 0o700);
  });
});

describe('making a release', () => {
  it('leaves nothing behind when it is cancelled, fails or finds its name taken', async () => {
    const out = path.join(folder, 'none');
    mkdirSync(out);
    const abort = new AbortController();
    const stopping = fileOf('late.pdf', sampleBytes('late', 400_000));
    const files = [...sample.options.files, { ...stopping, open: () => { abort.abort(); return stopping.open(); } }];
    expect(await makeRelease({ ...sample.options, files, recipients: [], out: path.join(out, 'a.tar'), signal: abort.signal })).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(await makeRelease({ ...sample.options, recipients: ['age1nonsense'], out: path.join(out, 'b.tar.age') })).toMatchObject({ ok: false, failure: { code: 'recipient-invalid' } });
    expect(await makeRelease({ ...sample.options, recipients: [], out: path.join(out, 'no/such/folder.tar') })).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
    expect(readdirSync(out)).toEqual([]);
    expect(await makeRelease({ ...sample.options, recipients: [], out: plain })).toMatchObject({ ok: false, failure: { code: 'output-exists' } });
    expect((await verified(plain)).holds).toBe(true);
  });

  it('refuses to make a release whose exhibits are not the ones that are listed', async () => {
    const files = sample.options.files.map((file) => (file.path === 'exhibits/0001.pdf' ? fileOf(file.path, sampleBytes('another', 70_000)) : file));
    const out = path.join(folder, 'wrong.tar');
    expect(await makeRelease({ ...sample.options, files, recipients: [], out })).toMatchObject({ ok: false, failure: { code: 'verification-failed', subject: 'P-1' } });
    expect(existsSync(out)).toBe(false);
  });

  it('writes no plaintext to the disk when it encrypts', async () => {
    const marker = Buffer.from('MARKER-OF-THE-PLAINTEXT-'.repeat(4000));
    const out = path.join(folder, 'marked');
    mkdirSync(out);
    const seen: Buffer[] = [];
    const spied = { ...fileOf('marked.pdf', marker), open: () => fileOf('', marker).open() };
    const last = fileOf('zz.pdf', Buffer.from('end'));
    const spying = { ...last, open: () => { for (const name of readdirSync(out)) seen.push(readFileSync(path.join(out, name))); return last.open(); } };
    const big = fileOf('zy.pdf', sampleBytes('zy', 3_000_000));
    const made = await makeRelease({ ...sample.options, files: [...sample.options.files, spied, big, spying], recipients: [formatRecipient(identity.recipient)], out: path.join(out, 'm.tar.age') });
    expect(made.ok).toBe(true);
    expect(seen.some((bytes) => bytes.length > 1_000_000)).toBe(true);
    for (const bytes of [...seen, readFileSync(path.join(out, 'm.tar.age'))]) expect(bytes.includes('MARKER-OF')).toBe(false);
  });

  it('refuses what is unsuitable for a release as the caller\'s bug', async () => {
    for (const name of ['../up.pdf', 'release.json', 'custody/extra', 'Олена.pdf', 'a b.pdf', '.']) {
      await expect(makeRelease({ ...sample.options, files: [...sample.options.files, fileOf(name, Buffer.from('x'))], recipients: [], out: path.join(folder, 'never.tar') })).rejects.toThrow('unsuitable name');
    }
  });
});

describe('reading a release', () => {
  it('gives every file back byte for byte', async () => {
    const files = new Map<string, Buffer>();
    const read = await readRelease(sealed, { identity: secret }, async (file) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.open()) chunks.push(Uint8Array.from(chunk));
      files.set(file.path, Buffer.concat(chunks));
    });
    expect(read).toMatchObject({ ok: true, value: { files: 20 } });
    expect(files.get('data/exhibits/0002.pdf')?.equals(sampleBytes('P-2', 65_536))).toBe(true);
    expect(files.get('data/bundle-01.pdf')?.equals(sampleBytes('bundle', 200_000))).toBe(true);
  });
});

function write(name: string, bytes: Buffer): string {
  const at = path.join(folder, name);
  writeFileSync(at, bytes);
  return at;
}
