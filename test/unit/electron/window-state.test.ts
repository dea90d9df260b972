import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { englishMenu, menuTemplate } from '../../../electron/electron-host/application-menu.ts';
import { menuWords } from '../../../electron/electron-host/menu-words.ts';
import { readWindowState, writeWindowState } from '../../../electron/electron-host/window-state.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const state = { x: 100, y: 80, width: 1200, height: 800, maximized: true };
let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'custodia-state-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('where the window stood', () => {
  it('is kept, and nothing else with it', () => {
    const file = join(folder, 'settings', 'window.json');
    writeWindowState(file, { ...state });
    expect(readWindowState(file, [screen])).toEqual(state);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(state);
    expect(readdirSync(join(folder, 'settings'))).toEqual(['window.json']);
    expect(() => { writeWindowState(file, { ...state, title: 'R v Nobody' } as never); }).toThrow();
  });

  it('is forgotten when it lies on no screen, or was damaged', () => {
    const file = join(folder, 'window.json');
    writeWindowState(file, { ...state, x: 1900 });
    expect(readWindowState(file, [screen])).toBeUndefined();
    expect(readWindowState(file, [screen, { ...screen, x: 1920 }])).toMatchObject({ x: 1900 });
    for (const damaged of ['', '{', '{"x":1}', JSON.stringify({ ...state, width: 1 })]) {
      writeFileSync(file, damaged);
      expect(readWindowState(file, [screen]), damaged).toBeUndefined();
    }
    expect(readWindowState(join(folder, 'none.json'), [screen])).toBeUndefined();
  });
});

describe('the menu', () => {
  it.each(readdirSync(join(resources, 'menus')).map((name) => name.replace('.json', '')))('has every word in %s, and none of English left', (language) => {
    const words = menuWords(resources, language);
    expect(Object.keys(words).sort()).toEqual(Object.keys(englishMenu).sort());
    const labels = menuTemplate(() => undefined, { mac: false, words }).flatMap(({ label, submenu }) => [label, ...(submenu as { label?: string }[] | undefined ?? []).map((item) => item.label)]).filter((label) => label !== undefined);
    expect(labels.length).toBeGreaterThan(20);
    expect(Object.values(words)).toEqual(expect.arrayContaining(labels));
  });

  it('speaks every language of the window, and English where it is asked for another', () => {
    expect(readdirSync(join(resources, 'menus')).length + 1).toBe(readdirSync(join(resources, 'locales')).length);
    expect(menuWords(resources, 'en')).toBe(englishMenu);
    expect(menuWords(resources, '../x')).toBe(englishMenu);
  });
});
