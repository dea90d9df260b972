import type { HostEngine } from '../host-engine.ts';
import type { WindowResponse } from '../window/window-response.ts';
import { bridgeBinding, bridgeWorld, isolatedScript, pageScript } from './bridge-scripts.ts';
import type { CdpConnection, CdpEvent } from './cdp-connection.ts';
import { createWindowMessages, type WindowMessages } from './window-messages.ts';

/** Where the window lives: a secure context that no server answers for. */
export const chromiumOrigin = 'https://app.invalid';

export interface ChromiumWindowOptions {
  readonly cdp: CdpConnection;
  readonly engine: HostEngine;
  readonly respond: (method: string, url: URL) => Promise<WindowResponse>;
  /** The page's process crashed; the window is loaded afresh afterwards. */
  readonly onCrash: () => void;
  readonly onClosed: () => void;
}

export interface ChromiumWindow {
  sendEvent(name: string, value: unknown): void;
  /** Brings the window to the front. */
  focus(): Promise<void>;
  /** PNG of what the window shows. */
  takePicture(): Promise<Buffer>;
  /** Runs a script of our own in the page, past its policy: to wait for what it draws, and for pictures of it. */
  unsafeRun(script: string): Promise<void>;
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
}

/** Turns the browser's one page into the application's window; every other page, worker or frame that appears is closed. */
export async function openChromiumWindow(options: ChromiumWindowOptions): Promise<ChromiumWindow> {
  const { cdp, engine, respond, onCrash, onClosed } = options;
  const page = await attachToPage(cdp);
  const { session, info } = page;
  const command = (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Readonly<Record<string, unknown>>> => cdp.send(method, params, session);
  const frameTree = (await command('Page.getFrameTree'))['frameTree'] as { readonly frame: { readonly id: string } };
  const messages = createWindowMessages({ cdp, session, frame: frameTree.frame.id, engine });
  const goHome = (): Promise<unknown> => command('Page.navigate', { url: `${chromiumOrigin}/` });

  cdp.onEvent((event) => {
    const { method, params, sessionId } = event;
    if (method === 'Target.attachedToTarget') refuseTarget(cdp, params, info.targetId);
    else if (method === 'Target.targetDestroyed' && params['targetId'] === info.targetId) onClosed();
    else if (sessionId !== session) return;
    else if (method.startsWith('Runtime.')) messages.onRuntimeEvent(method, params);
    else if (method === 'Fetch.requestPaused') void answerRequest(event, command, respond, messages);
    else if (method === 'Page.javascriptDialogOpening') command('Page.handleJavaScriptDialog', { accept: params['type'] === 'beforeunload' }).catch(ignoreGone);
    else if (method === 'Inspector.targetCrashed') {
      onCrash();
      goHome().catch(ignoreGone);
    }
  });

  await Promise.all([
    command('Page.enable'), command('Runtime.enable'), command('Inspector.enable'), command('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    command('Runtime.addBinding', { name: bridgeBinding, executionContextName: bridgeWorld }),
    command('Page.addScriptToEvaluateOnNewDocument', { source: pageScript }),
    command('Page.addScriptToEvaluateOnNewDocument', { source: isolatedScript(chromiumOrigin), worldName: bridgeWorld }),
    command('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    cdp.send('Target.setDiscoverTargets', { discover: true }),
    cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
    // Granting nothing refuses everything else.
    cdp.send('Browser.grantPermissions', { origin: chromiumOrigin, permissions: [] }),
    command('Runtime.runIfWaitingForDebugger'),
  ]);
  await goHome();
  return {
    sendEvent: (name, value) => messages.sendEvent(name, value),
    focus: async () => { await command('Page.bringToFront'); },
    unsafeRun: async (script) => { await command('Runtime.evaluate', { expression: script, awaitPromise: true }); },
    takePicture: async () => Buffer.from((await command('Page.captureScreenshot', { format: 'png' }))['data'] as string, 'base64'),
  };
}

/** Attaches to the page that the browser opened at its start. */
function attachToPage(cdp: CdpConnection): Promise<{ readonly session: string; readonly info: TargetInfo }> {
  return new Promise((resolve, reject) => {
    let found = false;
    cdp.onEvent(({ method, params }) => {
      if (found || method !== 'Target.attachedToTarget') return;
      const info = params['targetInfo'] as TargetInfo;
      if (info.type !== 'page') return;
      found = true;
      resolve({ session: params['sessionId'] as string, info });
    });
    cdp.onClosed(() => reject(new Error('the browser ended before it showed a window')));
    cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }).catch(reject);
  });
}

function refuseTarget(cdp: CdpConnection, params: Readonly<Record<string, unknown>>, own: string): void {
  const { targetId, type } = params['targetInfo'] as TargetInfo;
  if (targetId === own || type === 'tab' || type === 'browser') return;
  cdp.send('Target.closeTarget', { targetId }).catch(ignoreGone);
}

async function answerRequest(
  event: CdpEvent, command: (method: string, params: Readonly<Record<string, unknown>>) => Promise<unknown>,
  respond: ChromiumWindowOptions['respond'], messages: WindowMessages,
): Promise<void> {
  const requestId = event.params['requestId'] as string;
  const request = event.params['request'] as { readonly url: string; readonly method: string };
  try {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    const isDocument = event.params['resourceType'] === 'Document';
    if (url?.origin !== chromiumOrigin || (isDocument && url.pathname !== '/')) {
      // An aborted navigation leaves the window as it is; a blocked one would put an error page in its place.
      await command('Fetch.failRequest', { requestId, errorReason: isDocument ? 'Aborted' : 'BlockedByClient' });
      return;
    }
    const reply = url.pathname.startsWith('/reply/') ? messages.takeReply(url.pathname.slice('/reply/'.length)) : undefined;
    const response = reply === undefined ? await respond(request.method, url) : { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: Buffer.from(reply) };
    await command('Fetch.fulfillRequest', {
      requestId, responseCode: response.status, responseHeaders: Object.entries(response.headers).map(([name, value]) => ({ name, value })),
      body: Buffer.from(response.body).toString('base64'),
    });
  } catch {
    await command('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(ignoreGone);
  }
}

// The window, or what it asked for, is gone: nobody waits for the answer.
function ignoreGone(): undefined {
  return undefined;
}
