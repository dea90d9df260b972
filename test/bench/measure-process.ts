import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What one run of a program with all its child processes took. */
export interface Measured {
  readonly cpuS: number;
  readonly wallS: number;
  /** Highest memory of all processes together, polled: what each has for itself, and what they share (the program's own code) once. */
  readonly peakMb: number;
  readonly status: number;
}

const pollMs = 20;
const ticksPerSecond = 100;

/** Runs a program and measures it with its children, from /proc (Linux). */
export async function measureProcess(command: string, args: readonly string[]): Promise<Measured> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const cpu = new Map<number, number>();
  let peakMb = 0;
  const look = (): void => {
    let [sum, shared] = [0, 0];
    for (const pid of family(child.pid ?? 0)) {
      const seen = usage(pid);
      if (seen === undefined) continue;
      cpu.set(pid, seen.cpuS);
      sum += seen.residentMb - seen.sharedMb;
      shared = Math.max(shared, seen.sharedMb);
    }
    peakMb = Math.max(peakMb, sum + shared);
  };
  const timer = setInterval(look, pollMs);
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
  clearInterval(timer);
  return { cpuS: [...cpu.values()].reduce((sum, own) => sum + own, 0), wallS: (performance.now() - start) / 1000, peakMb, status };
}

/** Memory of a running program with its children, in MB; what several of them share is divided among them, so that it counts once. */
export function measuredTree(root: number): number {
  return family(root).reduce((sum, pid) => sum + Number(/^Pss:\s+(?<kb>\d+)/mu.exec(read(`/proc/${String(pid)}/smaps_rollup`) ?? '')?.groups?.['kb'] ?? 0) / 1024, 0);
}

/** Processor time of this process and all that it started, those that ended included, in seconds. */
export function cpuOfTree(): number {
  return family(process.pid).reduce((sum, pid) => {
    const stat = read(`/proc/${pid}/stat`);
    return sum + (stat === undefined ? 0 : stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / ticksPerSecond);
  }, 0);
}

function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    if (stat !== undefined) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const found = [root];
  for (let at = 0; at < found.length; at++) for (const [pid, parent] of parents) if (parent === found[at]) found.push(pid);
  return found;
}

function usage(pid: number): { cpuS: number; residentMb: number; sharedMb: number } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const memory = read(`/proc/${pid}/statm`);
  if (stat === undefined || memory === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { cpuS: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, residentMb: megabytes(memory.split(' ')[1]), sharedMb: megabytes(memory.split(' ')[2]) };
}

function megabytes(pages = '0'): number {
  return (Number(pages) * 4096) / 2 ** 20;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // the process has just ended
  }
}
