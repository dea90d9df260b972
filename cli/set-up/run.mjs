// Runs a task of package.json on a bare machine: makes sure of Node, the packages and outside programs first. No dependency of its own.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode } from './node-runtime.mjs';
import { installPackages } from './packages.mjs';
import { installPrograms, isInstalled, programsOf } from './programs.mjs';
import { say, SetUpError } from './say.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Task → the program that does it, relative to the top. */
const tasks = {
  start: ['electron/start.ts'],
  custodia: ['cli/custodia.ts'],
  demo: ['cli/demo.ts'],
  'demo:generate': ['test/demo/generate-demo.ts'],
  test: ['test/run-tests.ts'],
  bench: ['test/bench/run-benches.ts'],
  soak: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.soak.config.ts'],
  guides: ['test/guides/print-guides.ts'],
  lint: ['test/run-nets.ts'],
  'test:electron': ['test/electron/smoke.ts'],
  package: ['electron/development/package.ts'],
};

function prepare(task) {
  const node = findNode(top);
  installPackages(top);
  // The window can do without Chromium where Electron's runtime is there, and the terminal can always.
  if (task === 'start') tryPrograms(programsOf.start);
  else installPrograms(programsOf[task] ?? []);
  return node;
}

function tryPrograms(programs) {
  if (programs.every(isInstalled)) return;
  try {
    installPrograms(programs);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
  }
}

const [task = '', ...rest] = process.argv.slice(2);
try {
  const program = tasks[task];
  if (program === undefined) throw new SetUpError(`No task is called ${task}.`);
  const node = prepare(task);
  const [file, ...fixed] = program;
  const plainModules = pathToFileURL(path.join(top, 'engine', 'workers', 'plain-modules-hook.mjs')).href;
  // The command line moves bytes that others made: short-lived objects are thrown away after 4 MB, not 16, and what they hold with them. 30 MB less at the peak of a bundle of scans.
  const memory = task === 'custodia' ? ['--max-semi-space-size=4'] : [];
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...memory, '--import', plainModules, path.join(top, file), ...fixed, ...rest], {
    // npm runs scripts at the top; the user's own folder is where relative paths of the command line start.
    cwd: task === 'custodia' ? (process.env.INIT_CWD ?? process.cwd()) : top,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  say(error.message);
  process.exit(3);
}
