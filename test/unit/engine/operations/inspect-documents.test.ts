import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { countHiddenContent, inspectDocuments, inspectionOf, listHiddenContent } from '../../../../engine/operations/inspect-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { show, smallPdf } from '../intake/small-pdf.ts';
import { newFolder, newVault, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
afterAll(() => engine.close());

it('inspects the PDFs of a case once, as they came, and keeps what is found with its page, place and meaning', async () => {
  const vault = await newVault();
  const folder = await newFolder();
  writeFileSync(path.join(folder, 'a.pdf'), smallPdf({ content: `${show('Witness Olena Koval lives here', 50, 300)}0 g 98 296 84 16 re f\n` }));
  writeFileSync(path.join(folder, 'b.pdf'), smallPdf({ content: show('Nothing to see', 50, 300) }));
  writeFileSync(path.join(folder, 'c.txt'), 'no PDF');
  const ids = Object.fromEntries(value(await takeIn(engine, vault, [{ path: folder }])).documents.map(({ name, id }) => [name, id]));
  expect(inspectionOf(vault, ids['a.pdf']!)).toBeUndefined();
  const report = value(await inspectDocuments(engine, vault));
  expect(report.documents.map(({ id, findings }) => [id, findings.length])).toEqual([[ids['a.pdf'], 1], [ids['b.pdf'], 0]]);
  expect(inspectionOf(vault, ids['a.pdf']!)).toMatchObject([{ code: 'covered-text', page: 1, text: 'Olena Koval', rect: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)], message: expect.stringMatching(/.{40}/u) as unknown }]);
  expect(inspectionOf(vault, ids['b.pdf']!)).toEqual([]);
  expect(value(await inspectDocuments(engine, vault)).documents).toEqual([]);
  expect(value(await inspectDocuments(engine, vault, { documents: [ids['a.pdf']!, ids['c.txt']!] })).documents).toHaveLength(1);
  expect(await inspectDocuments(engine, vault, { documents: ['d-none' as never] })).toMatchObject({ ok: false, failure: { code: 'document-unknown' } });
  await vault.close();
});

it('lists what was found in many documents, what gives most away first, and counts what was not looked into yet', async () => {
  const vault = await newVault();
  const folder = await newFolder();
  const text = (name: string, body: string): void => { writeFileSync(path.join(folder, name), smallPdf({ content: body })); };
  text('a.pdf', show('Nothing to see', 50, 300));
  text('b.pdf', show('Outside the page', 900, 300));
  text('c.pdf', `${show('Witness Olena Koval lives here', 50, 300)}0 g 98 296 84 16 re f\n`);
  const ids = Object.fromEntries(value(await takeIn(engine, vault, [{ path: folder }])).documents.map(({ name, id }) => [name, id]));
  expect(listHiddenContent(vault, vault.documents.list())).toEqual({ hidden: [], inspected: 0, uninspected: 3 });
  value(await inspectDocuments(engine, vault, { documents: [ids['a.pdf']!, ids['b.pdf']!, ids['c.pdf']!] }));
  const listed = listHiddenContent(vault, vault.documents.list());
  expect(listed).toMatchObject({ inspected: 3, uninspected: 0 });
  expect(listed.hidden.map(({ document, found, page }) => [document, found[0]?.code, page])).toEqual([[ids['c.pdf'], 'covered-text', 1], [ids['b.pdf'], 'outside-crop', 1]]);
  expect(countHiddenContent(vault)).toBe(2);
  await vault.close();
});
