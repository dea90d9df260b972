import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventValue } from '../../shared/ipc/contract.ts';
import { must, passphrase } from '../unit/engine/operations/real-case.ts';
import { startServing, type ServingUnderTest } from './serving-bench.ts';

let bench: ServingUnderTest;
beforeAll(async () => {
  bench = startServing();
  must(await bench.call('createCase', { place: await bench.newPlace('case'), passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } }));
  const files: string[] = [];
  for (let index = 1; index <= 8; index += 1) {
    const path = join(bench.folder, `note-${String(index)}.txt`);
    writeFileSync(path, `Note ${String(index)}: the van of Nobody Realperson stood there.\n`.repeat(20));
    files.push(await bench.token(path));
  }
  expect(await bench.ended(await bench.call('addFiles', { files }))).toMatchObject({ ok: true });
});
afterAll(async () => {
  await bench.close();
  expect(bench.bugs).toEqual([]);
});

async function heard(name: string, since: number, is: (value: unknown) => boolean): Promise<void> {
  while (!bench.events.slice(since).some((event) => event.name === name && is(event.value))) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('work that is stopped', () => {
  it('tells the window of the documents that were read before', async () => {
    const since = bench.events.length;
    const started = must(await bench.call('readDocuments', {}));
    await heard('jobProgress', since, (value) => (value as EventValue<'jobProgress'>).done > 0);
    must(await bench.call('cancelJob', started));
    expect(await bench.ended({ ok: true, value: started })).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    const told = new Set<string>(bench.events.slice(since).flatMap(({ name, value }) => (name === 'documentsChanged' ? (value as EventValue<'documentsChanged'>).documents : [])));
    const { documents } = must(await bench.call('listDocuments', { from: 0, limit: 100 }));
    const read = documents.filter(({ reading }) => reading !== 'unread').map(({ id }) => id);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((id) => !told.has(id))).toEqual([]);
  });
});
