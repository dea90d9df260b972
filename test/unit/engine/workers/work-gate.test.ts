import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { inspectFile } from '../../../../engine/operations/inspect-file.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { behindGate, createWorkGate } from '../../../../engine/workers/work-gate.ts';

const file = fileURLToPath(new URL('../../../../resources/demo/evidence/relocation-note.pdf', import.meta.url));
const engine = createEngine();
afterAll(() => { engine.close(); });

describe('a pause of work', () => {
  it('starts nothing while it lasts, lets other work go ahead, and goes on from there', async () => {
    const gate = createWorkGate();
    gate.close();
    let ended = false;
    const work = behindGate(gate, () => inspectFile(engine, file)).then((result) => {
      ended = true;
      return result;
    });
    expect(await inspectFile(engine, file)).toMatchObject({ ok: true });
    await wait(100);
    expect(ended).toBe(false);
    gate.open();
    expect(await work).toMatchObject({ ok: true });
  });

  it('lets a cancelled task out at once', async () => {
    const gate = createWorkGate();
    gate.close();
    const controller = new AbortController();
    const work = behindGate(gate, () => inspectFile(engine, file, { signal: controller.signal }));
    await wait(50);
    controller.abort();
    expect(await work).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });

  it('keeps no worker from others, though it holds one for each core', async () => {
    const gate = createWorkGate();
    const pdf = readFileSync(file);
    await behindGate(gate, async () => {
      const held = await Promise.all(Array.from({ length: availableParallelism() }, () => openPdfSession(engine.pools.document, pdf)));
      gate.close();
      const reading = held.map((session) => (session.ok ? session.value.words(1) : Promise.reject(new Error(session.failure.code))));
      const beside = createWorkGate();
      expect(await behindGate(beside, () => inspectFile(engine, file))).toMatchObject({ ok: true });
      gate.open();
      for (const words of await Promise.all(reading)) expect(words).toMatchObject({ ok: true });
      for (const session of held) if (session.ok) session.value.close();
    });
  });
});
