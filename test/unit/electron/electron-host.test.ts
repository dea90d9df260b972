import type { Dialog, IpcMainInvokeEvent, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/electron-host/application-menu.ts';
import { callChannel, tokensChannel } from '../../../electron/electron-host/channels.ts';
import { electronOrigin } from '../../../electron/electron-host/electron-origin.ts';
import { openIpcDoor } from '../../../electron/electron-host/ipc-door.ts';
import { lockWithTheMachine } from '../../../electron/electron-host/lock-triggers.ts';
import { createNativeDialogs } from '../../../electron/electron-host/native-dialogs.ts';
import { applyNavigationPolicy } from '../../../electron/electron-host/navigation-policy.ts';
import { applySessionPolicy, isOwn } from '../../../electron/electron-host/session-policy.ts';
import { windowOptions } from '../../../electron/electron-host/window-policy.ts';
import type { HostEngine } from '../../../electron/host-engine.ts';

type AnyFunction = (...values: never[]) => unknown;

/** Stands where Electron would: keeps what each of its functions was given. */
function recorder(): { readonly calls: Map<string, unknown[][]>; readonly object: unknown } {
  const calls = new Map<string, unknown[][]>();
  const object: unknown = new Proxy({}, {
    get: (_target, name) => {
      if (name === 'protocol' || name === 'webRequest') return object;
      return (...values: unknown[]) => {
        calls.set(String(name), [...(calls.get(String(name)) ?? []), values]);
      };
    },
  });
  return { calls, object };
}

describe('the window', () => {
  it('is sandboxed, isolated, without Node, and stores nothing on the disk', () => {
    const { webPreferences } = windowOptions('/preload.cjs');
    expect(webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, webSecurity: true, webviewTag: false, devTools: false });
    expect(webPreferences?.partition).not.toMatch(/^persist:/);
  });

  it('goes nowhere, opens nothing and embeds nothing', () => {
    const { calls, object } = recorder();
    applyNavigationPolicy(object as WebContents);
    const handlers = new Map((calls.get('on') ?? []).map(([name, handler]) => [name, handler as AnyFunction]));
    const prevented = (name: string, details: object): boolean => {
      let stopped = false;
      handlers.get(name)?.({ ...details, preventDefault: () => { stopped = true; } } as never, {} as never, (() => undefined) as never);
      return stopped;
    };
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', `${electronOrigin}.evil/`, `${electronOrigin}/other`]) {
      expect(prevented('will-navigate', { url }), url).toBe(true);
      expect(prevented('will-frame-navigate', { url, isMainFrame: true }), url).toBe(true);
    }
    expect(prevented('will-navigate', { url: `${electronOrigin}/` })).toBe(false);
    expect(prevented('will-frame-navigate', { url: `${electronOrigin}/`, isMainFrame: false })).toBe(true);
    expect(prevented('will-redirect', {})).toBe(true);
    expect(prevented('will-attach-webview', {})).toBe(true);
    const open = calls.get('setWindowOpenHandler')?.[0]?.[0] as () => unknown;
    expect(open()).toEqual({ action: 'deny' });
  });
});

describe('the session', () => {
  it('refuses every request but the application’s own, every permission, device and download', async () => {
    const { calls, object } = recorder();
    await applySessionPolicy({ session: object as Session, respond: (_method, url) => Promise.resolve({ status: 200, headers: { 'x-path': url.pathname }, body: new Uint8Array([1]) }) });
    const first = (name: string): AnyFunction => calls.get(name)?.[0]?.[0] as AnyFunction;
    const cancelled = (url: string): boolean => {
      let answer: { cancel?: boolean } = {};
      first('onBeforeRequest')({ url } as never, ((given: { cancel?: boolean }) => { answer = given; }) as never);
      return answer.cancel === true;
    };
    for (const url of ['https://example.com/', 'http://127.0.0.1:80/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'data:text/html,x', `${electronOrigin}.evil/`, 'devtools://x']) expect(cancelled(url), url).toBe(true);
    expect(cancelled(`${electronOrigin}/index.html`)).toBe(false);
    const granted: unknown[] = [];
    first('setPermissionRequestHandler')({} as never, 'media' as never, ((given: unknown) => granted.push(given)) as never);
    expect([...granted, first('setPermissionCheckHandler')(), first('setDevicePermissionHandler')()]).toEqual([false, false, false]);
    let stopped = false;
    const download = (calls.get('on') ?? []).find(([name]) => name === 'will-download')?.[1] as AnyFunction;
    download({ preventDefault: () => { stopped = true; } } as never);
    expect(stopped).toBe(true);
    const [scheme, handle] = calls.get('handle')?.[0] as [string, (request: { method: string; url: string }) => Promise<Response>];
    expect(scheme).toBe('app');
    expect((await handle({ method: 'GET', url: `${electronOrigin}/x` })).status).toBe(200);
    expect((await handle({ method: 'GET', url: 'app://elsewhere/x' })).status).toBe(404);
    expect(isOwn(`blob:${electronOrigin}/1`)).toBe(true);
  });
});

describe('the channels', () => {
  function door(sender: { readonly main: object; readonly frame: object | null; readonly other?: boolean }): { call(channel: string, value: unknown): unknown; readonly served: unknown[]; readonly paths: unknown[] } {
    const served: unknown[] = [];
    const paths: unknown[] = [];
    const handlers = new Map<string, (event: IpcMainInvokeEvent, value: unknown) => unknown>();
    const engine = {
      serve: (message: unknown, caller: unknown) => { served.push([message, caller]); return Promise.resolve({ ok: true }); },
      tokensFor: (given: readonly string[]) => { paths.push(given); return Promise.resolve([]); },
    } as unknown as HostEngine;
    const own = { mainFrame: sender.main } as unknown as WebContents;
    openIpcDoor({ handle: (name, handler) => { handlers.set(name, handler); } }, engine, () => own);
    const event = { sender: sender.other === true ? {} : own, senderFrame: sender.frame } as unknown as IpcMainInvokeEvent;
    return { call: (channel, value) => handlers.get(channel)?.(event, value), served, paths };
  }

  it('tell the engine who called, as Electron knows it', () => {
    const main = { origin: electronOrigin };
    const own = door({ main, frame: main });
    own.call(callChannel, { name: 'appInfo' });
    expect(own.served).toEqual([[{ name: 'appInfo' }, { origin: electronOrigin, mainFrame: true }]]);
    for (const foreign of [door({ main, frame: { origin: electronOrigin } }), door({ main, frame: null }), door({ main, frame: main, other: true })]) {
      foreign.call(callChannel, {});
      expect(foreign.served).toMatchObject([[{}, { mainFrame: false }]]);
    }
  });

  it('give tokens to the main frame alone, and only for a list of paths', () => {
    const main = { origin: electronOrigin };
    const own = door({ main, frame: main });
    own.call(tokensChannel, ['/x']);
    for (const wrong of ['/x', [1], null, { length: 1 }]) own.call(tokensChannel, wrong);
    expect(own.paths).toEqual([['/x']]);
    const frame = door({ main, frame: { origin: electronOrigin } });
    frame.call(tokensChannel, ['/x']);
    const evil = { origin: 'https://evil.invalid' };
    const foreign = door({ main: evil, frame: evil });
    foreign.call(tokensChannel, ['/x']);
    expect([...frame.paths, ...foreign.paths]).toEqual([]);
  });
});

describe('the machine around it', () => {
  it('locks the case when it sleeps, shuts down, or its screen is locked or given away', () => {
    const handlers = new Map<string, () => void>();
    const reasons: string[] = [];
    lockWithTheMachine({ on: ((name: string, handler: () => void) => { handlers.set(name, handler); }) as never }, (reason) => reasons.push(reason));
    for (const name of ['suspend', 'shutdown', 'lock-screen', 'user-did-resign-active']) handlers.get(name)?.();
    expect(reasons).toEqual(['suspend', 'suspend', 'screen-lock', 'screen-lock']);
  });

  it('keeps what is chosen in dialogs out of the list of recent files', async () => {
    const asked: { properties?: string[] }[] = [];
    const dialog = {
      showOpenDialog: (...values: object[]) => { asked.push(values.at(-1) as object); return Promise.resolve({ canceled: false, filePaths: ['/a'] }); },
      showSaveDialog: (...values: object[]) => { asked.push(values.at(-1) as object); return Promise.resolve({ canceled: true, filePath: '' }); },
    } as unknown as Dialog;
    const dialogs = createNativeDialogs(dialog, () => undefined);
    expect(await dialogs.pickFiles({ purpose: 'documents', many: true })).toEqual(['/a']);
    expect(await dialogs.pickPlace({ purpose: 'case' })).toBe('/a');
    expect(await dialogs.pickPlace({ purpose: 'save-release', suggestedName: 'x.tar.age' })).toBeUndefined();
    expect(asked.every(({ properties }) => properties?.includes('dontAddToRecent'))).toBe(true);
  });

  it('has a menu that sends commands to the window and neither reloads it nor opens developer tools', () => {
    const chosen: string[] = [];
    const template = menuTemplate((command) => chosen.push(command), { mac: true });
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    for (const item of items) (item.click as (() => void) | undefined)?.();
    expect(chosen).toEqual(['new-case', 'open-case', 'open-release', 'verify', 'add-files', 'lock', 'close-case', 'settings', 'find', 'zoom-in', 'zoom-out', 'zoom-reset', 'guide']);
    expect(items.map(({ role }) => role)).not.toContain('toggleDevTools');
    expect(items.map(({ role }) => role)).not.toContain('reload');
  });
});
