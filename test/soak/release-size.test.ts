import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatIdentity, formatRecipient, generateIdentity, makeRelease, verifyRelease } from '../../engine/release/index.ts';
import { sampleRelease } from '../unit/engine/release/sample-release.ts';
import { temporaryFolder } from '../unit/engine/release/temporary-folder.ts';

// More than eight gigabytes in one file, where ustar's own size field ends. SOAK_RELEASE_GB sets another size.
const bytes = Math.round(Number(process.env['SOAK_RELEASE_GB'] ?? '8.2') * 2 ** 30);
const megabytesOverStart = 300;

async function* endless(): AsyncGenerator<Uint8Array> {
  const block = Buffer.alloc(1 << 20, 'evidence');
  for (let left = bytes; left > 0; left -= block.length) yield await Promise.resolve(block.subarray(0, Math.min(left, block.length)));
}

const folder = temporaryFolder();

describe('a release with one very large file', () => {
  it('is made and verified in flat memory, and opens with age and tar', async () => {
    const out = path.join(folder, 'large.tar.age');
    const identity = generateIdentity();
    const key = path.join(folder, 'key.txt');
    writeFileSync(key, formatIdentity(identity));
    const start = process.memoryUsage.rss();
    let peak = start;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 100);
    const { options } = sampleRelease();
    const made = await makeRelease({ ...options, files: [...options.files, { path: 'exhibits/video.bin', bytes, open: endless }], recipients: [formatRecipient(identity.recipient)], out });
    expect(made).toMatchObject({ ok: true });
    expect(await verifyRelease(out, { identity: formatIdentity(identity) })).toMatchObject({ ok: true, value: { holds: true } });
    clearInterval(watch);
    expect((peak - start) / 2 ** 20).toBeLessThan(megabytesOverStart);
    const listed = execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar -tv | grep video.bin', 'sh', key, out], { encoding: 'utf8' });
    expect(listed).toContain(` ${bytes} `);
    rmSync(out);
  }, 3_600_000);
});
