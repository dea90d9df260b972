import fc from 'fast-check';
import QrCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { findReferences } from '../../../../engine/bundle/find-references.ts';
import { hashCode, hashCodeSize } from '../../../../engine/bundle/hash-code.ts';
import { pageLabels } from '../../../../engine/bundle/page-labels.ts';
import { SourceExpander, sparseSource } from '../../../../engine/pdf/sparse-source.ts';
import type { PageText } from '../../../../shared/page-text.ts';

describe('page labels', () => {
  it('run on from the first number, or by section from 1', () => {
    expect(pageLabels([{ pages: 2 }, { pages: 2, section: 0 }], { first: 7 })).toEqual(['7', '8', '9', '10']);
    expect(pageLabels([{ pages: 1 }, { pages: 2, section: 0 }, { pages: 1, section: 26 }], { style: 'section' })).toEqual(['1', 'A1', 'A2', 'AA1']);
  });

  it('keep numbers that were handed out, and letter what is inserted between them or has grown', () => {
    const kept = [{ pages: 2, kept: { first: 1, pages: 1 } }, { pages: 2, kept: { first: 2, pages: 2 } }, { pages: 3, insert: true }, { pages: 1, kept: { first: 4, pages: 1 } }];
    expect(pageLabels(kept, {})).toEqual(['1', '1A', '2', '3', '3A', '3B', '3C', '4']);
  });

  it('put late documents behind the highest number, and leave holes where documents are gone', () => {
    expect(pageLabels([{ pages: 1, kept: { first: 1, pages: 1 } }, { pages: 1, kept: { first: 5, pages: 1 } }, { pages: 2 }], { late: 'end' })).toEqual(['1', '5', '6', '7']);
  });

  it('give no label twice, whatever was kept', () => {
    fc.assert(fc.property(fc.array(fc.record({ pages: fc.integer({ min: 1, max: 4 }), grown: fc.integer({ min: 0, max: 2 }), late: fc.boolean() }), { maxLength: 12 }), fc.boolean(), (parts, insert) => {
      let first = 1;
      const runs = parts.map(({ pages, grown, late }) => {
        if (late) return { pages, ...(insert ? { insert: true } : {}) };
        const run = { pages: pages + grown, kept: { first, pages } };
        first += pages;
        return run;
      });
      const labels = pageLabels(runs, {});
      expect(new Set(labels).size).toBe(labels.length);
    }));
  });
});

describe('the code of a hash', () => {
  it('is module by module what a general encoder makes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const text = Buffer.from(bytes).toString('hex');
      const { modules } = QrCode.create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M', maskPattern: 3 });
      const rows = hashCode(text);
      const own = Array.from({ length: hashCodeSize ** 2 }, (_, at) => ((rows[Math.floor(at / hashCodeSize) * 5 + ((at % hashCodeSize) >> 3)] ?? 0) >> (7 - ((at % hashCodeSize) & 7))) & 1);
      expect(own).toEqual(Array.from(modules.data));
    }), { numRuns: 25 });
    expect(() => hashCode('abc')).toThrow(RangeError);
  });
});

describe('a source without its pictures', () => {
  const data = 'x'.repeat(20_000);
  const object = (dictionary: string): string => `1 0 obj\n<<${dictionary}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`;

  it('leaves out the data of large pictures and fonts alone, and everything else stays in its place', () => {
    const source = Buffer.from(`%PDF-1.7\n${object('/Subtype/Image')}${object('/Type/ObjStm')}${object('')}${object('/Length1 5')}tail`, 'latin1');
    const sparse = sparseSource(source);
    expect(sparse.holes).toHaveLength(2);
    const expander = new SourceExpander();
    // What stood in the same memory before leaves nothing behind.
    const before = Buffer.from(`%PDF-1.4\n${'y'.repeat(9000)}${object('/Subtype/Image')}${'z'.repeat(60_000)}`, 'latin1');
    expander.expand(sparseSource(before));
    const expanded = Buffer.from(expander.expand(sparse));
    expect(expanded).toHaveLength(source.length);
    for (const [from, to] of sparse.holes) expect(expanded.subarray(from, to).every((byte) => byte === 0)).toBe(true);
    for (const [from, to] of sparse.holes) source.fill(0, from, to);
    expect(expanded.equals(source)).toBe(true);
  });

  it.each([['a name written in another way', '/Subtype/Image/Type/Obj#53tm'], ['no length of its own', '/Subtype/Image/Length 5 0 R'], ['an object stream', '/Type/ObjStm/X/Image']])('leaves nothing out of a stream with %s', (_, dictionary) => {
    const text = `%PDF-1.7\n1 0 obj\n<<${dictionary}${dictionary.includes('Length') ? '' : `/Length ${data.length}`}>>\nstream\n${data}\nendstream\nendobj\n`;
    expect(sparseSource(Buffer.from(text, 'latin1')).holes).toEqual([]);
  });
});

describe('mentions on a page', () => {
  const pageOf = (text: string): PageText => ({ page: 1, widthPt: 595, heightPt: 842, source: 'text', words: text.split(' ').map((word, at) => ({ text: word, rect: [at * 50, 100, 45, 12], line: 0 })) });
  const known = new Set(['P-1', 'P-1.2', 'P-12', 'D/3', 'Annex 4']);
  const find = (text: string): unknown[] => findReferences(pageOf(text), known).map(({ text: words, to }) => [words, to]);

  it('are exhibits of the case and others of their form, the longest that fits, and not parts of words', () => {
    expect(find('see P-12, (P-1.2) and “Annex 4”. XP-1 is none')).toEqual([['P-12,', { exhibit: 'P-12' }], ['(P-1.2)', { exhibit: 'P-1.2' }], ['“Annex 4”.', { exhibit: 'Annex 4' }]]);
    expect(find('the missing P-99 and D/3')).toEqual([['P-99', { exhibit: 'P-99' }], ['D/3', { exhibit: 'D/3' }]]);
  });

  it('are bundle pages in braces, in brackets with a section, and after the word for a page beside that for the bundle', () => {
    expect(find('{A/3} [B12] {45} [7] (1) page 45 of the bundle')).toEqual([['{A/3}', { label: 'A3' }], ['[B12]', { label: 'B12' }], ['{45}', { label: '45' }], ['page 45', { label: '45' }]]);
    expect(find('on page 45 of his diary')).toEqual([]);
  });

  it('are found as other languages and their digits and letters write them', () => {
    expect(find('див. сторінку 45 тому та доказ Р-12')).toEqual([['сторінку 45', { label: '45' }], ['Р-12', { exhibit: 'P-12' }]]);
    expect(find('انظر الصفحة ٤٥ من الملف والمستند P-١٢ و }٧{')).toEqual([['الصفحة ٤٥', { label: '45' }], ['P-١٢', { exhibit: 'P-12' }], ['}٧{', { label: '7' }]]);
    expect(find('voir la page 3 du dossier, vezi pagina 4 din dosar')).toEqual([['page 3', { label: '3' }], ['pagina 4', { label: '4' }]]);
    expect(find('тому він був на сторінці 5 свого щоденника у Києві')).toEqual([]);
  });
});
