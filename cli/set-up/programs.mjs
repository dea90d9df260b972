// Programs of the system that a task needs: found, installed with apt where that is allowed, or named in one command.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { say, SetUpError } from './say.mjs';

const debianPackages = {
  chromium: 'chromium', age: 'age', qpdf: 'qpdf', pdftotext: 'poppler-utils', tesseract: 'tesseract-ocr', openssl: 'openssl', 'ssh-keygen': 'openssh-client',
};

/** What each task needs beside Node and the packages. */
export const programsOf = {
  start: ['chromium'],
  guides: ['chromium'],
  test: ['chromium', 'age', 'qpdf', 'pdftotext', 'openssl', 'ssh-keygen', 'tesseract'],
  bench: ['chromium', 'age', 'qpdf', 'pdftotext', 'openssl', 'ssh-keygen', 'tesseract'],
};

export function isInstalled(program) {
  const names = program === 'chromium' ? ['chromium', 'chromium-browser', 'google-chrome'] : [program];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.some((name) => folders.some((folder) => isExecutable(path.join(folder, name)) || isExecutable(path.join(folder, `${name}.exe`))));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function installPrograms(programs) {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => debianPackages[program]);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const elevate = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (process.platform !== 'linux' || !isInstalled('apt-get')) throw new SetUpError(`Please install ${packages.join(', ')} and run the command again.`);
  say(`Installing ${packages.join(', ')} …`);
  const apt = (...words) => {
    const [program, ...rest] = [...elevate, 'env', 'DEBIAN_FRONTEND=noninteractive', ...words];
    return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;
  };
  const done = apt(...command.split(' ')) || (apt('apt-get', 'update') && apt(...command.split(' ')));
  if (!done) throw new SetUpError(`Please run this once as an administrator, then the command again:\n  apt-get update && ${command}`);
}
