// `npm run bench [NAME …]`: every measurement, or those named (`vault`, `release`, …), one after another, each with its peers beside it.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const all = readdirSync(folder).filter((name) => name.endsWith('.bench.ts')).map((name) => name.slice(0, -'.bench.ts'.length)).sort();
const unknown = wanted.find((name) => !all.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no measurement called ${unknown}. Known: ${all.join(', ')}.\n`);
  process.exit(2);
}
let failed = 0;
for (const name of wanted.length > 0 ? wanted : all) {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(folder, `${name}.bench.ts`)], { stdio: 'inherit', cwd: path.join(folder, '../..') });
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
