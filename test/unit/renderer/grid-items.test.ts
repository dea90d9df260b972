import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../renderer/components/grid-items.ts';

const rows = [{ id: 1, language: 'uk' }, { id: 2, language: 'en' }, { id: 3, language: 'uk' }];
const compare = (a: string, b: string): number => a.localeCompare(b);

describe('rows under headings', () => {
  it('keeps the order of rows within their group, and sorts the groups', () => {
    const items = itemsOf(rows, ({ language }) => language, new Set(), compare);
    expect(items.map((item) => (item.kind === 'group' ? `${item.group} ${String(item.count)}` : item.row.id))).toEqual(['en 1', 2, 'uk 2', 1, 3]);
  });

  it('shows of a closed group its heading alone', () => {
    const items = itemsOf(rows, ({ language }) => language, new Set(['uk']), compare);
    expect(items.map((item) => (item.kind === 'group' ? [item.group, item.open] : item.row.id))).toEqual([['en', true], 2, ['uk', false]]);
  });

  it('leaves rows as they are where they are not grouped', () => {
    expect(itemsOf(rows, undefined, new Set(['uk']), compare)).toEqual(rows.map((row) => ({ kind: 'row', row })));
  });
});
