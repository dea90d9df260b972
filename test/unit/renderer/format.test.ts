import { afterEach, expect, it } from 'vitest';
import { formatsOf } from '../../../renderer/i18n/format.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it.each(['America/New_York', 'UTC', 'Asia/Tokyo'])('a day without a time is the same day in %s', (here) => {
  process.env['TZ'] = here;
  const { date } = formatsOf('en');
  expect(date('2025-06-14')).toBe('Jun 14, 2025');
});

it('what is no date is shown as it stands', () => {
  expect(formatsOf('en').date('in June')).toBe('in June');
});
