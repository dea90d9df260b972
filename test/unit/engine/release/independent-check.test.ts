import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeRelease, type MadeRelease } from '../../../../engine/release/index.ts';
import { sampleRelease } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

// Standard programs only: age, tar, sha256sum, ssh-keygen. A missing one is a failure.
const folder = temporaryFolder();
const keyFile = path.join(folder, 'key.txt');
const sealed = path.join(folder, 'defence.tar.age');
let made: MadeRelease;
let bag: string;

function run(command: string, args: readonly string[], options: { cwd?: string; input?: Buffer } = {}): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}

beforeAll(async () => {
  execFileSync('age-keygen', ['-o', keyFile], { stdio: 'ignore' });
  const recipient = execFileSync('age-keygen', ['-y', keyFile], { encoding: 'utf8' }).trim();
  const result = await makeRelease({ ...sampleRelease().options, recipients: [recipient], out: sealed });
  if (!result.ok) throw new Error(result.failure.message);
  made = result.value;
  execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar -x -C "$3"', 'sh', keyFile, sealed, folder]);
  bag = path.join(folder, 'release-0001-defence');
});

describe('a release without any part of Custodia', () => {
  it('has exactly the files that its layout promises', () => {
    const files = readdirSync(bag, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(bag, path.join(entry.parentPath, entry.name))).sort();
    expect(files).toEqual([
      'bag-info.txt', 'bagit.txt', 'data/READ-ME-FIRST.txt', 'data/bundle-01.pdf', 'data/custody/checkpoint', 'data/custody/events.jsonl', 'data/custody/proofs.json',
      'data/exhibit-list.csv', 'data/exhibit-list.json', 'data/exhibit-list.pdf', 'data/exhibits/0001.pdf', 'data/exhibits/0002.pdf', 'data/exhibits/0003.pdf',
      'data/redactions/0003.proof.json', 'data/redactions/0003.proof.json.sig', 'data/release.json', 'data/release.json.sig', 'manifest-sha256.txt', 'manifest-sha512.txt', 'tagmanifest-sha256.txt',
    ]);
  });

  it.each([['sha256sum', 'manifest-sha256.txt'], ['sha512sum', 'manifest-sha512.txt'], ['sha256sum', 'tagmanifest-sha256.txt']])('%s agrees with %s', (program, manifest) => {
    const { status, output } = run(program, ['-c', '--strict', manifest], { cwd: bag });
    expect(output).not.toContain('FAILED');
    expect(status).toBe(0);
  });

  it('is signed so that ssh-keygen finds the signature good, with the line of allowed signers that making it gave', () => {
    writeFileSync(path.join(folder, 'allowed_signers'), `${made.signer.allowedSigners}\n`);
    const check = (statement: Buffer): { status: number | null; output: string } =>
      run('ssh-keygen', ['-Y', 'verify', '-f', path.join(folder, 'allowed_signers'), '-I', made.signer.principal, '-n', 'custodia-release', '-s', 'data/release.json.sig'], { cwd: bag, input: statement });
    const statement = readFileSync(path.join(bag, 'data/release.json'));
    const good = check(statement);
    expect(good.output).toContain('Good "custodia-release" signature for');
    expect(good.status).toBe(0);
    expect(check(Buffer.concat([statement, Buffer.from(' ')])).status).not.toBe(0);
  });

  it('shows the fingerprint that ssh-keygen -l shows', () => {
    const publicKey = path.join(folder, 'signer.pub');
    writeFileSync(publicKey, made.signer.allowedSigners.replace(/^.*(?=ssh-ed25519)/, ''));
    expect(run('ssh-keygen', ['-l', '-f', publicKey]).output).toContain(made.signer.fingerprint);
  });

  it('explains every step in READ-ME-FIRST.txt with commands that work as they stand', () => {
    const readMe = readFileSync(path.join(bag, 'data/READ-ME-FIRST.txt'), 'utf8');
    const line = readMe.split('\n').find((one) => one.includes('namespaces="custodia-release,custodia-redaction,custodia-withdrawal"'))!;
    expect(line).toBe(made.signer.allowedSigners);
    const unpacked = path.join(folder, 'by-the-book');
    mkdirSync(unpacked);
    const commands = [...readMe.matchAll(/Linux(?:, macOS)?:([^]*?)(?=\n\s+(?:macOS|Windows)|\n\n)/g)].flatMap(([, block = '']) => block.split('\n').map((one) => one.trim()));
    expect(commands).toHaveLength(6);
    const [decrypt = '', unpack = '', ...inside] = commands;
    const open = `${decrypt.replace('KEY.txt', keyFile).replace('NAME.tar.age', sealed)} && ${unpack} && cd release-0001-defence`;
    writeFileSync(path.join(unpacked, 'allowed'), `${line}\n`);
    const script = [open, 'cp ../allowed allowed_signers', ...inside].join(' && ');
    expect(run('sh', ['-euc', script], { cwd: unpacked })).toMatchObject({ status: 0 });
  });

  it('says nothing of the machine that made it', () => {
    const listing = execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar -tv --full-time --numeric-owner', 'sh', keyFile, sealed], { encoding: 'utf8' });
    for (const line of listing.trim().split('\n')) expect(line).toMatch(/^-rw-r--r-- 0\/0 +\d+ 2026-03-10 \d\d:00:00 /);
  });
});
