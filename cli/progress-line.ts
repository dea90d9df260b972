import type { Progress } from '../shared/progress.ts';

const steps: Readonly<Record<string, string>> = {
  'take-in': 'Taking in', render: 'Making pages', read: 'Reading', redact: 'Redacting', prove: 'Proving redactions', build: 'Building',
  package: 'Packaging', encrypt: 'Encrypting', verify: 'Verifying', scan: 'Looking for leaks', inspect: 'Inspecting', check: 'Checking',
};

const redrawMs = 100;
const plainMs = 5000;

/** Shows progress on standard error: one line that is redrawn in a terminal, a line every few seconds elsewhere. */
export class ProgressLine {
  private step = '';
  private startedAt = 0;
  private shownAt = 0;
  private drawn = false;
  private readonly stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream;
  }

  show(progress: Progress): void {
    const now = Date.now();
    if (progress.step !== this.step) {
      this.step = progress.step;
      this.startedAt = now;
      this.shownAt = 0;
    }
    if (now - this.shownAt < (this.stream.isTTY ? redrawMs : plainMs)) return;
    this.shownAt = now;
    const line = describeProgress(progress, now - this.startedAt);
    if (this.stream.isTTY) this.stream.write(`\r\x1b[K${line}`);
    else this.stream.write(`${line}\n`);
    this.drawn = this.stream.isTTY;
  }

  clear(): void {
    if (this.drawn) this.stream.write('\r\x1b[K');
    this.drawn = false;
  }
}

/** Progress in words, with the time left once there is enough to judge by. */
export function describeProgress(progress: Progress, elapsedMs: number): string {
  const { done, total, unit } = progress;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const amount = unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)} MB` : `${done} of ${total} ${unit}`;
  const left = share > 0.02 && elapsedMs > 1000 ? `, ${duration((elapsedMs * (1 - share)) / share)} left` : '';
  return `${steps[progress.step] ?? progress.step}: ${amount} (${Math.floor(share * 100)} %)${left}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
