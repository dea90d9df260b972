import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../shared/identifiers.ts';
import { must } from '../unit/engine/operations/real-case.ts';
import { startServing, type ServingUnderTest } from './serving-bench.ts';

let bench: ServingUnderTest;
beforeAll(async () => {
  bench = startServing();
  must(await bench.call('createCase', { place: await bench.newPlace('case'), passphrase: 'correct horse battery staple', head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } }));
});
afterAll(async () => {
  await bench.close();
  expect(bench.bugs).toEqual([]);
});

const actions = async (): Promise<readonly string[]> => must(await bench.call('caseLog', { from: 0, limit: 100 })).events.map(({ action }) => action);

it('opens a document that is about to be looked at without a word on the log, until it is', async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 400]);
  writeFileSync(join(bench.folder, 'one.pdf'), await pdf.save());
  await bench.ended(await bench.call('addFiles', { files: [await bench.token(join(bench.folder, 'one.pdf'))] }));
  const [document] = must(await bench.call('listDocuments', { from: 0, limit: 10 })).documents;
  if (document === undefined) throw new Error('nothing was taken in');
  const before = await actions();
  must(await bench.call('expectDocument', { document: document.id }));
  must(await bench.call('expectDocument', { document: 'd-nowhere' as DocumentId }));
  expect(await actions()).toEqual(before);
  expect(must(await bench.call('documentPages', { document: document.id }))).toEqual({ count: 1, pages: [{ widthPt: 300, heightPt: 400 }] });
  expect(await actions()).toEqual([...before, 'document-viewed']);
});
