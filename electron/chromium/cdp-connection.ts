import type { Readable, Writable } from 'node:stream';

/** What the browser says unasked. `sessionId` is absent for the browser itself. */
export interface CdpEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
}

/** A conversation in the Chrome DevTools Protocol. */
export interface CdpConnection {
  /** Rejects when the browser refuses the command or is gone. */
  send(method: string, params?: Readonly<Record<string, unknown>>, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
  onEvent(listener: (event: CdpEvent) => void): void;
  onClosed(listener: () => void): void;
  close(): void;
}

interface CdpMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
  readonly sessionId?: string;
}

/** Talks over the two pipes of `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. No port is opened. */
export function connectCdp(toBrowser: Writable, fromBrowser: Readable): CdpConnection {
  const pending = new Map<number, { resolve(result: Readonly<Record<string, unknown>>): void; reject(error: Error): void; method: string }>();
  const eventListeners: ((event: CdpEvent) => void)[] = [];
  const closedListeners: (() => void)[] = [];
  let chunks: Buffer[] = [];
  let nextId = 1;
  let closed = false;

  function receive(text: string): void {
    const message = JSON.parse(text) as CdpMessage;
    if (message.id !== undefined) {
      const call = pending.get(message.id);
      pending.delete(message.id);
      if (message.error === undefined) call?.resolve(message.result ?? {});
      else call?.reject(new Error(`${call.method}: ${message.error.message}`));
      return;
    }
    if (message.method === undefined) return;
    const event = { method: message.method, params: message.params ?? {}, ...(message.sessionId === undefined ? {} : { sessionId: message.sessionId }) };
    for (const listener of eventListeners) listener(event);
  }

  function onData(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0, from); end >= 0; end = chunk.indexOf(0, from)) {
      chunks.push(chunk.subarray(from, end));
      const text = Buffer.concat(chunks).toString('utf8');
      chunks = [];
      from = end + 1;
      receive(text);
    }
    if (from < chunk.length) chunks.push(chunk.subarray(from));
  }

  function end(): void {
    if (closed) return;
    closed = true;
    for (const call of pending.values()) call.reject(new Error(`${call.method}: the browser is gone`));
    pending.clear();
    for (const listener of closedListeners) listener();
  }

  fromBrowser.on('data', onData).on('end', end).on('close', end).on('error', end);
  toBrowser.on('error', end);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new Error(`${method}: the browser is gone`));
          return;
        }
        const id = nextId++;
        pending.set(id, { resolve, reject, method });
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    onEvent: (listener) => { eventListeners.push(listener); },
    onClosed: (listener) => { closedListeners.push(listener); },
    close: end,
  };
}
