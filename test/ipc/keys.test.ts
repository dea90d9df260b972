import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../../shared/ipc/contract.ts';
import { startServing, testOrigin, type ServingUnderTest } from './serving-bench.ts';

const passphrase = 'correct horse battery staple';
const next = 'seven horses cross the river';
let bench: ServingUnderTest;

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: { readonly code: string; readonly detail?: string } }): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail ?? ''}`);
  return result.value;
}

const codeOf = (result: CallResult<'currentCase' | 'openCase' | 'changePassphrase' | 'rememberCase' | 'openRemembered' | 'recoverCase'>): string => (result.ok ? 'done' : result.failure.code);

beforeAll(async () => {
  bench = startServing();
  value(await bench.call('createCase', { place: await bench.newPlace('case'), passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } }));
});
afterAll(() => bench.close());

describe('the keys of the open case', () => {
  it('are told with its members, and this host has no key store', async () => {
    const keys = value(await bench.call('caseKeys', {}));
    expect(keys).toMatchObject({ maker: true, members: [{ maker: true, compartments: ['work', 'protected-persons'] }], keyStore: { available: false, remembers: false } });
    expect(value(await bench.call('rememberedHere', {}))).toEqual({ available: false, remembers: false });
    expect(codeOf(await bench.call('rememberCase', { passphrase }))).toBe('not-offered');
    expect(codeOf(await bench.call('openRemembered', { place: await bench.token(join(bench.folder, 'case')) }))).toBe('not-offered');
  });

  it('are kept in a backup and on paper, and changed with the passphrase', async () => {
    expect(value(await bench.call('makeRecoverySheet', { place: await bench.newPlace('sheet.pdf'), language: 'uk' }))).toEqual({ pages: 1 });
    expect(value(await bench.call('makeRecoveryShares', { place: await bench.newPlace('shares.pdf'), language: 'ar', needed: 2, of: 2 }))).toEqual({ pages: 2 });
    expect((await readFile(join(bench.folder, 'sheet.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    const backed = await bench.ended(await bench.call('backupCase', { place: await bench.newPlace('backup') }));
    expect(backed).toMatchObject({ ok: true });
    expect(codeOf(await bench.call('changePassphrase', { current: 'not this one', next }))).toBe('passphrase-wrong');
    expect(codeOf(await bench.call('changePassphrase', { current: passphrase, next }))).toBe('done');
    await bench.call('lockCase', {});
    expect(codeOf(await bench.call('unlockCase', { passphrase }))).toBe('passphrase-wrong');
    value(await bench.call('unlockCase', { passphrase: next }));
    const { events } = value(await bench.call('caseLog', { from: 0, limit: 100 }));
    expect(events.map(({ action, facts }) => `${action} ${String(facts?.['what'] ?? '')}`.trim())).toEqual([
      'case-created', 'key-changed recovery-sheet', 'key-changed recovery-shares', 'case-exported backup', 'key-changed passphrase', 'case-opened',
    ]);
  });

  it('are refused to words that are none, and the log is exported beside its signed head', async () => {
    expect(codeOf(await bench.call('recoverCase', { place: await bench.token(join(bench.folder, 'backup')), words: 'zoo '.repeat(24), passphrase }))).toBe('identity-wrong');
    const exported = value(await bench.call('exportLog', { place: await bench.newPlace('log.jsonl') }));
    expect((await readFile(join(bench.folder, 'log.jsonl'), 'utf8')).split('\n')).toHaveLength(exported.events + 1);
  });
});

describe('a case that the computer remembers', () => {
  it('is opened without the passphrase only where its owner said so, until it is forgotten', async () => {
    const key = randomBytes(32);
    const keyed = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => byte ^ (key[at % key.length] ?? 0));
    const own = startServing({ whyUnavailable: () => Promise.resolve(undefined), protect: (secret) => Promise.resolve(keyed(secret)), reveal: (sealed) => Promise.resolve(keyed(sealed)) });
    try {
      value(await own.call('createCase', { place: await own.newPlace('case'), passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } }));
      expect(value(await own.call('rememberedHere', {}))).toEqual({ available: true, remembers: false });
      expect(codeOf(await own.call('rememberCase', { passphrase: 'not this one' }))).toBe('passphrase-wrong');
      value(await own.call('rememberCase', { passphrase }));
      value(await own.call('lockCase', {}));
      expect(value(await own.call('rememberedHere', {}))).toEqual({ available: true, remembers: true });
      value(await own.call('openRemembered', {}));
      expect(value(await own.call('currentCase', {})).state).toBe('open');
      value(await own.call('forgetCase', {}));
      value(await own.call('closeCase', {}));
      const place = await own.token(join(own.folder, 'case'));
      expect(value(await own.call('rememberedHere', { place }))).toEqual({ available: true, remembers: false });
      expect((await own.call('openRemembered', { place })).ok).toBe(false);
      expect(own.bugs).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

describe('members, through the window', () => {
  it('make an identity, are let in by the maker, confirm the maker, and unlock with their own file', async () => {
    const clerk = value(await bench.call('makeIdentity', { place: await bench.newPlace('clerk.json'), name: 'Case clerk', passphrase }));
    const keys = value(await bench.call('caseKeys', {}));
    const { name, sshPublicKey, recipient } = clerk;
    const add = [{ name, sshPublicKey, recipient, compartments: ['work' as const] }];
    expect(await bench.call('changeMembers', { passphrase: 'another passphrase than this', add, remove: [] })).toMatchObject({ ok: false, failure: { code: 'passphrase-wrong' } });
    expect(value(await bench.call('currentCase', {})).state).toBe('open');
    const locks = bench.events.filter((event) => event.name === 'locked').length;
    value(await bench.call('changeMembers', { passphrase: next, add, remove: [] }));
    expect(value(await bench.call('currentCase', {})).state).toBe('open');
    expect(bench.events.filter((event) => event.name === 'locked')).toHaveLength(locks);
    expect(value(await bench.call('caseKeys', {})).members).toHaveLength(2);
    await bench.call('closeCase', {});
    const asClerk = { place: await bench.token(join(bench.folder, 'case')), passphrase, identity: await bench.token(join(bench.folder, 'clerk.json')) };
    const told = await bench.call('openCase', asClerk);
    expect(told).toMatchObject({ ok: false, failure: { code: 'maker-unconfirmed' } });
    const maker = keys.members[0]?.fingerprint ?? '';
    expect(told.ok ? undefined : told.failure.values).toEqual({ fingerprint: maker });
    expect(value(await bench.call('openCase', { ...asClerk, maker })).identity.fingerprint).toBe(clerk.fingerprint);
    await bench.call('lockCase', {});
    expect(value(await bench.call('unlockCase', { passphrase })).identity.fingerprint).toBe(clerk.fingerprint);
    expect(value(await bench.call('caseKeys', {})).maker).toBe(false);
  });
});

describe('what was looked at', () => {
  it('is on the log: once for each document and edition while the case is open, by whichever way its pages are asked for', async () => {
    await writeFile(join(bench.folder, 'note.txt'), 'A short note.');
    await bench.ended(await bench.call('addFiles', { files: [await bench.token(join(bench.folder, 'note.txt'))] }));
    const [document] = value(await bench.call('listDocuments', { from: 0, limit: 10 })).documents;
    if (document === undefined) throw new Error('the note was not taken in');
    const views = async (): Promise<(string | undefined)[]> => value(await bench.call('caseLog', { from: 0, limit: 1000 })).events.filter(({ action }) => action === 'document-viewed').map(({ object }) => object);
    expect(await views()).toEqual([]);
    expect(await bench.serving.picture(new URL(`${testOrigin}/page/${document.id}/1?dpi=36`))).toBeDefined();
    value(await bench.call('documentPages', { document: document.id }));
    await bench.call('pageWords', { document: document.id, page: 1 });
    expect(await views()).toEqual([document.id]);
    await bench.call('lockCase', {});
    value(await bench.call('unlockCase', { passphrase }));
    value(await bench.call('documentPages', { document: document.id }));
    expect(await views()).toEqual([document.id, document.id]);
    expect(bench.bugs).toEqual([]);
  });
});
