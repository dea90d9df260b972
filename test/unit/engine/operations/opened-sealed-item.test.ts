import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToFile } from '../../../../engine/operations/build-to-file.ts';
import { notYetBuilt } from '../../../../engine/operations/exhibits/exhibit-records.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import { verifyFile } from '../../../../engine/operations/verify-file.ts';
import type { ReleaseStatement } from '../../../../engine/release/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { makeRealCase, must, type RealCase } from './real-case.ts';

const paper = 'paper' as DocumentId;
let real: RealCase;
let vault: Vault;
const at = (...names: string[]): string => path.join(real.folder, ...names);
const textOf = (pdf: string): string => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });

beforeAll(async () => {
  real = await makeRealCase();
  vault = await real.open();
});
afterAll(async () => {
  await vault.close();
  real.close();
});

describe('an item that was sealed from the defence and is opened later', () => {
  it('is not late while it is sealed: its slip was handed out', async () => {
    expect(notYetBuilt(vault, 'defence')).toEqual([]);
    expect(await buildToFile(real.engine, vault, { edition: 'defence', out: at('nothing.pdf'), supplement: true })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('is what a supplementary bundle holds, and nothing else, its numbers going on', async () => {
    vault.documents.change(paper, { confidentiality: 'parties' });
    expect(notYetBuilt(vault, 'defence')).toEqual([paper]);
    const supplement = must(await buildToFile(real.engine, vault, { edition: 'defence', out: at('supplement.pdf'), supplement: true }));
    expect(supplement.exhibits).toBe(1);
    const text = textOf(at('supplement.pdf'));
    expect(text).toContain('A sealed paper.');
    expect(text).not.toContain('white van');
    expect(notYetBuilt(vault, 'defence')).toEqual([]);
  });

  it('is proved by the next release to be the item of the one before, for whoever holds both, with openssl alone as well', async () => {
    must(await releaseEdition(real.engine, vault, { edition: 'defence', recipients: [real.recipient], out: at('second.tar.age') }));
    const verification = must(await verifyFile(real.engine, at('second.tar.age'), { identityFile: real.identityFile, earlierFiles: [real.release], signer: real.ran.signer.allowedSigners }));
    expect(verification.checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(verification.checks.filter(({ name }) => name === 'sealed-item').map(({ message }) => message)).toContain('Sealed in release 1, and opened here as the same item: P-3.');
    expect(verification.changes).toMatchObject({ since: 1, added: ['P-3'], replaced: [], withdrawn: [] });

    const [first, second] = ['first', 'second'].map((name) => {
      execFileSync('sh', ['-c', 'mkdir "$3" && age -d -i "$1" "$2" | tar x -C "$3" --strip-components 1', 'sh', real.identityFile, name === 'first' ? real.release : at('second.tar.age'), at(name)]);
      return JSON.parse(readFileSync(at(name, 'data/release.json'), 'utf8')) as ReleaseStatement;
    });
    const sealed = first?.sealed.find(({ number }) => number === 'P-3');
    const opened = second?.opened?.find(({ number }) => number === 'P-3');
    const exhibit = second?.exhibits.find(({ number }) => number === 'P-3');
    expect(opened?.commitment).toBe(sealed?.commitment);
    const digest = execFileSync('sha256sum', [at('second/data', exhibit?.file ?? '')], { encoding: 'utf8' }).slice(0, 64);
    expect(digest).toBe(opened?.sha256);
    writeFileSync(at('digest.bin'), Buffer.from(digest, 'hex'));
    const mac = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${opened?.salt ?? ''}`, at('digest.bin')], { encoding: 'utf8' });
    expect(mac.trim().endsWith(sealed?.commitment ?? 'none')).toBe(true);
    expect(readdirSync(at('first/data/exhibits')).length + 1).toBe(readdirSync(at('second/data/exhibits')).length);
  });

  it('does not hold for who has the earlier release when another paper is opened in its place', async () => {
    const forged = JSON.parse(readFileSync(at('first/data/release.json'), 'utf8')) as { sealed: { commitment: string }[] };
    forged.sealed = forged.sealed.map((item) => ({ ...item, commitment: 'ab'.repeat(32) }));
    writeFileSync(at('other.json'), JSON.stringify(forged));
    const verification = must(await verifyFile(real.engine, at('second.tar.age'), { identityFile: real.identityFile, earlierFiles: [at('other.json')], withoutPages: true }));
    expect(verification.checks.filter(({ name, holds }) => name === 'sealed-item' && !holds).map(({ subject, message }) => [subject, message])).toEqual([['P-3', 'Sealed item P-3 is not the item that it was.']]);
  });
});
