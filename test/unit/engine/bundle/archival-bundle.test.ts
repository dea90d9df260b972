import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundlePlan } from '../../../../engine/bundle/index.ts';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, decodedBytes, runOnPdf } from './bundle-tools.ts';
import { makePdf, writeText, type TestPage } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const slip = async (title: string, language = 'en'): Promise<Uint8Array> => {
  const made = await typesetPages(pools, 'slip-sheet.typ', { exhibit: 'P-1', title, ground: '', language, words: { sealed: '' } });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
};
const plan = (language: string, keys: readonly string[]): BundlePlan => ({
  title: 'Bundle & more', language, createdAt: '2026-03-05T10:00:00.123Z', cover: true,
  sections: [{ title: 'A', entries: keys.map((key, at) => ({ key, exhibit: `P-${at + 1}`, title: key, sha256: 'a'.repeat(64) })) }],
});
const metadata = (part: number): string => {
  const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description pdfaid:part="${part}" pdfaid:conformance="B"/></x:xmpmeta>`;
  return `<</Type/Metadata/Subtype/XML/Length ${packet.length}>>\nstream\n${packet}\nendstream`;
};
const declaring = (part: number, intent = '', mediaBox = '0 0 595 842'): Uint8Array => makePdf({
  catalog: `/Metadata 10 0 R${intent}`, objects: [metadata(part), '<</N 4/Length 4>>\nstream\nicc!\nendstream'], pages: [{ mediaBox, resources: noFonts, content: '0 0 9 9 re f' }],
});
const noFonts = '/Font<<>>';
/** Two pages that declare PDF/A-2, the second with something in it. */
const withFault = (page: TestPage, ...objects: readonly string[]): Uint8Array => makePdf({ catalog: '/Metadata 10 0 R', objects: [metadata(2), ...objects], pages: [{ resources: noFonts, content: '0 0 9 9 re f' }, { resources: noFonts, ...page }] });

let english: Uint8Array;
let arabic: Uint8Array;
beforeAll(async () => {
  english = await slip('A statement');
  arabic = await slip('الشهادة', 'ar');
});

describe('a bundle for the archive', () => {
  it.each(['en', 'ar', 'uk'])('declares PDF/A-2b where every document does, and keeps what that asks of a file (%s)', async (language) => {
    const { pdf, files, notArchival } = await assemble(pools, plan(language, ['one', 'two']), { one: english, two: arabic });
    expect([files.map(({ archival }) => archival), notArchival]).toEqual([[true], []]);
    const bytes = decodedBytes(pdf);
    expect(bytes).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
    expect(bytes).toMatch(/\/S \/GTS_PDFA1/u);
    expect(bytes).not.toMatch(/\/Encrypt|\/LZWDecode|\/JavaScript|\/AA |\/NeedAppearances|DeviceCMYK/u);
    // One moment and one title, in both places where a file states them.
    expect(bytes).toContain('<xmp:CreateDate>2026-03-05T10:00:00Z</xmp:CreateDate>');
    expect(bytes).toContain('(D:20260305100000Z)');
    const fonts = runOnPdf('pdffonts', ['FILE'], pdf).output.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) expect(font).toMatch(/ yes (yes|no) +yes +\d+ +0$/u);
    for (const [, flags = ''] of bytes.matchAll(/\/Subtype \/Link[^>]*?\/F (\d+)|\/F (\d+)[^>]*?\/Subtype \/Link/gu)) if (flags !== '') expect(Number(flags) & 4).toBe(4);
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('makes no such claim where a document does not allow for it, and says which and why', async () => {
    const sources = {
      good: english, plain: makePdf({ pages: [{ content: writeText('words', 60, 700) }] }), third: declaring(3), second: declaring(2), wide: declaring(1, '', '0 0 15000 900'),
      ink: declaring(2, '/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 11 0 R>>]'),
    };
    const keys = Object.keys(sources);
    const { pdf, files, notArchival } = await assemble(pools, plan('en', keys), sources);
    expect(files.map(({ archival }) => archival)).toEqual([false]);
    expect(notArchival).toEqual([{ key: 'plain', why: 'not-declared' }, { key: 'third', why: 'not-declared' }, { key: 'wide', why: 'page-size', page: 1 }, { key: 'ink', why: 'colour' }]);
    expect(decodedBytes(pdf)).not.toMatch(/pdfaid|GTS_PDFA1/u);
  });

  it('does not believe a document whose pages hold what PDF/A forbids, and says on which page', async () => {
    const sources = {
      sound: withFault({ content: '1 0 0 rg 0 0 9 9 re f', annotations: ['<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/F 4/A<</S/URI/URI(https://example.org)>>>>'] }),
      font: withFault({ resources: '/Font<</F1 3 0 R>>', content: writeText('words', 60, 700) }),
      printer: withFault({ content: '0 0 0 1 k 0 0 9 9 re f' }),
      picture: withFault({ resources: `${noFonts}/XObject<</I 11 0 R>>` }, '<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK/Length 4>>\nstream\nabcd\nendstream'),
      blend: withFault({ resources: `${noFonts}/ExtGState<</G<</BM/Glow>>>>` }),
      note: withFault({ annotations: ['<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/F 2/Contents(hidden)>>'] }),
      packed: withFault({ resources: `${noFonts}/XObject<</X 11 0 R>>` }, '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/LZWDecode/Length 4>>\nstream\nabcd\nendstream'),
    };
    const { files, notArchival } = await assemble(pools, plan('en', Object.keys(sources)), sources);
    expect(files.map(({ archival }) => archival)).toEqual([false]);
    expect(notArchival).toEqual([
      { key: 'font', why: 'fonts', page: 2 }, { key: 'printer', why: 'colour', page: 2 }, { key: 'picture', why: 'colour', page: 2 }, { key: 'blend', why: 'transparency', page: 2 }, { key: 'note', why: 'annotation', page: 2 },
      { key: 'packed', why: 'syntax', page: 2 },
    ]);
  });

  it('makes no such claim for generated pages with a letter that is in no font, and shows them all the same', async () => {
    const odd = await slip('A \u{F0000} statement');
    const { notArchival } = await assemble(pools, plan('en', ['odd']), { odd });
    expect(notArchival).toEqual([{ key: 'odd', why: 'not-declared' }]);
  });
});
