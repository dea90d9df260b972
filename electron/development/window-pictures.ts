import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromiumOrigin } from '../chromium/chromium-window.ts';
import type { ChromiumHost } from '../chromium/chromium-host.ts';
import type { CallInput, CallName, CallResult } from '../../shared/ipc/contract.ts';

export interface WindowPicture {
  readonly name: string;
  readonly png: Buffer;
}

const settleMs = 500;
const longestMs = 30_000;
const screens = ['overview', 'documents', 'people', 'translations', 'redactions', 'bundle', 'releases', 'log'];

/** Pictures of the window as a user meets it: the start, then each screen of the demonstration case, which is made in `workFolder`. */
export async function takeWindowPictures(host: ChromiumHost, workFolder: string): Promise<WindowPicture[]> {
  const { window } = host;
  const pictures: WindowPicture[] = [];
  const take = async (name: string, shown: string): Promise<void> => {
    await wait(settleMs);
    await window.unsafeRun(untilShown(shown));
    await wait(settleMs);
    pictures.push({ name: `${String(pictures.length + 1).padStart(2, '0')}-${name}`, png: await window.takePicture() });
  };
  await take('tour', '[role="dialog"]');
  await host.engine.serve({ name: 'saveSettings', input: { tourSeen: true } }, { origin: chromiumOrigin, mainFrame: true });
  await window.unsafeRun('location.reload()');
  await take('start', 'h1');
  await makeDemonstration(host, workFolder);
  await window.unsafeRun('location.reload()');
  for (const [index, screen] of screens.entries()) {
    await wait(settleMs);
    await window.unsafeRun(untilShown('nav button'));
    await window.unsafeRun(`document.querySelectorAll('nav a, nav button')[${String(index)}]?.click()`);
    await take(screen, 'h1');
  }
  return pictures;
}

/** A script that ends when the window shows what is looked for and nothing in it is still being read, or after half a minute. */
function untilShown(selector: string): string {
  return `new Promise((resolve) => {
    const until = Date.now() + ${String(longestMs)};
    const look = () => (Date.now() > until || (document.querySelector(${JSON.stringify(selector)}) !== null && document.querySelector('[aria-busy="true"]') === null) ? resolve() : setTimeout(look, 100));
    look();
  })`;
}

async function makeDemonstration(host: ChromiumHost, workFolder: string): Promise<void> {
  const call = <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>> =>
    host.engine.serve({ name, input }, { origin: chromiumOrigin, mainFrame: true }) as Promise<CallResult<Name>>;
  const [folder] = await host.engine.tokensFor([workFolder]);
  const place = await call('placeIn', { folder: folder?.token ?? '', name: 'demonstration' });
  if (!place.ok) throw new Error(place.failure.code);
  const started = await call('openDemonstration', { place: place.value.place.token, passphrase: randomBytes(18).toString('base64') });
  if (!started.ok) throw new Error(`${join(workFolder, 'demonstration')}: ${started.failure.code}`);
  for (;;) {
    const jobs = await call('listJobs', {});
    if (!jobs.ok || jobs.value.jobs.length === 0) return;
    await wait(500);
  }
}
