import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';

export interface KeptAbilities {
  /** Loading native add-ons from the application's folder. */
  readonly addons: boolean;
  /** Threads that run the application's own files. */
  readonly threads: boolean;
}

type AnyFunction = (...values: unknown[]) => unknown;
type Functions = Record<string, unknown>;

// Everything else in `fs` that takes a path changes something, or watches.
const readers = /^(access|exists|lstat|stat|statfs|open|openAsBlob|opendir|readdir|readFile|readlink|realpath|createReadStream)(Sync)?$/;
const byDescriptor = /^(close|fstat|read|readv)(Sync)?$/;
const kept = new Set(['promises', 'constants', 'Stats', 'Dirent', 'Dir', 'ReadStream', 'FileReadStream']);
const writingFlags = /[wa+x]/;
const readOnly = fs.constants.O_RDONLY;

function refuse(): never {
  throw new Error('a worker may not do that');
}

/**
 * Takes from this process what a reader of untrusted documents has no use for: files outside `folder`, every change of a file, other
 * programs, and what `abilities` does not keep. For processes in which Node's permission model cannot be switched on.
 */
export function revokeAbilities(folder: string, abilities: KeptAbilities): void {
  const realpath = fs.realpathSync;
  const root = resolve(folder) + sep;

  function isInside(path: unknown): boolean {
    const text = path instanceof URL ? fileURLToPath(path) : Buffer.isBuffer(path) ? path.toString() : path;
    if (typeof text !== 'string') return false;
    const absolute = resolve(text);
    if (!(absolute + sep).startsWith(root)) return false;
    try {
      return (realpath(absolute) + sep).startsWith(realpath(folder) + sep);
    } catch {
      return true; // it does not exist, so there is nothing to read
    }
  }

  function guard(name: string, original: AnyFunction): AnyFunction {
    const guarded = function (this: unknown, ...values: unknown[]): unknown {
      if (typeof values[0] !== 'number' && !isInside(values[0])) refuse();
      if (name.startsWith('open') && !isReading(values[1])) refuse();
      return original.apply(this, values);
    };
    return Object.assign(guarded, 'native' in original ? { native: guard(name, original.native as AnyFunction) } : {});
  }

  function restrict(functions: Functions): void {
    for (const [name, value] of Object.entries(functions)) {
      if (typeof value !== 'function' || kept.has(name) || byDescriptor.test(name)) continue;
      functions[name] = readers.test(name) ? guard(name, value as AnyFunction) : refuse;
    }
  }

  restrict(fs.promises);
  restrict(fs);
  for (const [name, value] of Object.entries(childProcess)) {
    if (typeof value === 'function') (childProcess as Functions)[name] = refuse;
  }
  const load = process.dlopen.bind(process) as AnyFunction;
  const unguarded = process as unknown as Functions;
  unguarded['dlopen'] = abilities.addons ? (module: unknown, path: unknown, ...rest: unknown[]) => (isInside(path) ? load(module, path, ...rest) : refuse()) : refuse;
  for (const name of ['binding', '_linkedBinding', 'chdir', 'kill', '_kill', 'setuid', 'setgid', 'abort', 'loadEnvFile']) unguarded[name] = refuse;
  restrictThreads(abilities, isInside);
  syncBuiltinESMExports();
}

function isReading(flags: unknown): boolean {
  if (typeof flags === 'number') return flags === readOnly;
  return typeof flags !== 'string' || !writingFlags.test(flags);
}

function restrictThreads({ threads }: KeptAbilities, isInside: (path: unknown) => boolean): void {
  const Original = workerThreads.Worker;
  class OwnWorker extends Original {
    constructor(file: string | URL, options: workerThreads.WorkerOptions = {}) {
      if (!threads || options.eval === true || !isInside(file)) refuse();
      super(file, options);
    }
  }
  (workerThreads as { Worker: typeof Original }).Worker = OwnWorker;
}
