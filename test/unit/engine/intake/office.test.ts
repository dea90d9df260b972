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

const xml = (text: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
const relationships = (...all: readonly (readonly [id: string, type: string, target: string])[]): Buffer => xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`);
const types = (...parts: readonly (readonly [name: string, type: string])[]): Buffer => xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts.map(([name, type]) => `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`).join('')}</Types>`);

const odt = smallZip([
  { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.text'), stored: true },
  { name: 'content.xml', content: xml('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text><text:p>Invoice for the hotel</text:p></office:text></office:body></office:document-content>') },
  { name: 'META-INF/manifest.xml', content: xml('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>') },
]);
const xlsx = smallZip([
  { name: '[Content_Types].xml', content: types(['/xl/workbook.xml', 'spreadsheetml.sheet.main'], ['/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet']) },
  { name: '_rels/.rels', content: relationships(['r1', 'officeDocument', 'xl/workbook.xml']) },
  { name: 'xl/workbook.xml', content: xml('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Ledger" sheetId="1" r:id="r1"/></sheets></workbook>') },
  { name: 'xl/_rels/workbook.xml.rels', content: relationships(['r1', 'worksheet', 'worksheets/sheet1.xml']) },
  { name: 'xl/worksheets/sheet1.xml', content: xml('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Invoice for the hotel</t></is></c></row></sheetData></worksheet>') },
]);
const drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>';
const colours = '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';
const pptx = smallZip([
  { name: '[Content_Types].xml', content: types(['/ppt/presentation.xml', 'presentationml.presentation.main'], ['/ppt/slides/slide1.xml', 'presentationml.slide'], ['/ppt/slideMasters/slideMaster1.xml', 'presentationml.slideMaster'], ['/ppt/slideLayouts/slideLayout1.xml', 'presentationml.slideLayout']) },
  { name: '_rels/.rels', content: relationships(['r1', 'officeDocument', 'ppt/presentation.xml']) },
  { name: 'ppt/presentation.xml', content: xml(`<p:presentation ${drawing}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="r1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="r2"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`) },
  { name: 'ppt/_rels/presentation.xml.rels', content: relationships(['r1', 'slideMaster', 'slideMasters/slideMaster1.xml'], ['r2', 'slide', 'slides/slide1.xml']) },
  { name: 'ppt/slideMasters/slideMaster1.xml', content: xml(`<p:sldMaster ${drawing}><p:cSld><p:spTree>${group}</p:spTree></p:cSld>${colours}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="r1"/></p:sldLayoutIdLst></p:sldMaster>`) },
  { name: 'ppt/slideMasters/_rels/slideMaster1.xml.rels', content: relationships(['r1', 'slideLayout', '../slideLayouts/slideLayout1.xml']) },
  { name: 'ppt/slideLayouts/slideLayout1.xml', content: xml(`<p:sldLayout ${drawing}><p:cSld><p:spTree>${group}</p:spTree></p:cSld></p:sldLayout>`) },
  { name: 'ppt/slideLayouts/_rels/slideLayout1.xml.rels', content: relationships(['r1', 'slideMaster', '../slideMasters/slideMaster1.xml']) },
  { name: 'ppt/slides/slide1.xml', content: xml(`<p:sld ${drawing}><p:cSld><p:spTree>${group}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="1000000" y="1000000"/><a:ext cx="6000000" cy="1000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>Invoice for the hotel</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`) },
  { name: 'ppt/slides/_rels/slide1.xml.rels', content: relationships(['r1', 'slideLayout', '../slideLayouts/slideLayout1.xml']) },
]);
const officeFiles = [['invoice.docx', docx], ['invoice.rtf', Buffer.from('{\\rtf1\\ansi Invoice for the hotel\\par}')], ['invoice.odt', odt], ['invoice.xlsx', xlsx], ['invoice.pptx', pptx]] as const;

it('shows office documents through LibreOffice where it is installed, else keeps them native with a slip sheet; nothing stays in memory', async () => {
  for (const [name, bytes] of officeFiles) {
    const result = await makeRendition(pools, { bytes, name });
    if (!result.ok) throw new Error(result.failure.code);
    writeFileSync(path.join(folder, 'a.pdf'), result.value.rendition!.pdf);
    const text = execFileSync('pdftotext', ['a.pdf', '-'], { cwd: folder, encoding: 'utf8' });
    expect(result.value, name).toMatchObject({ kind: 'office', pages: 1 });
    if (findOfficeConverter() === undefined) {
      expect(result.value.findings, name).toMatchObject([{ code: 'kept-native' }]);
      expect(text).toContain(name);
    } else {
      expect(result.value.findings, name).toMatchObject([{ code: 'office-converted' }]);
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

it.each(['protected-agile.docx', 'protected-standard.docx'])('opens %s to the very bytes that were protected, and refuses a wrong password and a changed package', async (name) => {
  const bytes = readFileSync(new URL(`../../../fixtures/intake/${name}`, import.meta.url));
  const opened = await officeTasks.unlockOffice({ bytes, password: 'Grüße' });
  expect(opened.ok && Buffer.from(opened.value!).equals(docx)).toBe(true);
  expect(await officeTasks.unlockOffice({ bytes, password: 'Gruesse' })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  expect(await officeTasks.unlockOffice({ bytes })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  expect(await officeTasks.unlockOffice({ bytes: docx, password: 'x' })).toEqual({ ok: true, value: undefined });
  if (name !== 'protected-agile.docx') return;
  const start = bytes.indexOf(Buffer.from([docx.byteLength & 0xff, docx.byteLength >> 8, 0, 0, 0, 0, 0, 0]));
  const changed = Buffer.from(bytes);
  changed[start + 100]! ^= 1;
  expect(await officeTasks.unlockOffice({ bytes: changed, password: 'Grüße' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
});

it('takes the protection off every part of an OpenDocument file, and tells a wrong password from a change', async () => {
  const bytes = readFileSync(new URL('../../../fixtures/intake/protected.odt', import.meta.url));
  const opened = await officeTasks.unlockOffice({ bytes, password: 'Grüße' });
  writeFileSync(path.join(folder, 'open.odt'), opened.ok ? opened.value! : '');
  const part = (name: string): string => execFileSync('unzip', ['-p', 'open.odt', name], { cwd: folder, encoding: 'utf8' });
  expect(part('content.xml')).toContain('Invoice for the hotel');
  expect(part('META-INF/manifest.xml')).not.toContain('encryption');
  expect(await officeTasks.unlockOffice({ bytes, password: 'Gruesse' })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  expect(await officeTasks.unlockOffice({ bytes })).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  const changed = Buffer.from(bytes);
  changed[bytes.indexOf('content.xml') + 'content.xml'.length + 40]! ^= 1;
  expect(await officeTasks.unlockOffice({ bytes: changed, password: 'Grüße' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
});
