import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { sha256Hex } from '../../../../engine/integrity/index.ts';
import { draftTranslation, isMachineDraft, machineDrafts, removeMachineDraft } from '../../../../engine/operations/drafts/draft-translation.ts';
import { importMachineModel, machineModels, removeMachineModel, type MachineModel } from '../../../../engine/operations/drafts/machine-models.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { moveTranslation, requestTranslation } from '../../../../engine/operations/translations/translation-versions.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newFolder, newVault, refused, value } from '../vault/case-for-tests.ts';

const folder = fileURLToPath(new URL('../../../fixtures/bergamot-toy-enes/', import.meta.url));
const known = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as readonly { readonly source: string; readonly target: string }[];
const sentences = known.filter(({ source }) => /^[A-Z][^;]{30,}\.$/u.test(source) && !/[.?!] /u.test(source)).slice(0, 6);
const files = ['model.enes.bin', 'vocab.enes.model'].map((name) => join(folder, name));
const note = 'note' as DocumentId;

let vault: Vault;
let engine: Engine;
let model: MachineModel;
beforeAll(async () => {
  vault = await newVault();
  engine = createEngine();
  const file = join(await newFolder(), 'note.txt');
  await writeFile(file, sentences.map(({ source }) => source).join('\n\n'));
  value(await takeIn(engine, vault, [{ path: file, id: note, title: 'Note', language: 'en' }]));
  value(await readDocuments(engine, vault, {}));
  model = value(await importMachineModel(vault, { files, from: 'en', to: 'es', name: 'toy', licence: 'Apache-2.0' }));
});
afterAll(async () => {
  await vault.close();
  engine.close();
});

it('records the hash of each file of a model, and its licence', () => {
  expect(machineModels(vault)).toEqual([model]);
  expect(model.files.map(({ sha256 }) => sha256)).toEqual(files.map((file) => sha256Hex(readFileSync(file))));
  expect(model.licence).toBe('Apache-2.0');
});

it('refuses files that are no model, and a model without a licence', async () => {
  const ask = { files, from: 'en', to: 'es', name: 'x', licence: 'MIT' };
  expect(await refused(importMachineModel(vault, { ...ask, files: [files[0]!] }))).toMatchObject({ code: 'usage' });
  expect(await refused(importMachineModel(vault, { ...ask, files: [...files, join(folder, 'expected.json')] }))).toMatchObject({ code: 'usage' });
  expect(await refused(importMachineModel(vault, { ...ask, licence: ' ' }))).toMatchObject({ code: 'usage' });
  expect(await refused(importMachineModel(vault, { ...ask, files: [join(folder, 'model.gone.bin'), files[1]!] }))).toMatchObject({ code: 'file-missing' });
  expect(machineModels(vault)).toHaveLength(1);
});

it('drafts with the real engine, sentence by sentence, with progress, and marks every page', async () => {
  expect(sentences.length).toBeGreaterThan(3);
  const steps: number[] = [];
  const draft = value(await draftTranslation(engine, vault, { document: note, engine: model.id, language: 'es' }, { report: ({ done }) => steps.push(done) }));
  expect(draft.segments).toEqual(sentences.map(({ source, target }) => ({ original: source, draft: target })));
  expect(draft).toMatchObject({ originalSha256: vault.documents.get(note)?.sha256, modelSha256: model.files.map(({ sha256 }) => sha256), licence: 'Apache-2.0', tool: 'bergamot-translator 0.4.9' });
  expect(steps.at(-1)).toBe(vault.documents.get(note)?.pages);
  const rendition = vault.renditions.get(note, 'machine-draft', 'es')!;
  const pdf = value(await openPdfSession(engine.pools.document, await vault.readWholeObject(rendition.object)));
  expect(pdf.pages).toHaveLength(draft.pages);
  for (let page = 1; page <= pdf.pages.length; page++) {
    const words = value(await pdf.words(page)).words.map(({ text }) => text).join(' ');
    expect(words).toContain('MACHINE DRAFT – NOT A TRANSLATION');
    expect(words.match(/MACHINE DRAFT/gu)!.length).toBeGreaterThanOrEqual(2);
  }
  pdf.close();
});

it('is never certified, even taken in again as a document', async () => {
  const rendition = vault.renditions.get(note, 'machine-draft', 'es')!;
  const file = join(await newFolder(), 'draft.pdf');
  await writeFile(file, await vault.readWholeObject(rendition.object));
  const again = 'again' as DocumentId;
  value(await takeIn(engine, vault, [{ path: file, id: again, language: 'es' }]));
  const { id } = value(requestTranslation(vault, { original: note, language: 'es' }));
  value(moveTranslation(vault, { version: id, to: 'received', translation: again }));
  value(moveTranslation(vault, { version: id, to: 'reviewed' }));
  expect(moveTranslation(vault, { version: id, to: 'certified', translator: { name: 'Nadia Example' } })).toMatchObject({ ok: false, failure: { code: 'usage', message: expect.stringContaining('machine draft') as string } });
});

it('refuses other languages, a damaged model and a stop, and keeps nothing of them', async () => {
  const before = machineDrafts(vault);
  expect(await refused(draftTranslation(engine, vault, { document: note, engine: model.id, language: 'fr' }))).toMatchObject({ code: 'usage' });
  const damaged = join(await newFolder(), 'model.damaged.bin');
  await writeFile(damaged, Buffer.alloc(5000, 7));
  const bad = value(await importMachineModel(vault, { files: [damaged, files[1]!], from: 'en', to: 'es', name: 'bad', licence: 'none' }));
  expect(await refused(draftTranslation(engine, vault, { document: note, engine: bad.id, language: 'es' }))).toMatchObject({ code: 'draft-failed' });
  value(await removeMachineModel(vault, bad.id));
  expect(await refused(draftTranslation(engine, vault, { document: note, engine: model.id, language: 'es' }, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' });
  expect(machineDrafts(vault)).toEqual(before);
});

it('removes a draft, and still knows its bytes for a machine\'s', async () => {
  const rendition = vault.renditions.get(note, 'machine-draft', 'es')!;
  value(await removeMachineDraft(vault, { document: note, language: 'es' }));
  expect(machineDrafts(vault)).toEqual([]);
  expect(vault.renditions.get(note, 'machine-draft', 'es')).toBeUndefined();
  expect(isMachineDraft(vault, rendition.sha256)).toBe(true);
  expect(await refused(removeMachineDraft(vault, { document: note, language: 'es' }))).toMatchObject({ code: 'document-unknown' });
});
