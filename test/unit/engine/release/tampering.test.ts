import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../engine/integrity/index.ts';
import { makeRelease, releaseNamespace, signSsh, verifyRelease, type ReleaseStatement, type Verification } from '../../../../engine/release/index.ts';
import { custodyOf, growLog, sampleLog, sampleRelease, sampleSigner, sshSignature } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const sample = sampleRelease();
const signers = [sample.signer.sshPublicKey];
const bag = path.join(folder, 'release-0001-defence');

beforeAll(async () => {
  const plain = await makeRelease({ ...sample.options, recipients: [], out: path.join(folder, 'defence.tar') });
  if (!plain.ok) throw new Error(plain.failure.message);
  execFileSync('tar', ['-xf', path.join(folder, 'defence.tar'), '-C', folder]);
});

function filesIn(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(at, path.join(entry.parentPath, entry.name))).sort();
}

let copies = 0;
async function afterChange(change: (copy: string) => void | Promise<void>): Promise<Verification> {
  const copy = path.join(folder, `copy-${copies++}`);
  cpSync(bag, copy, { recursive: true });
  await change(copy);
  const verified = await verifyRelease(copy, { signers });
  rmSync(copy, { recursive: true });
  if (!verified.ok) throw new Error(`${verified.failure.code}: ${verified.failure.message}`);
  return verified.value;
}

const names = (verification: Verification): string[] => [...new Set(verification.checks.filter((check) => !check.holds).map((check) => check.name))].sort();

// Each file of a release and each region of the sealed one: test/unit/engine/operations/tampered-release.test.ts.
describe('a release that was tampered with', () => {
  it('holds when nothing was done to it', async () => {
    const verification = await afterChange(() => undefined);
    expect(names(verification)).toEqual([]);
    expect(verification.holds).toBe(true);
  });

  it('does not hold when an exhibit is replaced and every manifest is made to agree', async () => {
    const verification = await afterChange((copy) => {
      writeFileSync(path.join(copy, 'data/exhibits/0001.pdf'), 'another exhibit');
      remake(copy);
    });
    expect(names(verification)).toEqual(['exhibit', 'signed-files']);
  });

  it('does not hold when exhibit, list, statement and manifests are all made to agree, because the signature does not', async () => {
    const verification = await afterChange((copy) => {
      forge(copy);
      remake(copy);
    });
    expect(names(verification)).toEqual(['signature']);
    expect(verification.signer.fingerprint).toBe('');
  });

  it('does not hold when exhibit, list, a log of its own, statement and manifests are all made to agree, because the signature does not', async () => {
    const other = sampleSigner(sample.signer.name);
    const verification = await afterChange((copy) => {
      relog(copy, custodyOf(sampleLog(sample.log.caseId, 7), other));
      forge(copy);
      remake(copy);
    });
    expect(names(verification)).toEqual(['signature']);
    expect(verification.holds).toBe(false);
  });

  it('holds by itself when its true signer makes another log and signs all of it anew, and does not for who kept the head of the first', async () => {
    const copy = path.join(folder, 'relogged');
    cpSync(bag, copy, { recursive: true });
    const log = sampleLog(sample.log.caseId, 0);
    growLog(log, 30, 'rewritten');
    relog(copy, custodyOf(log, sample.signer));
    forge(copy);
    await resign(copy);
    const checkpoint = readFileSync(path.join(bag, 'data/custody/checkpoint'), 'utf8');
    const alone = await verifyRelease(copy, { signers });
    const against = await verifyRelease(copy, { signers, checkpoints: [checkpoint] });
    const replayed = await verifyRelease(copy, { signers, earlier: [JSON.parse(readFileSync(path.join(bag, 'data/release.json'), 'utf8')) as ReleaseStatement] });
    if (!alone.ok || !against.ok || !replayed.ok) throw new Error('a release could not be read');
    expect(names(alone.value)).toEqual([]);
    expect([against.value.holds && against.value.checkpointsNotCompared === 0, names(replayed.value)]).toEqual([false, ['previous-release']]);
  });

  it('does not hold when all of that is signed anew by somebody else', async () => {
    const other = sampleSigner(sample.signer.name);
    const verification = await afterChange(async (copy) => {
      const statement = forge(copy);
      const signature = await signSsh(Buffer.from(statement), releaseNamespace, { key: other.publicKey, sign: other.sign });
      writeFileSync(path.join(copy, 'data/release.json.sig'), signature);
      remake(copy);
    });
    expect(names(verification)).toEqual(['custody-checkpoint', 'signer']);
    expect(verification.signer.known).toBe(false);
  });

  it('does not hold for who knows the signer when somebody else made a whole release under the same name', async () => {
    const other = sampleSigner(sample.signer.name);
    const out = path.join(folder, 'imposter.tar');
    const made = await makeRelease({ ...sampleRelease({ signer: other, log: sample.log }).options, recipients: [], out });
    expect(made.ok).toBe(true);
    const verified = await verifyRelease(out, { signers });
    expect(verified.ok && names(verified.value)).toEqual(['signer']);
    expect(await verifyRelease(out)).toMatchObject({ ok: true, value: { holds: true, signer: { known: false } } });
  });

  it.each([
    ['an event is changed', (text: string) => text.replace('document-taken-in', 'document-refused')],
    ['an event is removed', (text: string) => text.split('\n').slice(1).join('\n')],
    ['two events change places', (text: string) => { const [first = '', second = '', ...rest] = text.split('\n'); return [second, first, ...rest].join('\n'); }],
    ['an event is there twice', (text: string) => `${text.split('\n')[0] ?? ''}\n${text}`],
  ])('does not hold when %s in the log, whoever signs the statement', async (_what, change) => {
    expect(names(await afterResigning('data/custody/events.jsonl', change))).toEqual(['custody-event']);
  });

  it('does not hold when a proof leads elsewhere, or withheld events are left out of the count, whoever signs the statement', async () => {
    const flip = (text: string): string => text.replace(/"path":\["([0-9a-f])/, (_, digit: string) => `"path":["${digit === '0' ? '1' : '0'}`);
    expect(names(await afterResigning('data/custody/proofs.json', flip))).toEqual(['custody-event']);
    const twice = (text: string): string => text.replace(/"withheld":\[(\{.*?\}),/, '"withheld":[$1,$1,');
    expect(names(await afterResigning('data/custody/proofs.json', twice))).toEqual(['custody-event']);
  });

  it.each([
    ['is left out', (record: string) => { rmSync(record); rmSync(`${record}.sig`); }],
    ['is about another file', (record: string) => { proofOf(record, readFileSync(record, 'utf8').replace(/"sha256":"[0-9a-f]{8}/, '"sha256":"00000000')); }],
    ['says that a guarantee does not hold', (record: string) => { proofOf(record, readFileSync(record, 'utf8').replace('"holds":true', '"holds":false')); }],
    ['does not fit its signature', (record: string) => { writeFileSync(record, readFileSync(record, 'utf8').replace('"pages":2', '"pages": 2')); }],
  ])('does not hold when the proof record of a redacted exhibit %s, whoever signs the statement', async (_what, change) => {
    const record = 'data/redactions/0003.proof.json';
    const verification = await afterChange(async (copy) => {
      change(path.join(copy, record));
      await resign(copy);
    });
    expect(names(verification)).toEqual(['redaction-proof']);
    expect(verification.checks.filter(({ holds }) => !holds).map(({ subject }) => subject)).toEqual(['P-3']);
  });

  it('does not hold when the head of the log is that of a rewritten log', async () => {
    const rewritten = sampleLog(sample.log.caseId, 12);
    const { checkpoint } = custodyOf(rewritten, sample.signer);
    expect(names(await afterResigning('data/custody/checkpoint', () => checkpoint))).toEqual(['custody-event']);
    const foreign = custodyOf(sampleLog('another-case', 9), sample.signer).checkpoint;
    expect(names(await afterResigning('data/custody/checkpoint', () => foreign))).toEqual(['custody-checkpoint']);
  });
});

/** Puts another log, consistent in itself, in the place of the one there. */
function relog(copy: string, custody: ReturnType<typeof custodyOf>): void {
  const at = (name: string): string => path.join(copy, 'data/custody', name);
  writeFileSync(at('checkpoint'), custody.checkpoint);
  writeFileSync(at('events.jsonl'), custody.events.map((event) => `${canonicalJson(event)}\n`).join(''));
  writeFileSync(at('proofs.json'), canonicalJson(custody.proofs));
}

function forge(copy: string): string {
  writeFileSync(path.join(copy, 'data/exhibits/0001.pdf'), 'another exhibit');
  const sha256 = createHash('sha256').update('another exhibit').digest('hex');
  const listPath = path.join(copy, 'data/exhibit-list.json');
  const list = JSON.parse(readFileSync(listPath, 'utf8')) as { exhibits: { number: string; sha256: string }[] };
  list.exhibits[0]!.sha256 = sha256;
  writeFileSync(listPath, JSON.stringify(list));
  const statementPath = path.join(copy, 'data/release.json');
  const statement = JSON.parse(readFileSync(statementPath, 'utf8')) as { exhibits: { sha256: string }[]; files: { path: string; bytes: number; sha256: string }[] };
  statement.exhibits[0]!.sha256 = sha256;
  restate(copy, statement);
  writeFileSync(statementPath, canonicalJson(statement));
  return canonicalJson(statement);
}

/** Makes the statement's list of files agree with what is there. */
function restate(copy: string, statement: { files: { path: string; bytes: number; sha256: string }[] }): void {
  for (const file of statement.files) {
    const bytes = readFileSync(path.join(copy, 'data', file.path));
    Object.assign(file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
}

/** Makes every manifest agree with what is there. */
function remake(copy: string): void {
  const line = (file: string, algorithm: string): string => `${createHash(algorithm).update(readFileSync(path.join(copy, file))).digest('hex')}  ${file}\n`;
  const payload = filesIn(copy).filter((file) => file.startsWith('data/'));
  const bytes = payload.reduce((sum, file) => sum + readFileSync(path.join(copy, file)).length, 0);
  const info = readFileSync(path.join(copy, 'bag-info.txt'), 'utf8').replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`);
  writeFileSync(path.join(copy, 'bag-info.txt'), info);
  writeFileSync(path.join(copy, 'manifest-sha256.txt'), payload.map((file) => line(file, 'sha256')).join(''));
  writeFileSync(path.join(copy, 'manifest-sha512.txt'), payload.map((file) => line(file, 'sha512')).join(''));
  writeFileSync(path.join(copy, 'tagmanifest-sha256.txt'), ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt'].map((file) => line(file, 'sha256')).join(''));
}

/** Changes one file and has the true signer sign all of it, as a dishonest office could. */
async function afterResigning(file: string, change: (text: string) => string): Promise<Verification> {
  return afterChange(async (copy) => {
    const before = readFileSync(path.join(copy, file), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path.join(copy, file), after);
    await resign(copy);
  });
}

async function resign(copy: string): Promise<void> {
  const statement = JSON.parse(readFileSync(path.join(copy, 'data/release.json'), 'utf8')) as Parameters<typeof restate>[1];
  statement.files = statement.files.filter((file) => existsSync(path.join(copy, 'data', file.path)));
  restate(copy, statement);
  writeFileSync(path.join(copy, 'data/release.json'), canonicalJson(statement));
  writeFileSync(path.join(copy, 'data/release.json.sig'), await signSsh(Buffer.from(canonicalJson(statement)), releaseNamespace, { key: sample.signer.publicKey, sign: sample.signer.sign }));
  remake(copy);
}

function proofOf(record: string, text: string): void {
  writeFileSync(record, text);
  writeFileSync(`${record}.sig`, sshSignature(Buffer.from(text), 'custodia-redaction', sample.signer));
}
