import { PDFDocument, PDFName, PDFString, StandardFonts, type PDFPage } from 'pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { recognised } from './outside-readers.ts';
import { readText, redactWords } from './redaction-harness.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

type Planting = (document: PDFDocument, page: PDFPage) => Promise<void> | void;

const written: Planting = async (document, page) => {
  const font = await document.embedFont(StandardFonts.Helvetica);
  const look = document.context.stream('BT /F 14 Tf 5 8 Td (Olena Testenko) Tj ET', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 30], Resources: { Font: { F: font.ref } } });
  const annotation = document.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [20, 80, 220, 110], Contents: PDFString.of('Olena Testenko'), F: 4, AP: { N: document.context.register(look) } });
  page.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(annotation)]));
};

/** As some programs write one: how it looks is left to whoever shows it. */
const unlooked: Planting = (document, page) => {
  const annotation = document.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [20, 80, 220, 110], Contents: PDFString.of('Olena Testenko'), DA: PDFString.of('/Helv 14 Tf 0 g'), F: 4 });
  page.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(annotation)]));
};

const filledIn: Planting = (document, page) => {
  const field = document.getForm().createTextField('name');
  field.setText('Olena Testenko');
  field.addToPage(page, { x: 20, y: 80, width: 200, height: 30 });
};

const inherited: Planting = async (document, page) => {
  await written(document, page);
  const resources = page.node.get(PDFName.of('Resources'));
  page.node.delete(PDFName.of('Resources'));
  if (resources !== undefined) document.catalog.Pages().set(PDFName.of('Resources'), resources);
};

async function pageWith(plant: Planting): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([300, 200]);
  page.drawText('The page itself says nothing.', { x: 20, y: 170, size: 12, font: await document.embedFont(StandardFonts.Helvetica) });
  await plant(document, page);
  return document.save();
}

describe('a name that an annotation or a form field shows', () => {
  describe.each([['a free text', written], ['a free text without a look of its own', unlooked], ['a field that is filled in', filledIn], ['a free text on a page that inherits its fonts', inherited]])('%s', (_, plant) => {
    it.each([false, true])('is found and hidden with the rest left to see, redrawn: %s', async (structural) => {
      const pdf = await pageWith(plant);
      expect(recognised(pdf)).toContain('Testenko');
      expect((await readText(pools, pdf))[0]?.words.map(({ text }) => text)).toEqual(expect.arrayContaining(['nothing.', 'Testenko']));
      const redacted = await redactWords(pools, pdf, ['Testenko'], structural ? { method: 'structural' } : {});
      if (!redacted.ok) throw new Error(redacted.failure.message);
      expect(recognised(redacted.value.pdf)).toMatch(/itself says nothing/u);
      expect(recognised(redacted.value.pdf)).not.toMatch(/Testen|Olena/u);
    });
  });
});
