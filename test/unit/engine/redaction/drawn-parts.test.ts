import { readFileSync } from 'node:fs';
import { PDFDocument, PDFName, rgb, StandardFonts, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { outsideOf } from '../../../../engine/redaction/drawn/cut-shape.ts';
import { pointsOf, type DrawElement, type Segment } from '../../../../engine/redaction/drawn/draw-element.ts';
import { drawnPartsFault } from '../../../../engine/redaction/drawn/drawn-parts-proof.ts';
import { keepElements } from '../../../../engine/redaction/drawn/keep-elements.ts';
import { readDrawing } from '../../../../engine/redaction/drawn/read-drawing.ts';
import { openWithPdfjs } from '../../../../engine/redaction/pdfjs-text.ts';
import { tasks as proofTasks } from '../../../../engine/redaction/proof-tasks.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { textOf } from './pair-pages.ts';
import { drawnByPoppler } from './outside-readers.ts';
import { drawnPage } from './redact-pair.ts';

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
  const proof = await proofTasks.prove({ source: pdf, pdf: drawn.pdf, zones: [zones], secrets: [], drawn: [true] });
  if (!proof.ok) throw new Error('not tried');
  return { ...drawn, broken: proof.value.filter(({ holds }) => !holds).map(({ guarantee }) => guarantee) };
}

const rawContent = (page: PDFPage, content: string): void => { page.node.addContentStream(page.doc.context.register(page.doc.context.stream(content))); };

/** Grain over four colours, so that decoders of JPEG round it differently. */
function photograph(): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: 240 * 160 * 3 }, (_, at) => ((at * at * 31) % 97) + (Math.floor(at / 360) % 4) * 40);
  return sharp(pixels, { raw: { width: 240, height: 160, channels: 3 } }).jpeg({ quality: 60 }).toBuffer();
}

const kinds: Readonly<Record<string, (document: PDFDocument, page: PDFPage) => Promise<void> | void>> = {
  'a picture, kept as grey where it has no colour': async (document, page) => {
    page.drawImage(await document.embedPng(await sharp({ create: { width: 60, height: 40, channels: 3, background: '#909090' } }).png().toBuffer()), { x: 30, y: 20, width: 60, height: 40 });
  },
  'a photograph that the zone covers in part': async (document, page) => {
    page.drawImage(await document.embedJpg(await photograph()), { x: 30, y: 100, width: 60, height: 40 });
  },
  'letters of a font of an office that is not in the file': (document, page) => {
    const font = document.context.register(document.context.obj({ Type: 'Font', Subtype: 'TrueType', BaseFont: 'Arial,Bold', Encoding: 'WinAnsiEncoding' }));
    rawContent(page, `BT ${page.node.newFontDictionary('Office', font).toString()} 14 Tf 30 25 Td (Without widths) Tj ET`);
  },
  'text and a box that let through': async (document, page) => {
    page.drawRectangle({ x: 30, y: 20, width: 80, height: 30, color: rgb(1, 0.9, 0), opacity: 0.4 });
    page.drawText('See through', { x: 34, y: 28, size: 12, opacity: 0.7, font: await document.embedFont(StandardFonts.Helvetica) });
  },
  'a stamp that is an annotation': (document, page) => {
    const appearance = document.context.register(document.context.stream('0.8 0 0 rg 0 0 60 20 re f 1 g 5 5 50 10 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 60, 20] }));
    page.node.addAnnot(document.context.register(document.context.obj({ Type: 'Annot', Subtype: 'Stamp', F: 4, Rect: [200, 20, 260, 40], AP: { N: appearance } })));
  },
  'letters of bitmaps': (document, page) => {
    const glyph = document.context.register(document.context.stream('600 0 0 0 500 800 d1 q 500 0 0 800 0 0 cm BI /W 4 /H 4 /IM true /BPC 1 /D [1 0] ID \x90\x60\x60\x90 EI Q'));
    const font = document.context.register(document.context.obj({ Type: 'Font', Subtype: 'Type3', FontBBox: [0, 0, 600, 800], FontMatrix: [0.001, 0, 0, 0.001, 0, 0], FirstChar: 88, LastChar: 88, Widths: [600], Encoding: { Type: 'Encoding', Differences: [88, PDFName.of('x')] }, CharProcs: { x: glyph }, Resources: {} }));
    rawContent(page, `BT ${page.node.newFontDictionary('T', font).toString()} 20 Tf 30 25 Td (XXXX) Tj ET`);
  },
  'letters of standard fonts, which are not in the file': async (document, page) => {
    for (const [index, face] of [StandardFonts.TimesRoman, StandardFonts.CourierBold, StandardFonts.HelveticaOblique, StandardFonts.Symbol].entries()) {
      page.drawText(face === StandardFonts.Symbol ? '\u03b1\u03b2' : 'Gravity goes on', { x: 30, y: 20 + index * 22, size: 16, font: await document.embedFont(face) });
    }
  },
  'lines that a zone cuts through': (_, page) => {
    page.drawLine({ start: { x: 40, y: 20 }, end: { x: 40, y: 160 }, thickness: 0.8, color: rgb(0, 0, 0.5) });
    page.drawRectangle({ x: 60.3, y: 20.2, width: 3.3, height: 130.4, color: rgb(0, 0.2, 0) });
    page.drawRectangle({ x: 80, y: 10, width: 200, height: 145, borderColor: rgb(0.4, 0, 0), borderWidth: 1.5 });
    page.drawLine({ start: { x: 50.2, y: 20 }, end: { x: 50.2, y: 160 }, thickness: 0.8, dashArray: [3, 2] });
  },
};

const cut = async (document: PDFDocument, page: PDFPage): Promise<void> => {
  page.drawText('Gravity goes on', { x: 30, y: 111, size: 16, font: await document.embedFont(StandardFonts.TimesRoman) });
  page.drawText('Below too', { x: 30, y: 138, size: 16, font: await document.embedFont(StandardFonts.TimesRoman) });
  page.drawEllipse({ x: 240, y: 120, xScale: 60, yScale: 40, color: rgb(0.1, 0.3, 0.6) });
};

/** What is left of a page, whether or not it looks the same to the last pixel. */
async function remains(pdf: Uint8Array): Promise<readonly DrawElement[]> {
  const document = await openWithPdfjs(pdf, { outlines: true });
  const source = await document.operators(1);
  const [x, y, width, height] = zone;
  const kept = keepElements(readDrawing(source), { page: source.page, zones: [[x, size[1] - y - height, width, height]], shows: () => true });
  await document.close();
  return kept;
}


describe('a page is redrawn', () => {
  it.each(Object.entries(kinds))('with %s', async (_, draw) => {
    const { pdf, why, broken } = await redrawn(await pageOf(draw));
    expect(why).toBeUndefined();
    expect(broken).toEqual([]);
    expect(drawnPartsFault(pdf, [[zone]], [true])).toBeUndefined();
  });

  it('without any trace of what stands in a zone: letters and curves are cut at its edge', async () => {
    const [top, bottom] = [size[1] - zone[1], size[1] - zone[1] - zone[3]];
    const points = (await remains(await pageOf(cut))).flatMap((element) => (element.kind === 'path' ? pointsOf(element.segments) : [])).filter((_, index) => index % 2 === 1);
    // The only points between the edges of the zone would be those of a shape that was not cut.
    expect(points.filter((y) => y > bottom + 0.01 && y < top - 0.01)).toEqual([]);
    expect(points.filter((y) => Math.abs(y - top) < 0.01).length).toBeGreaterThan(4);
  });

  it('without the pixels and the ends of letters that a clip or the edge of the page hides', async () => {
    const left = await remains(await pageOf(async (document, page) => {
      const image = await document.embedPng(await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a05030' } }).png().toBuffer());
      const key = page.node.newXObject('Cropped', image.ref).toString();
      rawContent(page, `q 40 20 10 10 re W n q 50 0 0 50 20 5 cm ${key} Do Q Q`);
      page.drawText('Over the edge', { x: 285, y: 30, size: 12, font: await document.embedFont(StandardFonts.TimesRoman) });
    }));
    const painted = left.flatMap((element) => (element.kind === 'image' ? [element.pixels.data.filter((value) => value !== 0).length] : []))[0] ?? 0;
    // 8 by 8 pixels of 40 by 40 show.
    expect(painted / 3).toBeGreaterThanOrEqual(64);
    expect(painted / 3).toBeLessThanOrEqual(100);
    expect(left.flatMap(({ box: [x, , width] }) => (x + width > size[0] + 0.01 ? [x + width] : []))).toEqual([]);
  });

  it('but not where a letter or a curve that is cut would differ by so much as a pixel', async () => {
    const pdf = await pageOf(cut);
    expect((await drawnPage({ pdf, text: await textOf(pdf) }, [zone])).why).toContain('looks different');
  });

  it('with outlines in full precision, on engines that know half of it too', async () => {
    Object.assign(globalThis, { Float16Array: Float32Array });
    await (await openWithPdfjs(await pageOf(() => undefined), { outlines: true })).close();
    expect('Float16Array' in globalThis).toBe(false);
  });

  it('but not where what would have to be cut is a line that slants or a picture that is turned', async () => {
    const slanting = await pageOf((_, page) => { page.drawLine({ start: { x: 20, y: 20 }, end: { x: 300, y: 180 }, thickness: 1 }); });
    expect((await drawnPage({ pdf: slanting, text: await textOf(slanting) }, [zone])).why).toContain('slanting line');
  });
});

describe('a redrawn page differs in no pixel (R10)', () => {
  const made = ['002-trivial-libre-office-writer_002-trivial-libre-office-writer.pdf', '021-pdfa_crazyones-pdfa.pdf', '015-arabic_habibi-rotated.pdf'];

  it.each(made)('as poppler paints it, in three sizes: %s', async (name) => {
    const pdf = new Uint8Array(readFileSync(new URL(`../../../fixtures/corpus/py-pdf-samples/${name}`, import.meta.url)));
    const drawn = await drawnPage({ pdf, text: { ...(await textOf(pdf)), words: [] } }, []);
    expect(drawn.why).toBeUndefined();
    for (const dpi of [72, 100, 150]) {
      const [before, after] = [drawnByPoppler(pdf, dpi), drawnByPoppler(drawn.pdf, dpi)];
      expect(before.grey.some((tone) => tone < 128)).toBe(true);
      expect(before.grey.filter((tone, at) => tone !== after.grey[at]).length, `${dpi} dots an inch`).toBe(0);
    }
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
