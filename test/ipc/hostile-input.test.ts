import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls, type CallName } from '../../shared/ipc/contract.ts';
import { startServing, testOrigin, type ServingUnderTest } from './serving-bench.ts';
import { validInputs } from './valid-inputs.ts';

const names = Object.keys(calls) as CallName[];
const window = { origin: testOrigin, mainFrame: true };
const fixture = fileURLToPath(new URL('../fixtures/electron/two-words.pdf', import.meta.url));

let bench: ServingUnderTest;
beforeAll(() => { bench = startServing(); });
afterAll(() => bench.close());

interface Refusal {
  readonly ok: boolean;
  readonly failure?: { readonly code: string };
}
const serve = (message: unknown, caller = window): Promise<Refusal> => bench.serving.serve(message, caller);

const notAnObject: readonly unknown[] = [undefined, null, 42, 'x', true, [], [{}], () => 1, Symbol('x'), new Map(), new Date()];
const wrongValues: readonly unknown[] = [
  null, -1, 0.5, Number.NaN, Number.MAX_VALUE, '', 'x'.repeat(1_000_000), '../../../etc/passwd', '/etc/passwd', '__proto__', '\0', '‮gnp.exe', {}, { toString: 'x' }, [], [[[]]],
  new Array(200_001).fill('x'), { __proto__: { polluted: true } }, true,
];

/** Every object that differs from a valid one in one place, however deep. */
function* mutations(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const own = value as Record<string, unknown>;
    const copy = (replaced: unknown): unknown => (Array.isArray(value) ? value.map((item, index) => (String(index) === key ? replaced : (item as unknown))) : { ...own, [key]: replaced });
    for (const wrong of wrongValues) yield copy(wrong);
    for (const deeper of mutations(own[key])) yield copy(deeper);
  }
}

describe('every call of the contract', () => {
  it.each(names)('%s takes nothing from another origin or frame', async (name) => {
    for (const caller of [{ origin: 'https://evil.invalid', mainFrame: true }, { origin: 'null', mainFrame: true }, { origin: '', mainFrame: true }, { origin: testOrigin, mainFrame: false }]) {
      expect(await serve({ name, input: validInputs[name] }, caller)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    }
  });

  it.each(names)('%s refuses what is no object, and keys that it does not know', async (name) => {
    for (const input of notAnObject) expect(await serve({ name, input })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    const extra = { ...validInputs[name], path: '/etc/passwd' };
    expect(await serve({ name, input: extra })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    const polluting: unknown = JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`);
    expect(await serve({ name, input: polluting })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('answers wrong values in any field with a refusal or a result, never with a bug', async () => {
    for (const name of names) {
      // Reports of the window's own errors stand in the list of bugs, as they should.
      if (name === 'reportWindowError') continue;
      for (const input of mutations(validInputs[name])) {
        const answer = await serve({ name, input });
        expect(answer.failure?.code, `${name} ${JSON.stringify(input).slice(0, 300)}`).not.toBe('bug');
      }
    }
    expect(bench.bugs).toEqual([]);
  });
});

describe('the door', () => {
  it('knows no call by a name that every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'appinfo', 'appInfo ', 0, null, undefined, {}, ['appInfo'], { toString: () => 'appInfo' }]) {
      expect(await serve({ name, input: {} })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    }
  });

  it('refuses what is no message', async () => {
    for (const message of [...notAnObject, { input: {} }, Object.create({ name: 'appInfo', input: {} })]) expect(await serve(message)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});

describe('with a case open', () => {
  beforeAll(async () => {
    const place = await bench.newPlace('case');
    const made = await bench.call('createCase', { place, passphrase: 'six unrelated words make it strong', head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } });
    expect(made).toMatchObject({ ok: true });
    copyFileSync(fixture, join(bench.folder, 'statement.pdf'));
    const ended = await bench.ended(await bench.call('addFiles', { files: [await bench.token(join(bench.folder, 'statement.pdf'))] }));
    expect(ended).toMatchObject({ ok: true, value: { refused: [] } });
  });

  it('no hostile value is a bug either, and none of them writes outside the case', async () => {
    const listed = await bench.call('listDocuments', { from: 0, limit: 10 });
    const id = listed.ok ? listed.value.documents[0]!.id : undefined;
    const before = readdirSync(bench.folder);
    const idle = new Set<CallName>(['createCase', 'openCase', 'unlockCase', 'lockCase', 'closeCase', 'openDemonstration', 'openRelease', 'reportWindowError']);
    for (const name of names.filter((one) => !idle.has(one))) {
      const valid = JSON.parse(JSON.stringify(validInputs[name]).replaceAll('d-00000001', id ?? '')) as object;
      for (const input of [valid, ...mutations(valid)]) {
        const answer = await serve({ name, input });
        expect(answer.failure?.code, `${name} ${JSON.stringify(input).slice(0, 300)}`).not.toBe('bug');
      }
    }
    for (const { job } of await bench.call('listJobs', {}).then((jobs) => (jobs.ok ? jobs.value.jobs : []))) await bench.call('cancelJob', { job });
    expect(bench.bugs).toEqual([]);
    expect(readdirSync(bench.folder)).toEqual(before);
  });

  it('no answer tells a path, an object of the vault or a key', async () => {
    const answers = JSON.stringify(await Promise.all([
      bench.call('listDocuments', { from: 0, limit: 10 }), bench.call('currentCase', {}), bench.call('recentCases', {}), bench.call('caseLog', { from: 0, limit: 100 }), bench.call('listJobs', {}),
    ])) + JSON.stringify(bench.events);
    expect(answers).not.toContain(bench.folder);
    expect(answers).not.toMatch(/"(?:original|object)":"[0-9a-f]{32}"/);
    expect(answers).not.toContain('AGE-SECRET-KEY');
    expect(answers).not.toContain('six unrelated words');
  });

  it('a locked case answers nothing of itself', async () => {
    await bench.call('lockCase', {});
    expect(bench.events.some(({ name }) => name === 'locked')).toBe(true);
    for (const name of ['listDocuments', 'getDocument', 'pageWords', 'search', 'listPersonCards', 'listRedactions', 'caseLog', 'getBundle', 'listReleases', 'caseOverview'] as const) {
      expect(await serve({ name, input: validInputs[name] })).toMatchObject({ ok: false, failure: { code: 'case-locked' } });
    }
    expect(await bench.serving.picture(new URL('https://test.invalid/page/d-00000001/1?dpi=96'))).toBeUndefined();
    expect(await bench.call('unlockCase', { passphrase: 'wrong' })).toMatchObject({ ok: false, failure: { code: 'passphrase-wrong' } });
    expect(await bench.call('unlockCase', { passphrase: 'six unrelated words make it strong' })).toMatchObject({ ok: true, value: { documents: 1 } });
  });
});
