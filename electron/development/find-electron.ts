import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFolder } from '../application-folders.ts';
import { buildMain, mainEntry } from './build-main.ts';

/** Path of Electron's runtime in this checkout, or undefined where its package came without one. */
export function findElectron(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = join(applicationFolder, 'node_modules', 'electron');
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : process.platform === 'win32' ? 'electron.exe' : 'electron';
  const program = join(named ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

/** Runs the application in Electron until it ends; answers its exit code. */
export async function runElectron(program: string, paths: readonly string[]): Promise<number> {
  await buildMain();
  const child = spawn(program, [mainEntry, ...paths], { stdio: 'inherit', cwd: applicationFolder });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
