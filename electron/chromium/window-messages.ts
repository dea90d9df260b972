import type { HostEngine } from '../host-engine.ts';
import { bridgeBinding, bridgeWorld } from './bridge-scripts.ts';
import type { CdpConnection } from './cdp-connection.ts';

export interface WindowMessagesOptions {
  readonly cdp: CdpConnection;
  readonly session: string;
  readonly frame: string;
  readonly engine: HostEngine;
}

export interface WindowMessages {
  /** Takes `Runtime.…` events of the page's session. */
  onRuntimeEvent(method: string, params: Readonly<Record<string, unknown>>): void;
  sendEvent(name: string, value: unknown): void;
  /** Answers `/reply/<id>`, once: a long answer that the window fetches instead of being told it. */
  takeReply(id: string): string | undefined;
}

interface Context {
  readonly id: number;
  readonly uniqueId: string;
  readonly origin: string;
  readonly name: string;
  readonly auxData?: { readonly frameId?: string };
}

const longestMessage = 16 * 2 ** 20;
const longestInline = 100_000;

/** The host's end of the bridge: takes calls from the isolated world, asks the engine, and answers in batches, one a turn. */
export function createWindowMessages({ cdp, session, frame, engine }: WindowMessagesOptions): WindowMessages {
  const contexts = new Map<number, Context>();
  const replies = new Map<string, string>();
  const outgoing = new Map<Context, unknown[]>();
  let earlyEvents: unknown[] = [];
  let nextReply = 1;

  function bridgeContext(): Context | undefined {
    return [...contexts.values()].findLast((context) => context.name === bridgeWorld && context.auxData?.frameId === frame);
  }

  function flush(context: Context): void {
    const batch = JSON.stringify(outgoing.get(context) ?? []);
    outgoing.delete(context);
    let expression = `custodiaDeliver(${JSON.stringify(batch)})`;
    if (batch.length > longestInline) {
      const id = String(nextReply++);
      replies.set(id, batch);
      expression = `custodiaFetch('/reply/${id}')`;
    }
    // A window that was closed or reloaded meanwhile waits for no answer.
    cdp.send('Runtime.evaluate', { expression, uniqueContextId: context.uniqueId }, session).catch(() => undefined);
  }

  // An answer goes to the very document that asked: after a reload its number may be another call's.
  function deliver(context: Context, message: unknown): void {
    if (contexts.get(context.id) !== context) return;
    const waiting = outgoing.get(context);
    if (waiting !== undefined) {
      waiting.push(message);
      return;
    }
    outgoing.set(context, [message]);
    setImmediate(() => flush(context));
  }

  function sendEvent(event: string, value: unknown): void {
    const context = bridgeContext();
    if (context === undefined) earlyEvents.push({ event, value });
    else deliver(context, { event, value });
  }

  function addContext(context: Context): void {
    contexts.set(context.id, context);
    if (bridgeContext() !== context) return;
    for (const event of earlyEvents) deliver(context, event);
    earlyEvents = [];
  }

  async function chosenFiles(context: Context, id: number, count: number): Promise<unknown> {
    const paths: string[] = [];
    for (let index = 0; index < Math.min(count, 10_000); index++) {
      const found = await cdp.send('Runtime.evaluate', { expression: `custodiaHeld.get(${String(id)})[${String(index)}]`, uniqueContextId: context.uniqueId }, session);
      const { objectId } = found['result'] as { readonly objectId?: string };
      if (objectId === undefined) continue;
      const { path } = (await cdp.send('DOM.getFileInfo', { objectId }, session).catch(() => ({ path: '' }))) as { readonly path: string };
      if (path !== '') paths.push(path);
    }
    await cdp.send('Runtime.evaluate', { expression: `custodiaHeld.delete(${String(id)})`, uniqueContextId: context.uniqueId }, session);
    return engine.tokensFor(paths);
  }

  async function answer(context: Context, payload: string): Promise<void> {
    if (payload.length > longestMessage) return;
    const message = JSON.parse(payload) as { kind: unknown; id: unknown; name?: unknown; input?: unknown; count?: unknown };
    if (typeof message.id !== 'number' || !Number.isSafeInteger(message.id)) return;
    const result = message.kind === 'files' && typeof message.count === 'number'
      ? await chosenFiles(context, message.id, message.count)
      : await engine.serve({ name: message.name, input: message.input }, { origin: context.origin, mainFrame: context.auxData?.frameId === frame });
    deliver(context, { id: message.id, answer: result });
  }

  return {
    onRuntimeEvent(method, params) {
      if (method === 'Runtime.executionContextCreated') {
        addContext(params['context'] as Context);
      } else if (method === 'Runtime.executionContextDestroyed') contexts.delete(params['executionContextId'] as number);
      else if (method === 'Runtime.executionContextsCleared') contexts.clear();
      else if (method === 'Runtime.bindingCalled' && params['name'] === bridgeBinding) {
        const context = contexts.get(params['executionContextId'] as number);
        // Only the isolated world of this frame has the binding; anything else is not the window.
        if (context?.name !== bridgeWorld) return;
        answer(context, params['payload'] as string).catch(() => undefined); // the window closed while it was being answered
      }
    },
    sendEvent,
    takeReply(id) {
      const reply = replies.get(id);
      replies.delete(id);
      return reply;
    },
  };
}
