import { describe, expect, it } from 'vitest';
import { checkExpression, findExpressions, preparePersons, pseudonymise } from '../../../../engine/people/index.ts';
import { pageOf } from './page-of.ts';

describe('regular expressions that a person gives', () => {
  it('find what they describe, with its words, in any case and any digits', () => {
    const page = pageOf('File REF-2031/7 and ref-٢٠٣٢/٩ of the office');
    const found = findExpressions(page, [String.raw`ref-\d{4}/\d`]);
    expect(found.map(({ text, wordIndexes, confidence }) => [text, wordIndexes, confidence])).toEqual([['REF-2031/7', [1], 1], ['ref-٢٠٣٢/٩', [3], 1]]);
    expect(found[0]?.why).not.toContain('ref');
    expect(pseudonymise('Note on REF-2031/7', preparePersons([]), { expressions: [String.raw`ref-\d{4}/\d`] })).toBe('Note on [redacted]');
  });

  it('are refused where they are none, go on for ever, or find nothing at all', () => {
    for (const bad of ['(', '(?<=a)b', String.raw`(a)\1`, 'a*', '((x{1000}){1000}){1000}', 'x'.repeat(1001)]) expect(checkExpression(bad), bad).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(checkExpression(String.raw`\b[A-Z]{2}\d{6}\b`).ok).toBe(true);
  });

  it('end on text that would keep a backtracking engine busy for ever', () => {
    const expression = '(a|aa)+$';
    expect(checkExpression(expression).ok).toBe(true);
    expect(findExpressions(pageOf(`${'a'.repeat(3000)}b`), [expression])).toEqual([]);
  });
});
