import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationFolder } from '../application-folders.ts';
import { startChromiumHost } from '../chromium/chromium-host.ts';
import { createHostEngine } from '../host-serving.ts';
import { windowFolder } from './build-window.ts';
import { takeWindowPictures } from './window-pictures.ts';

export interface WithoutDisplayOptions {
  readonly chromium: string | undefined;
  readonly say: (text: string) => void;
}

const demonstration = join(applicationFolder, 'cli', 'demo.ts');
const output = join(applicationFolder, 'demo-output');

/** Where no window can be shown: runs the demonstration in the terminal and leaves pictures of the window beside its releases. */
export async function startWithoutDisplay({ chromium, say }: WithoutDisplayOptions): Promise<number> {
  say('There is no display here, so no window can be shown. The demonstration runs in this terminal instead.');
  const code = existsSync(demonstration) ? await runDemonstration() : 0;
  if (code !== 0) return code;
  if (chromium === undefined) {
    say('No Chromium was found either, so there are no pictures of the window. Install one: sudo apt-get install chromium');
    return 0;
  }
  const pictures = await takePictures(chromium);
  say(`Pictures of the window: ${pictures.join(' ')}`);
  return 0;
}

function runDemonstration(): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', demonstration], { stdio: 'inherit', cwd: applicationFolder });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function takePictures(program: string): Promise<string[]> {
  const workFolder = await mkdtemp(join(tmpdir(), 'custodia-pictures-'));
  const host = await startChromiumHost({ program, windowFolder, headless: true, createEngine: (origin, emit) => createHostEngine({ host: 'chromium', origin, emit }) });
  try {
    await mkdir(join(output, 'pictures'), { recursive: true });
    const written: string[] = [];
    for (const { name, png } of await takeWindowPictures(host, workFolder)) {
      const file = join(output, 'pictures', `${name}.png`);
      await writeFile(file, png);
      written.push(file);
    }
    return written;
  } finally {
    await host.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}
