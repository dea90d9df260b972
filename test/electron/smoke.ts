// `npm run test:electron`: the real application under real Electron, where its runtime is installed.
import { _electron } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMain, mainEntry } from '../../electron/development/build-main.ts';
import { findElectron } from '../../electron/development/find-electron.ts';
import type { CustodiaBridge } from '../../shared/ipc/bridge.ts';

async function smoke(program: string): Promise<void> {
  await buildMain();
  const home = mkdtempSync(join(tmpdir(), 'custodia-electron-'));
  const application = await _electron.launch({ executablePath: program, args: [mainEntry, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') } });
  try {
    const page = await application.firstWindow();
    await page.waitForSelector('h1');
    const found = await page.evaluate(async () => {
      const bridge = (globalThis as unknown as { custodia: CustodiaBridge }).custodia;
      const info = await bridge.call('appInfo', {});
      const outside = await fetch('https://example.com/').then(() => 'reached', () => 'refused');
      return { host: bridge.host, answered: info.ok, outside, node: typeof (globalThis as { process?: unknown }).process, opened: window.open('https://example.com/') === null ? 'refused' : 'opened' };
    });
    const expected = { host: 'electron', answered: true, outside: 'refused', node: 'undefined', opened: 'refused' };
    if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    process.stdout.write('Electron: the window opens, answers, and reaches nothing.\n');
  } finally {
    await application.close();
    rmSync(home, { recursive: true, force: true });
  }
}

const program = findElectron();
if (program === undefined) process.stdout.write('SKIPPED: Electron’s runtime is not installed here (node_modules/electron/dist is missing), so nothing was tried under real Electron.\n');
else await smoke(program);
