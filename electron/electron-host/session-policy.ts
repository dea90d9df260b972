import type { Session } from 'electron';
import type { WindowResponse } from '../window/window-response.ts';
import { electronOrigin, electronScheme } from './electron-origin.ts';

export interface SessionPolicyOptions {
  readonly session: Session;
  readonly respond: (method: string, url: URL) => Promise<WindowResponse>;
}

/** Leaves a session nothing but the application's own answers: no network, no permission, no device, no download, no spelling service. */
export async function applySessionPolicy({ session, respond }: SessionPolicyOptions): Promise<void> {
  session.protocol.handle(electronScheme, async ({ method, url }) => {
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address?.host !== 'custodia') return new Response(null, { status: 404 });
    const { status, headers, body } = await respond(method, address);
    return new Response(Buffer.from(body), { status, headers: { ...headers } });
  });
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  // Whatever Chromium tries on its own leads to a proxy where nobody listens.
  await session.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' });
}

/** Whether a request is for the application itself; blobs that the window made of its own pictures count as such. */
export function isOwn(url: string): boolean {
  return url.startsWith(`${electronOrigin}/`) || url.startsWith(`blob:${electronOrigin}/`);
}
