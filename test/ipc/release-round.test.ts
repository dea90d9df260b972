import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentId } from '../../shared/identifiers.ts';
import { makeRealCase, must, passphrase, type RealCase } from '../unit/engine/operations/real-case.ts';
import { startServing, type ServingUnderTest } from './serving-bench.ts';

// One release through the door, as the window takes it: sender, recipient, sender again.
let real: RealCase;
let bench: ServingUnderTest;
let sender = '';
let release = '';
let identity = '';
beforeAll(async () => {
  real = await makeRealCase();
  bench = startServing();
  [sender, release, identity] = [await bench.token(real.caseFolder), await bench.token(real.release), await bench.token(real.identityFile)];
  must(await bench.call('openCase', { place: sender, passphrase }));
});
afterAll(async () => {
  await bench.close();
  expect(bench.bugs).toEqual([]);
  real.close();
});

const read = (name: string): string => readFileSync(join(bench.folder, name), 'utf8');
let senderKey = '';

describe('the sender', () => {
  it('sees the release with its number, and hands out and checks the head of the log', async () => {
    const { releases } = must(await bench.call('listReleases', {}));
    expect(releases).toMatchObject([{ number: 1, edition: 'defence', recipients: [real.recipient] }]);
    const opened = must(await bench.call('currentCase', {})).case;
    expect(opened?.received).toBe(false);
    senderKey = opened?.identity.sshPublicKey ?? '';
    const { size } = must(await bench.call('saveCheckpoint', { place: await bench.newPlace('head') }));
    const file = await bench.token(join(bench.folder, 'head'));
    expect(must(await bench.call('checkCheckpoint', { file }))).toEqual({ size, witnesses: [], kept: false });
    expect(await bench.call('checkCheckpoint', { file, keep: true })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(must(await bench.call('requestTime', { release: releases[0]!.release, place: await bench.newPlace('time.tsq') })).sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('verifies with its own keys, finds exhibits by hash, and writes a signed record', async () => {
    const ended = await bench.ended(await bench.call('verifyRelease', { file: release, identity }));
    if (!ended.ok || ended.kind !== 'verifyRelease') throw new Error('not verified');
    const { value } = ended;
    expect(value).toMatchObject({ holds: true, signer: { standing: 'known', name: 'Office of the Prosecutor' }, release: { number: 1, exhibits: 3, sealed: 1, redacted: 1 }, notChecked: [] });
    expect([value.signer.words.length, value.signer.qr.length > 20]).toEqual([12, true]);
    const { verification } = value;
    const { sha256 } = must(await bench.call('verifyExhibit', { file: identity, verification }));
    expect(must(await bench.call('findExhibit', { typed: sha256.slice(0, 8), verification })).exhibits).toEqual([]);
    expect(await bench.call('findExhibit', { typed: sha256.slice(0, 8) })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(must(await bench.call('saveVerificationRecord', { verification, place: await bench.newPlace('record.pdf'), sign: true, language: 'fr' })).files).toEqual(['record.pdf', 'record.json', 'record.json.sig']);
    expect(JSON.parse(read('record.json'))).toMatchObject({ holds: true, file: { name: 'defence.tar.age' } });
    expect(await bench.call('saveVerificationRecord', { verification: 'none', place: await bench.newPlace('none.pdf'), sign: false, language: 'en' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});

describe('a release that is being opened', () => {
  it('is given up when the case is locked, and nothing of it stays', async () => {
    const opening = await bench.call('openRelease', { file: release, identity, place: await bench.newPlace('given-up'), passphrase });
    must(await bench.call('lockCase', {}));
    expect(await bench.ended(opening)).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(must(await bench.call('currentCase', {})).state).toBe('locked');
    expect(existsSync(join(bench.folder, 'given-up'))).toBe(false);
  });

  it('does not take the place of a case that was opened meanwhile', async () => {
    must(await bench.call('closeCase', {}));
    const opening = await bench.call('openRelease', { file: release, identity, place: await bench.newPlace('aside'), passphrase });
    must(await bench.call('openCase', { place: sender, passphrase }));
    expect(await bench.ended(opening)).toMatchObject({ ok: true, value: { documents: 3 } });
    expect(must(await bench.call('currentCase', {})).case?.received).toBe(false);
  });
});

describe('the recipient', () => {
  it('opens the release as a case of their own, in which evidence is read only', async () => {
    const ended = await bench.ended(await bench.call('openRelease', { file: release, identity, place: await bench.newPlace('received'), passphrase, by: 'Defence Chambers' }));
    expect(ended).toMatchObject({ ok: true, value: { documents: 3 } });
    expect(must(await bench.call('currentCase', {})).case).toMatchObject({ received: true, head: { by: 'Defence Chambers' } });
    expect(must(await bench.call('getReview', {})).release).toMatchObject({ number: 1, signer: { known: false, fingerprint: real.ran.signer.fingerprint }, sealed: [{ number: 'P-3' }], redactions: [{ number: 'P-2' }] });
    expect(await bench.call('changeDocuments', { documents: ['e-0001' as DocumentId], change: { title: 'mine' } })).toMatchObject({ ok: false, failure: { code: 'case-read-only' } });
    expect(await bench.call('saveBundle', { bundle: { title: 'mine', sections: [] } })).toMatchObject({ ok: false, failure: { code: 'case-read-only' } });
  });

  it('pins the sender, takes notes and positions, countersigns, and answers', async () => {
    expect(must(await bench.call('describeKey', { key: senderKey })).fingerprint).toBe(real.ran.signer.fingerprint);
    must(await bench.call('pinContact', { name: 'Office of the Prosecutor', key: senderKey }));
    expect(must(await bench.call('listContacts', {})).contacts).toHaveLength(1);
    expect(must(await bench.call('getReview', {})).release?.signer.known).toBe(true);
    const document = 'e-0001' as DocumentId;
    const note = must(await bench.call('saveReviewItem', { kind: 'note', document, page: 1, rect: [1, 2, 3, 4], text: 'private' }));
    must(await bench.call('saveReviewItem', { kind: 'note', document, page: 1, text: 'shared', shared: true }));
    must(await bench.call('savePosition', { document, stand: 'contested', reason: 'Not what was said' }));
    expect(must(await bench.call('getReview', {}))).toMatchObject({ items: [{ text: 'private', shared: false }, { text: 'shared', shared: true }], positions: [{ stand: 'contested' }] });
    must(await bench.call('removeReviewItems', { items: [note.id] }));
    expect(must(await bench.call('makeAnswer', { place: await bench.newPlace('answer.tar.age') }))).toMatchObject({ positions: 1, remarks: 1 });
    must(await bench.call('countersignCheckpoint', { file: await bench.token(join(bench.folder, 'head')), signer: senderKey, place: await bench.newPlace('countersigned') }));
  });
});

describe('the sender again', () => {
  it('takes the answer and the countersigned head in, and withdraws the release', async () => {
    const witness = must(await bench.call('currentCase', {})).case?.identity.sshPublicKey ?? '';
    must(await bench.call('openCase', { place: sender, passphrase }));
    const answer = await bench.token(join(bench.folder, 'answer.tar.age'));
    expect(must(await bench.call('takeInAnswer', { file: answer }))).toMatchObject({ by: { name: 'Defence Chambers', standing: 'unknown' }, positions: [{ exhibit: 'P-1', stand: 'contested' }], remarks: [{ text: 'shared' }], countersigned: true });
    expect(must(await bench.call('listAnswers', {})).answers).toHaveLength(1);
    const countersigned = await bench.token(join(bench.folder, 'countersigned'));
    expect(must(await bench.call('checkCheckpoint', { file: countersigned, witness, keep: true })).kept).toBe(true);
    expect(must(await bench.call('listCheckpoints', {})).checkpoints.length).toBeGreaterThan(0);
    const [made] = must(await bench.call('listReleases', {})).releases;
    const id = made?.release ?? '';
    expect(must(await bench.call('withdrawRelease', { release: id, reason: 'Released in error', place: await bench.newPlace('notice.json') }))).toMatchObject({ number: 1, recipients: [real.recipient] });
    expect(must(await bench.call('listReleases', {})).releases[0]?.withdrawn?.reason).toBe('Released in error');
    expect(must(await bench.call('compareReleases', { earlier: id, later: id }))).toEqual({ since: 1, added: [], replaced: [], withdrawn: [] });
    writeFileSync(join(bench.folder, 'token'), 'no token');
    expect(await bench.call('takeInTime', { release: id, token: await bench.token(join(bench.folder, 'token')), certificates: [identity] })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
    const ended = await bench.ended(await bench.call('verifyRelease', { file: release, identity, withdrawals: [await bench.token(join(bench.folder, 'notice.json'))], withoutPages: true }));
    expect(ended).toMatchObject({ ok: true, value: { holds: false } });
  });
});
