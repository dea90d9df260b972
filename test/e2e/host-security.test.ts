import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApplication, type Application } from './start-application.ts';

let application: Application;
let server: Server;
let outside: string;
const visits: string[] = [];

beforeAll(async () => {
  server = createServer((request, answer) => {
    visits.push(request.url ?? '');
    answer.setHeader('access-control-allow-origin', '*').end('outside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  application = await startApplication();
});

afterAll(async () => {
  await application.stop();
  server.close();
});

type Attempts = Readonly<Record<string, () => unknown>>;

/**
 * Runs attempts of a hostile script in the page, each after a turn of its own: what the debugger itself evaluates is not bound by the
 * page's policy, what runs later is. `make` is carried over as text.
 */
function attempts(make: (outside: string) => Attempts, limitMs = 1500): Promise<Record<string, string>> {
  return application.page.evaluate(async ({ outside: address, source, limit }) => {
    const channel = new MessageChannel();
    const turn = (): Promise<void> => new Promise((resolve) => {
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage('');
    });
    const made = (0, eval)(source) as (outside: string) => Record<string, () => unknown>;
    const outcomes: Record<string, string> = {};
    for (const [name, work] of Object.entries(made(address))) {
      await turn();
      try {
        const late = new Promise((resolve) => { setTimeout(() => resolve('nothing'), limit); });
        outcomes[name] = String(await Promise.race([work(), late]));
      } catch {
        outcomes[name] = 'refused';
      }
    }
    return outcomes;
  }, { outside, source: `(${make.toString()})`, limit: limitMs });
}

// A refusal may take its time on a busy machine; what is given is given at once.
const slowAnswerMs = 20_000;

describe('from inside the page', () => {
  it('reaches no server by any way a page has', async () => {
    const outcomes = await attempts((address) => {
      const element = (tag: string, attributes: Record<string, string>) => () => new Promise((resolve) => {
        const made = document.createElement(tag);
        made.addEventListener('load', () => resolve('loaded'));
        made.addEventListener('error', () => resolve('refused'));
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        document.body.append(made);
        setTimeout(() => { made.remove(); resolve('refused'); }, 800);
      });
      const socket = (open: () => EventTarget) => () => new Promise((resolve) => {
        const made = open();
        made.addEventListener('open', () => resolve('open'));
        made.addEventListener('error', () => resolve('refused'));
      });
      return {
        fetch: () => fetch(`${address}/fetch`),
        fetchTheWeb: () => fetch('https://example.com/'),
        fetchFile: () => fetch('file:///etc/passwd'),
        fetchOtherOrigin: () => fetch('https://other.invalid/', { mode: 'no-cors' }),
        request: () => new Promise((resolve, reject) => {
          const request = new XMLHttpRequest();
          request.open('GET', `${address}/xhr`);
          request.onload = resolve;
          request.onerror = reject;
          request.send();
        }),
        webSocket: socket(() => new WebSocket(`${address.replace('http', 'ws')}/socket`)),
        eventSource: socket(() => new EventSource(`${address}/events`)),
        beacon: () => { navigator.sendBeacon(`${address}/beacon`, 'x'); return 'refused'; },
        image: element('img', { src: `${address}/image.png` }),
        style: element('link', { rel: 'stylesheet', href: `${address}/style.css` }),
        prefetch: element('link', { rel: 'prefetch', href: `${address}/prefetch` }),
        media: element('video', { src: `${address}/video` }),
        object: element('object', { data: `${address}/object` }),
        ping: () => {
          const link = document.createElement('a');
          link.ping = `${address}/ping`;
          link.href = '#here';
          link.click();
          return 'refused';
        },
        importModule: () => import(/* @vite-ignore */ `${address}/module.js`),
        frame: () => new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = `${address}/frame`;
          // A frame that was refused loads an empty error page of nobody.
          frame.addEventListener('load', () => { frame.remove(); resolve('refused'); });
          document.body.append(frame);
        }),
        preconnect: element('link', { rel: 'preconnect', href: address }),
      };
    });
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['refused']));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(visits).toEqual([]);
  });

  it('opens no other page and goes nowhere', async () => {
    const outcomes = await attempts((address) => ({
      open: () => (window.open(`${address}/open`) === null ? 'refused' : 'opened'),
      openBlank: () => (window.open('about:blank') === null ? 'refused' : 'opened'),
      blankTarget: () => {
        const link = document.createElement('a');
        link.href = `${address}/blank`;
        link.target = '_blank';
        link.click();
      },
      form: () => {
        const form = document.createElement('form');
        form.action = `${address}/form`;
        document.body.append(form);
        form.submit();
        form.remove();
      },
      assignData: () => location.assign('data:text/html,gone'),
      assignFile: () => location.assign('file:///etc/passwd'),
      assignOutside: () => location.assign(`${address}/assign`),
    }));
    expect([outcomes['open'], outcomes['openBlank']]).toEqual(['refused', 'refused']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(application.page.url()).toMatch(/^https:\/\/app\.invalid\/(#.*)?$/);
    expect(await application.page.evaluate(() => typeof window.custodia.call)).toBe('function');
    expect(application.page.context().pages()).toHaveLength(1);
    expect(visits).toEqual([]);
  });

  it('runs no text as code and makes no HTML from text', async () => {
    /* eslint-disable @typescript-eslint/no-implied-eval, @typescript-eslint/no-deprecated -- what is tried here must be refused */
    const outcomes = await attempts((address) => {
      const ran = (): string => ((globalThis as Record<string, unknown>)['hacked'] === undefined ? 'refused' : 'ran');
      const script = (change: (element: HTMLScriptElement) => void) => async () => {
        const element = document.createElement('script');
        change(element);
        document.body.append(element);
        await new Promise((resolve) => setTimeout(resolve, 200));
        return ran();
      };
      return {
        eval: () => { (0, eval)('globalThis.hacked = 1'); return 'ran'; },
        function: () => { (new Function('globalThis.hacked = 1') as () => void)(); return 'ran'; },
        timer: async () => { setTimeout('globalThis.hacked = 1'); await new Promise((resolve) => setTimeout(resolve, 100)); return ran(); },
        innerHtml: () => { document.createElement('div').innerHTML = '<b>x</b>'; return 'made'; },
        insertHtml: () => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.hacked=1">'); return 'made'; },
        documentWrite: () => { document.write('<b>x</b>'); return 'made'; },
        parseUnsafe: () => { new DOMParser().parseFromString('<b>x</b>', 'text/html'); return 'made'; },
        srcdoc: () => { document.createElement('iframe').srcdoc = '<script>parent.hacked=1</script>'; return 'made'; },
        inlineScript: script((element) => { element.text = 'globalThis.hacked = 1'; }),
        dataScript: script((element) => { element.src = 'data:text/javascript,globalThis.hacked=1'; }),
        blobScript: script((element) => { element.src = URL.createObjectURL(new Blob(['globalThis.hacked = 1'], { type: 'text/javascript' })); }),
        outsideScript: script((element) => { element.src = `${address}/script.js`; }),
        handler: async () => {
          const image = document.createElement('img');
          image.setAttribute('onerror', 'globalThis.hacked = 1');
          image.setAttribute('src', '/nothing.png');
          document.body.append(image);
          await new Promise((resolve) => setTimeout(resolve, 300));
          image.remove();
          return ran();
        },
        policy: () => (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('mine', { createHTML: (text: string) => text }),
        dataModule: () => { const address = 'data:text/javascript,export default 1'; return import(/* @vite-ignore */ address); },
        base: () => { const base = document.createElement('base'); base.href = address; document.head.append(base); const changed = document.baseURI.startsWith(address); base.remove(); return changed ? 'changed' : 'refused'; },
      };
    });
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['refused']));
    /* eslint-enable */
    expect(visits).toEqual([]);
  });

  it('starts no worker of any kind', async () => {
    const outcomes = await attempts(() => {
      const started = (make: () => EventTarget) => () => new Promise((resolve) => {
        const worker = make();
        worker.addEventListener('message', () => resolve('ran'));
        worker.addEventListener('error', () => resolve('refused'));
        setTimeout(() => resolve('refused'), 700);
      });
      const blob = URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' }));
      return {
        worker: started(() => new Worker(blob)),
        ownWorker: started(() => new Worker('/index.html')),
        sharedWorker: started(() => new SharedWorker(blob)),
        serviceWorker: () => navigator.serviceWorker.register('/assets/x.js'),
      };
    });
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['refused']));
  });

  it('is given no permission, no device and no file', async () => {
    const outcomes = await attempts(() => {
      const any = navigator as unknown as Record<string, Record<string, (...values: unknown[]) => Promise<unknown>>>;
      const own = globalThis as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
      return {
        clipboard: () => navigator.clipboard.readText(),
        clipboardItems: () => navigator.clipboard.read(),
        geolocation: () => new Promise((resolve, reject) => { navigator.geolocation.getCurrentPosition(() => resolve('given'), reject); }),
        camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia(),
        notifications: async () => (await Notification.requestPermission()) === 'granted' ? 'given' : Promise.reject(new Error()),
        midi: () => any['requestMIDIAccess'] === undefined ? Promise.reject(new Error()) : navigator.requestMIDIAccess(),
        usb: () => any['usb']?.['requestDevice']?.({ filters: [] }) ?? Promise.reject(new Error()),
        bluetooth: () => any['bluetooth']?.['requestDevice']?.({ acceptAllDevices: true }) ?? Promise.reject(new Error()),
        serial: () => any['serial']?.['requestPort']?.() ?? Promise.reject(new Error()),
        openFile: () => own['showOpenFilePicker']?.() ?? Promise.reject(new Error()),
        openFolder: () => own['showDirectoryPicker']?.() ?? Promise.reject(new Error()),
        fonts: () => own['queryLocalFonts']?.() ?? Promise.reject(new Error()),
      };
    }, slowAnswerMs);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['refused']));
  });

  it('saves no file by itself', async () => {
    await application.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['canary']));
      link.download = 'canary.txt';
      link.click();
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(readdirSync(application.home, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('canary'))).toEqual([]);
  });

  it('cannot replace the bridge, reach its inner half, or lend it to a frame', async () => {
    const found = await application.page.evaluate(async () => {
      const bridge = window.custodia;
      const tried = (change: () => void): boolean => {
        try {
          change();
        } catch {
          return true;
        }
        return window.custodia === bridge && window.custodia.call === bridge.call;
      };
      const frame = document.createElement('iframe');
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const inFrame = (frame.contentWindow as unknown as { custodia?: unknown } | null)?.custodia;
      frame.remove();
      window.postMessage('custodia-bridge', location.origin, [new MessageChannel().port2]);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const answer = await window.custodia.call('currentCase', {});
      return {
        replaced: !tried(() => { (window as unknown as { custodia: unknown }).custodia = {}; }),
        changed: !tried(() => { (window.custodia as unknown as { call: unknown }).call = () => undefined; }),
        inner: 'custodiaSend' in window || 'custodiaDeliver' in window || 'custodiaHeld' in window,
        inFrame: inFrame !== undefined,
        stillAnswers: answer.ok,
      };
    });
    expect(found).toEqual({ replaced: false, changed: false, inner: false, inFrame: false, stillAnswers: true });
  });

  it('gets no token for a file that it made up itself', async () => {
    const tokens = await application.page.evaluate(() => window.custodia.tokensFor([new File(['x'], '/etc/passwd'), new File(['x'], 'passwd')]));
    expect(tokens).toEqual([]);
  });

  it('gets nothing of the application’s address but the window’s own files', async () => {
    const statuses: Record<string, number> = await application.page.evaluate(async () => {
      const paths = ['/package.json', '/../package.json', '/%2e%2e/package.json', '/assets/../../package.json', '/assets/%2e%2e%2fpackage.json', '/page/x/1', '/page/../../etc/passwd/1', '/reply/1', '/.hidden', '/index.html?x', '//etc/passwd'];
      const found: Record<string, number> = {};
      for (const path of paths) found[path] = (await fetch(path).catch(() => ({ status: 0 }))).status;
      return found;
    });
    expect(statuses['/index.html?x']).toBe(200);
    expect(Object.entries(statuses).filter(([path, status]) => path !== '/index.html?x' && status === 200)).toEqual([]);
  });
});
