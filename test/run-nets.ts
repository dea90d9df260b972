import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../', import.meta.url));

/** The three nets that hold the layers, each at error: project references, strict ESLint, dependency-cruiser. */
export const nets: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: 'TypeScript project references', args: ['node_modules/typescript/bin/tsc', '--build'] },
  { name: 'ESLint, strict and type-checked', args: ['--max-old-space-size=6144', 'node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  { name: 'dependency-cruiser', args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', 'shared', 'engine', 'cli', 'electron', 'renderer'] },
];

/** Runs every net on the whole tree and says which hold; answers the number that do not. */
export function runNets(): number {
  let failed = 0;
  for (const { name, args } of nets) {
    const startedAt = Date.now();
    const { status } = spawnSync(process.execPath, [...args], { cwd: top, stdio: ['ignore', 'inherit', 'inherit'] });
    process.stdout.write(`${status === 0 ? 'holds' : 'FAILS'}: ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
    if (status !== 0) failed++;
  }
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = runNets() === 0 ? 0 : 1;
