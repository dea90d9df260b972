import { setTimeout as wait } from 'node:timers/promises';
import type { ChromiumHost } from '../chromium/chromium-host.ts';

export interface WindowPicture {
  readonly name: string;
  readonly png: Buffer;
}

const settleMs = 1500;

/** Pictures of the window as a user meets it: the start. */
export async function takeWindowPictures(host: ChromiumHost): Promise<WindowPicture[]> {
  await wait(settleMs);
  return [{ name: '01-start', png: await host.window.takePicture() }];
}
