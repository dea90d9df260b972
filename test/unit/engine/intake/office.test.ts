import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeRendition } from '../../../../engine/intake/index.ts';
import { findOfficeConverter } from '../../../../engine/intake/office-converter.ts';
import { tasks as officeTasks } from '../../../../engine/intake/office-intake-tasks.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { smallZip } from './small-zip.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-office-test-'));
afterAll(() => {
  pools.close();
  rmSync(folder, { recursive: true });
});

const docx = smallZip([
  { name: '[Content_Types].xml', content: Buffer.from('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>') },
  { name: '_rels/.rels', content: Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>') },
  { name: 'word/document.xml', content: Buffer.from('<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Invoice for the hotel</w:t></w:r></w:p></w:body></w:document>') },
]);

it('shows office documents through LibreOffice where it is installed, else keeps them native with a slip sheet; nothing stays in memory', async () => {
  for (const [name, bytes] of [['invoice.docx', docx], ['invoice.rtf', Buffer.from('{\\rtf1\\ansi Invoice for the hotel\\par}')]] as const) {
    const result = await makeRendition(pools, { bytes, name });
    if (!result.ok) throw new Error(result.failure.code);
    writeFileSync(path.join(folder, 'a.pdf'), result.value.rendition!.pdf);
    const text = execFileSync('pdftotext', ['a.pdf', '-'], { cwd: folder, encoding: 'utf8' });
    expect(result.value).toMatchObject({ kind: 'office', pages: 1 });
    if (findOfficeConverter() === undefined) {
      expect(result.value.findings).toMatchObject([{ code: 'kept-native' }]);
      expect(text).toContain(name);
    } else {
      expect(result.value.findings).toMatchObject([{ code: 'office-converted' }]);
      expect(text).toContain('Invoice for the hotel');
    }
  }
  const left = process.platform === 'linux' ? readdirSync('/dev/shm').filter((name) => name.startsWith(`custodia-office-${process.pid}-`)) : [];
  expect(left).toEqual([]);
});

it('keeps a damaged office document native, with a slip sheet', async () => {
  const result = await makeRendition(pools, { bytes: docx.slice(0, docx.length - 40), name: 'cut.docx' });
  expect(result).toMatchObject({ ok: true, value: { kind: 'office', pages: 1 } });
});

it.each(['protected-agile.docx', 'protected-standard.docx'])('opens %s to the very bytes that were protected, and refuses a wrong password and a changed package', (name) => {
  const bytes = readFileSync(new URL(`../../../fixtures/intake/${name}`, import.meta.url));
  const opened = officeTasks.unlockOffice({ bytes, password: 'Grüße' });
  expect(opened.ok && Buffer.from(opened.value!).equals(docx)).toBe(true);
  expect(officeTasks.unlockOffice({ bytes, password: 'Gruesse' })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  expect(officeTasks.unlockOffice({ bytes })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  expect(officeTasks.unlockOffice({ bytes: docx, password: 'x' })).toEqual({ ok: true, value: undefined });
  if (name !== 'protected-agile.docx') return;
  const start = bytes.indexOf(Buffer.from([docx.byteLength & 0xff, docx.byteLength >> 8, 0, 0, 0, 0, 0, 0]));
  const changed = Buffer.from(bytes);
  changed[start + 100]! ^= 1;
  expect(officeTasks.unlockOffice({ bytes: changed, password: 'Grüße' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
});
