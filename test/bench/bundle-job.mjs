// One full job of this application in a process of its own: OUT FILE…
import { open, readFile } from 'node:fs/promises';
import { assembleBundle } from '../../engine/bundle/assemble-bundle.ts';
import { createWorkerPools } from '../../engine/workers/worker-pools.ts';

const [out = '', ...files] = process.argv.slice(2);
const pools = createWorkerPools();
const file = await open(out, 'w');
const result = await assembleBundle(pools, {
  title: 'Bench', language: 'en',
  sections: [{ title: 'A', entries: files.map((key, index) => ({ key, exhibit: `P-${index + 1}`, title: `Document ${index + 1}`, sha256: 'a'.repeat(64) })) }],
}, { source: (key) => readFile(key), write: async (chunk) => {
    await file.write(chunk);
  },
});
await file.close();
pools.close();
if (!result.ok) throw new Error(result.failure.message);
