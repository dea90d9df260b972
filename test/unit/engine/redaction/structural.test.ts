import { createHash } from 'node:crypto';
import { degrees, PDFDocument, PDFName, PDFRawStream, rgb, StandardFonts, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import { deflateSync, inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { drawnPartsFault } from '../../../../engine/redaction/drawn/drawn-parts-proof.ts';
import { redactPdf, zonesForMentions, type Redacted } from '../../../../engine/redaction/index.ts';
import { tasks as proofTasks } from '../../../../engine/redaction/proof-tasks.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { carrierPdf, carriers, statementWith } from './made-pages.ts';
import { bytesHold, outside, popplerText, qpdfDecoded, readText } from './redaction-harness.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

/** A born-digital page with embedded fonts, as this application's own templates make it. */
async function typeset(lines: readonly string[]): Promise<Uint8Array> {
  const made = await typesetPages(pools, 'plain-text.typ', { language: 'en', landscape: false, blocks: lines.map((text) => ({ kind: 'paragraph', text })) });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

const linesWith = (name: string): string[] => ['In the matter of an application for special measures.', `I, ${name}, of this parish, state as follows.`, 'The witness was heard by video link from another town.', 'Łódź, Žilina, Київ and Ärö are places.'];

async function zonesOf(pdf: Uint8Array, secret: string): Promise<{ readonly text: Awaited<ReturnType<typeof readText>>; readonly zones: ReturnType<typeof zonesForMentions> }> {
  const text = await readText(pools, pdf);
  const parts = secret.split(' ');
  return { text, zones: text.flatMap((page) => zonesForMentions(page, page.words.flatMap((word, index) => (parts.some((part) => word.text.includes(part)) ? [{ why: 'order', wordIndexes: [index], rects: [] }] : [])))) };
}

async function redrawn(pdf: Uint8Array, secret: string): Promise<Redacted> {
  const { text, zones } = await zonesOf(pdf, secret);
  const made = await redactPdf(pools, { pdf, zones, text, title: 'Statement', language: 'en', secrets: secret.split(' '), method: 'structural' });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

describe('redactPdf by structure', () => {
  it('redraws a born-digital page sharp and searchable, and gives the same bytes whatever the length of the name (R3)', async () => {
    const hashes: string[] = [];
    for (const name of ['Io Li', 'Wilhelmina Oganesyan']) {
      const pdf = await typeset(linesWith(name));
      const made = await redrawn(pdf, name);
      expect(made.fallbacks).toEqual([]);
      expect(made.method).toBe('structural');
      expect(made.proof.map(({ holds }) => holds)).toEqual(made.proof.map(() => true));
      const text = popplerText(made.pdf);
      expect(text).toContain('The witness was heard by video link');
      expect(text).toContain('Київ');
      for (const part of [...name.split(' '), 'parish']) expect(text).not.toContain(part);
      expect(outside('pdfimages', made.pdf, (file) => ['-list', file]).toString()).not.toMatch(/image/);
      hashes.push(createHash('sha256').update(made.pdf).digest('hex'));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('leaves nothing of any hidden carrier in the file', async () => {
    const made = await redrawn(await carrierPdf(), 'Canaryline');
    const decoded = qpdfDecoded(made.pdf);
    for (const canary of ['Canaryline', ...carriers]) expect(bytesHold(decoded, canary), canary).toBe(false);
  });

  it('takes the pixels of a page that it cannot redraw exactly, and says which and why', async () => {
    const document = await PDFDocument.load(await typeset(linesWith('Olena Testenko')));
    const page = document.getPage(0);
    const curve = 'M 100 0 C 150 100 250 -100 300 0';
    page.drawSvgPath(curve, { x: 0, y: 720, borderColor: rgb(0.4, 0, 0), borderWidth: 2 });
    const second = document.addPage([595, 842]);
    second.drawText('More words than those are to be seen on this page', { x: 72, y: 740, size: 12, font: await document.embedFont(StandardFonts.Helvetica) });
    const key = second.node.newFontDictionary('F', (await document.embedFont(StandardFonts.Helvetica)).ref).toString();
    second.node.addContentStream(document.context.register(document.context.stream(`BT 7 Tr ${key} 20 Tf 72 700 Td (A window) Tj ET`)));
    const pdf = await document.save({ useObjectStreams: false });
    const text = await readText(pools, pdf);
    const zones = [{ page: 1, rect: [18, 110, 559, 30] as Rect, why: 'order' }];
    const made = await redactPdf(pools, { pdf, zones, text, title: '', language: '', method: 'structural' });
    if (!made.ok) throw new Error(made.failure.message);
    expect(made.value.method).toBe('raster');
    expect(made.value.fallbacks.map(({ page: number }) => number)).toEqual([1, 2]);
    expect(made.value.fallbacks.map(({ why }) => why).join()).toMatch(/zone.*clips/);
  });

  it('takes the pixels of a page on which others drew a box over a picture, a curve or part of a word', async () => {
    const covered = async (draw: (document: PDFDocument, page: PDFPage) => Promise<void> | void): Promise<readonly string[]> => {
      const document = await PDFDocument.load(await typeset(linesWith('Olena Testenko')));
      const page = document.getPage(0);
      await draw(document, page);
      page.drawRectangle({ x: 100, y: 400, width: 120, height: 60, color: rgb(0, 0, 0) });
      return (await redrawn(await document.save({ useObjectStreams: false }), 'Olena Testenko')).fallbacks.map(({ why }) => why);
    };
    const under = 'something covers';
    expect((await covered(async (document, page) => { page.drawImage(await document.embedPng(await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a05030' } }).png().toBuffer()), { x: 90, y: 390, width: 100, height: 60 }); })).join()).toContain(under);
    expect((await covered((_, page) => { page.drawSvgPath('M 0 0 C 20 40 60 -40 90 0', { x: 110, y: 430, borderColor: rgb(0, 0, 0.4), borderWidth: 2 }); })).join()).toContain(under);
    expect(await covered(() => undefined)).toEqual([]);
  });

  it('cuts upright bars and pictures at the edges of a zone', async () => {
    const document = await PDFDocument.load(await typeset(linesWith('Olena Testenko')));
    const page = document.getPage(0);
    page.drawRectangle({ x: 40, y: 300, width: 2, height: 500, color: rgb(0, 0.2, 0) });
    page.drawLine({ start: { x: 560, y: 300 }, end: { x: 560, y: 800 }, thickness: 1.5, color: rgb(0, 0, 0.5) });
    const pdf = await document.save({ useObjectStreams: false });
    const made = await redrawn(pdf, 'Olena Testenko');
    expect(made.fallbacks).toEqual([]);
    const content = qpdfDecoded(made.pdf);
    expect(content).toMatch(/0 0\.2 0 rg/);
  });

  it('draws rotated and cropped pages as they are displayed, or takes their pixels', async () => {
    for (const options of [{ rotate: 90 }, { rotate: 180, crop: true }]) {
      const made = await redrawn(await statementWith('Olena Testenko', options), 'Olena Testenko');
      expect(popplerText(made.pdf)).toContain('The witness was heard');
      expect(popplerText(made.pdf)).not.toContain('Testenko');
    }
    const document = await PDFDocument.load(await typeset(linesWith('Olena Testenko')));
    document.getPage(0).setRotation(degrees(270));
    const made = await redrawn(await document.save(), 'Olena Testenko');
    expect(made.fallbacks).toEqual([]);
    expect(popplerText(made.pdf)).not.toContain('Testenko');
  });
});

describe('the proof of a redrawn file', () => {
  it('finds a part that was left in a zone, one that is not a part, and one that is gone', async () => {
    const pdf = await typeset(linesWith('Olena Testenko'));
    const { text, zones } = await zonesOf(pdf, 'Olena Testenko');
    const made = await redactPdf(pools, { pdf, zones: [], text, title: '', language: '', method: 'structural' });
    if (!made.ok) throw new Error(made.failure.message);
    const rects = [zones.map(({ rect }) => rect)];
    expect(drawnPartsFault(made.value.pdf, rects, [true])).toBe('a part of page 1 lies in a zone');
    expect(drawnPartsFault(made.value.pdf, [[]], [true])).toBeUndefined();
    const whole = await redrawn(pdf, 'Olena Testenko');
    const broken = async (change: (content: string) => string): Promise<string[]> => {
      const document = await PDFDocument.load(whole.pdf, { updateMetadata: false });
      const contents = document.getPage(0).node.Contents();
      if (!(contents instanceof PDFRawStream)) throw new Error('no content');
      const changed = deflateSync(Buffer.from(change(inflateSync(contents.contents).toString('latin1')), 'latin1'));
      document.getPage(0).node.set(PDFName.of('Contents'), document.context.register(PDFRawStream.of(document.context.obj({ Length: changed.length, Filter: 'FlateDecode' }), changed)));
      const proof = await proofTasks.prove({ source: pdf, pdf: await document.save({ useObjectStreams: false }), zones: rects, secrets: ['Testenko'], drawn: [true] });
      if (!proof.ok) throw new Error(proof.failure.message);
      return proof.value.filter(({ holds }) => !holds).map(({ guarantee }) => guarantee).filter((name) => name !== 'R7');
    };
    const middle = (rects[0]?.[0]?.[1] ?? 0) + 6;
    const firstShown = /^BT\n((?:\/F.*\n)?)(.*) Tm\n((?:\/F.*\n)?)\[.*\] TJ\nET$/m;
    expect(await broken((content) => content)).toEqual([]);
    expect(await broken((content) => content.replace(firstShown, (shown) => `${shown}\n${shown.replace(/^(.*) \S+ \S+ Tm$/m, (_, turn: string) => `${turn} 100 ${842 - middle} Tm`)}`))).toContain('R5');
    expect(await broken((content) => `${content}\n/Secret gs`)).toContain('R8');
    expect(await broken((content) => content.replace(firstShown, ''))).toContain('R10');
    expect(await broken((content) => content.replace(/<[0-9A-F]{4}/, '<7FFF'))).toContain('R9');
    // A letter that is set aside by a pixel.
    expect(await broken((content) => content.replace(/^(.*) (\S+) (\S+) Tm$/m, (_, turn: string, x: string, y: string) => `${turn} ${Number(x) + 0.5} ${y} Tm`))).toEqual(['R10']);
  });
});
