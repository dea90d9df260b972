import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../engine/operations/engine.ts';
import { courtList } from '../engine/operations/court-list.ts';
import { examineMachine } from '../engine/operations/examine-machine.ts';
import { hasDemonstration } from '../engine/operations/open-demonstration.ts';
import { createPageViewer } from '../engine/operations/view-pages.ts';
import type { KeyStore } from '../engine/vault/index.ts';
import { createServing, type ServingOptions } from '../engine/serve.ts';
import type { SpawnWorker } from '../engine/workers/spawn-worker.ts';
import { applicationFolder, settingsFolder } from './application-folders.ts';
import { bugLine } from './bug-line.ts';
import type { HostEngine } from './host-engine.ts';

export interface HostServingOptions extends Pick<ServingOptions, 'origin' | 'emit' | 'dialogs' | 'onSettings'> {
  readonly host: 'electron' | 'chromium';
  /** How a worker process is started; Node's own way by default. */
  readonly spawn?: SpawnWorker;
  /** The system's key store, where this host reaches it. */
  readonly keyStore?: KeyStore;
}

/** Makes the engine that a host serves its window with. */
export function createHostEngine({ host, spawn, keyStore, ...options }: HostServingOptions): HostEngine {
  const { version } = JSON.parse(readFileSync(join(applicationFolder, 'package.json'), 'utf8')) as { readonly version: string };
  return createServing({
    ...options, engine: createEngine(spawn), viewer: createPageViewer(spawn), settingsFile: join(settingsFolder(), 'settings.json'),
    ...(keyStore === undefined ? {} : { rememberedKeys: { keyStore, folder: join(settingsFolder(), 'remembered') } }),
    facts: { version, host, platform: process.platform, courts: courtList(), ocrLanguages: examineMachine().ocrLanguages, demonstration: hasDemonstration() },
    onBug: (reference, error) => { process.stderr.write(bugLine(reference, error)); },
  });
}
