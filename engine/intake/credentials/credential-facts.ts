import type { WorkerPools } from '../../workers/worker-pools.ts';
import { taskModule } from '../../workers/task.ts';
import type { IntakeFacts, IntakeFinding } from '../rendition.ts';
import type { tasks } from './credentials-tasks.ts';
import type { ContentCredentials } from './read-credentials.ts';

const credentialTasks = taskModule<typeof tasks>(import.meta.url, './credentials-tasks');
const timeoutMs = 20_000;

/** What a file says by its content credentials (C2PA), as facts and a finding; nothing where it carries none. Never fails: what cannot be read is said so. */
export async function credentialFacts(pools: WorkerPools, bytes: Uint8Array, signal?: AbortSignal): Promise<{ readonly facts: IntakeFacts; readonly findings: readonly IntakeFinding[] }> {
  const read = await pools.document.run(credentialTasks, 'read', { bytes }, { signal, timeoutMs });
  const credentials = read.ok ? read.value : 'damaged';
  if (credentials === undefined) return { facts: {}, findings: [] };
  if (credentials === 'damaged') return { facts: { c2pa: true, c2paDamaged: true }, findings: [{ code: 'credentials-unreadable', message: 'The file carries content credentials (C2PA) that cannot be read. The original holds them.' }] };
  return { facts: factsOf(credentials), findings: [{ code: 'content-credentials', message: sentence(credentials) }] };
}

function factsOf({ generator, signer, issuer, signedAt, title, assertions, actions, manifests }: ContentCredentials): IntakeFacts {
  const lines = { c2paGenerator: generator, c2paSigner: signer, c2paIssuer: issuer, c2paSignedAt: signedAt, c2paTitle: title, c2paAssertions: assertions.join(', '), c2paActions: actions.join(', ') };
  const given = Object.entries(lines).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
  return { c2pa: true, c2paManifests: manifests, ...Object.fromEntries(given) };
}

function sentence({ generator, signer, signedAt }: ContentCredentials): string {
  const by = signer === undefined ? '' : `, signed by ${signer}`;
  const at = signedAt === undefined ? '' : ` on ${signedAt}`;
  return `The file carries content credentials (C2PA)${generator === undefined ? '' : ` made by ${generator}`}${by}${at}. This is what the file claims: its signature was not checked here.`;
}
