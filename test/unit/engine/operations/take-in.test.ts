import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { newFolder, newVault, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
afterAll(() => engine.close());

it('refuses a file that is gone when its turn comes, and takes the others in', async () => {
  const vault = await newVault();
  const folder = await newFolder();
  for (const name of ['a.bin', 'b.bin', 'c.bin']) writeFileSync(path.join(folder, name), Buffer.from([0, 1, 2, name.charCodeAt(0)]));
  const taken = value(await takeIn(engine, vault, [{ path: folder }], { report: ({ done }) => { if (done === 1) rmSync(path.join(folder, 'b.bin'), { force: true }); } }));
  expect(taken.documents.map(({ name }) => name)).toEqual(['a.bin', 'c.bin']);
  expect(taken.refused).toMatchObject([{ path: path.join(folder, 'b.bin'), failure: { code: 'file-missing' } }]);
  await vault.close();
});

it('gives a document a title that reads as it is written, and keeps the name as it came', async () => {
  const vault = await newVault();
  const name = 'rota\u202Efdp.exe.txt';
  const file = path.join(await newFolder(), name);
  writeFileSync(file, 'Somebody was on duty.');
  const [taken] = value(await takeIn(engine, vault, [{ path: file }])).documents;
  expect(vault.documents.get(taken!.id)).toMatchObject({ name, title: 'rotafdp.exe.txt' });
  await vault.close();
});

it('names what lies in a folder and is not gone into: links, folders of cases, what is no file', async () => {
  const vault = await newVault();
  const folder = await newFolder();
  const at = (...names: string[]): string => path.join(folder, ...names);
  mkdirSync(at('below'));
  writeFileSync(at('below', 'note.txt'), 'Somebody was on duty.');
  symlinkSync('..', at('below', 'round'));
  symlinkSync(at('below', 'note.txt'), at('same.txt'));
  execFileSync('mkfifo', [at('pipe')]);
  await (await newVault(at('other'))).close();
  const taken = value(await takeIn(engine, vault, [{ path: folder }]));
  expect(taken.documents.map(({ name }) => name)).toEqual(['note.txt']);
  expect(taken.refused.map(({ path: of, failure }) => `${path.relative(folder, of)}: ${failure.detail ?? ''}`)).toEqual([
    'below/round: link-not-followed', 'other: case-not-evidence', 'pipe: neither-file-nor-folder', 'same.txt: link-not-followed',
  ]);
  await vault.close();
});

it('keeps nothing of a file that is written to while it is taken in', async () => {
  const vault = await newVault();
  const file = path.join(await newFolder(), 'recording.bin');
  writeFileSync(file, Buffer.alloc(64 << 20, 1));
  const taking = takeIn(engine, vault, [{ path: file }]);
  const cut = setInterval(() => { appendFileSync(file, 'more'); }, 5);
  const taken = value(await taking);
  clearInterval(cut);
  expect(taken.documents).toEqual([]);
  expect(taken.refused).toMatchObject([{ path: file, failure: { code: 'file-unreadable', detail: 'file-changed-meanwhile' } }]);
  expect((await vault.check()).objects).toBe(0);
  await vault.close();
});
