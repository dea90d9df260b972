import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFName, PDFNumber, PDFRawStream, PDFRef, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { placeSource } from '../../../../engine/bundle/place-source.ts';
import { OddSyntax } from '../../../../engine/pdf/object-syntax.ts';
import { parseOnDemand } from '../../../../engine/pdf/parse-on-demand.ts';
import { parsePdf, type ParsedPdf } from '../../../../engine/pdf/parse-pdf.ts';
import { listSourcePages } from '../../../../engine/pdf/source-pages.ts';
import { sparseSource } from '../../../../engine/pdf/sparse-source.ts';
import { makePdf, writePdf, writeText } from '../bundle/make-pdf.ts';

const corpus = path.join(import.meta.dirname, '../../../fixtures/corpus');
const bands = { topPt: 20, bottomPt: 22 };

/** All that setting a source into a bundle makes of it, as one hash; undefined where it cannot be set. */
function outcome(source: Uint8Array, parsed: ParsedPdf): string | undefined {
  const { pieces, ...placed } = placeSource(parsed, { firstObject: 10, pageTree: 2, markFont: 3, firstBands: bands, otherBands: bands, text: [] });
  const hash = createHash('sha256').update(JSON.stringify(placed));
  for (const piece of pieces) hash.update(piece instanceof Uint8Array ? piece : source.subarray(piece[0], piece[1]));
  return hash.digest('hex');
}

function orUndefined<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function throughQpdf(pdf: Uint8Array, ...options: readonly string[]): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    writeFileSync(path.join(folder, 'in.pdf'), pdf);
    execFileSync('qpdf', [...options, path.join(folder, 'in.pdf'), path.join(folder, 'out.pdf')]);
    return new Uint8Array(readFileSync(path.join(folder, 'out.pdf')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const plain = makePdf({ pages: [{ content: writeText('one', 60, 700) }, { content: writeText('two', 60, 700), rotate: 90 }] });
const edited = (change: (text: string) => string): Uint8Array => Buffer.from(change(Buffer.from(plain).toString('latin1')), 'latin1');
const contentOf = ({ context }: ParsedPdf, page: { readonly dict: PDFDict }): PDFObject | undefined => context.lookup(page.dict.get(PDFName.of('Contents')));

describe('a PDF that is read on demand', () => {
  it('gives the same pages in a bundle as one that is parsed as a whole, on files that others made', async () => {
    const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf')).sort();
    const differing: string[] = [];
    let same = 0;
    for (const name of files) {
      const bytes = new Uint8Array(readFileSync(path.join(corpus, name)));
      const quick = orUndefined(() => outcome(bytes, parseOnDemand(bytes)));
      if (quick === undefined) continue;
      const whole = await parsePdf(bytes).catch(() => undefined);
      if (whole !== undefined && outcome(bytes, whole) === quick) same++;
      else differing.push(path.basename(name));
    }
    // These give the lengths of streams elsewhere, which the whole parse does not look up: it takes one byte too many, the end of a line.
    expect(differing).toEqual(['imagemagick-ASCII85Decode', 'imagemagick-images', 'imagemagick-lzw'].map((name) => `007-imagemagick-images_${name}.pdf`));
    expect(same).toBeGreaterThan(200);
  });

  it.each([
    ['a table', plain],
    ['object streams', throughQpdf(plain, '--object-streams=generate')],
    ['two sections, linearised', throughQpdf(plain, '--linearize')],
    ['object streams, linearised', throughQpdf(plain, '--linearize', '--object-streams=generate')],
  ])('is found by %s', async (_, bytes) => {
    const whole = await parsePdf(bytes);
    expect(outcome(bytes, parseOnDemand(bytes))).toBe(whole === undefined ? 'none' : outcome(bytes, whole));
  });

  it('shows the newest of an object that was changed later', () => {
    const text = Buffer.from(plain).toString('latin1');
    const start = Number(/startxref\s+(\d+)/u.exec(text)?.[1]);
    const content = 'BT /F1 12 Tf 60 700 Td (newer) Tj ET';
    const body = `2000 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`;
    const table = `xref\n2000 1\n${String(text.length).padStart(10, '0')} 00000 n \ntrailer\n<</Size 2002/Root 1 0 R/Prev ${start}>>\nstartxref\n${text.length + body.length}\n%%EOF\n`;
    const parsed = parseOnDemand(Buffer.from(text + body + table, 'latin1'));
    const [first] = listSourcePages(parsed);
    const stream = first === undefined ? undefined : contentOf(parsed, first);
    expect(stream instanceof PDFRawStream ? Buffer.from(stream.contents).toString() : '').toBe(content);
  });

  it('reads values as they are written', () => {
    const value = '<</A#42 (a\\)b(c))/N[-.5 +3 007 1.50 4 0 R 5  0\nR]/H<4 1>/T true/X null % a remark >>\n/D<</E/F>>>>';
    const { context } = parseOnDemand(writePdf(new Map([[1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Kids[]/Count 0>>'], [3, value]])));
    expect(String(context.lookup(PDFRef.of(3)))).toBe('<<\n/AB (a\\)b(c))\n/N [ -0.5 3 7 1.5 4 0 R 5 0 R ]\n/H <4 1>\n/T true\n/X null\n/D <<\n/E /F\n>>\n>>');
  });

  it.each([
    ['whose entries are off by one byte', edited((text) => text.replace(/^(\d{10}) 00000 n/gmu, (_, at: string) => `${String(Number(at) + 1).padStart(10, '0')} 00000 n`))],
    ['whose table names another object', edited((text) => text.replace(/\b2000 1\n/u, '2001 1\n'))],
    ['that lacks an object', edited((text) => text.replace('/Contents 2000 0 R', '/Contents 2999 0 R'))],
    ['with a length that is wrong', edited((text) => text.replace(/\/Length (\d+)/u, (_, length: string) => `/Length ${Number(length) - 2}`))],
    ['that goes on after its end', Buffer.concat([plain, Buffer.from('more')])],
    ['that is protected', throughQpdf(plain, '--encrypt', '', 'owner', '256', '--')],
    ['that is cut', plain.subarray(0, plain.length - 40)],
  ])('leaves a file %s to the whole parse', (_, bytes) => {
    expect(() => outcome(bytes, parseOnDemand(bytes))).toThrow(OddSyntax);
  });

  it('takes a file without the data of its pictures only where each hole is the data of one stream', () => {
    const data = 'x'.repeat(20_000);
    const picture = (dictionary: string): Uint8Array => makePdf({ objects: [`<</Type/XObject/Subtype/Image/Width 100/Height 200/BitsPerComponent 8/ColorSpace/DeviceGray/Length ${dictionary}>>\nstream\n${data}\nendstream`], pages: [{ resources: '/XObject<</I 10 0 R>>', content: 'q 100 0 0 100 0 0 cm /I Do Q' }] });
    const source = picture(String(data.length));
    const { holes } = sparseSource(source);
    const [[from, to] = [0, 0]] = holes;
    expect(to - from).toBe(data.length);
    expect(outcome(source, parseOnDemand(source, holes))).toBe(outcome(source, parseOnDemand(source)));
    for (const wrong of [[from, to - 1], [from + 1, to], [from - 30, to], [from, to + 30]] as const) expect(() => outcome(source, parseOnDemand(source, [wrong])), String(wrong)).toThrow(OddSyntax);
    const object = Buffer.from(source).indexOf('1000 0 obj');
    expect(() => outcome(source, parseOnDemand(source, [[object, object + 4]]))).toThrow(OddSyntax);
  });

  it('does not read what no page needs', () => {
    const bytes = makePdf({ objects: ['<</Never(closed>>'], pages: [{ content: writeText('one', 60, 700) }] });
    const { context } = parseOnDemand(bytes);
    expect(outcome(bytes, parseOnDemand(bytes))).toBeDefined();
    expect(() => context.lookup(PDFRef.of(10))).toThrow(OddSyntax);
    expect(context.lookup(PDFNumber.of(4))?.toString()).toBe('4');
  });
});
