import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bugLine } from '../../../electron/bug-line.ts';
import { connectCdp } from '../../../electron/chromium/cdp-connection.ts';
import { findChromium } from '../../../electron/chromium/find-chromium.ts';
import { chromiumArguments } from '../../../electron/chromium/launch-chromium.ts';
import { makeProfileFolder, sweepProfiles } from '../../../electron/chromium/profile-folder.ts';
import { becomeFirstInstance } from '../../../electron/single-instance.ts';
import { createWindowResponses } from '../../../electron/window/window-response.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'custodia-host-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the browser', () => {
  it('is found on this system, or where the environment says, and nowhere else', () => {
    expect(findChromium()).toBeDefined();
    expect(findChromium({ CUSTODIA_CHROMIUM: join(folder, 'none'), PATH: process.env['PATH'] })).toBeUndefined();
  });

  it('is started with a pipe, without a port, without a way out and without a memory', () => {
    const flags = chromiumArguments({ program: 'x', profile: folder, headless: false, title: 'Custodia' });
    for (const flag of ['--remote-debugging-pipe', '--incognito', '--proxy-server=socks5://127.0.0.1:9', '--proxy-bypass-list=<-loopback>', '--disable-extensions']) expect(flags).toContain(flag);
    expect(flags.some((flag) => flag.startsWith('--remote-debugging-port'))).toBe(false);
    expect(flags.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  });

  it('is understood however its messages are cut into pieces', async () => {
    const to = new PassThrough();
    const from = new PassThrough();
    const cdp = connectCdp(to, from);
    const events: unknown[] = [];
    cdp.onEvent((event) => events.push(event));
    const answer = cdp.send('Some.method', { a: 1 });
    const refused = cdp.send('Other.method');
    const bytes = Buffer.from('{"method":"Page.event","params":{"text":"Свідок"}}\0{"id":1,"result":{"b":2}}\0{"id":2,"error":{"code":1,"message":"no"}}\0');
    for (const byte of bytes) from.write(Buffer.from([byte]));
    expect(await answer).toEqual({ b: 2 });
    await expect(refused).rejects.toThrow('Other.method: no');
    expect(events).toEqual([{ method: 'Page.event', params: { text: 'Свідок' } }]);
    const lost = cdp.send('Late.method');
    from.end();
    await expect(lost).rejects.toThrow('the browser is gone');
  });
});

describe('the profile folder', () => {
  it('of a start that was killed is swept, of one that runs is kept, and a planted link is not followed', () => {
    const parent = join(folder, 'profiles');
    const outside = join(folder, 'outside');
    mkdirSync(join(parent, 'custodia-window-999999999-abc', 'Default'), { recursive: true });
    mkdirSync(outside);
    writeFileSync(join(outside, 'kept'), '');
    symlinkSync(outside, join(parent, 'custodia-window-999999998-link'));
    const own = makeProfileFolder(parent);
    expect(sweepProfiles(parent)).toBe(1);
    expect(existsSync(own)).toBe(true);
    expect(existsSync(join(parent, 'custodia-window-999999999-abc'))).toBe(false);
    expect(existsSync(join(outside, 'kept'))).toBe(true);
  });
});

describe('a second start', () => {
  it('hands its files to the first and ends; after the first has ended, or was killed, it is the first itself', async () => {
    const home = join(folder, 'settings');
    const heard: (readonly string[])[] = [];
    const first = await becomeFirstInstance(home, [], (paths) => heard.push(paths));
    expect(first).toBeDefined();
    expect(await becomeFirstInstance(home, ['/a.tar.age'], () => undefined)).toBeUndefined();
    expect(heard).toEqual([['/a.tar.age']]);
    first?.release();
    const next = await becomeFirstInstance(home, [], () => undefined);
    expect(next).toBeDefined();
    next?.release();
    writeFileSync(join(home, 'instance.sock'), '');
    const last = await becomeFirstInstance(home, [], () => undefined);
    expect(last).toBeDefined();
    last?.release();
  });
});

describe('what the window is answered', () => {
  it('is its own built files with the policy on each answer, and nothing above or beside them', async () => {
    const built = join(folder, 'built');
    mkdirSync(join(built, 'assets'), { recursive: true });
    writeFileSync(join(built, 'index.html'), '<p>');
    writeFileSync(join(built, 'assets', 'x.js'), '1');
    writeFileSync(join(folder, 'secret.json'), '{}');
    const respond = createWindowResponses({ folder: built, picture: (url) => Promise.resolve(url.pathname === '/page/d/1' ? { type: 'image/jpeg', bytes: new Uint8Array([1]) } : undefined) });
    const status = async (path: string, method = 'GET'): Promise<number> => (await respond(method, new URL(path, 'https://app.invalid'))).status;
    expect([await status('/'), await status('/assets/x.js'), await status('/page/d/1')]).toEqual([200, 200, 200]);
    for (const path of ['/secret.json', '/../secret.json', '/%2e%2e/secret.json', '/assets/%2e%2e%2f%2e%2e%2fsecret.json', '/assets/..%2fx.js', '/.env.json', '/page/d/2', '/assets/', '/x']) expect(await status(path), path).toBe(404);
    expect(await status('/', 'POST')).toBe(405);
    for (const path of ['/', '/assets/x.js', '/nothing', '/page/d/1']) {
      const { headers } = await respond('GET', new URL(path, 'https://app.invalid'));
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe-|\*|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('the log of a bug', () => {
  it('has the reference and the places in the code, and not the words, which may quote a document', () => {
    const line = bugLine('1a2b3c4d', new TypeError('cannot read the statement of Witness Nobody'));
    expect(line).toMatch(/^bug 1a2b3c4d: TypeError\n\s+at /);
    expect(line).not.toContain('Nobody');
    expect(bugLine('x', 'Nobody')).toBe('bug x: string\n');
  });
});
