import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../engine/operations/engine.ts';
import { createPageViewer } from '../../engine/operations/view-pages.ts';
import { createServing, type Serving } from '../../engine/serve.ts';
import type { KeyStore } from '../../engine/vault/index.ts';
import type { CallInput, CallName, CallResult, EventName, EventValue } from '../../shared/ipc/contract.ts';
import type { JobEnded, JobKind } from '../../shared/ipc/jobs.ts';

export const testOrigin = 'https://test.invalid';

export interface HeardEvent {
  readonly name: EventName;
  readonly value: unknown;
}

/** The engine behind its door, with everything real but the window. */
export interface ServingUnderTest {
  readonly serving: Serving;
  readonly folder: string;
  readonly events: HeardEvent[];
  readonly bugs: unknown[];
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** The token of a path, as if the user had chosen it. */
  token(path: string): Promise<string>;
  /** The token of a place in the test's folder where nothing is yet. */
  newPlace(name: string): Promise<string>;
  /** Waits until a job has ended. */
  ended(started: CallResult<JobKind & CallName>): Promise<JobEnded>;
  close(): Promise<void>;
}

/** Starts an engine that serves `testOrigin`, with a key store of the computer where one is given. */
export function startServing(keyStore?: KeyStore): ServingUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-ipc-'));
  const events: HeardEvent[] = [];
  const bugs: unknown[] = [];
  const waiting = new Set<() => void>();
  const serving = createServing({
    origin: testOrigin, engine: createEngine(), viewer: createPageViewer(),
    facts: { version: '0', host: 'chromium', platform: 'test', courts: [], ocrLanguages: [], demonstration: false },
    emit: <Name extends EventName>(name: Name, value: EventValue<Name>) => {
      events.push({ name, value });
      for (const wake of waiting) wake();
    },
    onBug: (_reference, error) => { bugs.push(error); },
    rememberedKeys: keyStore === undefined ? undefined : { keyStore, folder: join(folder, 'remembered') },
  });
  const call = <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>> => serving.serve({ name, input }, { origin: testOrigin, mainFrame: true }) as Promise<CallResult<Name>>;
  return {
    serving, folder, events, bugs, call,
    async token(path) {
      const [chosen] = await serving.tokensFor([path]);
      if (chosen === undefined) throw new Error('there is nothing at that path');
      return chosen.token;
    },
    async newPlace(name) {
      const [parent] = await serving.tokensFor([folder]);
      const place = await call('placeIn', { folder: parent?.token ?? '', name });
      if (!place.ok) throw new Error(place.failure.code);
      return place.value.place.token;
    },
    async ended(started) {
      if (!started.ok) throw new Error(`${started.failure.code}: ${started.failure.detail ?? ''}`);
      const { job } = started.value as { readonly job: string };
      for (;;) {
        const found = events.find((event) => event.name === 'jobEnded' && (event.value as JobEnded).job === job);
        if (found !== undefined) return found.value as JobEnded;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    async close() {
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
