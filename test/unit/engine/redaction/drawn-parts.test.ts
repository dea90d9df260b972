import { inflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, rgb, StandardFonts, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { outsideOf } from '../../../../engine/redaction/drawn/cut-shape.ts';
import type { Segment } from '../../../../engine/redaction/drawn/draw-element.ts';
import { drawnPartsFault } from '../../../../engine/redaction/drawn/drawn-parts-proof.ts';
import { tasks as proofTasks } from '../../../../engine/redaction/proof-tasks.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { textOf } from './pair-pages.ts';
import { drawnPage } from './redact-pair.ts';
import { qpdfDecoded } from './redaction-harness.ts';

const size = [320, 200] as const;
const zone: Rect = [18, 60, 284, 24];

async function pageOf(draw: (document: PDFDocument, page: PDFPage) => Promise<void> | void): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([...size]);
  page.drawText('Words that stay on this page', { x: 30, y: 170, size: 12, font: await document.embedFont(StandardFonts.Helvetica) });
  await draw(document, page);
  return document.save({ useObjectStreams: false });
}

async function redrawn(pdf: Uint8Array, zones: readonly Rect[] = [zone]): Promise<{ readonly pdf: Uint8Array; readonly why?: string; readonly broken: readonly string[] }> {
  const text = await textOf(pdf);
  // Words that the page does not show as a whole never come into the layer.
  const drawn = await drawnPage({ pdf, text: { ...text, words: text.words.filter(({ rect: [x, , width] }) => x + width <= size[0]) } }, zones);
  const alike = await proofTasks.unfaithful({ source: pdf, pdf: drawn.pdf, zones: [zones], drawn: [true] });
  const proof = await proofTasks.prove({ source: pdf, pdf: drawn.pdf, zones: [zones], secrets: [], drawn: [true] });
  if (!alike.ok || !proof.ok) throw new Error('not tried');
  return { ...drawn, broken: [...(alike.value.length === 0 ? [] : ['looks different']), ...proof.value.filter(({ holds }) => !holds).map(({ guarantee }) => guarantee)] };
}

const rawContent = (page: PDFPage, content: string): void => { page.node.addContentStream(page.doc.context.register(page.doc.context.stream(content))); };

const kinds: Readonly<Record<string, (document: PDFDocument, page: PDFPage) => Promise<void> | void>> = {
  'a picture, kept as grey where it has no colour': async (document, page) => {
    page.drawImage(await document.embedPng(await sharp({ create: { width: 60, height: 40, channels: 3, background: '#909090' } }).png().toBuffer()), { x: 30, y: 20, width: 60, height: 40 });
  },
  'a photograph that the zone covers in part': async (document, page) => {
    page.drawImage(await document.embedJpg(await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c08040' } }).jpeg().toBuffer()), { x: 30, y: 100, width: 60, height: 40 });
  },
  'text and a box that let through': async (document, page) => {
    page.drawRectangle({ x: 30, y: 20, width: 80, height: 30, color: rgb(1, 0.9, 0), opacity: 0.4 });
    page.drawText('See through', { x: 34, y: 28, size: 12, opacity: 0.7, font: await document.embedFont(StandardFonts.Helvetica) });
  },
  'a stamp that is an annotation': (document, page) => {
    const appearance = document.context.register(document.context.stream('0.8 0 0 rg 0 0 60 20 re f 1 g 5 5 50 10 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 60, 20] }));
    page.node.addAnnot(document.context.register(document.context.obj({ Type: 'Annot', Subtype: 'Stamp', F: 4, Rect: [200, 20, 260, 40], AP: { N: appearance } })));
  },
  'letters that are stroked': async (document, page) => {
    const key = page.node.newFontDictionary('F', (await document.embedFont(StandardFonts.TimesRomanBold)).ref).toString();
    rawContent(page, `BT 1 Tr 0.5 w ${key} 24 Tf 30 25 Td (Outline) Tj ET`);
  },
  'letters of bitmaps': (document, page) => {
    const glyph = document.context.register(document.context.stream('600 0 0 0 500 800 d1 q 500 0 0 800 0 0 cm BI /W 4 /H 4 /IM true /BPC 1 /D [1 0] ID \x90\x60\x60\x90 EI Q'));
    const font = document.context.register(document.context.obj({ Type: 'Font', Subtype: 'Type3', FontBBox: [0, 0, 600, 800], FontMatrix: [0.001, 0, 0, 0.001, 0, 0], FirstChar: 88, LastChar: 88, Widths: [600], Encoding: { Type: 'Encoding', Differences: [88, PDFName.of('x')] }, CharProcs: { x: glyph }, Resources: {} }));
    rawContent(page, `BT ${page.node.newFontDictionary('T', font).toString()} 20 Tf 30 25 Td (XXXX) Tj ET`);
  },
  'letters that a zone cuts through': async (document, page) => {
    page.drawText('Gravity goes on', { x: 30, y: 111, size: 16, font: await document.embedFont(StandardFonts.TimesRoman) });
    page.drawText('Below too', { x: 30, y: 138, size: 16, font: await document.embedFont(StandardFonts.TimesRoman) });
  },
  'a filled curve that a zone cuts through': (_, page) => { page.drawEllipse({ x: 150, y: 120, xScale: 60, yScale: 40, color: rgb(0.1, 0.3, 0.6) }); },
};

describe('a page is redrawn', () => {
  it.each(Object.entries(kinds))('with %s', async (_, draw) => {
    const { pdf, why, broken } = await redrawn(await pageOf(draw));
    expect(why).toBeUndefined();
    expect(broken).toEqual([]);
    expect(drawnPartsFault(pdf, [[zone]], [true])).toBeUndefined();
  });

  it('without any trace of a picture in a zone but black, and of a letter but what stands off it', async () => {
    const draw = kinds['letters that a zone cuts through'];
    const { pdf } = await redrawn(await pageOf((document, page) => draw?.(document, page)));
    const [top, bottom] = [size[1] - zone[1], size[1] - zone[1] - zone[3]];
    const content = qpdfDecoded(pdf).split('endstream').find((part) => part.includes('/G0 Do')) ?? '';
    const points = [...content.matchAll(/^(-?[\d.]+) (-?[\d.]+) [ml]$/gm)].map(([, , y]) => Number(y));
    // The only points between the edges of the zone would be those of a letter that was not cut.
    expect(points.filter((y) => y > bottom + 0.01 && y < top - 0.01)).toEqual([]);
    expect(points.filter((y) => Math.abs(y - top) < 0.01).length).toBeGreaterThan(4);
  });

  it('without the pixels and the ends of letters that a clip or the edge of the page hides', async () => {
    const pdf = await pageOf(async (document, page) => {
      const image = await document.embedPng(await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a05030' } }).png().toBuffer());
      const key = page.node.newXObject('Cropped', image.ref).toString();
      rawContent(page, `q 40 20 10 10 re W n q 50 0 0 50 20 5 cm ${key} Do Q Q`);
      page.drawText('Over the edge', { x: 285, y: 30, size: 12, font: await document.embedFont(StandardFonts.TimesRoman) });
    });
    const drawn = await redrawn(pdf);
    expect([drawn.why, drawn.broken]).toEqual([undefined, []]);
    const [picture] = (await PDFDocument.load(drawn.pdf, { updateMetadata: false })).context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image') ? [inflateSync(object.contents)] : []));
    const painted = picture?.filter((value) => value !== 0).length ?? 0;
    // 8 by 8 pixels of 40 by 40 show.
    expect(painted / 3).toBeGreaterThanOrEqual(64);
    expect(painted / 3).toBeLessThanOrEqual(100);
    const content = qpdfDecoded(drawn.pdf).split('endstream').find((part) => part.includes('/G0 Do')) ?? '';
    expect([...content.matchAll(/^(-?[\d.]+) -?[\d.]+ [ml]$/gm)].filter(([, x]) => Number(x) > size[0])).toEqual([]);
  });

  it('but not where what would have to be cut is a line that slants or a picture that is turned', async () => {
    const slanting = await pageOf((_, page) => { page.drawLine({ start: { x: 20, y: 20 }, end: { x: 300, y: 180 }, thickness: 1 }); });
    expect((await drawnPage({ pdf: slanting, text: await textOf(slanting) }, [zone])).why).toContain('slanting line');
  });
});

describe('outsideOf', () => {
  const box: Segment[] = [[0, 0, 0], [1, 10, 0], [1, 10, 10], [1, 0, 10], [4]];
  const area = (segments: readonly Segment[]): number => {
    const points = segments.filter(([code]) => code !== 4).map(([, x = 0, y = 0]) => [x, y] as const);
    return Math.abs(points.reduce((sum, [x, y], index) => { const [nextX, nextY] = points[(index + 1) % points.length] ?? [0, 0]; return sum + x * nextY - nextX * y; }, 0)) / 2;
  };

  it('keeps the area of what lies off the zone, in parts that do not touch it', () => {
    for (const hole of [[4, 4, 2, 2], [-5, 4, 20, 2], [8, 8, 20, 20], [3, -1, 2, 30]] as const) {
      const overlapped = Math.max(0, Math.min(10, hole[0] + hole[2]) - Math.max(0, hole[0])) * Math.max(0, Math.min(10, hole[1] + hole[3]) - Math.max(0, hole[1]));
      expect(outsideOf(box, hole).reduce((sum, part) => sum + area(part), 0)).toBeCloseTo(100 - overlapped, 6);
    }
  });

  it('leaves a shape off the zone as it is, and nothing of one inside', () => {
    expect(outsideOf(box, [20, 20, 5, 5])).toEqual([box]);
    expect(outsideOf(box, [-1, -1, 12, 12])).toEqual([]);
  });

  it('follows curves within a fiftieth of a point', () => {
    const k = 0.5522847498;
    const circle: Segment[] = [[0, 1, 0], [2, 1, k, k, 1, 0, 1], [2, -k, 1, -1, k, -1, 0], [2, -1, -k, -k, -1, 0, -1], [2, k, -1, 1, -k, 1, 0], [4]].map(([code = 0, ...points]) => [code, ...points.map((value) => value * 50)]);
    const parts = outsideOf(circle, [-100, -100, 200, 100]);
    expect(parts).toHaveLength(1);
    expect(area(parts[0] ?? [])).toBeCloseTo((Math.PI * 50 * 50) / 2, -1);
  });
});
