import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { inspectFile } from '../../../../engine/operations/inspect-file.ts';

const file = fileURLToPath(new URL('../../../../resources/demo/evidence/relocation-note.pdf', import.meta.url));
const engine = createEngine();
afterAll(() => { engine.close(); });

describe('a pause of all work', () => {
  it('starts nothing while it lasts, and goes on from there', async () => {
    engine.pools.gate.close();
    let ended = false;
    const work = inspectFile(engine, file).then((result) => {
      ended = true;
      return result;
    });
    await wait(300);
    expect(ended).toBe(false);
    engine.pools.gate.open();
    expect(await work).toMatchObject({ ok: true });
  });

  it('lets a cancelled task out at once', async () => {
    engine.pools.gate.close();
    const controller = new AbortController();
    const work = inspectFile(engine, file, { signal: controller.signal });
    await wait(50);
    controller.abort();
    expect(await work).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    engine.pools.gate.open();
  });
});
