import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callChannel, eventChannel, tokensChannel } from './electron-host/channels.ts';

// Runs sandboxed in a world of its own. It knows no call by name: the contract and its checks are on the engine's side.
interface HeardEvent {
  readonly event: string;
  readonly value: unknown;
}

const listeners = new Map<string, Set<(value: unknown) => void>>();
const unheard: HeardEvent[] = [];
const mostUnheard = 100;

ipcRenderer.on(eventChannel, (_event, heard: HeardEvent) => {
  const own = listeners.get(heard.event);
  if (own !== undefined && own.size > 0) for (const listener of [...own]) listener(heard.value);
  else if (unheard.length < mostUnheard) unheard.push(heard);
});

function on(name: string, listener: (value: unknown) => void): () => void {
  const own = listeners.get(name) ?? new Set();
  listeners.set(name, own.add(listener));
  for (const heard of unheard.filter(({ event }) => event === name)) {
    unheard.splice(unheard.indexOf(heard), 1);
    queueMicrotask(() => listener(heard.value));
  }
  return () => { own.delete(listener); };
}

const lost = { ok: false, failure: { code: 'bug', message: 'The engine of the application cannot be reached. Start it again; the case is as it was.' } };

contextBridge.exposeInMainWorld('custodia', {
  host: 'electron',
  call: (name: string, input: unknown) => ipcRenderer.invoke(callChannel, { name, input }).catch(() => lost),
  on,
  tokensFor: (files: readonly File[]) => ipcRenderer.invoke(tokensChannel, files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')),
});
