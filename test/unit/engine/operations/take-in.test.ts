import { rmSync, writeFileSync } from 'node:fs';
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
