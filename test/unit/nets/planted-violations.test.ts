import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

// Violations are planted in a copy of the sources below the top, where the same packages are found: other tests read the tree meanwhile.
const top = fileURLToPath(new URL('../../../', import.meta.url));
const planted: string[] = [];
let copy = '';

beforeAll(() => {
  mkdirSync(path.join(top, '.build'), { recursive: true });
  copy = mkdtempSync(path.join(top, '.build', 'planted-'));
  for (const name of ['shared', 'engine', 'cli', 'electron', 'renderer', 'package.json', 'tsconfig.base.json', 'tsconfig.json', 'eslint.config.js', '.dependency-cruiser.cjs']) {
    cpSync(path.join(top, name), path.join(copy, name), { recursive: true });
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(file: string, source: string): string {
  const full = path.join(copy, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, source);
  planted.push(full);
  return file;
}

function run(program: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(top, program), ...args], { cwd: copy, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const cruise = (file: string): { status: number | null; output: string } => run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', file);
const lint = (file: string): { status: number | null; output: string } => run('node_modules/eslint/bin/eslint.js', file);

afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file, { force: true });
});

describe('dependency-cruiser', () => {
  it.each([
    ['a capability that imports another', 'engine/bundle/planted-violation.ts', "import '../vault/index.ts';\n", 'not-in-allowed'],
    ['an engine that imports the shell', 'engine/pdf/planted-violation.ts', "import 'electron';\n", 'engine-knows-no-electron'],
    ['shared code that imports Node', 'shared/planted-violation.ts', "import 'node:fs';\n", 'shared-knows-no-node'],
    ['a window that imports the engine', 'renderer/planted-violation.ts', "import '../engine/operations/engine.ts';\n", 'not-in-allowed'],
    ['a window that imports Node', 'renderer/planted-violation.ts', "import 'node:fs';\n", 'renderer-knows-no-node'],
    ['an engine room that imports operations', 'engine/release/planted-violation.ts', "import '../operations/engine.ts';\n", 'not-in-allowed'],
    ['shipped code that imports a development tool', 'engine/pdf/planted-violation.ts', "import fc from 'fast-check';\nexport const check = fc;\n", 'shipped-code-knows-no-dev-dependency'],
    ['a connection to another computer', 'engine/translation/server/planted-violation.ts', "import 'node:https';\n", 'one-file-connects'],
  ])('refuses %s', (_what, file, source, rule) => {
    const { status, output } = cruise(plant(file, source));
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });
});

describe('ESLint', () => {
  it.each([
    ['a default export', 'shared/planted-violation.ts', 'export default 1;\n', 'no-restricted-syntax'],
    ['a switch that forgets a case', 'shared/planted-violation.ts', "export function f(x: 'a' | 'b'): number | undefined { switch (x) { case 'a': return 1; } return undefined; }\n", 'switch-exhaustiveness-check'],
    ['an empty catch', 'engine/pdf/planted-violation.ts', 'export function f(): void { try { f(); } catch {} }\n', 'no-empty'],
    ['a promise that nobody waits for', 'engine/pdf/planted-violation.ts', 'export function f(): void { Promise.resolve(1); }\n', 'no-floating-promises'],
    ['a word to the console', 'engine/pdf/planted-violation.ts', "export function f(): void { console.log('x'); }\n", 'no-console'],
    ['a connection to another computer', 'engine/pdf/planted-violation.ts', "export const ask = (): Promise<unknown> => fetch('https://example.org');\n", 'no-restricted-globals'],
  ])('refuses %s', (_what, file, source, rule) => {
    const { status, output } = lint(plant(file, source));
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });
});

describe('TypeScript project references', () => {
  it.each([
    ['Node in shared', 'shared', 'shared/planted-violation.ts', "export const folder = process.cwd();\n"],
    ['the DOM in the engine', 'engine', 'engine/pdf/planted-violation.ts', 'export const page = document.body;\n'],
    ['Node in the window', 'renderer', 'renderer/planted-violation.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n"],
  ])('refuse %s', (_what, project, file, source) => {
    plant(file, source);
    const { status, output } = run('node_modules/typescript/bin/tsc', '--project', project, '--noEmit', '--composite', 'false', '--emitDeclarationOnly', 'false', '--declaration', 'false');
    expect(output).toMatch(/planted-violation\.ts\S* ?[-:]? ?error TS(2304|2307|2580|2584|2591)/);
    expect(status).not.toBe(0);
  });
});
