import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRelease, makeTimestampRequest, verifyRelease, verifyTrustedTime, type TrustedTime } from '../../../../engine/release/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { sampleRelease } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { answerTimeRequest, makeTimeAuthority } from './time-authority.ts';

// openssl is the authority and the second opinion; a missing one is a failure.
const folder = temporaryFolder();
const pools = createWorkerPools();
const data = Buffer.from('{"format":"custodia-release-1"}');
const at = (name: string): string => path.join(folder, name);
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

const makeAuthority = (name: string, usage: string): void => makeTimeAuthority(folder, name, usage);

function stamp(name: string, reply: string): Buffer {
  answerTimeRequest(folder, name, { request: 'release.tsq', reply });
  return readFileSync(at(reply));
}

function opensslAgrees(reply: string, ca: string, file: string): boolean {
  return spawnSync('openssl', ['ts', '-verify', '-data', file, '-in', reply, '-CAfile', ca], { cwd: folder }).status === 0;
}

async function verify(token: Uint8Array, over: Uint8Array, ...certificates: string[]): Promise<TrustedTime> {
  const result = await verifyTrustedTime(pools, { token, data: over, certificates: certificates.map((name) => readFileSync(at(name))) });
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

beforeAll(() => {
  writeFileSync(at('release.json'), data);
  writeFileSync(at('other.json'), 'other');
  writeFileSync(at('release.tsq'), makeTimestampRequest(createHash('sha256').update(data).digest()));
  makeAuthority('authority', 'critical,timeStamping');
  makeAuthority('stranger', 'critical,timeStamping');
});
afterAll(() => pools.close());

describe('a trusted time', () => {
  it('is asked for with a request that openssl reads', () => {
    const text = execFileSync('openssl', ['ts', '-query', '-in', 'release.tsq', '-text'], { cwd: folder, encoding: 'utf8' });
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
  });

  it('holds where openssl says that it does', async () => {
    const reply = stamp('authority', 'good.tsr');
    const time = await verify(reply, data, 'authority-ca.pem');
    expect(time).toMatchObject({ holds: true, authority: 'authority', policy: '1.2.3.4.1' });
    expect(Math.abs(Date.parse(time.at) - Date.now())).toBeLessThan(600_000);
    expect(opensslAgrees('good.tsr', 'authority-ca.pem', 'release.json')).toBe(true);
  });

  it('holds for the token alone, and with certificates in DER', async () => {
    openssl('ts', '-reply', '-in', 'good.tsr', '-token_out', '-out', 'good.token');
    writeFileSync(at('ca.der'), new X509Certificate(readFileSync(at('authority-ca.pem'))).raw);
    expect(await verify(readFileSync(at('good.token')), data, 'stranger-ca.pem', 'ca.der')).toMatchObject({ holds: true });
  });

  it('does not hold for other data, and openssl agrees', async () => {
    expect(await verify(readFileSync(at('good.tsr')), Buffer.from('other'), 'authority-ca.pem')).toMatchObject({ holds: false, why: 'time-other-data' });
    expect(opensslAgrees('good.tsr', 'authority-ca.pem', 'other.json')).toBe(false);
  });

  it('does not hold when no imported certificate vouches for the authority, and openssl agrees', async () => {
    expect(await verify(readFileSync(at('good.tsr')), data, 'stranger-ca.pem')).toMatchObject({ holds: false });
    expect(await verify(readFileSync(at('good.tsr')), data)).toMatchObject({ holds: false });
    expect(opensslAgrees('good.tsr', 'stranger-ca.pem', 'release.json')).toBe(false);
  });

  it('never says another time, and mostly does not hold at all, when any byte of the token is changed', async () => {
    const good = readFileSync(at('good.tsr'));
    const stated = await verify(good, data, 'authority-ca.pem');
    const outcomes = { refused: 0, broken: 0, same: 0 };
    for (let place = 9; place < good.length; place += 23) {
      const bytes = Buffer.from(good);
      bytes[place] = (bytes[place] ?? 0) ^ 0x01;
      const result = await verifyTrustedTime(pools, { token: bytes, data, certificates: [readFileSync(at('authority-ca.pem'))] });
      if (!result.ok) outcomes.refused++;
      else if (!result.value.holds) outcomes.broken++;
      else {
        // Some bytes are signed by nobody and say nothing: the root that travels with the token, the outer list of hashes.
        expect(result.value, `byte ${place}`).toEqual(stated);
        outcomes.same++;
      }
    }
    expect(outcomes.broken).toBeGreaterThan(10);
    expect(outcomes.same).toBeLessThan(good.length / 23 / 2);
  });

  it('does not hold by a certificate that may sign other things too', async () => {
    writeFileSync(at('authority.ext'), 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping,emailProtection\n');
    openssl('x509', '-req', '-in', 'authority.csr', '-CA', 'authority-ca.pem', '-CAkey', 'authority-ca.key', '-CAcreateserial', '-out', 'loose.pem', '-days', '20', '-extfile', 'authority.ext');
    // openssl refuses to sign with it, so a good token is shown with that certificate instead of its own.
    const swapped = Buffer.from(readFileSync(at('good.tsr')));
    const own = new X509Certificate(readFileSync(at('authority.pem'))).raw;
    expect(swapped.includes(own)).toBe(true);
    const usage = Buffer.from('0603551d250101ff040c300a06082b06010505070308', 'hex');
    const place = swapped.indexOf(usage);
    expect(place).toBeGreaterThan(0);
    swapped[place + usage.length - 1] = 0x04;
    expect(await verify(swapped, data, 'authority-ca.pem')).toMatchObject({ holds: false, why: 'time-certificate-purpose' });
  });

  it('is part of the verification of a release, over its statement', async () => {
    const sample = sampleRelease();
    const out = at('timed.tar');
    const made = await makeRelease({ ...sample.options, recipients: [], out });
    if (!made.ok) throw new Error(made.failure.message);
    writeFileSync(at('release.tsq'), makeTimestampRequest(Buffer.from(made.value.statementSha256, 'hex')));
    const time = { pools, token: stamp('authority', 'timed.tsr'), certificates: [readFileSync(at('authority-ca.pem'))] };
    const verified = await verifyRelease(out, { time });
    expect(verified).toMatchObject({ ok: true, value: { holds: true, time: { authority: 'authority' } } });
    execFileSync('tar', ['-xf', out, '-C', folder]);
    expect(opensslAgrees('timed.tsr', 'authority-ca.pem', 'release-0001-defence/data/release.json')).toBe(true);
    const late = await verifyRelease(out, { time: { ...time, token: readFileSync(at('good.tsr')) } });
    expect(late.ok && late.value.checks.filter((check) => !check.holds).map((check) => check.name)).toEqual(['trusted-time']);
    expect(late).toMatchObject({ ok: true, value: { holds: false } });
  });

  it.each([['nothing', Buffer.alloc(0)], ['noise', Buffer.from('noise')], ['a certificate', undefined]])('refuses %s as a token', async (_what, bytes) => {
    const token = bytes ?? readFileSync(at('authority.pem'));
    expect(await verifyTrustedTime(pools, { token, data, certificates: [] })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });
});
