import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, commit, consistencyPath, sha256Hex } from '../../../../engine/integrity/index.ts';
import {
  countersignCheckpoint, exhibitsByHashPrefix, isCountersigned, listedExhibits, makeRelease, readExhibitList, verifyRelease, verifySingleExhibit, witnessName,
  type ReleaseStatement, type Verification, type VerifyOptions,
} from '../../../../engine/release/index.ts';
import { checkpointOf, custodyOf, growLog, sampleLog, sampleRelease, sampleSigner } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const signer = sampleSigner();
const log = sampleLog('0c5e9f0e-sample', 5);
const early = { checkpoint: checkpointOf(log, signer), size: 5 };
const sealedDigest = sha256Hex('the sealed original');
const { salt, commitment } = commit(Buffer.from(sealedDigest, 'hex'));
const sealed = [{ number: 'P-4', position: 4, commitment, sizeClass: 65_536 }];
const files = ['first.tar', 'second.tar'].map((name) => path.join(folder, name));
const [first = '', second = ''] = files;
let statement: ReleaseStatement;

async function verified(at: string, options: VerifyOptions = {}): Promise<Verification> {
  const result = await verifyRelease(at, options);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const failed = (verification: Verification): string[] => verification.checks.filter((check) => !check.holds).map((check) => `${check.name}: ${check.message ?? ''}`);

async function make(out: string, sample: ReturnType<typeof sampleRelease>): Promise<ReleaseStatement> {
  const made = await makeRelease({ ...sample.options, recipients: [], out, replace: true });
  if (!made.ok || made.value.verification.statement === undefined) throw new Error(made.ok ? 'no statement' : made.failure.message);
  return made.value.verification.statement;
}

const previousOf = (one: ReleaseStatement): ReleaseStatement['previous'] => ({ id: one.release.id, number: one.release.number, statementSha256: sha256Hex(canonicalJson(one)) });

beforeAll(async () => {
  statement = await make(first, sampleRelease({ signer, log, facts: { sealed } }));
  growLog(log, 6);
  await make(second, sampleRelease({ number: 2, signer, log, facts: { sealed, previous: previousOf(statement) }, custody: custodyOf(log, signer, { since: early }) }));
});

describe('a release that follows another', () => {
  it('holds against the earlier one, whose log is a beginning of its own', async () => {
    const verification = await verified(second, { earlier: [statement], checkpoints: [early.checkpoint] });
    expect(failed(verification)).toEqual([]);
    expect(verification.changes).toEqual({ since: 1, added: [], replaced: [], withdrawn: [] });
    expect(verification.checks.map((check) => check.name)).toEqual(expect.arrayContaining(['previous-release', 'custody-consistency', 'sealed-item']));
  });

  it('says which exhibits were added, replaced and withdrawn', async () => {
    const sample = sampleRelease({ number: 2, signer, log });
    const [one, two, three] = statement.exhibits;
    const earlier: ReleaseStatement = { ...statement, exhibits: [{ ...one!, sha256: sha256Hex('another') }, three!, { ...two!, number: 'P-9' }] };
    const out = path.join(folder, 'changes.tar');
    await make(out, { ...sample, options: { ...sample.options, statement: { ...sample.options.statement, sealed, previous: previousOf(earlier) } } });
    const verification = await verified(out, { earlier: [earlier] });
    expect(verification.changes).toEqual({ since: 1, added: ['P-2'], replaced: ['P-1'], withdrawn: ['P-9'] });
  });

  it('does not hold when an older release is given again', async () => {
    const later = (await verified(second)).statement!;
    expect(failed(await verified(first, { earlier: [later] }))).toEqual(['previous-release: This is release 1; you already have release 2 of this edition.']);
    const heldLater = checkpointOf(log, signer);
    expect(failed(await verified(first, { checkpoints: [heldLater] }))[0]).toContain('older than the checkpoint that you hold');
  });

  it('does not hold when two releases carry one number, or it names another one as its previous', async () => {
    const fork = { ...statement, case: { ...statement.case, title: 'Another' } };
    expect(failed(await verified(first, { earlier: [fork] }))[0]).toContain('two different releases with the number 1');
    expect(failed(await verified(second, { earlier: [fork] }))[0]).toContain('names another release 1');
  });

  it('does not hold when the signer changed since', async () => {
    const other = { ...statement, signer: { ...statement.signer, fingerprint: 'SHA256:another' } };
    expect(failed(await verified(second, { earlier: [other] })).some((line) => line.includes('The signer changed'))).toBe(true);
  });

  it('does not hold when the log was rewritten after a checkpoint that somebody holds', async () => {
    const honest = sampleLog(log.caseId, 5);
    expect(failed(await verified(second, { checkpoints: [checkpointOf(honest, signer)] }))).toEqual([]);
    const forged = sampleLog(log.caseId, 0);
    growLog(forged, 5, 'forged');
    expect(failed(await verified(second, { checkpoints: [checkpointOf(forged, signer)] }))[0]).toContain('was rewritten after the checkpoint that you hold');
  });

  it('counts a held checkpoint that it has no proof for, instead of calling it good', async () => {
    const between = checkpointOf(log, signer, 7);
    const verification = await verified(second, { checkpoints: [between] });
    expect(verification.checkpointsNotCompared).toBe(1);
    const custody = custodyOf(log, signer, { since: early });
    const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
    const proof = { from: 7, to: 11, path: consistencyPath(log.nodes, 7, 11).map(hex) };
    const sample = sampleRelease({ number: 3, signer, log, custody: { ...custody, proofs: { ...custody.proofs, earlier: [{ checkpoint: between, proof }] } } });
    const out = path.join(folder, 'third.tar');
    await make(out, sample);
    expect((await verified(out, { checkpoints: [between] })).checkpointsNotCompared).toBe(0);
  });
});

describe('a countersigned checkpoint', () => {
  const clerk = sampleSigner('Clerk of the Court');
  const witness = { name: witnessName(clerk.name), publicKey: clerk.publicKey, sign: clerk.sign };
  const caseLog = { caseId: log.caseId, publicKey: signer.publicKey };

  it('carries both signatures and is held against the log like any other', async () => {
    const note = countersignCheckpoint(early.checkpoint, caseLog, witness);
    if (!note.ok) throw new Error(note.failure.message);
    expect(note.value.startsWith(early.checkpoint)).toBe(true);
    expect(isCountersigned(note.value, witness)).toBe(true);
    expect(isCountersigned(early.checkpoint, witness)).toBe(false);
    expect(failed(await verified(second, { checkpoints: [note.value] }))).toEqual([]);
    expect(countersignCheckpoint(note.value, caseLog, witness)).toEqual(note);
  });

  it('exposes a history that was rewritten afterwards, although the true signer signed everything anew', async () => {
    const note = countersignCheckpoint(early.checkpoint, caseLog, witness);
    if (!note.ok) throw new Error(note.failure.message);
    const clean = sampleLog(log.caseId, 0);
    growLog(clean, 11, 'rewritten');
    const sample = sampleRelease({ number: 2, signer, log: clean, custody: custodyOf(clean, signer) });
    const out = path.join(folder, 'rewritten.tar');
    await make(out, sample);
    expect((await verified(out)).holds).toBe(true);
    expect((await verified(out, { checkpoints: [note.value] })).checkpointsNotCompared).toBe(1);
    const custody = custodyOf(clean, signer, { since: early });
    await expect(make(out, sampleRelease({ number: 2, signer, log: clean, custody }))).rejects.toThrow('The log was rewritten since an earlier release');
  });

  it('is refused for a checkpoint of another case or another signer', () => {
    expect(countersignCheckpoint(early.checkpoint, { ...caseLog, caseId: 'another' }, witness)).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(countersignCheckpoint(early.checkpoint, { ...caseLog, publicKey: clerk.publicKey }, witness)).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
  });
});

describe('a sealed item', () => {
  const opening = (changes: object = {}): ReturnType<typeof sampleRelease> => {
    const sample = sampleRelease({ number: 2, signer, log });
    const exhibits = sample.options.statement.exhibits.map((exhibit, at) => (at === 2 ? { ...exhibit, number: 'P-4', original: { sha256: sealedDigest } } : exhibit));
    const list = Buffer.from(JSON.stringify({ exhibits: exhibits.map(({ number, sha256 }) => ({ number, sha256 })) }));
    const files = sample.options.files.map((file) => (file.path === 'exhibit-list.json' ? { path: file.path, bytes: list.length, open: async function* () { yield await Promise.resolve(list); } } : file));
    const opened = [{ number: 'P-4', commitment, salt, sha256: sealedDigest, ...changes }];
    return { ...sample, options: { ...sample.options, files, statement: { ...sample.options.statement, exhibits, sealed: [], redactions: [], opened, previous: previousOf(statement) } } };
  };

  it('is opened by a later release that proves it to be the same', async () => {
    const out = path.join(folder, 'opened.tar');
    await make(out, opening());
    expect(failed(await verified(out, { earlier: [statement] }))).toEqual([]);
  });

  it('cannot be exchanged for another, left out, or renumbered', async () => {
    const out = path.join(folder, 'exchanged.tar');
    await expect(make(out, opening({ salt: sha256Hex('other salt') }))).rejects.toThrow('not the item that was sealed');
    await expect(make(out, opening({ sha256: sha256Hex('other') }))).rejects.toThrow('does not hold its original');
    await make(out, sampleRelease({ number: 2, signer, log, facts: { sealed: [], previous: previousOf(statement) } }));
    expect(failed(await verified(out, { earlier: [statement] }))).toEqual(['sealed-item: Sealed item P-4 of the earlier release is gone.']);
    await make(out, sampleRelease({ number: 2, signer, log, facts: { sealed: [{ ...sealed[0]!, commitment: sha256Hex('other') }], previous: previousOf(statement) } }));
    expect(failed(await verified(out, { earlier: [statement] }))).toEqual(['sealed-item: Sealed item P-4 is not the item that it was.']);
  });

  it('has a commitment that openssl computes alike', () => {
    const file = path.join(folder, 'digest.bin');
    writeFileSync(file, Buffer.from(sealedDigest, 'hex'));
    const output = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${salt}`, file], { encoding: 'utf8' });
    expect(output.trim().endsWith(commitment)).toBe(true);
  });
});

describe('one exhibit alone', () => {
  it('is found in the list under whatever name it has', async () => {
    execFileSync('tar', ['-xf', first, '-C', folder]);
    const data = path.join(folder, 'release-0001-defence/data');
    const renamed = path.join(folder, 'scan 17 (final).pdf');
    renameSync(path.join(data, 'exhibits/0002.pdf'), renamed);
    for (const list of ['exhibit-list.json', 'release.json']) {
      const listed = await readExhibitList(path.join(data, list));
      if (!listed.ok) throw new Error(listed.failure.message);
      expect(await verifySingleExhibit(renamed, listed.value)).toMatchObject({ ok: true, value: { holds: true, checks: [{ name: 'exhibit', subject: 'P-2', holds: true }] } });
      expect(await verifySingleExhibit(path.join(data, 'bundle-01.pdf'), listed.value)).toMatchObject({ ok: true, value: { holds: false } });
    }
    expect(await readExhibitList(renamed)).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
    expect(await verifySingleExhibit(path.join(folder, 'none.pdf'), [])).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
  });

  it('is found by the first digits of its hash as a person types or scans them', () => {
    const listed = listedExhibits(statement);
    const { sha256 } = listed[1]!;
    for (const typed of [sha256, sha256.slice(0, 8).toUpperCase(), `${sha256.slice(0, 4)} ${sha256.slice(4, 8)}-${sha256.slice(8, 12)}`, `SHA256:${sha256.slice(0, 12)}`]) {
      expect(exhibitsByHashPrefix(listed, typed)).toMatchObject({ ok: true, value: [{ number: 'P-2' }] });
    }
    expect(exhibitsByHashPrefix(listed, '12345')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(exhibitsByHashPrefix(listed, 'hello world')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});
