// `npm test`: the nets, the window's build, then every test. Ends with one plain line of counts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nets, runNets } from './run-nets.ts';

const top = fileURLToPath(new URL('../', import.meta.url));
const reportFile = path.join(top, '.build', 'tests.json');
const filters = process.argv.slice(2);

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTotalTestSuites: number;
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function buildWindow(): boolean {
  return spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'], { cwd: top, stdio: 'inherit' }).status === 0;
}

function runTests(): { passed: number; failed: number } {
  mkdirSync(path.dirname(reportFile), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...filters],
    { cwd: top, stdio: 'inherit' },
  );
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  // A file that could not be loaded has no tests of its own; a test that was skipped was not seen to hold.
  const broken = report.testResults.filter(({ status: ended, assertionResults }) => ended === 'failed' && assertionResults.length === 0).length;
  const failed = report.numFailedTests + report.numPendingTests + broken;
  return { passed: report.numPassedTests, failed: status === 0 ? failed : Math.max(1, failed) };
}

const whole = filters.length === 0;
const netsFailed = whole ? runNets() : 0;
const built = buildWindow();
const tests = runTests();
const passed = tests.passed + (whole ? nets.length - netsFailed : 0) + (built ? 1 : 0);
const failed = tests.failed + netsFailed + (built ? 0 : 1);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
