import { expect, it } from 'vitest';
import { zonesForMentions } from '../../../../engine/redaction/index.ts';
import type { PageText } from '../../../../shared/page-text.ts';

const pageAt = (top: number): PageText => ({ page: 1, source: 'text', widthPt: 595, heightPt: 842, words: [{ text: 'Name', line: 0, rect: [60, top, 40, 12] }] });

it('hides a line by the same zone where its place differs by a reader\u2019s noise, at the edge of the grid too (R3)', () => {
  for (const top of [631.5, 630, 629.5]) {
    const zones = [top, top - 0.0001, top + 0.0001].map((place) => JSON.stringify(zonesForMentions(pageAt(place), [{ why: 'order', wordIndexes: [0], rects: [] }])));
    expect(new Set(zones).size, String(top)).toBe(1);
  }
});

it('hides a line from one edge of the page to the other, however far along it the mention reaches (R3)', () => {
  const zones = [40, 530].map((width) => zonesForMentions({ ...pageAt(630), words: [{ text: 'Name', line: 0, rect: [60, 630, width, 12] }] }, [{ why: 'order', wordIndexes: [0], rects: [] }]));
  expect(zones[0]).toEqual(zones[1]);
  expect(zones[0]?.map(({ rect: [x, , width] }) => [x, width])).toEqual([[0, 595]]);
});
