/** Name of the isolated world in which the host's half of the bridge lives; the page's scripts cannot reach into it. */
export const bridgeWorld = 'custodia-bridge';
/** Name of the function by which that world reaches the host. */
export const bridgeBinding = 'custodiaSend';

/**
 * Runs in the page before its own scripts: gives it `window.custodia`, the same as Electron's preload. Calls made before the port
 * arrives wait for it, and events that nobody listens to yet wait for their listener.
 */
export const pageScript = `(() => {
  if (window !== window.top) return;
  let port;
  const early = [];
  const waiting = new Map();
  const listeners = new Map();
  const unheard = [];
  let nextId = 1;
  const post = (message) => { if (port === undefined) early.push(message); else port.postMessage(message); };
  const request = (message) => new Promise((resolve) => {
    const id = nextId++;
    waiting.set(id, resolve);
    post({ ...message, id });
  });
  const receive = ({ data }) => {
    if (data.event !== undefined) {
      const own = listeners.get(data.event);
      if (own !== undefined && own.size > 0) for (const listener of [...own]) listener(data.value);
      else if (unheard.length < 100) unheard.push(data);
      return;
    }
    const resolve = waiting.get(data.id);
    waiting.delete(data.id);
    resolve?.(data.answer);
  };
  const takePort = (event) => {
    if (event.source !== window || event.data !== '${bridgeWorld}') return;
    event.stopImmediatePropagation();
    window.removeEventListener('message', takePort, true);
    port = event.ports[0];
    port.onmessage = receive;
    for (const message of early.splice(0)) port.postMessage(message);
  };
  window.addEventListener('message', takePort, true);
  const on = (name, listener) => {
    const own = listeners.get(name) ?? new Set();
    listeners.set(name, own.add(listener));
    for (const event of unheard.filter((one) => one.event === name)) {
      unheard.splice(unheard.indexOf(event), 1);
      queueMicrotask(() => listener(event.value));
    }
    return () => { own.delete(listener); };
  };
  const bridge = Object.freeze({
    host: 'chromium',
    call: (name, input) => request({ kind: 'call', name, input }),
    on,
    tokensFor: (files) => request({ kind: 'files', files: [...files] }),
  });
  Object.defineProperty(window, 'custodia', { value: bridge, writable: false, configurable: false });
})();`;

/** Runs in the isolated world of each new document: passes messages between the page's port and the host. */
export function isolatedScript(origin: string): string {
  return `(() => {
  if (window !== window.top || location.origin !== ${JSON.stringify(origin)}) return;
  const send = globalThis.${bridgeBinding};
  const { port1, port2 } = new MessageChannel();
  const held = new Map();
  globalThis.custodiaHeld = held;
  port1.onmessage = ({ data }) => {
    if (data.kind === 'files') {
      held.set(data.id, data.files);
      send(JSON.stringify({ kind: 'files', id: data.id, count: data.files.length }));
      return;
    }
    let text;
    try {
      text = JSON.stringify({ kind: 'call', id: data.id, name: data.name, input: data.input });
    } catch {
      text = JSON.stringify({ kind: 'call', id: data.id, name: '', input: null });
    }
    send(text);
  };
  globalThis.custodiaDeliver = (text) => { for (const message of JSON.parse(text)) port1.postMessage(message); };
  globalThis.custodiaFetch = async (address) => { globalThis.custodiaDeliver(await (await fetch(address)).text()); };
  window.postMessage('${bridgeWorld}', location.origin, [port2]);
})();`;
}
