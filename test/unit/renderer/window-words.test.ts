import { describe, expect, it } from 'vitest';
import { moveInRows, rangeOf } from '../../../renderer/components/grid-movement.ts';
import { parseRecipients } from '../../../renderer/features/releases/parse-recipients.ts';
import { timeLeft } from '../../../renderer/i18n/time-left.ts';
import { foldForFilter, matchesFilter } from '../../../shared/fold-for-filter.ts';

const key = `age1${'q'.repeat(58)}`;

describe('recipients as they are pasted', () => {
  it('takes keys from lines, commas and the comments of a key file', () => {
    expect(parseRecipients(`# public key: mine\n${key}\n\n`)).toEqual({ recipients: [key], wrong: [] });
    expect(parseRecipients(`${key}, ${key}`)).toEqual({ recipients: [key], wrong: [] });
  });

  it('names what is no key, a secret key above all', () => {
    expect(parseRecipients('AGE-SECRET-KEY-1QQ\nage1short')).toEqual({ recipients: [], wrong: ['AGE-SECRET-KEY-1QQ', 'age1short'] });
  });
});

describe('filters', () => {
  it('finds words in any order, without marks and case', () => {
    expect(matchesFilter(foldForFilter('Statement of Ileana Brândușescu'), 'brandus ILEANA')).toBe(true);
    expect(matchesFilter(foldForFilter('Протокол допиту'), 'ДОПИТУ')).toBe(true);
    expect(matchesFilter(foldForFilter('Statement'), 'report')).toBe(false);
  });
});

describe('time left', () => {
  it('is said in steps that do not flicker', () => {
    expect(timeLeft(3)).toEqual({ unit: 'seconds', count: 5 });
    expect(timeLeft(58)).toEqual({ unit: 'minutes', count: 1 });
    expect(timeLeft(7200)).toEqual({ unit: 'hours', count: 2 });
  });
});

describe('keys in a long table', () => {
  const at = { current: 5, count: 100_000, page: 20 };
  it('move by row, page and to either end, and no further', () => {
    expect(moveInRows('ArrowDown', at)).toBe(6);
    expect(moveInRows('PageUp', at)).toBe(0);
    expect(moveInRows('End', at)).toBe(99_999);
    expect(moveInRows('ArrowDown', { ...at, current: 99_999 })).toBe(99_999);
    expect(moveInRows('q', at)).toBeUndefined();
  });

  it('select ranges either way', () => {
    expect(rangeOf(4, 2)).toEqual([2, 3, 4]);
  });
});
