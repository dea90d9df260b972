// What a utility process of Electron runs: first it gives its abilities away, then it becomes the engine's worker.
import type { ParentPort } from 'electron';
import { folderWithPackages } from '../application-folders.ts';
import { revokeAbilities, type KeptAbilities } from './revoke-abilities.ts';

const port = (process as NodeJS.Process & { readonly parentPort: ParentPort }).parentPort;

// The engine's worker speaks as a forked Node process does.
process.send = (message: unknown, ...rest: unknown[]): boolean => {
  port.postMessage(message);
  const sent = rest.at(-1);
  if (typeof sent === 'function') (sent as (error: Error | null) => void)(null);
  return true;
};
port.on('message', (event) => process.emit('message', event.data, undefined));

revokeAbilities(folderWithPackages(), JSON.parse(process.argv[2] ?? '{"addons":false,"threads":false}') as KeptAbilities);
await import('../../engine/workers/worker-entry.ts');
