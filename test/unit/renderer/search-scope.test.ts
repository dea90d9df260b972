import { expect, it } from 'vitest';
import { parseSearchQuery } from '../../../engine/reading/index.ts';
import { searchOf } from '../../../renderer/features/documents/search-scope.ts';

it('says for a person how words must stand, and leaves signs that they typed themselves as they are', () => {
  expect(searchOf(' hotel  invoice ', 'all')).toBe('hotel  invoice');
  expect(parseSearchQuery(searchOf('Hotel invoice', 'phrase'))).toEqual({ all: [{ phrase: 'hotel invoice' }] });
  expect(parseSearchQuery(searchOf('hotel cash', 'near'))).toEqual({ all: [{ near: ['hotel', 'cash'], within: 10 }] });
  expect(parseSearchQuery(searchOf('hotel inn', 'any'))).toEqual({ all: [{ any: [{ phrase: 'hotel' }, { phrase: 'inn' }] }] });
  expect(searchOf('hotel', 'phrase')).toBe('hotel');
  for (const own of ['"hotel invoice" cash', 'koval* hotel', 'hotel OR inn', 'hotel -March', 'NEAR(hotel cash)']) expect(searchOf(own, 'phrase')).toBe(own);
  expect(searchOf('Jean-Pierre hotel', 'phrase')).toBe('"Jean-Pierre hotel"');
});
