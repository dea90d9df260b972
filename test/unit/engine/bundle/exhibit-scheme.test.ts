import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuilds, exhibitNumber, isSchemeFormat, numberInScheme, proposeNumbers, subExhibit } from '../../../../engine/bundle/index.ts';

const prosecution = { party: 'prosecution', format: 'P-{n}', first: 1, sub: 'dot' } as const;
const defence = { party: 'defence', format: 'D/{n:3}', first: 100, last: 101, sub: 'letter' } as const;

describe('exhibit numbers', () => {
  it('follow the scheme of the party, the first one where no party is named', () => {
    const { changes } = proposeNumbers([{ id: 'a' }, { id: 'b', party: 'defence' }, { id: 'c', party: 'prosecution' }], [prosecution, defence], { again: false, taken: new Set() });
    expect(changes).toEqual([{ id: 'a', to: 'P-1' }, { id: 'b', to: 'D/100' }, { id: 'c', to: 'P-2' }]);
  });

  it('leave given numbers alone, and never give a freed number to another exhibit', () => {
    const { changes } = proposeNumbers([{ id: 'a', number: 'P-7' }, { id: 'b' }], [prosecution], { again: false, taken: new Set(['P-8']) });
    expect(changes).toEqual([{ id: 'b', to: 'P-9' }]);
  });

  it('count anew in order when asked, passing over numbers that stay elsewhere', () => {
    const { changes } = proposeNumbers([{ id: 'a', number: 'P-2' }, { id: 'b', number: 'P-1' }, { id: 'c', number: 'P-4' }], [prosecution], { again: true, taken: new Set(['P-3']) });
    expect(changes).toEqual([{ id: 'a', from: 'P-2', to: 'P-1' }, { id: 'b', from: 'P-1', to: 'P-2' }]);
  });

  it('end with the range of the party, changing nothing', () => {
    const items = ['a', 'b', 'c'].map((id) => ({ id, party: 'defence' }));
    expect(proposeNumbers(items, [defence], { again: false, taken: new Set() })).toEqual({ changes: [], exhausted: 'defence' });
  });

  it('are read back by the scheme that made them, and by no other', () => {
    fc.assert(fc.property(fc.nat(999_999), fc.constantFrom('P-{n}', 'UKR-OTP-{n:4}', '{n}/A', 'Annex {n}'), (number, format) => {
      expect(numberInScheme({ format }, exhibitNumber({ format }, number))).toBe(number);
    }));
    expect(numberInScheme(prosecution, 'P-3.1')).toBeUndefined();
    expect(numberInScheme(prosecution, 'D-3')).toBeUndefined();
  });

  it('need one place for the number in their format', () => {
    expect(['P-{n}', '{n:4}', 'P-', 'P-{n}-{n}', 'P-{x}'].map(isSchemeFormat)).toEqual([true, true, false, false, false]);
  });

  it('number what came with an exhibit in the form of the scheme', () => {
    expect([subExhibit('P-3', 0, 'dot'), subExhibit('P-3', 27, 'letter'), subExhibit('P-3', 1, 'slash')]).toEqual(['P-3.1', 'P-3ab', 'P-3/2']);
  });
});

describe('two builds of a bundle', () => {
  const entry = (document: string, first: number, more: object = {}) => ({ document, title: document, firstPage: first, lastPage: first + 1, firstLabel: String(first), lastLabel: String(first + 1), sha256: 'a', ...more });

  it('differ by what was added, removed, moved, renumbered and replaced, and by nothing else', () => {
    const before = [entry('same', 2), entry('gone', 4), entry('moved', 6), entry('changed', 8, { exhibit: 'P-1' })];
    const after = [entry('same', 2), entry('moved', 4), entry('changed', 8, { exhibit: 'P-2', sha256: 'b' }), entry('new', 10)];
    expect(compareBuilds(before, after).map(({ document, changes }) => [document, changes])).toEqual([
      ['moved', ['moved']], ['changed', ['renumbered', 'replaced']], ['new', ['added']], ['gone', ['removed']],
    ]);
  });
});
