import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placed, placeOf, sectionMoved, sectionSorted, stepped, without } from '../../../renderer/features/bundle/bundle-moves.ts';
import type { Bundle } from '../../../shared/case-model/bundle.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';

const id = (name: string): DocumentId => name as DocumentId;
const bundle: Bundle = {
  title: 'Trial bundle',
  sections: [{ title: 'A', entries: [id('a'), id('b'), id('c')] }, { title: 'B', entries: [] }, { title: 'C', entries: [id('d')] }],
};
const shape = ({ sections }: Bundle): string => sections.map(({ title, entries }) => `${title}:${entries.join('')}`).join(' ');

describe('ordering a bundle', () => {
  it('puts documents before the entry they were dropped on, counted before they left their place', () => {
    expect(shape(placed(bundle, [id('a')], { section: 0, index: 3 }))).toBe('A:bca B: C:d');
    expect(shape(placed(bundle, [id('c')], { section: 0, index: 0 }))).toBe('A:cab B: C:d');
    expect(shape(placed(bundle, [id('b'), id('d')], { section: 1, index: 0 }))).toBe('A:ac B:bd C:');
  });

  it('moves by one place, over the edge of a section into the next', () => {
    expect(shape(stepped(bundle, id('a'), 1))).toBe('A:bac B: C:d');
    expect(shape(stepped(bundle, id('c'), 1))).toBe('A:ab B:c C:d');
    expect(shape(stepped(bundle, id('d'), -1))).toBe('A:abc B:d C:');
    expect(stepped(bundle, id('a'), -1)).toBe(bundle);
  });

  it('sorts one section by what is known of its documents, numbers by their value, the unknown behind as they were', () => {
    const numbered: Bundle = { title: 'T', sections: [{ title: 'A', entries: ['d', 'x', 'c', 'b', 'a', 'y'].map(id) }, { title: 'B', entries: [id('z'), id('w')] }] };
    const numbers: Readonly<Record<string, string>> = { a: 'P-2', b: 'P-10', c: 'P-1', d: 'P-10', z: 'P-9', w: 'P-8' };
    expect(shape(sectionSorted(numbered, 0, (document) => numbers[document], 'en'))).toBe('A:cadbxy B:zw');
    expect(shape(sectionSorted(numbered, 1, (document) => numbers[document], 'ar'))).toBe('A:dxcbay B:wz');
    expect(shape(sectionSorted(numbered, 9, () => 'P-1', 'en'))).toBe(shape(numbered));
  });

  it('moves sections whole', () => {
    expect(shape(sectionMoved(bundle, 0, 2))).toBe('B: A:abc C:d');
    expect(shape(sectionMoved(bundle, 2, 0))).toBe('C:d A:abc B:');
    expect(shape(sectionMoved(bundle, 1, 3))).toBe('A:abc C:d B:');
  });

  it('never loses or doubles a document, whatever is moved where', () => {
    const move = fc.record({ document: fc.constantFrom('a', 'b', 'c', 'd'), section: fc.nat(2), index: fc.nat(4), step: fc.constantFrom(1, -1, 0) });
    fc.assert(fc.property(fc.array(move, { maxLength: 50 }), (moves) => {
      let now = bundle;
      for (const { document, section, index, step } of moves) now = step === 0 ? placed(now, [id(document)], { section, index }) : stepped(now, id(document), step);
      return now.sections.flatMap(({ entries }) => entries).sort().join('') === 'abcd';
    }));
  });

  it('takes documents out and says where one stands', () => {
    expect(shape(without(bundle, ['b', 'd']))).toBe('A:ac B: C:');
    expect(placeOf(bundle, 'd')).toEqual({ section: 2, index: 0 });
    expect(placeOf(bundle, 'x')).toBeUndefined();
  });
});
