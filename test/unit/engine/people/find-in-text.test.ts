import { describe, expect, it } from 'vitest';
import { containsProtected, findTerms, preparePersons, pseudonymise } from '../../../../engine/people/index.ts';
import { pageOf } from './page-of.ts';

const witness = preparePersons([{ pseudonym: 'Witness P-12', names: ['Олена Коваль', 'Olena Koval'] }]);

describe('pseudonymise', () => {
  it('puts the pseudonym in the place of each mention and leaves the rest as it is', () => {
    expect(pseudonymise('Statement of  Olena Koval, 3 May', witness)).toBe('Statement of  Witness P-12, 3 May');
    expect(pseudonymise('koval_statement.pdf', witness)).toBe('Witness P-12_statement.pdf');
    expect(pseudonymise('Протокол допиту Олени Коваль', witness)).toBe('Протокол допиту Witness P-12');
    expect(pseudonymise('Index of exhibits', witness)).toBe('Index of exhibits');
  });

  it('puts one fixed mark in the place of terms and patterns', () => {
    expect(pseudonymise('Note olena.koval@example.org, 12 Shevchenka Street', witness, { terms: ['12 Shevchenka Street'], patterns: ['email'] }))
      .toBe('Note [redacted], [redacted]');
  });
});

describe('a surname that several share', () => {
  const family = preparePersons([{ pseudonym: 'Witness P-14', names: ['Ileana Brândușescu'] }, { pseudonym: 'Family member F-1', names: ['Gheorghe Brândușescu'] }]);

  it('stands for all of them where it stands alone, and for one where a given name tells who', () => {
    expect(pseudonymise('The Brândușescu family', family)).toBe('The Witness P-14 / Family member F-1 family');
    expect(pseudonymise('Ileana Brândușescu and Brândușescu Gheorghe', family)).toBe('Witness P-14 and Family member F-1');
  });

  it('stands for nobody where it may be one of many', () => {
    const many = preparePersons(['Ileana', 'Gheorghe', 'Maria', 'Ion'].map((given, index) => ({ pseudonym: `F-${index}`, names: [`${given} Brândușescu`] })));
    expect(pseudonymise('The Brândușescu family', many)).toBe('The [redacted] family');
  });
});

describe('containsProtected', () => {
  it('holds a text back for any certain form of a protected name', () => {
    for (const text of ['olena.koval', 'КОВАЛЬ', 'Kowal', 'أولينا كوفال', 'P-1 Koval (2).pdf']) expect(containsProtected(text, witness)).toBe(true);
  });

  it('does not take what is only similar for a leak', () => {
    for (const text of ['Elena', 'Kovalchuk', 'Witness P-12', 'oval']) expect(containsProtected(text, witness)).toBe(false);
  });
});

describe('findTerms', () => {
  const found = (text: string, ...terms: string[]): string[] => findTerms(pageOf(text), terms).map((mention) => mention.text.replaceAll('\n', ' '));

  it('finds a term whatever its case, accents, spacing and line breaks', () => {
    expect(found('at 12 SHEVCHENKA\nSTREET and 12 Shev-\nchenka Street', '12 Shevchenka Street')).toEqual(['12 SHEVCHENKA STREET', '12 Shev- chenka Street']);
    expect(found('Café Zoë', 'cafe zoe')).toEqual(['Café Zoë']);
    expect(found('c a f e', 'café')).toEqual(['c a f e']);
  });

  it('finds inflected and transliterated words of a term', () => {
    expect(found('на вулиці Шевченківській', 'вулиця Шевченківська')).toEqual(['вулиці Шевченківській']);
    expect(found('hotel Saturn', 'готель Сатурн')).toEqual(['hotel Saturn']);
  });

  it('does not take other numbers or parts of short words for a term', () => {
    expect(found('112 Shevchenka Street, 12 other Street', '12 Shevchenka Street')).toEqual([]);
    expect(found('the cart and the car', 'car')).toEqual(['car']);
  });

  it('finds a term without letters', () => {
    expect(found('mark ★★ here', '★★')).toEqual(['★★']);
  });
});
