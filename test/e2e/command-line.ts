import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The JSON document on standard output; undefined where it is none. */
  readonly json: Record<string, unknown> | undefined;
}

export interface RunCustodia {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Given the running process, for signals. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs `custodia ARGS` as its users' scripts do: a process of its own, nothing shared. */
export function runCustodia(args: readonly string[], options: RunCustodia = {}): Promise<Ran> {
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', `${top}cli/custodia.ts`, ...args], options);
}

/** Runs any program to its end. */
export function run(program: string, args: readonly string[], { cwd = top, env = process.env, onStart }: RunCustodia & { readonly input?: string } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, json: parse(out) }));
    onStart?.(child);
  });
}

function parse(out: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(out) as Record<string, unknown>;
  } catch {
    return undefined; // words, not JSON
  }
}
