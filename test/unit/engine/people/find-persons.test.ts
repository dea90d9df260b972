import { describe, expect, it } from 'vitest';
import { findPersons, preparePersons } from '../../../../engine/people/index.ts';
import { pageOf } from './page-of.ts';

const witness = preparePersons([{ pseudonym: 'Witness P-12', names: ['Олена Коваль', 'Olena Koval'] }]);
const found = (text: string, prepared = witness): string[] => findPersons(pageOf(text), prepared).map((mention) => mention.text.replaceAll('\n', ' '));

describe('findPersons', () => {
  it.each([
    ['as given', 'показала Олена Коваль суду', 'Олена Коваль'],
    ['surname first', 'Коваль Олена, свідок', 'Коваль Олена'],
    ['surname alone', 'свідок Коваль підтвердила', 'Коваль'],
    ['given name alone', 'тоді Олена вийшла', 'Олена'],
    ['genitive', 'заяви Олени Коваль', 'Олени Коваль'],
    ['instrumental', 'разом з Оленою', 'Оленою'],
    ['dative', 'передали Олені учора', 'Олені'],
    ['with a patronymic between', 'Олена Петрівна Коваль', 'Олена Петрівна Коваль'],
    ['in capitals', 'СВІДОК КОВАЛЬ', 'КОВАЛЬ'],
    ['with a stress mark', 'пані Ко\u0301валь', 'Ко\u0301валь'],
    ['with a Latin letter in a Cyrillic word', 'пані Кoвaль', 'Кoвaль'],
    ['with a scholarly transliteration', 'Ms Kovalʹ spoke', 'Kovalʹ'],
    ['in a Polish spelling', 'pani Kowal', 'Kowal'],
    ['in a German spelling, inflected', 'Frau Kowals Aussage', 'Kowals'],
    ['with a possessive', "Koval's statement", "Koval's"],
    ['in Arabic', 'قالت أولينا كوفال إن', 'أولينا كوفال'],
    ['in Arabic with clitics', 'سلمه لأولينا وبكوفال معا', 'لأولينا وبكوفال'],
    ['in Hebrew', 'העדה אולנה קובל אמרה', 'אולנה קובל'],
    ['in Greek', 'η μάρτυρας ΟΛΕΝΑ ΚΟΒΑΛ είπε', 'ΟΛΕΝΑ ΚΟΒΑΛ'],
    ['hyphenated at the end of a line', 'signed by Ko-\nval today', 'Ko- val'],
    ['with letters spaced', 'Witness: K o v a l said', 'K o v a l'],
    ['split by the layout', 'Witness: Ko val said', 'Ko val'],
    ['with a digit for a letter', 'Witness K0val', 'K0val'],
    ['with an initial', 'statement of O. Koval given', 'O. Koval'],
    ['with initials after', 'Коваль О. П. заявила', 'Коваль О. П.'],
    ['in an e-mail address', 'mail olena.koval@example.org now', 'olena.koval'],
    ['joined in a user name', 'user okoval85@example.org', 'okoval85'],
    ['in a file name', 'see koval_statement.pdf', 'koval'],
    ['written together', 'folder OlenaKoval copied', 'OlenaKoval'],
    ['with a soft hyphen inside', 'Ms Ko\u00adval spoke', 'Ko\u00adval'],
    ['in full-width letters', 'Ms Ｋｏｖａｌ spoke', 'Ｋｏｖａｌ'],
  ])('finds a name %s', (_how, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('follows Romanian articles and cases', () => {
    const romanian = preparePersons([{ pseudonym: 'W', names: ['Ioana Munteanu'] }]);
    expect(found('declarația Ioanei Munteanu, a Munteanului și IOANA', romanian)).toEqual(['Ioanei Munteanu', 'Munteanului', 'IOANA']);
  });

  it('finds ligatures and every case of one name in Latin', () => {
    const person = preparePersons([{ pseudonym: 'W', names: ['Sofia Fischer'] }]);
    expect(found('Soﬁa, SOFIA and Fiſcher', person)).toEqual(['Soﬁa', 'SOFIA', 'Fiſcher']);
  });

  it.each([
    'Kovalchuk and Kovalenko came with Olga', 'Ковальчук і Коваленко прийшли з Ольгою', 'the oval table, a coal mine, an olive',
    'Novak, Kavala and Kabul', 'колона вийшла на волю', 'قال الشاهد إن الباب كان مفتوحا',
  ])('leaves other names and words alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('does not blacken a page for a short name', () => {
    const short = preparePersons([{ pseudonym: 'W', names: ['Ana Li'] }]);
    expect(found('an analysis of any list in Lisbon and Anapa, ana li, all in all', short)).toEqual([]);
    expect(found('then Ana Li said, Li left and Ana too', short)).toEqual(['Ana Li', 'Li', 'Ana']);
  });

  it('tells a Vietnamese word from a name by its tones, and reads every letter of other alphabets', () => {
    const persons = preparePersons([{ pseudonym: 'W-1', names: ['Trần Hạnh'] }, { pseudonym: 'W-2', names: ['Цецилія Жук'] }]);
    expect(found('những người hành động', persons)).toEqual([]);
    expect(found('then Tsetsyliia Zhuk left with Hanh', persons)).toEqual(['Tsetsyliia Zhuk', 'Hanh']);
  });

  it('gives one rectangle for each line that a mention touches, and the words', () => {
    const [mention] = findPersons(pageOf('was signed by Olena\nKoval yesterday'), witness);
    expect(mention?.wordIndexes).toEqual([3, 4]);
    expect(mention?.rects).toHaveLength(2);
    expect(mention?.pseudonym).toBe('Witness P-12');
  });

  it('says why it matched without repeating the name', () => {
    for (const mention of findPersons(pageOf('Олени K0val أولينا Olena'), witness)) {
      expect(mention.why).toMatch(/^Witness P-12: /);
      expect(mention.why).not.toMatch(/koval|olena|Олен|Ковал/i);
    }
  });

  it('names every person whom a shared surname may mean', () => {
    const family = preparePersons([{ pseudonym: 'W-1', names: ['Олена Коваль'] }, { pseudonym: 'W-2', names: ['Тарас Коваль'] }]);
    expect(findPersons(pageOf('родина Коваль'), family).map(({ pseudonym }) => pseudonym)).toEqual(['W-1', 'W-2']);
  });

  it('finds Chinese and Thai names inside running text', () => {
    const person = preparePersons([{ pseudonym: 'W', names: ['王小明', 'สมชาย ใจดี'] }]);
    expect(found('证人王小明说', person)).toEqual(['王小明']);
    expect(found('พยานสมชายกล่าว', person)).toEqual(['สมชาย']);
  });
});
