import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./full-disk-process.ts', import.meta.url));

test('a disk that fills up during work leaves neither halves in the case nor half of what is written beside it; one closed to writing is told as what it is', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'custodia-full-'));
  try {
    const command = 'mount -t tmpfs -o size=24m none "$1" && shift && exec "$@"';
    const { stdout } = await promisify(execFile)('unshare', ['-rm', 'sh', '-c', command, 'sh', disk, process.execPath, '--disable-warning=ExperimentalWarning', script, disk]);
    expect(stdout.trim().split('\n')).toEqual([
      'taking in, with room for the original alone: disk-full, 0 documents, 0 objects, whole, nothing written',
      'taking in: done, 1 documents, 2 objects, whole, nothing written',
      'building: disk-full, 1 documents, 2 objects, whole, nothing written',
      'writing two files: disk-full, 1 documents, 2 objects, whole, log',
      'as it was',
      'gone',
      'taking in where nothing may be stored: permission-denied, 1 documents, 2 objects, whole, nothing written',
      'opening a database that may not be written: permission-denied',
    ]);
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
});
