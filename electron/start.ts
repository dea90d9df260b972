import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFolder, settingsFolder } from './application-folders.ts';
import { bugLine } from './bug-line.ts';
import { findChromium } from './chromium/find-chromium.ts';
import { startChromiumHost } from './chromium/chromium-host.ts';
import { buildWindow, windowFolder } from './development/build-window.ts';
import { findElectron, runElectron } from './development/find-electron.ts';
import { createFileOffers, untilDrawn } from './file-offers.ts';
import { createHostEngine } from './host-serving.ts';
import { becomeFirstInstance } from './single-instance.ts';
import { startWithoutDisplay } from './development/start-without-display.ts';

const { values: flags, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    headless: { type: 'boolean', default: false },
    host: { type: 'string' },
    // Lets a test attach to the window.
    'unsafe-debugging-port': { type: 'boolean', default: false },
  },
});

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function startInChromium(program: string): Promise<number> {
  const onSecond: { show?: (paths: readonly string[]) => void } = {};
  const first = await becomeFirstInstance(settingsFolder(), paths, (offered) => onSecond.show?.(offered));
  if (first === undefined) {
    say('Custodia is open already; its window comes to the front.');
    return 0;
  }
  const host = await startChromiumHost({
    program, windowFolder, headless: flags.headless, unsafeDebuggingPort: flags['unsafe-debugging-port'],
    createEngine: (origin, emit) => createHostEngine({ host: 'chromium', origin, emit }),
  });
  const offers = createFileOffers({
    engine: Promise.resolve(host.engine), drawn: host.window.unsafeRun(untilDrawn), send: (name, value) => { host.window.sendEvent(name, value); },
    onBug: (error) => { process.stderr.write(bugLine('offer', error)); },
  });
  onSecond.show = (offered) => {
    void host.window.focus();
    offers.offer(offered);
  };
  offers.offer(paths);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void host.close());
  if (flags.headless) process.stdout.write(`${host.unsafeDebuggingAddress ?? 'ready'}\n`);
  await host.closed;
  first.release();
  return 0;
}

async function start(): Promise<number> {
  const headed = process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  const electron = flags.host === 'chromium' || flags.headless ? undefined : findElectron();
  const chromium = findChromium();
  if (await buildWindow()) say('The window was built anew.');
  if (!headed && !flags.headless) return startWithoutDisplay({ chromium, say });
  if (electron !== undefined) {
    say('Custodia starts in Electron.');
    return runElectron(electron, paths);
  }
  if (chromium === undefined) {
    say('Neither Electron’s runtime nor a Chromium was found. Install one: sudo apt-get install chromium');
    return 3;
  }
  say(`Custodia starts in the system’s Chromium (${chromium})${existsSync(join(applicationFolder, 'node_modules/electron')) ? ': Electron’s runtime is not installed here' : ''}.`);
  return startInChromium(chromium);
}

process.exitCode = await start();
