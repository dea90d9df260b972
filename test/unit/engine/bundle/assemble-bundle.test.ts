import { afterAll, describe, expect, it } from 'vitest';
import { assembleBundle, assemblePdfs } from '../../../../engine/bundle/index.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, decodedBytes, openWithPdfJs, pagesOfText, runOnPdf } from './bundle-tools.ts';
import { firstPageObject, makePdf, writeText, type TestPage } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const hash = (digit: string): string => digit.repeat(64);
const onePage = (text: string, page: TestPage = {}): Uint8Array => makePdf({ pages: [{ content: writeText(text, 72, 700), ...page }] });
const single = (title = 'Document') => ({ title: 'Bundle', language: 'en', index: false, sections: [{ title: 'A', entries: [{ key: 'a', title }] }] });

async function render(pdf: Uint8Array, page: number): Promise<{ width: number; height: number; dark(x: number, y: number, width: number, height: number): number }> {
  const session = await openPdfSession(pools.document, pdf);
  if (!session.ok) throw new Error(session.failure.code);
  const image = await session.value.render(page, { dpi: 72, grey: true });
  session.value.close();
  if (!image.ok) throw new Error(image.failure.code);
  const { width, height, pixels } = image.value;
  return {
    width, height,
    dark: (x, y, w, h) => {
      let count = 0;
      for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + h); row++) for (let column = Math.max(0, Math.floor(x)); column < Math.min(width, x + w); column++) if ((pixels[row * width + column] ?? 255) < 110) count++;
      return count;
    },
  };
}

describe('a bundle', () => {
  it('stamps every page upright at the bottom right, whatever its rotation, crop box, unit and size', async () => {
    const variants: TestPage[] = [];
    for (const rotate of [0, 90, 180, 270, -90, 450]) {
      variants.push({ rotate }, { rotate, cropBox: '100 150 400 700' }, { rotate, mediaBox: '-200 -300 395 542' }, { rotate, mediaBox: '595 842 0 0' }, { rotate, userUnit: 2.5 }, { rotate, mediaBox: '0 0 2384 3370' }, { rotate, mediaBox: '0 0 298 420' }, { rotate, mediaBox: '0 0 60 80' }, { rotate, cropBox: '9000 9000 9100 9100' });
    }
    const { pdf, pages } = await assemble(pools, single(), { a: makePdf({ pages: variants.map((page) => ({ content: writeText('x', 300, 400, 8), ...page })) }) });
    expect(pages).toBe(variants.length);
    const session = await openPdfSession(pools.document, pdf);
    if (!session.ok) throw new Error(session.failure.code);
    for (let page = 1; page <= pages; page++) {
      const words = await session.value.words(page);
      if (!words.ok) throw new Error(words.failure.code);
      const { widthPt, heightPt } = words.value;
      const stamp = words.value.words.find(({ text }) => text === String(page));
      expect(stamp, `page ${page}`).toBeDefined();
      const [x, y, width, height] = stamp!.rect;
      expect(x + width, `page ${page}`).toBeGreaterThan(widthPt * 0.85);
      expect(x + width).toBeLessThan(widthPt);
      expect(y, `page ${page}`).toBeGreaterThan(heightPt - 90 * Math.max(1, heightPt / 842));
      expect(y + height).toBeLessThan(heightPt + 4);
      if (page > 9) expect(width, `page ${page} reads left to right`).toBeGreaterThan(height * 0.5);
      const image = await session.value.render(page, { dpi: 72, grey: true });
      if (!image.ok) throw new Error(image.failure.code);
      const scale = image.value.width / widthPt;
      let dark = 0;
      for (let row = Math.floor(y * scale); row < (y + height) * scale; row++) for (let column = Math.floor(x * scale); column < (x + width) * scale; column++) if ((image.value.pixels[row * image.value.width + column] ?? 255) < 128) dark++;
      expect(dark, `ink of the stamp on page ${page}`).toBeGreaterThan(3);
    }
    session.value.close();
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf)).toMatchObject({ status: 0 });
  });

  it('covers nothing of a page that is full to its edges, and shows nothing that was cropped away', async () => {
    const full = makePdf({ pages: [0, 90, 180, 270].map((rotate) => ({ rotate, mediaBox: '0 0 600 800', cropBox: '100 100 500 700', content: '0 g 0 0 600 800 re f' })) });
    const { pdf } = await assemble(pools, { ...single(), sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-1', title: 'Full', sha256: hash('a') }] }] }, { a: full });
    for (const page of [1, 2, 3, 4]) {
      const image = await render(pdf, page);
      const wide = page % 2 === 0;
      const [width, height] = wide ? [600, 400] : [400, 600];
      const top = page === 1 ? 56 : 20;
      expect([image.width, image.height]).toEqual([width, height + top + 22]);
      expect(image.dark(0, top + 1, width, height - 2), `page ${page}`).toBe(width * (height - 2));
      expect(image.dark(0, top + height + 1, width * 0.8, 20), 'nothing of the content below').toBe(0);
    }
  });

  it('leads from every index row and bookmark to the first page of the document', async () => {
    const entries = Array.from({ length: 60 }, (_, index) => ({ key: `d${index}`, exhibit: `P-${index + 1}`, title: `Документ № ${index + 1} — شهادة`, language: 'uk', sha256: hash('b') }));
    const sources = Object.fromEntries(entries.map(({ key }, index) => [key, makePdf({ pages: Array.from({ length: 1 + (index % 3) }, (_, page) => ({ content: writeText(`body ${key} ${page}`, 72, 700) })) })]));
    const { pdf, indexPages, pages, entries: placed } = await assemble(pools, { title: 'Trial bundle', language: 'en', sections: [{ title: 'A. First', entries: entries.slice(0, 30) }, { title: 'B. Second', entries: entries.slice(30) }] }, sources);
    expect(indexPages).toBeGreaterThan(1);
    const document = await openWithPdfJs(pdf);
    expect(document.numPages).toBe(pages);
    const pageOf = async (destination: unknown): Promise<number> => (await document.getPageIndex((destination as [{ num: number; gen: number }])[0])) + 1;
    const targets = new Set<number>();
    for (let page = 1; page <= indexPages; page++) {
      for (const annotation of (await (await document.getPage(page)).getAnnotations()) as { dest?: unknown }[]) targets.add(await pageOf(annotation.dest));
    }
    expect([...targets].sort((a, b) => a - b)).toEqual(placed.map(({ firstPage }) => firstPage));
    const text = pagesOfText(pdf);
    for (const { key, firstPage } of placed) expect(text[firstPage - 1]).toContain(`body ${key} 0`);
    const outline = (await document.getOutline()) as { title: string; dest: unknown; items: { title: string; dest: unknown }[] }[];
    expect(outline.map(({ title }) => title)).toEqual(['Index, p. 1', `A. First, p. ${placed[0]!.firstPage}`, `B. Second, p. ${placed[30]!.firstPage}`]);
    const marks = outline.flatMap(({ items }) => items);
    expect(marks).toHaveLength(60);
    for (const [index, mark] of marks.entries()) {
      expect(mark.title).toBe(`P-${index + 1} Документ № ${index + 1} — شهادة, p. ${placed[index]!.firstPage}`);
      expect(await pageOf(mark.dest)).toBe(placed[index]!.firstPage);
    }
    expect(await document.getPageLabels()).toEqual(Array.from({ length: pages }, (_, index) => String(index + 1)));
    await document.loadingTask.destroy();
  });

  it('opens at 100 % on its first page, bookmarks shown, language and title set, labels as stamped', async () => {
    const { pdf } = await assemble(pools, { ...single(), title: 'Обвинувачення', language: 'uk', numbering: { style: 'continuous', first: 41 } }, { a: onePage('text') });
    const document = await openWithPdfJs(pdf);
    const [page, fit, , , zoom] = ((await document.getOpenAction()) as unknown as Map<string, [{ num: number; gen: number }, { name: string }, number, number, number]>).get('dest')!;
    expect(await document.getPageIndex(page)).toBe(0);
    expect([fit.name, zoom]).toEqual(['XYZ', 1]);
    expect(await document.getPageMode()).toBe('UseOutlines');
    expect(await document.getPageLabels()).toEqual(['41']);
    expect((await document.getMetadata()).info).toMatchObject({ Title: 'Обвинувачення', Language: 'uk' });
    expect((await document.getViewerPreferences()) as unknown as Map<string, boolean>).toEqual(new Map([['DisplayDocTitle', true]]));
    expect(pagesOfText(pdf)[0]).toMatch(/\s41\s*$/u);
    await document.loadingTask.destroy();
  });

  it('numbers by section with matching labels where the court asks for it', async () => {
    const { pdf, entries } = await assemble(pools, { title: 'Bundle', language: 'en', numbering: { style: 'section' }, sections: ['A', 'B'].map((title) => ({ title, entries: [{ key: title, title }, { key: `${title}2`, title: `${title}2` }] })) }, { A: onePage('a'), A2: onePage('a'), B: onePage('b'), B2: onePage('b') });
    expect(entries.map(({ firstLabel }) => firstLabel)).toEqual(['A1', 'A2', 'B1', 'B2']);
    const document = await openWithPdfJs(pdf);
    expect(await document.getPageLabels()).toEqual(['1', 'A1', 'A2', 'B1', 'B2']);
    expect(pagesOfText(pdf)[3]).toMatch(/\sB1\s*$/u);
    await document.loadingTask.destroy();
  });

  it('heads exhibits with number, page of pages and hash, and pairs a translation with its original', async () => {
    const { pdf } = await assemble(pools, { ...single(), sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-1', title: 'Заява', language: 'uk', sha256: hash('1') }, { key: 'b', exhibit: 'P-1-T', title: 'Statement', language: 'en', translationOf: 'a', sha256: hash('2'), translator: 'A. Translator', certifiedAt: '2026-03-05' }] }] }, { a: makePdf({ pages: [{ content: writeText('one', 72, 700) }, { content: writeText('two', 72, 700) }] }), b: onePage('three') });
    const [first, second, third] = pagesOfText(pdf);
    expect(first).toContain(`P-1 · page 1 of 2 · sha256 ${'1'.repeat(12)}`);
    expect(first).toContain('Original (uk)');
    expect(first).toContain(hash('1'));
    expect(second).toContain('P-1 · page 2 of 2');
    expect(third).toContain('Translation (uk–en) of P-1 · A. Translator, 2026-03-05');
    expect(runOnPdf('pdftoppm', ['-r', '150', '-png', '-f', '1', '-l', '1', 'FILE'], pdf).status).toBe(0);
  });

  it('remaps links and named destinations inside a source', async () => {
    const link = (target: string): string => `<</Type/Annot/Subtype/Link/Rect[72 600 200 620]${target}>>`;
    const source = makePdf({
      pages: [
        { content: writeText('first', 72, 700), annotations: [link(`/Dest[${firstPageObject + 2} 0 R/XYZ 0 500 null]`), link('/Dest/old'), link('/A<</S/GoTo/D(new)>>'), link('/A<</S/GoTo/D(missing)>>'), link('/A<</S/Launch/F(calc.exe)>>'), link('/A<</S/URI/URI(https://example.org/)>>')] },
        { content: writeText('second', 72, 700) }, { content: writeText('third', 72, 700) },
      ],
      catalog: `/Dests<</old[${firstPageObject + 1} 0 R/Fit]>>/Names<</Dests<</Kids[<</Limits[(new)(new)]/Names[(new)<</D[${firstPageObject + 2} 0 R/FitH 700]>>]>>]>>>>`,
    });
    const { pdf, findings } = await assemble(pools, { title: 'B', language: 'en', sections: [{ title: 'A', entries: [{ key: 'x', title: 'X' }, { key: 'a', title: 'A' }] }] }, { x: onePage('other'), a: source });
    const document = await openWithPdfJs(pdf);
    const annotations = (await (await document.getPage(3)).getAnnotations()) as { dest?: [{ num: number; gen: number }]; url?: string }[];
    const targets = await Promise.all(annotations.map(async ({ dest, url }) => url ?? (await document.getPageIndex(dest![0])) + 1));
    expect(targets).toEqual([5, 4, 5, 'https://example.org/']);
    expect(findings.map(({ code, page }) => [code, page])).toEqual([['link-left-out', 1], ['action-left-out', 1]]);
    await document.loadingTask.destroy();
  });

  it('keeps hidden layers hidden and shown layers shown', async () => {
    const source = makePdf({
      pages: [{ content: '/OC /Hidden BDC 0 g 100 600 100 100 re f EMC /OC /Shown BDC 0 g 300 600 100 100 re f EMC', resources: '/Properties<</Hidden 10 0 R/Shown 11 0 R>>' }],
      objects: ['<</Type/OCG/Name(Hidden)>>', '<</Type/OCG/Name(Shown)>>'],
      catalog: '/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[10 0 R]>>>>',
    });
    const { pdf, findings } = await assemble(pools, single(), { a: source });
    const image = await render(pdf, 1);
    expect(image.dark(100, 142, 100, 100)).toBe(0);
    expect(image.dark(301, 143, 98, 98)).toBeGreaterThan(9000);
    expect(findings.map(({ code }) => code)).toContain('layer-hidden');
  });

  it('hides what a document hides by how it is used, when it is used to be seen', async () => {
    const source = makePdf({
      pages: [{ content: '/OC /A BDC 0 0 9 9 re f EMC /OC /B BDC 0 0 9 9 re f EMC /OC /C BDC 0 0 9 9 re f EMC', resources: '/Properties<</A 10 0 R/B 11 0 R/C 12 0 R>>' }],
      objects: ['<</Type/OCG/Name(A)/Usage<</View<</ViewState/OFF>>>>>>', '<</Type/OCG/Name(B)/Usage<</Print<</PrintState/OFF>>/View<</ViewState/ON>>>>>>', '<</Type/OCG/Name(C)/Usage<</View<</ViewState/OFF>>>>>>'],
      catalog: '/OCProperties<</OCGs[10 0 R 11 0 R 12 0 R]/D<</AS[<</Event/Print/Category[/Print]/OCGs[10 0 R 11 0 R 12 0 R]>><</Event/View/Category[/View]/OCGs[10 0 R 11 0 R]>>]>>>>',
    });
    const { pdf } = await assemble(pools, single(), { a: source });
    const text = decodedBytes(pdf);
    const [, off = ''] = /\/OFF \[([^\]]*)\]/u.exec(text) ?? [];
    const hidden = [...off.matchAll(/(\d+) 0 R/gu)].map(([, number = '']) => new RegExp(`^${number} 0 obj\\n<<[^]*?/Name \\((\\w)\\)`, 'mu').exec(text)?.[1]);
    expect(hidden).toEqual(['A']);
  });

  it('keeps form fields as they look, with equal names in two sources, and says so', async () => {
    const form = (value: string): Uint8Array => makePdf({
      pages: [{ content: '', annotations: ['10 0 R', '12 0 R'] }],
      objects: [
        `<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(${value})/Rect[100 600 300 630]/AP<</N 11 0 R>>>>`,
        `<</Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 3 0 R>>>>/Length 42>>\nstream\n${`BT /F1 12 Tf 4 10 Td (${value}) Tj ET`.padEnd(42)}\nendstream`,
        '<</Type/Annot/Subtype/Widget/FT/Tx/T(secret)/V(HIDDENVALUE)/F 2/Rect[100 500 300 530]>>',
      ],
      catalog: '/AcroForm<</Fields[10 0 R 12 0 R]>>',
    });
    const { pdf, findings } = await assemble(pools, { ...single(), sections: [{ title: 'A', entries: [{ key: 'a', title: 'A' }, { key: 'b', title: 'B' }] }] }, { a: form('Alpha'), b: form('Beta') });
    const [first, second] = pagesOfText(pdf);
    expect(first).toContain('Alpha');
    expect(second).toContain('Beta');
    expect(decodedBytes(pdf)).not.toContain('HIDDENVALUE');
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['form-flattened', 'field-hidden']));
  });

  it('shows the values of fields that bring no look of their own, or one that is out of date, and says so', async () => {
    const field = (rect: string, entries: string): string => `<</Type/Annot/Subtype/Widget/F 4/Rect[${rect}]${entries}>>`;
    const look = (shown: string): string => `<</Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 3 0 R>>>>/Length 46>>\nstream\n${`BT /F1 12 Tf 4 10 Td (${shown}) Tj ET`.padEnd(46)}\nendstream`;
    const fields = [
      field('100 700 300 730', '/FT/Tx/T(a)/V<FEFF041E043B0435043D0430>/DA(/Helv 12 Tf 0 0 1 rg)'),
      field('100 660 300 690', '/FT/Tx/T(b)/V(NEWVALUE)/AP<</N 20 0 R>>'),
      field('100 620 300 650', '/FT/Tx/T(c)/V(Same value)/AP<</N 21 0 R>>'),
      field('100 580 300 610', '/FT/Tx/T(d)/V(AB12)/Ff 16777216/MaxLen 8'),
      field('100 540 120 560', '/FT/Btn/T(e)/V/Yes/AS/Yes/MK<</CA(n)>>'),
      field('100 500 300 530', '/FT/Ch/T(f)/V(g)/Opt[[(r)(red)][(g)(green)]]'),
      field('100 460 300 490', '/FT/Tx/T(g)/V<FEFF0633064506CC0631>'),
      field('100 380 300 450', '/FT/Tx/T(h)/Ff 4096/V(First line\\rand a second one that is too long for its box and goes on below)'),
    ];
    const source = makePdf({
      pages: [{ content: '', annotations: fields.map((_, at) => `${10 + at} 0 R`) }],
      objects: [...fields, 'null', 'null', look('OLDVALUE'), look('Same value')],
      catalog: '/AcroForm<</Fields[]/NeedAppearances true>>',
    });
    const { pdf, findings } = await assemble(pools, single(), { a: source });
    const [text = ''] = pagesOfText(pdf);
    for (const shown of ['Олена', 'NEWVALUE', 'Same value', 'green', 'First line', 'goes on below']) expect(text).toContain(shown);
    expect(text).toMatch(/A\s+B\s+1\s+2/u);
    expect(text).not.toContain('OLDVALUE');
    const image = await render(pdf, 1);
    expect(image.dark(105, 842 - 555, 10, 10), 'the chosen box').toBeGreaterThan(90);
    expect(findings.map(({ code }) => code).sort()).toEqual(['field-look-made', 'field-without-look']);
    expect(decodedBytes(pdf), 'a look that shows its value stays as it is').toContain('(Same value) Tj');
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('shows a text box that leaves its look to whoever shows it', async () => {
    const { pdf } = await assemble(pools, single(), { a: makePdf({ pages: [{ content: '', annotations: ['<</Type/Annot/Subtype/FreeText/F 4/Rect[100 700 300 730]/DA(/Helv 12 Tf 0 g)/Contents(Said in the box)>>'] }] }) });
    expect(pagesOfText(pdf)[0]).toContain('Said in the box');
    expect((await render(pdf, 1)).dark(100, 842 - 730, 200, 30), 'letters are to be seen').toBeGreaterThan(50);
  });

  it('leaves scripts, attachments and metadata of sources out, with a finding, and every page object that is not bundled', async () => {
    const source = makePdf({
      pages: [{ content: writeText('shown', 72, 700), extra: '/AA<</O<</S/JavaScript/JS(CANARY1)>>>>/PieceInfo<</X<</Private(CANARY2)>>>>', annotations: ['<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 12 0 R>>', '<</Type/Annot/Subtype/Text/Rect[20 20 40 40]/Contents(a note)/AA<</E<</S/JavaScript/JS(CANARY3)>>>>>>'] }],
      catalog: '/OpenAction<</S/JavaScript/JS(CANARY4)>>/Metadata 13 0 R/Names<</EmbeddedFiles<</Names[(f)12 0 R]>>>>/StructTreeRoot<</Type/StructTreeRoot/K(CANARY5)>>',
      objects: ['<</Type/Page/Contents 11 0 R>>', '<</Length 7>>\nstream\nCANARY6\nendstream', '<</Type/Filespec/F(CANARY7)/EF<</F 14 0 R>>>>', '<</Type/Metadata/Length 7>>\nstream\nCANARY8\nendstream', '<</Type/EmbeddedFile/Length 7>>\nstream\nCANARY9\nendstream'],
    });
    const { pdf, findings } = await assemble(pools, single(), { a: source });
    const bytes = decodedBytes(pdf);
    expect(bytes).not.toContain('CANARY');
    expect(bytes).toContain('a note');
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['script-left-out', 'attachment-left-out', 'tags-not-carried']));
  });

  it('draws contents in several streams with unbalanced state as they were, and marks them right all the same', async () => {
    const source = makePdf({ pages: [{ content: ['q 0.5 0 0 0.5 50 50 cm', '0 g 0 0 200 200 re f q q'] }, { content: ['Q Q 0 g', '100 100 50 50 re f'] }], inherited: true });
    const { pdf } = await assemble(pools, single(), { a: source });
    const first = await render(pdf, 1);
    expect(first.dark(51, 842 - 149, 98, 98)).toBeGreaterThan(9000);
    expect(first.dark(560, 845, 30, 18)).toBeGreaterThan(2);
    const second = await render(pdf, 2);
    expect(second.dark(101, 842 - 149, 48, 48)).toBeGreaterThan(2200);
    expect(second.dark(560, 845, 30, 18)).toBeGreaterThan(2);
  });

  it('gives recognised pages their words, on rotated and cropped pages too', async () => {
    const pages = [0, 90, 180, 270].map((rotate) => ({ rotate, mediaBox: '0 0 600 800', cropBox: '50 50 550 750', content: '0.9 g 60 60 100 100 re f' }));
    const text = pages.map(({ rotate }, index) => {
      const [widthPt, heightPt] = rotate % 180 === 0 ? [500, 700] : [700, 500];
      return { page: index + 1, source: 'ocr' as const, widthPt, heightPt, words: [{ text: 'Свідчення', rect: [40, 60, 90, 14] as const, line: 0 }, { text: `слово${index}`, rect: [140, 60, 60, 14] as const, line: 0 }] };
    });
    const { pdf } = await assemble(pools, { ...single(), sections: [{ title: 'A', entries: [{ key: 'a', title: 'A', text }] }] }, { a: makePdf({ pages }) });
    const session = await openPdfSession(pools.document, pdf);
    if (!session.ok) throw new Error(session.failure.code);
    for (const page of [1, 2, 3, 4]) {
      const words = await session.value.words(page);
      const found = words.ok ? words.value.words.find((word) => word.text === `слово${page - 1}`) : undefined;
      expect(found, `page ${page}`).toBeDefined();
      expect(Math.abs(found!.rect[0] - 140)).toBeLessThan(3);
      expect(Math.abs(found!.rect[1] - 60)).toBeLessThan(6);
    }
    session.value.close();
    expect(pagesOfText(pdf)[2]).toContain('Свідчення слово2');
  });

  it('puts the same slip sheet in the place of a sealed document', async () => {
    const { pdf, pages } = await assemble(pools, { ...single(), sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-9', title: 'Order', sealed: true, sealedBy: 'Order of 2026-02-01' }] }] }, { a: onePage('SEALEDWORDS') });
    expect(pages).toBe(1);
    expect(pagesOfText(pdf)[0]).toContain('Order of 2026-02-01');
    expect(pagesOfText(pdf)[0]).not.toContain('SEALEDWORDS');
  });

  it('gives the same bytes for the same plan', async () => {
    const plan = { title: 'B', language: 'en', sections: [{ title: 'A', entries: [{ key: 'a', title: 'A', exhibit: 'P-1', sha256: hash('c') }] }] };
    const sources = { a: onePage('text') };
    expect((await assemble(pools, plan, sources)).sha256).toBe((await assemble(pools, plan, sources)).sha256);
  });
});

describe('sources that are not whole', () => {
  const writeNothing = (): Promise<void> => Promise.resolve();

  it.each([
    ['a cross-reference table one byte off', () => Buffer.from(Buffer.from(onePage('findable')).toString('latin1').replace(/startxref\n(\d+)/u, (_, at) => `startxref\n${Number(at) + 1}`), 'latin1')],
    ['no cross-reference table', () => Buffer.from(Buffer.from(onePage('findable')).toString('latin1').replace(/xref[\s\S]*$/u, ''), 'latin1')],
    ['rubbish before its header', () => Buffer.concat([Buffer.from('rubbish\n'.repeat(20)), onePage('findable')])],
  ])('are bundled with %s', async (_, source) => {
    const { pdf } = await assemble(pools, single(), { a: source() });
    expect(pagesOfText(pdf)[0]).toContain('findable');
  });

  it('are refused by name when nothing can be read, with nothing called success', async () => {
    for (const [bytes, code] of [[new Uint8Array(), 'document-empty'], [Buffer.from('not a PDF at all'), 'document-damaged'], [Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n'), 'document-damaged']] as const) {
      const result = await assembleBundle(pools, single(), { source: () => Promise.resolve(bytes), write: writeNothing });
      expect(result).toMatchObject({ ok: false, failure: { code, subject: 'a' } });
    }
  });

  it('show what readers show where a file defines an object twice and its cross-reference table names the other one', async () => {
    const plain = Buffer.from(makePdf({ pages: [{ content: writeText('SHOWN', 60, 700) }] })).toString('latin1');
    // Behind the real one stands another content that no table names; the hybrid table keeps the file from being read as a plain one.
    const start = plain.lastIndexOf('xref\n', plain.lastIndexOf('startxref'));
    const decoy = '2000 0 obj\n<</Length 34>>\nstream\nBT /F1 12 Tf 60 700 Td (DECOY) Tj ET\nendstream\nendobj\n';
    const tail = plain.slice(start).replace('/Root 1 0 R', '/Root 1 0 R/XRefStm 0').replace(/startxref\n\d+/u, `startxref\n${start + decoy.length}`);
    const { pdf, findings } = await assemble(pools, single(), { a: Buffer.from(plain.slice(0, start) + decoy + tail, 'latin1') });
    expect(pagesOfText(pdf)[0]).toContain('SHOWN');
    expect(decodedBytes(pdf)).not.toContain('DECOY');
    expect(findings.map(({ code }) => code)).toContain('repaired');
  });

  it('are opened when only an owner password guards them, and refused when a password is needed', async () => {
    const protect = (user: string): Uint8Array => {
      const { output } = runOnPdf('sh', ['-c', `qpdf --encrypt '${user}' owner 256 -- "$0" - | base64 -w0`, 'FILE'], onePage('guarded (text) here'));
      return Buffer.from(output, 'base64');
    };
    const { pdf, findings } = await assemble(pools, single(), { a: protect('') });
    expect(pagesOfText(pdf)[0]).toContain('guarded');
    expect(findings.map(({ code }) => code)).toContain('repaired');
    const refused = await assembleBundle(pools, single(), { source: () => Promise.resolve(protect('secret')), write: writeNothing });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'document-encrypted', subject: 'a' } });
  });

  it('stop the assembly when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await assembleBundle(pools, single(), { source: () => Promise.resolve(onePage('x')), write: writeNothing, signal: stop.signal })).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

describe('plans and plain assembly', () => {
  it('refuses a document twice, an exhibit number twice and a translation without its original', async () => {
    const options = { source: () => Promise.resolve(onePage('x')), write: () => Promise.resolve() };
    const of = (entries: readonly { key: string; title: string; exhibit?: string; translationOf?: string }[]) => assembleBundle(pools, { title: 'B', language: 'en', sections: [{ title: '', entries }] }, options);
    expect(await of([{ key: 'a', title: 'A' }, { key: 'a', title: 'A' }])).toMatchObject({ ok: false, failure: { code: 'plan-invalid', subject: 'a' } });
    expect(await of([{ key: 'a', title: 'A', exhibit: 'P-1' }, { key: 'b', title: 'B', exhibit: 'P-1' }])).toMatchObject({ ok: false, failure: { code: 'plan-invalid', subject: 'P-1' } });
    expect(await of([{ key: 'a', title: 'A', translationOf: 'z' }])).toMatchObject({ ok: false, failure: { code: 'plan-invalid', subject: 'a' } });
    expect(await of([])).toMatchObject({ ok: false, failure: { code: 'plan-invalid' } });
  });

  it('merges PDFs of anyone with a stamp of any form', async () => {
    const chunks: Uint8Array[] = [];
    const result = await assemblePdfs(pools, { title: 'Merged', files: [{ key: 'a', title: 'one.pdf' }, { key: 'b', title: 'two.pdf' }], index: true, stamp: 'Page {page} of {pages}', source: (key) => Promise.resolve(onePage(`body ${key}`)), write: (chunk) => { chunks.push(Uint8Array.from(chunk)); return Promise.resolve(); } });
    expect(result).toMatchObject({ ok: true, value: { pages: 3, indexPages: 1 } });
    const text = pagesOfText(Buffer.concat(chunks));
    for (const page of [1, 2, 3]) expect(text[page - 1]).toContain(`Page ${page} of 3`);
  });
});
