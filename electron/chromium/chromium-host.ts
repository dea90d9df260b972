import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { HostEngine, SendEvent } from '../host-engine.ts';
import { createWindowResponses } from '../window/window-response.ts';
import { chromiumOrigin, openChromiumWindow, type ChromiumWindow } from './chromium-window.ts';
import { launchChromium } from './launch-chromium.ts';
import { makeProfileFolder, profileParent, removeProfileFolder, sweepProfiles } from './profile-folder.ts';

export interface ChromiumHostOptions {
  readonly program: string;
  /** The built window. */
  readonly windowFolder: string;
  readonly headless: boolean;
  readonly unsafeDebuggingPort?: boolean;
  /** Makes the engine for calls from `origin`, with the way to send the window its events. */
  readonly createEngine: (origin: string, send: SendEvent) => HostEngine;
}

export interface ChromiumHost {
  readonly window: ChromiumWindow;
  readonly engine: HostEngine;
  /** Address at which a test attaches; only with `unsafeDebuggingPort`. */
  readonly unsafeDebuggingAddress: string | undefined;
  /** Settles when the window is closed, the keys are wiped and the profile is gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const graceMs = 3000;

/** Runs the application in a window of the system's Chromium, over a pipe, with a profile in memory. */
export async function startChromiumHost(options: ChromiumHostOptions): Promise<ChromiumHost> {
  const { program, windowFolder, headless, unsafeDebuggingPort = false, createEngine } = options;
  const parent = profileParent();
  sweepProfiles(parent);
  const profile = makeProfileFolder(parent);
  const chromium = launchChromium({ program, profile, headless, unsafeDebuggingPort, title: 'Custodia' });
  let window: ChromiumWindow | undefined;
  const engine = createEngine(chromiumOrigin, (name, value) => window?.sendEvent(name, value));
  const { promise: closed, resolve: settleClosed } = Promise.withResolvers<undefined>();

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    closing ??= (async () => {
      await engine.close();
      chromium.cdp.send('Browser.close').catch(() => undefined); // it may have ended by itself
      await Promise.race([chromium.ended, wait(graceMs)]);
      chromium.kill();
      await chromium.ended;
      removeProfileFolder(profile);
      settleClosed(undefined);
    })();
    return closing;
  }

  void chromium.ended.then(close);
  try {
    window = await openChromiumWindow({
      cdp: chromium.cdp, engine, respond: createWindowResponses({ folder: windowFolder, picture: (url) => engine.picture(url) }),
      onCrash: () => void engine.lock('asked'), onClosed: () => void close(),
    });
    const unsafeDebuggingAddress = unsafeDebuggingPort ? await debuggingAddress(profile) : undefined;
    return { window, engine, unsafeDebuggingAddress, closed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function debuggingAddress(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  while (!existsSync(file)) await wait(50);
  return `http://127.0.0.1:${readFileSync(file, 'utf8').split('\n')[0] ?? ''}`;
}
