import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogReader } from '../../../../engine/serving/log-reader.ts';
import type { StoredDocument, Vault } from '../../../../engine/vault/index.ts';
import { newVault } from '../vault/case-for-tests.ts';

let vault: Vault;
const reader = createLogReader();
const documents = [{ id: 'd-1', title: 'Statement of Olena Kováľová', exhibit: 'P-7' }, { id: 'd-2', title: 'Letter' }] as unknown as readonly StoredDocument[];
const signal = new AbortController().signal;
const ask = (asked: Partial<Parameters<typeof reader.slice>[1]>, revision = 1) => reader.slice(vault, { from: 0, limit: 5000, ...asked }, { documents, revision, signal });
const word = (text: string, ...actions: readonly 'document-viewed'[]) => ({ text, actions: [...actions] });

beforeAll(async () => {
  vault = await newVault();
  for (let index = 0; index < 1200; index += 1) vault.appendEvent({ action: index % 2 === 0 ? 'document-viewed' : 'document-described', object: index % 3 === 0 ? 'd-1' : 'd-2', ...(index === 3 ? { reason: 'Asked for by the Court' } : {}) });
});
afterAll(() => vault.close());

test('a slice comes from anywhere in the log, oldest or newest first', async () => {
  const oldest = await ask({ from: 1190, limit: 20 });
  expect(oldest).toMatchObject({ total: 1201, all: 1201 });
  expect(oldest.events.map(({ index }) => index)).toEqual(Array.from({ length: 11 }, (_, at) => 1190 + at));
  expect((await ask({ limit: 3, newestFirst: true })).events.map(({ index }) => index)).toEqual([1200, 1199, 1198]);
  expect((await ask({ from: 7000 })).events).toEqual([]);
});

test('a filter goes over the whole log: titles and numbers without accents, reasons, and actions that the window names', async () => {
  const statement = await ask({ words: [word('kovalova')], newestFirst: true, limit: 2 });
  expect(statement).toMatchObject({ total: 400, all: 1201 });
  expect(statement.events.map(({ index }) => index)).toEqual([1198, 1195]);
  expect((await ask({ words: [word('kovalova'), word('viewed', 'document-viewed')] })).total).toBe(200);
  expect((await ask({ words: [word('p-7')] })).total).toBe(400);
  expect((await ask({ words: [word('court')] })).events.map(({ index }) => index)).toEqual([4]);
  expect((await ask({ words: [word('nowhere')] })).total).toBe(0);
  expect((await ask({ object: 'd-2', words: [word('court')] })).total).toBe(0);
});

test('what is added to the log after a filter was asked for is found by it, and nothing twice', async () => {
  const before = await ask({ words: [word('letter')] });
  vault.appendEvent({ action: 'document-viewed', object: 'd-2' });
  vault.appendEvent({ action: 'document-viewed', object: 'd-1' });
  const [first, second] = await Promise.all([ask({ words: [word('letter')] }), ask({ words: [word('letter')], from: before.total, limit: 5 })]);
  expect(first.total).toBe(before.total + 1);
  expect(new Set(first.events.map(({ index }) => index)).size).toBe(first.total);
  expect(second.events.map(({ index }) => index)).toEqual([1201]);
});

test('a search of the log that is told to stop stops, and the next one begins anew', async () => {
  const controller = new AbortController();
  const stopped = reader.slice(vault, { from: 0, limit: 1, words: [word('asked')] }, { documents, revision: 1, signal: controller.signal });
  controller.abort();
  await expect(stopped).rejects.toThrow();
  expect((await ask({ words: [word('asked')] })).total).toBe(1);
});
