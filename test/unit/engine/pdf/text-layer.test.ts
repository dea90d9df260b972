import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../../shared/geometry.ts';
import type { Word } from '../../../../shared/page-text.ts';
import { addGlyphlessFont, glyphlessCodes } from '../../../../engine/pdf/glyphless-font.ts';
import { tasks as pdfTasks } from '../../../../engine/pdf/pdf-tasks.ts';
import { textLayerContent } from '../../../../engine/pdf/text-layer.ts';
import { wordDirections } from '../../../../engine/pdf/word-directions.ts';
import { readWithPdfjs } from '../../../../engine/redaction/pdfjs-text.ts';

const page = { widthPt: 595, heightPt: 842 };

async function layered(words: readonly Word[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const made = document.addPage([page.widthPt, page.heightPt]);
  const codes = glyphlessCodes();
  const content = textLayerContent(words, page, { fontName: 'T', codes });
  made.node.set(PDFName.of('Resources'), document.context.obj({ Font: { T: addGlyphlessFont(document.context, codes.further) } }));
  made.node.set(PDFName.of('Contents'), document.context.register(document.context.stream(content)));
  return document.save({ useObjectStreams: false });
}

function lineOf(text: string, line: number, fromRight: boolean): Word[] {
  let x = fromRight ? 520 : 72;
  return text.split(' ').map((part) => {
    const width = Array.from(part).length * 6;
    if (fromRight) x -= width;
    const rect: Rect = [x, 100 + line * 24, width, 14];
    x += fromRight ? -4 : width + 4;
    return { text: part, rect, line };
  });
}

async function pdfiumWords(pdf: Uint8Array): Promise<readonly Word[]> {
  const opened = await pdfTasks.open({ bytes: pdf });
  if (!opened.ok) throw new Error(opened.failure.message);
  const words = pdfTasks.words({ page: 1 });
  if (!words.ok) throw new Error(words.failure.message);
  return words.value.words;
}

function poppler(pdf: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    writeFileSync(path.join(folder, 'layer.pdf'), pdf);
    return execFileSync('pdftotext', ['-layout', path.join(folder, 'layer.pdf'), '-'], { encoding: 'utf8' }).replace(/[\u202a-\u202e]/g, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the invisible text layer', () => {
  it.each([
    ['Latin with diacritics', 'Hello world, café naïve điều Việt', false],
    ['Cyrillic', 'Свідок Олена Коваль дала свідчення', false],
    ['Arabic with digits', 'المادة الأولى يولد جميع الناس أحراراً ٠١٢٣ 12/03/2024', true],
    ['Hebrew', 'כל בני אדם נולדו בני חורין', true],
    ['Thai', 'มนุษย์ ทั้งหลาย เกิดมา', false],
    ['Chinese, also beyond the basic plane', '第一条 人人生而自由 𠀀𠀁', false],
    ['emoji', 'Seen 😀 here', false],
  ])('is read alike by three readers: %s', async (_, text, fromRight) => {
    const words = lineOf(text, 0, fromRight);
    const pdf = await layered(words);
    const read = await pdfiumWords(pdf);
    expect(read.map((word) => word.text)).toEqual(text.split(' '));
    for (const [index, word] of read.entries()) for (const [side, value] of word.rect.entries()) expect(Math.abs(value - (words[index]?.rect[side] ?? 0))).toBeLessThan(0.2);
    const runs = (await readWithPdfjs(pdf))[0] ?? [];
    expect(runs.map((run) => run.text).join(' ').split(/\s+/)).toEqual(text.split(' '));
    const lines = poppler(pdf).replace(/\s+/g, ' ');
    for (const word of text.split(' ')) expect(lines).toContain(word);
  });

  it.each([['up', [0, -1]], ['down', [0, 1]], ['left', [-1, 0]]] as const)('places lines that run %s, in reading order', async (direction, [dx, dy]) => {
    const sideways = dx === 0;
    const words = ['Evidence', 'of', 'the', 'witness'].map((text, index): Word => ({ text, line: 0, rect: [300 + dx * index * 60, 400 + dy * index * 60, sideways ? 12 : text.length * 6, sideways ? text.length * 6 : 12] }));
    expect(wordDirections(words)).toEqual(words.map(() => direction));
    const pdf = await layered(words);
    const runs = (await readWithPdfjs(pdf))[0] ?? [];
    expect(runs.map(({ text }) => text).join(' ').split(/\s+/)).toEqual(words.map(({ text }) => text));
    const read = await pdfiumWords(pdf);
    expect(read).toHaveLength(words.length);
    for (const { text, rect } of words) {
      const found = read.find((word) => word.text === text)?.rect ?? [0, 0, 0, 0];
      for (const [side, value] of found.entries()) expect(Math.abs(value - (rect[side] ?? 0))).toBeLessThan(0.2);
    }
  });

  it('leaves the page white', async () => {
    const opened = await pdfTasks.open({ bytes: await layered(lineOf('Nothing to be seen', 0, false)) });
    expect(opened.ok).toBe(true);
    const image = pdfTasks.render({ page: 1, dpi: 72, grey: true });
    expect(image.ok && image.value.pixels.every((tone) => tone === 255)).toBe(true);
  });

  it('writes nothing but hexadecimal text for any words', () => {
    fc.assert(fc.property(fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), line: fc.nat(3), rect: fc.tuple(fc.nat(500), fc.nat(800), fc.nat(80), fc.nat(30)) })), (words) => {
      const content = textLayerContent(words, page, { fontName: 'T', codes: glyphlessCodes() });
      expect(content).toMatch(/^(?:|BT\n3 Tr\n(?:(?:\/T [\d.]+ Tf|[\d.]+ Tz|(?:-?[\d.]+ ){6}Tm|<(?:[0-9A-F]{4})+> Tj)\n)*ET)$/);
    }));
  });
});
