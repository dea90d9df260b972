import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import type { ToldFailure } from '../../shared/failure.ts';
import { refusal } from '../../shared/result.ts';
import type { HostEngine } from '../host-engine.ts';
import { callChannel, tokensChannel } from './channels.ts';
import { electronOrigin } from './electron-origin.ts';

const paths = z.array(z.string().max(32_768)).max(10_000);

/** Opens the two channels that the preload script uses, to the main frame of the application's one window and to nobody else. */
export function openIpcDoor(ipc: Pick<IpcMain, 'handle'>, engine: HostEngine, window: () => WebContents | undefined): void {
  ipc.handle(callChannel, (event, message: unknown) => engine.serve(message, callerOf(event, window())));
  ipc.handle(tokensChannel, (event, given: unknown) => {
    const { origin, mainFrame } = callerOf(event, window());
    const parsed = paths.safeParse(given);
    if (origin !== electronOrigin || !mainFrame || !parsed.success) return refusal<ToldFailure>({ code: 'usage', detail: 'own-window-only' });
    return engine.tokensFor(parsed.data);
  });
}

/** Who sent a message, as Electron knows it. A frame that is gone is nobody. */
function callerOf(event: IpcMainInvokeEvent, own: WebContents | undefined): { readonly origin: string; readonly mainFrame: boolean } {
  const frame = event.senderFrame;
  if (frame === null || own === undefined || event.sender !== own) return { origin: '', mainFrame: false };
  return { origin: frame.origin, mainFrame: frame === own.mainFrame };
}
