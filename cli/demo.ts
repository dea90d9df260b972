// `npm run demo`: the demonstration case, from evidence to two sealed releases, in the terminal.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../engine/operations/engine.ts';
import { runPlan, type RanPlan } from '../engine/operations/run-plan.ts';
import { failureExitCodes } from '../shared/failure.ts';
import { describeFailure } from '../shared/failure-words.ts';
import { success } from '../shared/result.ts';
import { ProgressLine } from './progress-line.ts';

const top = fileURLToPath(new URL('../', import.meta.url));
const demo = path.join(top, 'resources', 'demo');
const results = path.join(top, 'demo-output');

async function main(): Promise<number> {
  const startedAt = Date.now();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  process.stdout.write('The demonstration case: an invented prosecution, from evidence to two sealed releases.\n');
  const line = new ProgressLine(process.stderr);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  const engine = createEngine();
  // The case is thrown away with its folder: nobody needs to know its passphrase.
  const passphrase = randomBytes(18).toString('base64');
  const ran = await runPlan(
    engine,
    { planFile: path.join(demo, 'plan.yaml'), caseFolder: path.join(results, 'case'), outFolder: results, passphrase: () => Promise.resolve(success(passphrase)) },
    { signal: stop.signal, report: (progress) => line.show(progress) },
  ).finally(() => {
    line.clear();
    engine.close();
  });
  if (!ran.ok) {
    const words = describeFailure(ran.failure);
    process.stderr.write(`${words.what}\n${words.data}\n${words.next}\n`);
    return failureExitCodes[ran.failure.code];
  }
  process.stdout.write(describe(ran.value, Math.round((Date.now() - startedAt) / 1000)));
  return 0;
}

function describe({ releases, signer, findings }: RanPlan, seconds: number): string {
  const made = releases.map(({ edition, file, pages, exhibits, redactions }) => `  ${edition.padEnd(8)} ${file}\n           ${pages} pages, ${exhibits} exhibits, ${redactions} redactions, each proved; verified, holds\n`);
  const keys = path.relative(process.cwd(), path.join(demo, 'keys'));
  const [first] = releases;
  return `\nDone in ${seconds} s. The releases:\n${made.join('')}\nSigned by ${signer.fingerprint}\n  allowed_signers: ${signer.allowedSigners}\n\n`
    + `${findings.length} findings for the prosecutor to read.\n\nLook into one without Custodia:\n`
    + `  age -d -i ${path.join(keys, `${first?.edition ?? 'court'}.key`)} ${path.relative(process.cwd(), first?.file ?? '')} | tar x\n  (then READ-ME-FIRST.txt inside)\n`;
}

process.exitCode = await main();
