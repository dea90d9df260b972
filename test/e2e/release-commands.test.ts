import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRealCase, passphrase, type RealCase } from '../unit/engine/operations/real-case.ts';
import { runCustodia, top } from './command-line.ts';

let real: RealCase;
/** The release as `age` and `tar` unpack it. */
let bag = '';
let reviewer = '';
const at = (...names: string[]): string => path.join(real.folder, ...names);
const custodia = (...args: string[]): ReturnType<typeof runCustodia> => runCustodia([...args, '--passphrase-file', at('pass'), '--json']);

beforeAll(async () => {
  real = await makeRealCase();
  writeFileSync(at('pass'), `${passphrase}\n`);
  execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', real.identityFile, real.release, real.folder]);
  bag = readdirSync(real.folder).find((name) => name.startsWith('release-')) ?? '';
});
afterAll(() => real.close());

describe('custodia in a reviewer’s terminal', () => {
  it('opens, notes, contests and answers a release, and countersigns the log', async () => {
    const opened = await custodia('open', real.release, '--identity', real.identityFile, '--case', at('mine'), '--by', 'Defence Chambers');
    expect([opened.code, opened.json]).toMatchObject([0, { edition: 'defence', signer: { standing: 'unknown' } }]);
    const noted = await custodia('review', at('mine'), 'P-1', '--note', 'to be shared', '--page', '2', '--rect', '1,2,3,4', '--share', '--contest', 'Not what was said');
    expect([noted.code, noted.json]).toMatchObject([0, { items: [{ exhibit: 'P-1', page: 2, rect: [1, 2, 3, 4] }], positions: [{ exhibit: 'P-1', stand: 'contested' }] }]);
    const answered = await custodia('answer', at('mine'), '--out', at('answer.tar.age'));
    expect([answered.code, answered.json]).toMatchObject([0, { positions: 1, remarks: 1 }]);
    reviewer = (answered.json as { signer: { publicKey: string } }).signer.publicKey;
    const { allowedSigners } = real.ran.signer;
    const signed = await custodia('countersign', at('mine'), '--checkpoint', at(bag, 'data/custody/checkpoint'), '--signer', allowedSigners, '--out', at('countersigned'));
    expect(signed.code, signed.err).toBe(0);
  });
});

describe('custodia in a sender’s terminal', () => {
  it('pins the contact, takes the answer in, and holds the countersigned head against the log', async () => {
    const pinned = await custodia('contacts', real.caseFolder, '--pin', reviewer, '--name', 'Defence Chambers');
    expect([pinned.code, (pinned.json as { contacts: { words: string[] }[] }).contacts[0]?.words.length]).toEqual([0, 12]);
    const taken = await custodia('answers', real.caseFolder, at('answer.tar.age'));
    expect([taken.code, taken.json]).toMatchObject([0, { answers: [{ signer: { standing: 'known' }, countersigned: true, answer: { positions: [{ exhibit: 'P-1', stand: 'contested' }] } }] }]);
    const held = await custodia('checkpoint', real.caseFolder, '--check', at('countersigned'), '--keep');
    expect([held.code, held.json]).toMatchObject([0, { holds: true, kept: true, witnesses: [{ name: 'Defence-Chambers' }] }]);
  });
});

describe('custodia in a clerk’s terminal', () => {
  it('verifies one exhibit against a list, finds an exhibit by its hash, asks for a trusted time, and writes a record', async () => {
    const exhibit = at(bag, 'data/exhibits/0001.pdf');
    const alone = await runCustodia(['verify', exhibit, '--list', at(bag, 'data/exhibit-list.json'), '--json']);
    expect([alone.code, alone.json]).toMatchObject([0, { holds: true, checks: [{ subject: 'P-1' }] }]);
    const { sha256 } = alone.json as { sha256: string };
    expect((await runCustodia(['verify', real.release, '--find', sha256.slice(0, 12), '--identity', real.identityFile, '--json'])).json).toEqual({ exhibits: [{ number: 'P-1', sha256 }] });
    const asked = await runCustodia(['timestamp', at(bag), '--out', at('request.tsq'), '--json']);
    expect(asked.code, asked.err).toBe(0);
    expect(execFileSync('openssl', ['ts', '-query', '-in', at('request.tsq'), '-text'], { encoding: 'utf8' })).toContain('Hash Algorithm: sha256');
    const verified = await runCustodia(['verify', at(bag), '--record', at('record.pdf'), '--json']);
    expect([verified.code, verified.json]).toMatchObject([0, { holds: true, notChecked: [], release: { number: 1, edition: 'defence' } }]);
    expect(readFileSync(at('record.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await runCustodia(['verify', at(bag), '--sign', '--json'])).code).toBe(2);
  });

  it('verifies from a medium that cannot be written', () => {
    mkdirSync(at('medium'));
    const script = 'mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && ! touch "$2/x" 2>/dev/null && shift && exec "$2" --disable-warning=ExperimentalWarning "$3" verify "$1" --json';
    const { status, stdout, stderr } = spawnSync('unshare', ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), 'sh', '-c', script, 'sh', at(bag), at('medium'), process.execPath, `${top}cli/custodia.ts`], { encoding: 'utf8' });
    expect([status, (JSON.parse(stdout) as { holds: boolean }).holds], stderr).toEqual([0, true]);
  });

  it('is told of a withdrawal, by notice and by name', async () => {
    const { release } = JSON.parse(readFileSync(at(bag, 'data/release.json'), 'utf8')) as { release: { id: string } };
    const withdrawn = await custodia('withdraw', real.caseFolder, '--release', release.id, '--reason', 'Released in error', '--out', at('notice.json'));
    expect([withdrawn.code, withdrawn.json]).toMatchObject([0, { number: 1, recipients: [real.recipient] }]);
    const verified = await runCustodia(['verify', real.release, '--identity', real.identityFile, '--withdrawal', at('notice.json'), '--no-pages', '--case', real.caseFolder, '--passphrase-file', at('pass')]);
    expect([verified.code, verified.out]).toEqual([1, expect.stringMatching(/a signer whom you know[^]*Released in error/) as string]);
  });
});
