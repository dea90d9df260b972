import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../engine/integrity/index.ts';
import { allowedSignersLine, answerNamespace, formatIdentity, formatRecipient, generateIdentity, makeAnswer, readAnswer, type Answer } from '../../../../engine/release/index.ts';
import { sampleSigner } from './sample-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const sender = generateIdentity();
const secret = formatIdentity(sender);
const defence = sampleSigner('Defence Chambers');
const answer: Omit<Answer, 'format' | 'by'> = {
  release: { id: 'release-1', number: 1, edition: 'defence', statementSha256: sha256Hex('statement') }, case: '0c5e9f0e-sample', at: '2026-04-01T08:00:00Z',
  positions: [{ exhibit: 'P-1', sha256: sha256Hex('P-1'), stand: 'contested', reason: 'Переклад неточний, ст. 2' }, { exhibit: 'P-2', sha256: sha256Hex('P-2'), stand: 'agreed' }],
  remarks: [{ exhibit: 'P-1', sha256: sha256Hex('P-1'), page: 2, rect: [10, 20, 30, 40], text: 'not what was said' }],
};
const out = path.join(folder, 'answer.tar.age');

describe('an answer to a release', () => {
  it('comes back to the sender as it was given, with its signer', async () => {
    expect(await makeAnswer(answer, { signer: defence, recipient: formatRecipient(sender.recipient), out })).toEqual({ ok: true, value: { out } });
    const read = await readAnswer(out, { identity: secret, signers: [defence.sshPublicKey] });
    expect(read).toMatchObject({ ok: true, value: { answer: { ...answer, by: { name: 'Defence Chambers' } }, signer: { known: true } } });
  });

  it('is a tar in an age file, signed so that ssh-keygen agrees', () => {
    const key = path.join(folder, 'key.txt');
    writeFileSync(key, secret);
    execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', key, out, folder]);
    writeFileSync(path.join(folder, 'signers'), `${allowedSignersLine('defence', defence.publicKey, answerNamespace)}\n`);
    const args = ['-Y', 'verify', '-f', path.join(folder, 'signers'), '-I', 'defence', '-n', answerNamespace, '-s', path.join(folder, 'answer.json.sig')];
    expect(spawnSync('ssh-keygen', args, { input: readFileSync(path.join(folder, 'answer.json')) }).status).toBe(0);
  });

  it('is refused from an unknown signer, for another key, damaged, or altered and packed again', async () => {
    expect(await readAnswer(out, { identity: secret, signers: [sampleSigner().sshPublicKey] })).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(await readAnswer(out, { identity: formatIdentity(generateIdentity()) })).toMatchObject({ ok: false, failure: { code: 'identity-wrong' } });
    const bytes = readFileSync(out);
    const hurt = path.join(folder, 'hurt.tar.age');
    writeFileSync(hurt, bytes.subarray(0, -20));
    expect(await readAnswer(hurt, { identity: secret })).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
    const altered = readFileSync(path.join(folder, 'answer.json'), 'utf8').replace('contested', 'agreed');
    writeFileSync(path.join(folder, 'answer.json'), altered);
    const again = path.join(folder, 'again.tar');
    execFileSync('tar', ['-cf', again, '-C', folder, 'answer.json', 'answer.json.sig']);
    expect(await readAnswer(again, { identity: secret })).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
  });
});
