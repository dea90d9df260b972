import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../engine/integrity/index.ts';
import { allowedSignersLine, makeRelease, makeVerificationRecord, verificationNamespace, verifyRelease, type Verification, type VerificationRecord } from '../../../../engine/release/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { sampleRelease, sampleSigner } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { WindowLanguage } from '../../../../shared/languages.ts';

const folder = temporaryFolder();
const pools = createWorkerPools();
const release = path.join(folder, 'release.tar');
const sample = sampleRelease({ facts: { case: { id: '0c5e9f0e-sample', title: 'Держава проти Прикладу · الدولة ضد مثال' } } });
const clerk = sampleSigner('Clerk of the Court');
let verification: Verification;

async function recordOf(of: Verification, signed: boolean, language: WindowLanguage = 'en'): Promise<VerificationRecord> {
  const record = await makeVerificationRecord(pools, of, { file: 'release.tar', sha256: sha256Hex(readFileSync(release)), at: '2026-03-12T10:00:00Z', tool: 'Custodia 0.1.0', language, ...(signed ? { signer: clerk } : {}) });
  if (!record.ok) throw new Error(record.failure.message);
  return record.value;
}

function textOf(pdf: Uint8Array): string {
  writeFileSync(path.join(folder, 'record.pdf'), pdf);
  return execFileSync('pdftotext', ['-layout', path.join(folder, 'record.pdf'), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

beforeAll(async () => {
  const made = await makeRelease({ ...sample.options, recipients: [], out: release });
  if (!made.ok) throw new Error(made.failure.message);
  const verified = await verifyRelease(release, { signers: [sample.signer.sshPublicKey] });
  if (!verified.ok) throw new Error(verified.failure.message);
  verification = verified.value;
});
afterAll(() => pools.close());

describe('the record of a verification', () => {
  it('says on its page that the release holds, what it is and who signed', async () => {
    const text = textOf((await recordOf(verification, false)).pdf);
    for (const expected of ['The release holds.', verification.signer.fingerprint, 'Держава проти Прикладу', '2026-03-12T10:00:00Z', 'Exhibit P-2 is the file that was released.', 'Not looked at', 'Key in words', 'The pages of the bundle were not compared', sha256Hex(readFileSync(release)).slice(0, 32)]) {
      expect(text.replace(/\s+/g, ' ')).toContain(expected);
    }
  });

  it.each([['fr', ['La communication est intacte.', 'La pièce P-2 est le fichier qui a été communiqué.', 'Non examiné']], ['uk', ['Передача ціла.', 'Доказ P-2 — саме той файл, який передано.', 'Не розглянуто']]] as const)('says the same in %s, and the JSON stays as it is', async (language, expected) => {
    const record = await recordOf(verification, false, language);
    const text = textOf(record.pdf).replace(/\s+/g, ' ');
    for (const one of [...expected, verification.signer.fingerprint]) expect(text).toContain(one);
    expect(text).not.toMatch(/The |not compared/u);
    expect(Buffer.from(record.json).equals((await recordOf(verification, false)).json)).toBe(true);
  });

  it('runs from the right in Arabic', async () => {
    textOf((await recordOf(verification, false, 'ar')).pdf);
    const page = execFileSync('pdftotext', ['-bbox', path.join(folder, 'record.pdf'), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [, width = '0'] = /<page width="([\d.]+)"/.exec(page) ?? [];
    const firsts = [...page.matchAll(/<word xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)/g)].slice(0, 2).map(([, , right = '0']) => Number(right));
    expect(Math.max(...firsts)).toBeGreaterThan(Number(width) - 60);
    expect(page).toContain('P-2');
  });

  it('says first what does not hold', async () => {
    const failed: Verification = { ...verification, holds: false, checks: [...verification.checks, { name: 'exhibit', holds: false, subject: 'P-7', message: 'The file of exhibit P-7 is missing or is not the one that was released.' }] };
    const record = await recordOf(failed, false);
    const text = textOf(record.pdf);
    expect(text.replace(/\s+/g, ' ')).toContain('does not hold. The file of exhibit P-7');
    expect(text.indexOf('P-7')).toBeLessThan(text.indexOf('P-1'));
    expect(JSON.parse(Buffer.from(record.json).toString('utf8'))).toMatchObject({ holds: false, format: 'custodia-verification-1' });
  });

  it('can be signed by the clerk so that ssh-keygen agrees', async () => {
    const record = await recordOf(verification, true);
    writeFileSync(path.join(folder, 'signers'), `${allowedSignersLine('clerk', clerk.publicKey, verificationNamespace)}\n`);
    writeFileSync(path.join(folder, 'record.json.sig'), record.signature ?? '');
    const check = (json: Uint8Array): number | null => spawnSync('ssh-keygen', ['-Y', 'verify', '-f', path.join(folder, 'signers'), '-I', 'clerk', '-n', verificationNamespace, '-s', path.join(folder, 'record.json.sig')], { input: json }).status;
    expect(check(record.json)).toBe(0);
    expect(check(Buffer.concat([record.json, Buffer.from(' ')]))).not.toBe(0);
    expect(textOf(record.pdf)).toContain(sha256Hex(record.json).slice(0, 40));
  });
});
