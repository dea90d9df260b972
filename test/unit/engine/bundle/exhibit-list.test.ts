import { inflateRawSync } from 'node:zlib';
import jsQr from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeExhibitList, type ExhibitList, type ExhibitListEntry } from '../../../../engine/bundle/index.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { checkpointQr, checkpointWords } from '../../../../engine/release/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, pagesOfText } from './bundle-tools.ts';
import { makePdf } from './make-pdf.ts';

const readQr = jsQr as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const pools = createWorkerPools();
afterAll(() => pools.close());

const entries: readonly ExhibitListEntry[] = [
  { number: 'P-1', title: 'Показання "свідка", частина 1', language: 'uk', pages: 3, firstPage: '2', lastPage: '4', sha256: 'a'.repeat(64), originalSha256: 'b'.repeat(64), status: 'agreed', note: 'objection to § 3' },
  { number: 'P-1-T', title: '=HYPERLINK("https://example.org")', language: 'en', translationOf: 'P-1', pages: 2, firstPage: '5', lastPage: '6', sha256: 'c'.repeat(64), originalCommitment: 'd'.repeat(64) },
  { number: '@P-2', title: 'Line\r\nbreak, <b>&amp;', pages: 1, status: 'sealed' },
];

describe('an exhibit list', () => {
  let list: ExhibitList;
  beforeAll(async () => {
    const made = await makeExhibitList(pools, { title: 'Exhibits', reference: 'T1', language: 'en' }, entries);
    if (!made.ok) throw new Error(made.failure.message);
    list = made.value;
  });

  it('is CSV as RFC 4180 asks, and no cell of it is a formula', () => {
    const text = Buffer.from(list.csv).toString('utf8');
    const lines = text.split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
    expect(lines[0]).toBe('number,title,date,language,translationOf,pages,firstPage,lastPage,sha256,originalSha256,originalCommitment,status,note');
    expect(lines[1]).toBe(`P-1,"Показання ""свідка"", частина 1",,uk,,3,2,4,${'a'.repeat(64)},${'b'.repeat(64)},,agreed,objection to § 3`);
    expect(lines[2]).toMatch(/^P-1-T,"'=HYPERLINK\(""https:\/\/example\.org""\)"/u);
    expect(lines[3]).toMatch(/^'@P-2,"Line\r\nbreak/u);
    expect(lines).toHaveLength(5);
  });

  it('is canonical JSON with the same entries', () => {
    const value = JSON.parse(Buffer.from(list.json).toString('utf8')) as { exhibits: unknown; title: string };
    expect(value.exhibits).toEqual(entries);
    expect(Buffer.from(list.json).toString('utf8').startsWith('{"exhibits":[{"firstPage":"2","language":"uk"')).toBe(true);
  });

  it('is a workbook whose texts are texts', () => {
    const sheet = unzip(list.xlsx)['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&#34;https://example.org&#34;)</t>');
    expect(sheet).toContain('Показання');
    expect(sheet).toContain('<v>3</v>');
    expect(sheet).not.toContain('<f>');
  });

  it('is a workbook that can be read as it opens, in the language of the case and from its side', async () => {
    const made = await makeExhibitList(pools, { title: 'المستندات', language: 'ar' }, entries);
    const sheet = made.ok ? (unzip(made.value.xlsx)['xl/worksheets/sheet1.xml'] ?? '') : '';
    for (const part of ['rightToLeft="1"', '<col min="2" max="2" width="40"', '>المستند<', '>متفق عليه<', 'orientation="landscape"']) expect(sheet).toContain(part);
    expect(unzip(list.xlsx)['xl/worksheets/sheet1.xml']).not.toContain('rightToLeft');
  });

  it('is a PDF that shows numbers, titles, pages and hashes', () => {
    const text = pagesOfText(list.pdf).join('');
    for (const words of ['P-1-T', 'Translation of P-1', '2–4', 'agreed', 'Показання']) expect(text).toContain(words);
    expect(text.replaceAll(/\s/gu, '')).toContain('a'.repeat(64));
  });

  it('prints the head of the log, so that whoever keeps the paper can scan it whole or read it out', async () => {
    const note = `custodia.case/0123\n2817\n${Buffer.alloc(32, 7).toString('base64')}\n\n\u2014 custodia.case/0123 ${Buffer.alloc(68, 9).toString('base64')}\n`;
    const words = checkpointWords(note) ?? [];
    expect(words).toHaveLength(12);
    expect(checkpointWords(note.replace('2817', 'no size'))).toBeUndefined();
    const made = await makeExhibitList(pools, { title: 'Exhibits', language: 'ar' }, entries.slice(0, 1), { checkpoint: { qr: await checkpointQr(note), words } });
    if (!made.ok) throw new Error(made.failure.message);
    expect(pagesOfText(made.value.pdf).join(' ').replaceAll(/\s+/gu, ' ')).toContain(words.join(' '));
    const session = await openPdfSession(pools.document, made.value.pdf);
    if (!session.ok) throw new Error(session.failure.code);
    const image = await session.value.render(1, { dpi: 200 });
    session.value.close();
    if (!image.ok) throw new Error(image.failure.code);
    const { width, height, pixels } = image.value;
    const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let at = 0; at < width * height; at++) rgba.set(pixels.subarray(at * 3, at * 3 + 3), at * 4);
    expect(readQr(rgba, width, height)?.data).toBe(note);
  });

  function unzip(bytes: Uint8Array): Record<string, string> {
    const view = Buffer.from(bytes);
    const files: Record<string, string> = {};
    let at = 0;
    while (view.readUInt32LE(at) === 0x04034b50) {
      const [packed, nameLength] = [view.readUInt32LE(at + 18), view.readUInt16LE(at + 26)];
      const name = view.toString('utf8', at + 30, at + 30 + nameLength);
      files[name] = inflateRawSync(view.subarray(at + 30 + nameLength, at + 30 + nameLength + packed)).toString('utf8');
      at += 30 + nameLength + packed;
    }
    return files;
  }
});

describe('the code on the first page of an exhibit', () => {
  it('is read by a QR reader as the full hash, on turned and large pages too', async () => {
    const sha256 = '0123456789abcdef'.repeat(4);
    const sources = { a: makePdf({ pages: [{}] }), b: makePdf({ pages: [{ rotate: 90 }] }), c: makePdf({ pages: [{ mediaBox: '0 0 1684 2384' }] }) };
    const { pdf } = await assemble(pools, { title: 'B', language: 'en', index: false, sections: [{ title: '', entries: Object.keys(sources).map((key) => ({ key, exhibit: key, title: key, sha256 })) }] }, sources);
    const session = await openPdfSession(pools.document, pdf);
    if (!session.ok) throw new Error(session.failure.code);
    for (const page of [1, 2, 3]) {
      const image = await session.value.render(page, { dpi: 150 });
      if (!image.ok) throw new Error(image.failure.code);
      const { width, height, pixels } = image.value;
      // The top right of the page, where the code stands.
      const [columns, rows] = [Math.round(width * 0.2), Math.round(height * 0.2)];
      const rgba = new Uint8ClampedArray(columns * rows * 4).fill(255);
      for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
        const from = (row * width + width - columns + column) * 3;
        rgba.set(pixels.subarray(from, from + 3), (row * columns + column) * 4);
      }
      expect(readQr(rgba, columns, rows)?.data, `page ${page}`).toBe(sha256);
    }
    session.value.close();
  });
});
