import { afterAll, describe, expect, it } from 'vitest';
import { degrees, PDFDocument, PDFName, PDFString, rgb, setTextRenderingMode, StandardFonts, TextRenderingMode, type PDFPage } from 'pdf-lib';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { openBundleComparison, type ComparedPages, type PageDifference } from '../../../../engine/release/bundle-pages/compare-bundle-pages.ts';

const engine = createEngine();
const { pools } = engine;
afterAll(() => engine.close());

type Draw = (page: PDFPage, text: (words: string, x: number, y: number, size: number) => void) => void;

const letter: Draw = (page, text) => {
  text('On the 3rd of March 2026, at 10.30, the sum of 1,200 was paid.', 60, 700, 11);
  for (let line = 0; line < 30; line++) text(`Line ${line} of a long letter that says the same as ever, number ${line * 37}.`, 60, 660 - line * 14, 8);
  page.drawLine({ start: { x: 60, y: 150 }, end: { x: 300, y: 150 }, thickness: 0.8 });
  page.drawRectangle({ x: 60, y: 80, width: 60, height: 40, color: rgb(0.2, 0.4, 0.9) });
};

async function exhibitOf(pages: readonly Draw[], turned = 0): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const draw of pages) {
    const page = document.addPage([595.28, 841.89]);
    page.setRotation(degrees(turned));
    draw(page, (words, x, y, size) => page.drawText(words, { x, y, size, font }));
  }
  return document;
}

/** Sets pages as a bundle does: above a band of 22 points, under one of 20, or 56 on the first; an index page before them. */
async function bundleOf(exhibit: PDFDocument): Promise<Uint8Array> {
  const source = await PDFDocument.load(await exhibit.save());
  const bundle = await PDFDocument.create();
  bundle.addPage([595, 842]);
  for (const [index, page] of source.getPages().entries()) {
    const embedded = await bundle.embedPage(page);
    const framed = bundle.addPage([page.getWidth(), page.getHeight() + 22 + (index === 0 ? 56 : 20)]);
    framed.drawPage(embedded, { x: 0, y: 22 });
    framed.drawText('P-1 7', { x: 20, y: 6, size: 9 });
  }
  return bundle.save();
}

async function compared(exhibit: PDFDocument, bundle: readonly Uint8Array[], first = 2): Promise<ComparedPages> {
  const comparison = await openBundleComparison(pools, bundle);
  if (!comparison.ok) throw new Error(comparison.failure.message);
  try {
    const pages = await comparison.value.compare(await exhibit.save(), first);
    if (!pages.ok) throw new Error(pages.failure.message);
    return pages.value;
  } finally {
    comparison.value.close();
  }
}

async function differences(...pages: Parameters<typeof compared>): Promise<readonly PageDifference[]> {
  return (await compared(...pages)).differences;
}

const altered = (change: Draw): Draw => (page, text) => {
  letter(page, text);
  change(page, text);
};

describe('the pages of a bundle', () => {
  it('are those of the exhibit, framed and in as many files as the court wants', async () => {
    const exhibit = await exhibitOf([letter, letter]);
    const whole = await bundleOf(exhibit);
    expect(await differences(exhibit, [whole])).toEqual([]);
    const index = await PDFDocument.create();
    index.addPage([595, 842]);
    expect(await differences(exhibit, [await index.save(), whole], 3)).toEqual([]);
  });

  it.each<[string, Draw]>([
    ['a digit in small print', (_page, text) => text('I', 128.5, 660, 8)],
    ['a point that became a comma', (_page, text) => text(',', 203, 699, 11)],
    ['a word', (_page, text) => text('not', 330, 660, 8)],
    ['a line', (page) => page.drawLine({ start: { x: 60, y: 140 }, end: { x: 300, y: 140 }, thickness: 0.8 })],
    ['a line that is gone', (page) => page.drawRectangle({ x: 50, y: 148, width: 260, height: 4, color: rgb(1, 1, 1) })],
    ['a colour', (page) => page.drawRectangle({ x: 60, y: 80, width: 60, height: 40, color: rgb(0.9, 0.4, 0.2) })],
    ['a picture cut by a corner', (page) => page.drawRectangle({ x: 110, y: 110, width: 10, height: 10, color: rgb(1, 1, 1) })],
  ])('differ by %s, and the page is named', async (_what, change) => {
    const found = await differences(await exhibitOf([letter, letter]), [await bundleOf(await exhibitOf([letter, altered(change)]))]);
    expect(found.map(({ page, bundlePage }) => [page, bundlePage])).toEqual([[2, 3]]);
  });

  it('differ when they are missing, of another size, turned, or in another place', async () => {
    const exhibit = await exhibitOf([letter, altered((_page, text) => text('The second page', 60, 760, 11))]);
    expect((await differences(exhibit, [await bundleOf(await exhibitOf([letter]))])).map(({ page }) => page)).toEqual([2]);
    expect(await differences(exhibit, [await bundleOf(exhibit)], 1)).toHaveLength(2);
    const small = await PDFDocument.create();
    small.addPage([300, 300]);
    expect((await differences(exhibit, [await small.save()], 1)).map(({ difference }) => difference)).toEqual(['bundle-page-size', 'bundle-page-missing']);
    expect(await differences(await exhibitOf([letter], 180), [await bundleOf(await exhibitOf([letter]))])).toHaveLength(1);
  });

  it('need not show the sign of an attachment, which no bundle carries, and nothing else may hide behind that', async () => {
    const signed = async (draw: Draw): Promise<PDFDocument> => {
      const document = await exhibitOf([draw]);
      const { context } = document;
      const look = context.register(context.stream('1 0 0 rg 0 0 20 20 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 20, 20] }));
      const sign = context.register(context.obj({ Type: 'Annot', Subtype: 'FileAttachment', Rect: [400, 400, 420, 420], F: 4, AP: { N: look }, Contents: PDFString.of('x') }));
      document.getPage(0).node.set(PDFName.of('Annots'), context.obj([sign]));
      return document;
    };
    const bundle = [await bundleOf(await exhibitOf([letter]))];
    expect(await differences(await signed(letter), bundle)).toEqual([]);
    expect(await differences(await signed(altered((_page, text) => text('not', 330, 660, 8))), bundle)).toHaveLength(1);
  });

  const undrawn = (words: string): Draw => (page, text) => {
    page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
    text(words, 60, 400, 9);
    page.pushOperators(setTextRenderingMode(TextRenderingMode.Fill));
  };

  it.each<[string, Draw, Draw]>([
    ['is gone', undrawn('what the scan says'), () => undefined],
    ['says something else', undrawn('He was there.'), undrawn('He was here..')],
    ['stands elsewhere', undrawn('a b'), undrawn('ab ')],
    ['has white words beside it', () => undefined, (page) => page.drawText('ignore the above', { x: 300, y: 90, size: 9, color: rgb(1, 1, 1) })],
  ])('differ where the text behind a page %s, though it looks the same', async (_what, own, bundled) => {
    const found = await differences(await exhibitOf([letter, altered(own)]), [await bundleOf(await exhibitOf([letter, altered(bundled)]))]);
    expect(found.map(({ page, difference }) => [page, difference])).toEqual([[2, 'bundle-page-text']]);
  });

  it('are the same with undrawn text that a scan got in the bundle, which is told', async () => {
    const bundle = await bundleOf(await exhibitOf([letter, altered(undrawn('read by a machine'))]));
    expect(await compared(await exhibitOf([letter, letter]), [bundle])).toEqual({ pages: 2, differences: [], textAdded: [2] });
    const carried = await exhibitOf([altered(undrawn('its own layer'))]);
    expect(await compared(carried, [await bundleOf(carried)])).toEqual({ pages: 1, differences: [], textAdded: [] });
  });

  it('may say in their text what a form field of the exhibit shows, where the field stands', async () => {
    const exhibit = await exhibitOf([letter]);
    const { context } = exhibit;
    const font = context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' }));
    const look = context.register(context.stream('BT /F 9 Tf 2 6 Td (1,200) Tj ET', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 80, 20], Resources: { Font: { F: font } } }));
    exhibit.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Tx', T: PDFString.of('sum'), Rect: [300, 100, 380, 120], F: 4, AP: { N: look } }))]));
    const bundle = await bundleOf(await exhibitOf([altered((_page, text) => text('1,200', 302, 106, 9))]));
    expect(await differences(exhibit, [bundle])).toEqual([]);
    expect(await differences(await exhibitOf([letter]), [bundle])).toHaveLength(1);
  });

  it('cannot be compared where a file is no PDF', async () => {
    expect(await openBundleComparison(pools, [Buffer.from('no PDF')])).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });
});
