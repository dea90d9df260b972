import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextZoom, pictureDpi, pixelsPerPoint, rectsOverWords, scaleOf, textOfWords, turnedSize, turnTransform, zoneBetween } from '../../../renderer/components/pages/page-geometry.ts';
import { moveZone, startZone } from '../../../renderer/features/redactions/move-zone.ts';
import type { Word } from '../../../shared/page-text.ts';

const page = { widthPt: 595, heightPt: 842 };
const word = (text: string, x: number, line: number): Word => ({ text, rect: [x, line * 20, 40, 10], line });
const words = [word('Олена', 10, 0), word('Коваль', 60, 0), word('signed', 110, 0), word('on', 10, 1), word('Monday', 60, 1)];

describe('the geometry of pages', () => {
  it('turns a sheet so that it fills the box of its turned size', () => {
    for (const turned of [0, 1, 2, 3] as const) {
      const box = turnedSize(page, turned);
      expect([box.widthPt, box.heightPt]).toEqual(turned % 2 === 0 ? [595, 842] : [842, 595]);
      const [, angle = 0] = /rotate\((\d+)deg\)/.exec(turnTransform(turned)) ?? [];
      expect(Number(angle)).toBe(turned * 90);
    }
    expect(new Set(([0, 1, 2, 3] as const).map(turnTransform)).size).toBe(4);
  });

  it('asks for pictures at least as sharp as the screen shows them', () => {
    fc.assert(fc.property(fc.double({ min: 0.3, max: 4, noNaN: true }), fc.constantFrom(1, 1.5, 2), (scale, ratio) => pictureDpi(scale, ratio) >= Math.min(480, scale * ratio * 72) - 1));
  });

  it('fits a page into the width of the view with its margin', () => {
    const scale = scaleOf('width', page, { width: 1000, height: 600, margin: 16 });
    expect(page.widthPt * scale).toBeCloseTo(968);
  });

  it('steps the zoom up and down without getting stuck', () => {
    expect(nextZoom(1 * pixelsPerPoint, 1)).toBe(1.1);
    expect(nextZoom(1 * pixelsPerPoint, -1)).toBe(0.9);
    expect(nextZoom(5 * pixelsPerPoint, 1)).toBe(5);
  });

  it('keeps a drawn zone on the page, whichever corner it is drawn from', () => {
    const point = fc.tuple(fc.double({ min: -500, max: 2000, noNaN: true }), fc.double({ min: -500, max: 2000, noNaN: true }));
    fc.assert(fc.property(point, point, (from, to) => {
      const zone = zoneBetween(from, to, page, 1.5);
      expect(zone).toEqual(zoneBetween(to, from, page, 1.5));
      return zone === undefined || (zone[0] >= 0 && zone[1] >= 0 && zone[0] + zone[2] <= page.widthPt + 1e-6 && zone[1] + zone[3] <= page.heightPt + 1e-6);
    }));
  });

  it('takes a mere click for no zone', () => {
    expect(zoneBetween([100, 100], [101, 101], page, 1)).toBeUndefined();
  });

  it('covers selected words with one rectangle a line that contains each of them', () => {
    const rects = rectsOverWords(words, [1, 2, 3]);
    expect(rects).toHaveLength(2);
    expect(rects[0]).toEqual([59, -1, 92, 12]);
    expect(rects[1]).toEqual([9, 19, 42, 12]);
  });

  it('copies words with spaces in a line and a break between lines', () => {
    expect(textOfWords(words, [1, 2, 3, 4])).toBe('Коваль signed\non Monday');
  });
});

describe('a zone moved by keyboard', () => {
  const keys = fc.array(fc.record({ key: fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), shift: fc.boolean(), ctrl: fc.boolean() }), { maxLength: 200 });

  it('never leaves the page and never vanishes', () => {
    fc.assert(fc.property(keys, (presses) => {
      let zone = startZone(page);
      for (const { key, shift, ctrl } of presses) zone = moveZone(zone, key, page, { shift, ctrl }) ?? zone;
      const [x, y, width, height] = zone;
      return x >= 0 && y >= 0 && width >= 6 && height >= 6 && x + width <= page.widthPt + 1e-6 && y + height <= page.heightPt + 1e-6;
    }));
  });

  it('leaves other keys to others', () => {
    expect(moveZone(startZone(page), 'a', page, { shift: false, ctrl: false })).toBeUndefined();
  });
});
