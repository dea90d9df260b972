import { expect, test } from 'vitest';
import { proposeRedactions } from '../../../../engine/operations/propose-redactions.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { behindGate, createWorkGate } from '../../../../engine/workers/work-gate.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { newVault, takeIn } from '../vault/case-for-tests.ts';

const edition = 'defence';

/** Four documents of one page that each name the same person. */
async function caseToSearch(): Promise<Vault> {
  const vault = await newVault();
  for (const id of ['a', 'b', 'c', 'd']) {
    await takeIn(vault, id, Buffer.from(id));
    vault.pageTexts.put(id as DocumentId, { page: 1, widthPt: 595, heightPt: 842, source: 'text', words: [{ text: 'Realperson', rect: [60, 60, 80, 12], line: 1 }] });
  }
  vault.redactions.putSet({ edition, persons: [], terms: ['Realperson'], patterns: [], ground: 'Order', zones: [] });
  return vault;
}

test('what was proposed before a stop stays, and is on the log', async () => {
  const vault = await caseToSearch();
  const stop = new AbortController();
  const outcome = await proposeRedactions(vault, { edition }, { signal: stop.signal, report: ({ done }) => { if (done === 1) stop.abort(); } });
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(vault.redactions.zones({ edition })).toHaveLength(2);
  expect([...vault.events()].at(-1)).toMatchObject({ action: 'redaction-proposed', facts: { zones: 2, documents: 2 } });
  await vault.close();
});

test('nothing further is proposed while the work is paused', async () => {
  const vault = await caseToSearch();
  const gate = createWorkGate();
  const work = behindGate(gate, () => proposeRedactions(vault, { edition }, { report: ({ done }) => { if (done === 1) gate.close(); } }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(vault.redactions.zones({ edition })).toHaveLength(2);
  gate.open();
  expect(await work).toMatchObject({ ok: true, value: { proposed: 4, documents: 4 } });
  await vault.close();
});
