import { describe, expect, it } from 'vitest';
import { duplicateKeys, textLikeness } from '../../../../engine/intake/index.ts';

const page = 'The witness stated that she was promised work in a hotel and that her passport was taken from her at the border by the driver of the bus. She was told that she owed money for the journey and would have to repay it before she could leave the house.'.split(' ');

describe('duplicates', () => {
  it('are the same e-mail by its Message-ID, however it is written', () => {
    expect(duplicateKeys({ messageId: '<A1@Example.org>' }).message).toBe(duplicateKeys({ messageId: ' a1@example.org ' }).message);
    expect(duplicateKeys({})).toEqual({});
  });

  it('are the same page read twice with small differences, and not another page', () => {
    const key = duplicateKeys({}, page).text!;
    const again = duplicateKeys({}, ['COPY', ...page.map((word, index) => (index === 20 ? 'passp0rt' : word.toUpperCase()))]).text!;
    const other = duplicateKeys({}, page.toReversed()).text!;
    expect(textLikeness(key, key)).toBe(1);
    expect(textLikeness(key, again)).toBeGreaterThan(0.6);
    expect(textLikeness(key, other)).toBeLessThan(0.2);
  });

  it('are not looked for in a text too short to tell', () => {
    expect(duplicateKeys({}, ['Page', '1', 'of', '2', 'copy'])).toEqual({});
  });
});
