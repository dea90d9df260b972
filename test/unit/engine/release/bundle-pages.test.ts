import { afterAll, describe, expect, it } from 'vitest';
import { degrees, PDFDocument, PDFName, PDFString, rgb, StandardFonts, type PDFPage } from 'pdf-lib';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { openBundleComparison, type PageDifference } from '../../../../engine/release/bundle-pages/compare-bundle-pages.ts';

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

async function differences(exhibit: PDFDocument, bundle: readonly Uint8Array[], first = 2): Promise<readonly PageDifference[]> {
  const comparison = await openBundleComparison(pools, bundle);
  if (!comparison.ok) throw new Error(comparison.failure.message);
  try {
    const compared = await comparison.value.compare(await exhibit.save(), first);
    if (!compared.ok) throw new Error(compared.failure.message);
    return compared.value.differences;
  } finally {
    comparison.value.close();
  }
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
    expect((await differences(exhibit, [await small.save()], 1)).map(({ message }) => message)).toEqual(['The page of the bundle has another size than the exhibit with its frame.', 'The bundle has no such page, or it is damaged.']);
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

  it('cannot be compared where a file is no PDF', async () => {
    expect(await openBundleComparison(pools, [Buffer.from('no PDF')])).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });
});
