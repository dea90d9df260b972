import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileTokens, pathInFolder } from '../../../../engine/serving/file-tokens.ts';
import { listPlace } from '../../../../engine/serving/places.ts';
import { createSettingsStore, defaultSettings } from '../../../../engine/serving/settings.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'custodia-tokens-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isCase = (path: string): Promise<boolean> => Promise.resolve(path.endsWith('.custodia'));

describe('file tokens', () => {
  it('tell the name, size and kind of what was chosen, never its path, and lead back to it', async () => {
    const tokens = createFileTokens({ isCase });
    writeFileSync(join(folder, 'evidence.pdf'), 'four');
    const chosen = await tokens.describe(join(folder, 'evidence.pdf'));
    expect(chosen).toMatchObject({ ok: true, value: { name: 'evidence.pdf', bytes: 4, kind: 'file' } });
    expect(JSON.stringify(chosen)).not.toContain(folder);
    if (chosen.ok) expect(tokens.pathOf(chosen.value.token)).toEqual({ ok: true, value: join(folder, 'evidence.pdf') });
    expect(tokens.pathOf('0'.repeat(32))).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
  });

  it('tell a case folder and a release from other folders and files, and list folders first', async () => {
    const tokens = createFileTokens({ isCase });
    const place = join(folder, 'place');
    for (const name of ['b.custodia', 'a']) mkdirSync(join(place, name), { recursive: true });
    for (const name of ['court.tar.age', '10.pdf', '9.pdf', '.hidden']) writeFileSync(join(place, name), '');
    const listed = await listPlace(tokens, place, 'files');
    expect(listed.ok && listed.value.entries.map(({ name, kind }) => [name, kind])).toEqual([['a', 'folder'], ['b.custodia', 'case'], ['9.pdf', 'file'], ['10.pdf', 'file'], ['court.tar.age', 'release']]);
    const folders = await listPlace(tokens, place, 'folders');
    expect(folders.ok && folders.value.entries.map(({ name }) => name)).toEqual(['a', 'b.custodia']);
    expect(await listPlace(tokens, join(place, 'gone'), 'files')).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
  });

  it('take a name for a new file only when every system takes it as one plain name', () => {
    for (const good of ['Bundle A.pdf', 'справа.custodia', 'حزمة.tar.age']) expect(pathInFolder('/x', good)).toMatchObject({ ok: true });
    for (const bad of ['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'x.', 'CON', 'nul.pdf', 'a:b', 'a\0b', 'a\nb', 'x\u202egpj.exe', 'x'.repeat(201)]) {
      expect(pathInFolder('/x', bad), JSON.stringify(bad)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    }
  });
});

describe('settings', () => {
  it('keep what is saved for the next start, and fall back to the defaults when the file is damaged', async () => {
    const file = join(folder, 'settings', 'settings.json');
    await createSettingsStore(file).save({ theme: 'dark', lockAfterMinutes: 3 });
    expect(await createSettingsStore(file).read()).toEqual({ ...defaultSettings, theme: 'dark', lockAfterMinutes: 3 });
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).sort()).toEqual(Object.keys(defaultSettings).sort());
    writeFileSync(file, '{"theme":');
    expect(await createSettingsStore(file).read()).toEqual(defaultSettings);
    writeFileSync(file, '{"lockAfterMinutes":100000,"theme":"dark"}');
    expect(await createSettingsStore(file).read()).toEqual(defaultSettings);
  });
});
