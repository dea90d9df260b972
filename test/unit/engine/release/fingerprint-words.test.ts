import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { fingerprintQr, fingerprintWords } from '../../../../engine/release/index.ts';
import { sampleSigner } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

describe('a fingerprint as words', () => {
  it('says the first 132 bits of what ssh-keygen shows', () => {
    const signer = sampleSigner();
    const at = path.join(folder, 'key.pub');
    writeFileSync(at, signer.sshPublicKey);
    const shown = /SHA256:(\S+)/.exec(execFileSync('ssh-keygen', ['-l', '-f', at], { encoding: 'utf8' }))?.[1] ?? '';
    const bits = [...Buffer.from(shown, 'base64')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const expected = Array.from({ length: 12 }, (_, index) => wordlist[Number.parseInt(bits.slice(index * 11, index * 11 + 11), 2)]);
    expect(fingerprintWords(signer.publicKey)).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(6);
  });

  it('differs wholly for another key', () => {
    expect(fingerprintWords(sampleSigner().publicKey)).not.toEqual(fingerprintWords(sampleSigner().publicKey));
  });

  it('comes as a QR code', async () => {
    expect(await fingerprintQr(sampleSigner().publicKey)).toMatch(/^<svg[^>]*viewBox/);
  });
});
