import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { inspectDocuments } from '../../../../engine/operations/inspect-documents.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { createPageViewer } from '../../../../engine/operations/view-pages.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId, ObjectId } from '../../../../shared/identifiers.ts';
import { show, smallPdf } from '../intake/small-pdf.ts';
import { newFolder, newVault, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
const viewer = createPageViewer();
let vault: Vault;
let damaged: DocumentId;
let whole: DocumentId;

function damage(object: ObjectId): void {
  const file = readdirSync(path.join(vault.folder, 'objects'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(object)) ?? '';
  const at = path.join(vault.folder, 'objects', file);
  const bytes = readFileSync(at);
  bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 1;
  writeFileSync(at, bytes);
}

beforeAll(async () => {
  vault = await newVault(path.join(await newFolder(), 'case'));
  const files = await Promise.all(['damaged', 'whole'].map(async (name) => {
    const file = path.join(await newFolder(), `${name}.pdf`);
    writeFileSync(file, smallPdf({ content: show(`Words of the ${name} file`, 50, 300) }));
    return { path: file };
  }));
  const taken = value(await takeIn(engine, vault, files)).documents;
  damaged = taken.find(({ name }) => name === 'damaged.pdf')!.id;
  whole = taken.find(({ name }) => name === 'whole.pdf')!.id;
  const { original } = vault.documents.get(damaged)!;
  for (const object of new Set([original, vault.renditions.get(damaged, 'pdf')!.object])) damage(object);
});
afterAll(async () => {
  viewer.close();
  engine.close();
  await vault.close();
});

describe('a document whose stored file was damaged', () => {
  const refused = { code: 'case-damaged', detail: 'object-damaged', subject: '' };

  it('is named, and costs reading and inspection of the others nothing', async () => {
    const read = value(await readDocuments(engine, vault));
    expect(read).toMatchObject({ documents: [{ id: whole, pages: 1 }], refused: [{ id: damaged, failure: { ...refused, subject: damaged } }] });
    const inspected = value(await inspectDocuments(engine, vault));
    expect(inspected).toMatchObject({ documents: [{ id: whole }], refused: [{ id: damaged, failure: { ...refused, subject: damaged } }] });
  });

  it('is refused as often as it is looked at, ends nothing when it is only expected, and leaves the others to be looked at', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => { unheard.push(error); };
    process.on('unhandledRejection', hear);
    viewer.expect(vault, { document: damaged });
    for (let time = 0; time < 2; time++) expect(await viewer.sizes(vault, { document: damaged }, 0)).toMatchObject({ ok: false, failure: { ...refused, subject: damaged } });
    for (let time = 0; time < 3; time++) expect(value(await viewer.sizes(vault, { document: whole }, 0)).count).toBe(1);
    viewer.forget();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });
});
