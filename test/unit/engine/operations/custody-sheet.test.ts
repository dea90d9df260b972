import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCustodySheet } from '../../../../engine/intake/custody-sheet.ts';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newFolder, newVault, refused, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
let vault: Vault;
beforeAll(async () => { vault = await newVault(); });
afterAll(async () => {
  await vault.close();
  engine.close();
});

const photo = 'a photograph, in words';
const sha256 = createHash('sha256').update(photo).digest('hex');

async function folderOf(sheet: string, name = 'custody-sheet.csv'): Promise<string> {
  const folder = await newFolder();
  mkdirSync(path.join(folder, 'phone'));
  writeFileSync(path.join(folder, 'phone', 'photo.txt'), photo);
  writeFileSync(path.join(folder, 'note.txt'), 'a note');
  writeFileSync(path.join(folder, name), sheet);
  return folder;
}

describe('a custody sheet', () => {
  it('is read from CSV with any separator, spelled headings and quoted line breaks, keeping the lines', () => {
    const { rows, faults } = parseCustodySheet('\ufeffFile;Seal number;Condition;received_from\r\n"phone/photo.txt";S-1;"torn\r\nbag";Det. Example\r\n\r\nnote.txt;;;\r\n');
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { line: 2, file: 'phone/photo.txt', source: { sealNumber: 'S-1', condition: 'torn\nbag', receivedFrom: 'Det. Example' } },
      { line: 5, file: 'note.txt', source: {} },
    ]);
  });

  it('is read from JSON, with the line of each entry', () => {
    const { rows, faults } = parseCustodySheet(`{\n  "files": [\n    { "file": "a.pdf", "collectedAt": "2026-03-01T14:30", "origin": "a phone", "sha256": "${sha256.toUpperCase()}" },\n    { "file": "b.pdf", "exhibit": "P-1" }\n  ]\n}`);
    expect(faults).toEqual([]);
    expect(rows).toEqual([{ line: 3, file: 'a.pdf', sha256, source: { collectedAt: '2026-03-01T14:30', origin: 'a phone' } }, { line: 4, file: 'b.pdf', exhibit: 'P-1', source: {} }]);
  });

  it.each([
    ['file,colour\na,b', [1]], ['title\nx', [1]], ['file,file\na,b', [1]], ['file,collectedAt\na,1 March\nb,2026-02-30\nc,2026-03-01', [2, 3]], ['file,sha256\na,beef', [2]], ['file,title\na,b,c', [2]],
    ['file\na\na', [3]], ['file,title\n,x', [2]], ['file,confidentiality\na,secret', [2]], ['', [1]], ['{"files": 3}', [1]], ['[\n{"file": "a"},\n{"file": 7},\n5]', [3, 4]], ['{"files": [', [1]], ['[{"file":"a","colour":"b"}]', [1]],
  ])('refuses wrong rows by line: %j', (sheet, lines) => {
    expect(parseCustodySheet(sheet).faults.map(({ line }) => line)).toEqual(lines);
  });
});

describe('files that come with a custody sheet', () => {
  it('get what it says of them: in the document, its custody form and the log; files that it does not name are told', async () => {
    const folder = await folderOf(`file,title,exhibit,origin,collectedBy,collectedAt,place,receivedFrom,receivedBy,itemNumber,sealNumber,condition,sha256
phone/photo.txt,Photograph,P-7,a phone,Det. Example,2026-03-01,Example Street 1,Det. Example,Registry,EX/1,S-1,sealed bag,${sha256}
`);
    const { documents } = value(await takeIn(engine, vault, [{ path: folder, source: { receivedBy: 'Somebody else', place: 'Elsewhere' } }]));
    const id = (name: string): (typeof documents)[number]['id'] => documents.find((document) => document.name === name)!.id;
    expect(documents.map(({ name }) => name).sort()).toEqual(['custody-sheet.csv', 'note.txt', 'photo.txt']);
    expect(vault.documents.get(id('photo.txt'))).toMatchObject({
      title: 'Photograph', exhibit: 'P-7',
      source: { origin: 'a phone', collectedBy: 'Det. Example', collectedAt: '2026-03-01', place: 'Example Street 1', receivedFrom: 'Det. Example', receivedBy: 'Registry', itemNumber: 'EX/1', sealNumber: 'S-1', condition: 'sealed bag' },
    });
    expect(vault.custody.list(id('photo.txt'))).toMatchObject([{ action: 'taken-in', releasedBy: 'Det. Example', receivedBy: 'Registry', place: 'Example Street 1', condition: 'sealed bag', sealNumber: 'S-1', sha256After: sha256 }]);
    expect(vault.findings.list(id('photo.txt')).map(({ code }) => code)).toEqual([]);
    expect(vault.documents.get(id('note.txt'))?.source).toEqual({ receivedBy: 'Somebody else', place: 'Elsewhere' });
    expect(vault.findings.list(id('note.txt')).map(({ code }) => code)).toContain('custody-not-named');
    expect(vault.findings.list(id('custody-sheet.csv')).map(({ code }) => code)).not.toContain('custody-not-named');
    const events = [...vault.events()].filter(({ object }) => object === id('photo.txt'));
    expect(events[0]?.facts).toMatchObject({ custodyLine: 2 });
    expect(JSON.stringify([...vault.events()])).not.toContain('Det. Example');
  });

  it('are told where their bytes are not those of the sheet', async () => {
    const folder = await folderOf(`[{ "file": "photo.txt", "sha256": "${'0'.repeat(64)}" }]`, 'custody-sheet.json');
    const { documents } = value(await takeIn(engine, vault, [{ path: folder }]));
    const photoDocument = documents.find(({ name }) => name === 'photo.txt')!;
    expect(vault.findings.list(photoDocument.id).map(({ code }) => code)).toContain('custody-hash-differs');
  });

  it.each([
    ['a file that did not come', 'file\nphone/photo.txt\nphone/missing.txt\n', 3], ['a value that cannot be', 'file,collectedAt\nnote.txt,soon\n', 2], ['one file twice, by two names', 'file\nphoto.txt\nphone/photo.txt\n', 3],
    ['an exhibit number that is taken', 'file,exhibit\nnote.txt,P-7\n', 2],
  ])('are all refused, by line, where the sheet names %s', async (_what, sheet, line) => {
    const before = [vault.documents.count(), vault.eventCount()];
    const folder = await folderOf(sheet);
    expect(await refused(takeIn(engine, vault, [{ path: folder }]))).toMatchObject({ code: 'custody-sheet-invalid', line });
    expect([vault.documents.count(), vault.eventCount()]).toEqual(before);
  });

  it('may have it elsewhere, named by hand', async () => {
    const folder = await folderOf('file\nnote.txt\n', 'list.csv');
    const sheet = path.join(await newFolder(), 'sheet.csv');
    writeFileSync(sheet, 'file,itemNumber\nnote.txt,EX/2\nphone/photo.txt,EX/3\n');
    const { documents } = value(await takeIn(engine, vault, [{ path: path.join(folder, 'note.txt') }, { path: path.join(folder, 'phone') }], { custodySheet: sheet }));
    expect(documents.map(({ id }) => vault.documents.get(id)?.source.itemNumber)).toEqual(['EX/2', 'EX/3']);
  });
});
