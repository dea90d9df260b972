import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const copy = mkdtempSync(path.join(tmpdir(), 'custodia-plain-'));
const kept = path.join(copy, 'node_modules', '.cache', 'custodia-plain');
const module = path.join(copy, 'shared', 'said.ts');
const keep = `import(${JSON.stringify(pathToFileURL(path.join(copy, 'engine', 'workers', 'plain-modules.ts')).href)}).then((module) => module.keepPlainModules())`;
const say = `import(${JSON.stringify(pathToFileURL(module).href)}).then(({ said }) => process.stdout.write(said))`;

function run(script: string, ...more: readonly string[]): string {
  return execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...more, '-e', script], { encoding: 'utf8' });
}
const sayWithHook = (): string => run(say, '--import', pathToFileURL(path.join(copy, 'engine', 'workers', 'plain-modules-hook.mjs')).href);
const keptAs = (source: string): string => path.join(kept, `${createHash('sha256').update(source).digest('hex')}.mjs`);

beforeAll(() => {
  for (const folder of ['engine', 'shared', 'cli', 'electron', 'node_modules']) mkdirSync(path.join(copy, folder));
  cpSync(path.join(top, 'engine', 'workers'), path.join(copy, 'engine', 'workers'), { recursive: true });
  writeFileSync(path.join(copy, 'package.json'), '{"type":"module"}');
});
afterAll(() => rmSync(copy, { recursive: true }));

describe('modules that are kept without their types', () => {
  it('are what a process loads, by the hash of their source; a changed source is never served from what was kept before', () => {
    const first = "export const said: string = 'first';\n";
    writeFileSync(module, first);
    run(keep);
    expect(readFileSync(keptAs(first), 'utf8')).not.toContain(': string');
    // What is kept is truly what is loaded.
    writeFileSync(keptAs(first), "export const said = 'kept';");
    expect(sayWithHook()).toBe('kept');
    const second = "export const said: string = 'second';\n";
    writeFileSync(module, second);
    expect(sayWithHook()).toBe('second');
    run(keep);
    expect(readdirSync(kept)).toContain(path.basename(keptAs(second)));
    expect(readdirSync(kept)).not.toContain(path.basename(keptAs(first)));
    expect(readdirSync(kept).filter((name) => !name.endsWith('.mjs'))).toEqual(['stamp']);
  });
});
