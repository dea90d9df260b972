// Bundles against qpdf's bare merge, pikepdf and pdf-lib: `npm run bench bundle`, or by itself (`node test/bench/bundle.bench.ts`) with `--large` the job of 10,000 pages and 1.28 GB too. `--growth` shows how cost grows from one page to 50,000,
// and `--huge` an output beyond 2 GiB, both beside qpdf alone, or `--alone`. The first row of `--growth` is what starting costs.
// Started as `npm run custodia` starts it. The full job: index, stamps, headers with page of pages, QR codes, bookmarks, page labels, structure tree, SHA-256 of the file; not redaction, its proof, or the check against the court's rules, which a build adds.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeInputs, type BenchJob } from './bundle-inputs.ts';
import { plainModulesHook } from '../../engine/workers/plain-modules.ts';
import { measureProcess } from './measure-process.ts';

const growth: BenchJob[] = [
  { name: '1 document, 1 page', documents: 1, pages: 1, pictureBytes: 0 },
  { name: '200 documents, 1,000 pages', documents: 200, pages: 1000, pictureBytes: 0 },
  { name: '1,000 documents, 5,000 pages', documents: 1000, pages: 5000, pictureBytes: 0 },
  { name: '2,000 documents, 10,000 pages', documents: 2000, pages: 10_000, pictureBytes: 0 },
  { name: '4,000 documents, 20,000 pages', documents: 4000, pages: 20_000, pictureBytes: 0 },
  { name: '10,000 documents, 50,000 pages', documents: 10_000, pages: 50_000, pictureBytes: 0 },
];
const huge: BenchJob[] = [{ name: '800 scans, 2.4 GB', documents: 800, pages: 800, pictureBytes: 3_000_000 }];
const jobs: BenchJob[] = process.argv.includes('--growth') ? growth : process.argv.includes('--huge') ? huge : [
  { name: '200 documents, 1,037 pages', documents: 200, pages: 1037, pictureBytes: 0 },
  { name: '1,000 documents, 4,870 pages', documents: 1000, pages: 4870, pictureBytes: 0 },
  { name: '300 scans, 215 MB', documents: 300, pages: 300, pictureBytes: 716_000 },
  ...(process.argv.includes('--large') ? [{ name: '500 documents, 10,000 pages, 1.28 GB', documents: 500, pages: 10_000, pictureBytes: 128_000 }] : []),
];

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const peers: readonly { readonly name: string; readonly run: (out: string, files: readonly string[]) => readonly [string, readonly string[]] }[] = [
  { name: 'qpdf, merge only', run: (out, files) => ['qpdf', ['--empty', '--pages', ...files, '--', out]] },
  { name: 'Custodia, full job', run: (out, files) => [process.execPath, ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', '--import', plainModulesHook, here('./bundle-job.mjs'), out, ...files]] },
  { name: 'pikepdf, merge, stamps, bookmarks', run: (out, files) => ['/usr/bin/python3', [here('./bundle-peer-pikepdf.py'), out, ...files]] },
  { name: 'pdf-lib, merge, stamps', run: (out, files) => [process.execPath, [here('./bundle-peer-pdf-lib.mjs'), out, ...files]] },
];

function measured(job: BenchJob): typeof peers {
  if (process.argv.includes('--alone')) return peers.slice(1, 2);
  return growth.includes(job) || huge.includes(job) ? peers.slice(0, 2) : peers;
}

const folder = mkdtempSync(path.join(tmpdir(), 'custodia-bench-'));
try {
  for (const job of jobs) {
    const files = writeInputs(path.join(folder, 'in'), job);
    process.stdout.write(`\n${job.name}\n${'tool'.padEnd(36)}${'CPU s'.padStart(8)}${'wall s'.padStart(8)}${'peak MB'.padStart(9)}${'out MB'.padStart(9)}\n`);
    for (const { name, run } of measured(job)) {
      const out = path.join(folder, 'out.pdf');
      rmSync(out, { force: true });
      const [command, args] = run(out, files);
      const { cpuS, wallS, peakMb, status } = await measureProcess(command, args);
      const size = status === 0 ? (statSync(out).size / 1e6).toFixed(0) : `exit ${status}`;
      process.stdout.write(`${name.padEnd(36)}${cpuS.toFixed(1).padStart(8)}${wallS.toFixed(1).padStart(8)}${peakMb.toFixed(0).padStart(9)}${size.padStart(9)}\n`);
    }
    rmSync(path.join(folder, 'in'), { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
