import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editionSecrets, type EditionSecrets } from '../../../../engine/operations/edition/edition-secrets.ts';
import { lookThroughRelease, type Outgoing } from '../../../../engine/operations/edition/look-through-release.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import type { CustodyExtract, ReleaseFacts, ReleaseFile } from '../../../../engine/release/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { picturePdf, scanOf, textPdf } from '../reading/make-scan.ts';
import { makeRealCase, type RealCase } from './real-case.ts';

const spelling = 'Nobody Realperson';

let real: RealCase;
let vault: Vault;
let secrets: EditionSecrets;
let outgoing: Outgoing;

beforeAll(async () => {
  real = await makeRealCase();
  vault = await real.open();
  secrets = editionSecrets(vault, 'defence');
  const folder = path.join(real.folder, 'opened');
  mkdirSync(folder);
  execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', real.identityFile, real.release, folder]);
  const data = path.join(folder, readdirSync(folder)[0] ?? '', 'data');
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
  const events = readFileSync(path.join(data, 'custody/events.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as CustodyExtract['events'][number]);
  outgoing = {
    files: files.map((file) => fileOf(path.relative(data, file), readFileSync(file))), statement: JSON.parse(readFileSync(path.join(data, 'release.json'), 'utf8')) as ReleaseFacts,
    custody: { checkpoint: '', events, proofs: { inclusion: [], withheld: [], consistency: null } },
  };
});
afterAll(async () => {
  await vault.close();
  real.close();
});

function fileOf(name: string, bytes: Uint8Array): ReleaseFile {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of one chunk
  return { path: name, bytes: bytes.length, open: async function* () { yield bytes; } };
}

async function bytesOf(name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of outgoing.files.find((file) => file.path === name)!.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function look(changed: Partial<Outgoing>): ReturnType<typeof lookThroughRelease> {
  return lookThroughRelease(real.engine, { ...outgoing, ...changed }, { secrets, languages: ['en'], proved: new Set(), decided: new Set() });
}

async function withFile(name: string, change: (bytes: Buffer) => Uint8Array | Promise<Uint8Array>): Promise<Outgoing['files']> {
  const bytes = await change(await bytesOf(name));
  return outgoing.files.map((file) => (file.path === name ? fileOf(name, bytes) : file));
}

async function inPdf(name: string, plant: (pdf: PDFDocument) => void | Promise<void>): Promise<Outgoing['files']> {
  return withFile(name, async (bytes) => {
    const pdf = await PDFDocument.load(bytes);
    await plant(pdf);
    return pdf.save({ useObjectStreams: true });
  });
}

const reads = (pdf: PDFDocument): void => pdf.setProducer('planted');
const bundle = 'bundle-01.pdf';
const named = PDFString.of(spelling);

/** Where the name is planted, one at a time. */
const carriers: readonly (readonly [string, () => Promise<Partial<Outgoing>>])[] = [
  ['the text of a page of the bundle', async () => ({ files: await inPdf(bundle, async (pdf) => { pdf.getPage(1).drawText(spelling, { x: 50, y: 50, size: 8, font: await pdf.embedFont(StandardFonts.Helvetica) }); }) })],
  ['the text of a translation', async () => ({ files: await inPdf('exhibits/0002.pdf', async (pdf) => { pdf.getPage(0).drawText(`It was ${spelling}.`, { x: 50, y: 50, size: 8, font: await pdf.embedFont(StandardFonts.Helvetica) }); }) })],
  ['a page that is nothing but a picture', async () => {
    const picture = await picturePdf([await scanOf(real.engine.pools, textPdf(`The keeper of the house was ${spelling}, who lived there until March.`))]);
    return { files: await inPdf('exhibits/0001.pdf', async (pdf) => { const [page] = await pdf.copyPages(await PDFDocument.load(picture), [0]); pdf.addPage(page); }) };
  }],
  ['invisible text', async () => ({ files: await inPdf(bundle, async (pdf) => { pdf.getPage(0).drawText(spelling, { x: 50, y: 50, size: 8, opacity: 0, font: await pdf.embedFont(StandardFonts.Helvetica) }); }) })],
  ['the metadata', async () => ({ files: await inPdf(bundle, (pdf) => pdf.setSubject(`About ${spelling}`)) })],
  ['the XMP packet', async () => ({ files: await inPdf(bundle, (pdf) => { pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(pdf.context.flateStream(`<x:xmpmeta><dc:title>${spelling}</dc:title></x:xmpmeta>`))); }) })],
  ['a bookmark', async () => ({ files: await inPdf(bundle, (pdf) => { pdf.catalog.set(PDFName.of('Outlines'), pdf.context.obj({ First: pdf.context.register(pdf.context.obj({ Title: named })), Count: 1 })); }) })],
  ['an annotation', async () => ({ files: await inPdf(bundle, (pdf) => { pdf.getPage(0).node.addAnnot(pdf.context.register(pdf.context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 10, 10], Contents: named }))); }) })],
  ['an attachment', async () => ({ files: await inPdf(bundle, (pdf) => pdf.attach(Buffer.from(`The keeper is ${spelling}.`), 'keeper.txt', { mimeType: 'text/plain' })) })],
  ['a form field', async () => ({ files: await inPdf(bundle, (pdf) => { pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ Fields: [pdf.context.register(pdf.context.obj({ FT: 'Tx', T: PDFString.of('f'), V: named }))] })); }) })],
  ['a script', async () => ({ files: await inPdf(bundle, (pdf) => pdf.addJavaScript('main', `var keeper = "${spelling}";`)) })],
  ['a hidden layer', async () => ({ files: await inPdf(bundle, (pdf) => {
    const group = pdf.context.register(pdf.context.obj({ Type: 'OCG', Name: named }));
    pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [group], D: { OFF: [group] } }));
  }) })],
  ['an earlier revision', async () => ({ files: await withFile(bundle, async (bytes) => {
    const pdf = await PDFDocument.load(bytes);
    pdf.setSubject(`About ${spelling}`);
    const before = Buffer.from(await pdf.save({ useObjectStreams: false }));
    // A later revision that says something harmless in the same place.
    const [id = ''] = /(\d+) 0 obj\s*<<[^>]*\/Subject/su.exec(before.toString('latin1'))?.slice(1) ?? [];
    const later = `${id} 0 obj\n<< /Producer (x) >>\nendobj\n`;
    const startxref = before.length + later.length;
    const previous = /startxref\s+(\d+)/u.exec(before.subarray(-60).toString('latin1'))?.[1] ?? '';
    const trailer = /trailer\s*<<(.*?)>>/su.exec(before.toString('latin1'))?.[1] ?? '';
    return Buffer.concat([before, Buffer.from(`${later}xref\n${id} 1\n${String(before.length).padStart(10, '0')} 00000 n \ntrailer\n<<${trailer} /Prev ${previous} >>\nstartxref\n${startxref}\n%%EOF\n`, 'latin1')]);
  }) })],
  ['the name of a file', () => Promise.resolve({ files: [...outgoing.files, fileOf('exhibits/Nobody-Realperson.bin', Buffer.from('x'))] })],
  ['the exhibit list as CSV', async () => ({ files: await withFile('exhibit-list.csv', (bytes) => Buffer.concat([bytes, Buffer.from(`P-9,${spelling},1\n`)])) })],
  ['the exhibit list as JSON', async () => ({ files: await withFile('exhibit-list.json', (bytes) => Buffer.from(JSON.stringify({ ...(JSON.parse(String(bytes)) as object), note: spelling }))) })],
  ['the exhibit list as a workbook', async () => ({ files: await withFile('exhibit-list.xlsx', () => {
    const text = Buffer.from(`<sheet><t>${spelling.replace('o', '&#111;')}</t></sheet>`);
    const packed = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x0403_4b50, 0);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(1, 26);
    return Buffer.concat([local, Buffer.from('s'), packed]);
  }) })],
  ['the index, as the exhibit list in PDF', async () => ({ files: await inPdf('exhibit-list.pdf', async (pdf) => { pdf.getPage(0).drawText(spelling, { x: 50, y: 50, size: 8, font: await pdf.embedFont(StandardFonts.Helvetica) }); }) })],
  ['the log of custody', () => Promise.resolve({ custody: { ...outgoing.custody, events: outgoing.custody.events.map((event, index) => (index === 0 ? { ...event, reason: `at the wish of ${spelling}` } : event)) } })],
  ['the signed statement', () => Promise.resolve({ statement: { ...outgoing.statement, redactions: [{ ...outgoing.statement.redactions[0]!, ground: `Order for ${spelling}` }] } })],
  ['an inflected form in another script, in a list', async () => ({ files: await withFile('exhibit-list.csv', (bytes) => Buffer.concat([bytes, Buffer.from('P-9,Заява Реалперсона,1\n')])) })],
];

describe('the last look before a release is sealed', () => {
  it('lets a release pass in which nothing was planted, also when its files were written anew', async () => {
    expect(await look({})).toEqual({ ok: true, value: undefined });
    expect(await look({ files: await inPdf(bundle, reads) })).toEqual({ ok: true, value: undefined });
  });

  it.each(carriers)('blocks it with one spelling of one name in %s', async (_, plant) => {
    const planted = await plant();
    expect(planted.files ?? planted.statement ?? planted.custody).toBeDefined();
    expect(await look(planted)).toMatchObject({ ok: false, failure: { code: 'leak-found' } });
  }, 60_000);

  it('blocks what cannot be looked through', async () => {
    expect((await look({ files: await withFile(bundle, (bytes) => bytes.subarray(0, 2000)) })).ok).toBe(false);
  });

  it('stands in the way of the release itself: a ground that names somebody leaves nothing behind', async () => {
    vault.redactions.putSet({ ...vault.redactions.set('defence')!, ground: `Order at the wish of ${spelling}` });
    const out = path.join(real.folder, 'named.tar');
    expect(await releaseEdition(real.engine, vault, { edition: 'defence', recipients: [], out })).toMatchObject({ ok: false, failure: { code: 'leak-found' } });
    expect(existsSync(out)).toBe(false);
    vault.redactions.putSet({ ...vault.redactions.set('defence')!, ground: 'Order of 2026-02-01' });
    expect((await releaseEdition(real.engine, vault, { edition: 'defence', recipients: [], out })).ok).toBe(true);
  }, 60_000);
});
