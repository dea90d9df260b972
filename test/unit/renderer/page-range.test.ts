import { describe, expect, it } from 'vitest';
import { pagesOfRange } from '../../../renderer/features/viewer/page-range.ts';

describe('pages named for printing', () => {
  it('takes single pages and ranges, sorted and once each', () => {
    expect(pagesOfRange('7, 1-3 2–4', 9)).toEqual([1, 2, 3, 4, 7]);
  });

  it('refuses what names no page or one that is not there', () => {
    for (const range of ['', '0', '3-1', '2-10', 'all', '1-', '-3', '1.5']) expect(pagesOfRange(range, 9)).toBeUndefined();
  });
});
