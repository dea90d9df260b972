import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../../../engine/operations/build-edition.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { planPages } from '../../../../engine/operations/plan-pages.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { createVault, type Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId, EditionName } from '../../../../shared/identifiers.ts';

const id = (text: string): DocumentId => text as DocumentId;
const edition = 'defence' as EditionName;
let folder = '';
let engine: Engine;
let vault: Vault;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-plan-pages-'));
  engine = createEngine();
  const made = await createVault({ folder: path.join(folder, 'case'), passphrase: 'a passphrase for a test', head: { title: 'Plan', court: 'plain', languages: ['en'], by: 'Test' }, keyDerivation: { memoryMiB: 64, passes: 3 } });
  if (!made.ok) throw new Error(made.failure.message);
  vault = made.value;
  const items = [1, 2, 3].map((number) => {
    const file = path.join(folder, `note-${number}.txt`);
    writeFileSync(file, `Note ${number} of Olena Koval.\n`.repeat(number * 60));
    return { path: file, id: id(`note-${number}`), title: `Note ${number} of Olena Koval`, exhibit: `P-${number}` };
  });
  const taken = await takeIn(engine, vault, items);
  expect(taken.ok && taken.value.refused).toEqual([]);
  vault.documents.change(id('note-2'), { confidentiality: 'sealed' });
  vault.persons.put({ pseudonym: 'Witness A', names: ['Olena Koval'], protected: true, child: false });
  vault.redactions.putSet({ edition, persons: ['Witness A'], terms: [], patterns: [], ground: 'Order of 1 March', zones: [] });
  vault.bundle.put({ title: 'Bundle', sections: [{ title: 'Notes', entries: items.map((item) => item.id) }] });
});
afterAll(async () => {
  await vault.close();
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('planPages', () => {
  it('says before building where each document will stand', async () => {
    const planned = planPages(vault, edition);
    const built = await buildEdition(engine, vault, edition);
    if (!built.ok) throw new Error(built.failure.message);
    const { pages, indexPages, entries } = built.value.assembled;
    expect([planned.pages, planned.indexPages]).toEqual([pages, indexPages]);
    expect(planned.entries.map(({ document, firstPage, lastPage }) => [document, firstPage, lastPage])).toEqual(entries.map(({ key, firstPage, lastPage }) => [key, firstPage, lastPage]));
    expect(planned.entries.map(({ title, sealed }) => [title, sealed])).toEqual([['Note 1 of Witness A', false], ['Sealed item', true], ['Note 3 of Witness A', false]]);
  });
  it('redacts what is drawn by hand although the edition has no rules', async () => {
    vault.redactions.removeSet(edition);
    vault.redactions.addZone({ edition, document: id('note-1'), page: 1, rect: [40, 40, 200, 60], why: 'privacy', ground: 'Order', origin: 'marked', state: 'approved', proposedBy: 'test' });
    const built = await buildEdition(engine, vault, edition);
    if (!built.ok) throw new Error(built.failure.message);
    const [first] = built.value.prepared.sections.flatMap(({ documents }) => documents);
    expect(first?.redaction?.zones).toBe(1);
  });
});
