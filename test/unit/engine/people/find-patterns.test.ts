import { describe, expect, it } from 'vitest';
import type { PatternName } from '../../../../shared/case-model/redaction.ts';
import { findPatterns } from '../../../../engine/people/index.ts';
import { pageOf } from './page-of.ts';

const found = (pattern: PatternName, text: string, ...languages: string[]): string[] =>
  findPatterns(pageOf(text), [pattern], languages).map((mention) => mention.text.replaceAll('\n', ' '));

describe('findPatterns', () => {
  it('finds international phone numbers anywhere and national ones by language', () => {
    expect(found('phone', 'Call +380 44 123 45 67 or (0722) 123 456', 'ro')).toEqual(['+380 44 123 45 67', '(0722) 123 456']);
    expect(found('phone', 'моб. 050 123 45 67', 'uk')).toEqual(['050 123 45 67']);
    expect(found('phone', '+38O 44 l23 45 67')).toEqual(['+38O 44 l23 45 67']);
    expect(found('phone', '0040 722 123 456')).toEqual(['0040 722 123 456']);
    expect(found('phone', '+380 44\n123 45 67')).toEqual(['+380 44 123 45 67']);
    // In a table other figures stand right behind a number, and dates before it.
    expect(found('phone', '3 2025-03-10 +380 67 000 56 78 394.61', 'en', 'uk')).toEqual(['+380 67 000 56 78']);
    expect(found('phone', '2 08.03.2025 067 000 56 78 394.61', 'uk')).toEqual(['067 000 56 78']);
    expect(found('phone', 'case 2026/1234 of 12.03.2026, page 12 of 345', 'en', 'uk')).toEqual([]);
  });

  it('finds e-mail addresses, spaced out and broken too', () => {
    expect(found('email', 'to olena.k@example.org, олена@пошта.укр')).toEqual(['olena.k@example.org', 'олена@пошта.укр']);
    expect(found('email', 'to olena . k @ example . com now')).toEqual(['olena . k @ example . com']);
    expect(found('email', 'to olena.k@\nexample.org now')).toEqual(['olena.k@ example.org']);
    expect(found('email', 'price @ 5 euro')).toEqual([]);
  });

  it('finds IBANs whose check digits hold, in any grouping, and mends misread digits', () => {
    expect(found('iban', 'pay GB82 WEST 1234 5698 7654 32 now')).toEqual(['GB82 WEST 1234 5698 7654 32']);
    expect(found('iban', 'RO49AAAA1B31007593840000')).toEqual(['RO49AAAA1B31007593840000']);
    expect(found('iban', 'UA21 3223 1300 0002 6007\n2335 6600 1')).toEqual(['UA21 3223 1300 0002 6007 2335 6600 1']);
    expect(found('iban', 'DE89 37O4 0044 0532 0130 00')).toEqual(['DE89 37O4 0044 0532 0130 00']);
    expect(found('iban', 'GB82 WEST 1234 5698 7654 33')).toEqual([]);
  });

  it('finds payment cards by range, length and Luhn digit', () => {
    expect(found('card', 'Visa 4111 1111 1111 1111, Amex 378282246310005')).toEqual(['4111 1111 1111 1111', '378282246310005']);
    expect(found('card', '4111 1111 1111 1112 and 1234 5678 9012 3456')).toEqual([]);
  });

  it.each([
    ['RO', 'CNP 1800101221144', '1800101221144'], ['PL', 'PESEL 44051401359', '44051401359'], ['ES', 'DNI 12345678-Z', '12345678-Z'], ['ES', 'NIE X1234567L', 'X1234567L'],
    ['BG', 'ЕГН 7523169263', '7523169263'], ['UA', 'РНОКПП 3184710691', '3184710691'], ['IT', 'C.F. RSSMRA85T10A562S', 'RSSMRA85T10A562S'], ['FR', 'NIR 2 55 08 14 168 025 38', '2 55 08 14 168 025 38'],
    ['DE', 'Steuer-ID 86 095 742 719', '86 095 742 719'], ['NL', 'BSN 111222333', '111222333'], ['BE', 'rijksregister 85.07.30-033 28', '85.07.30-033 28'], ['PT', 'NIF 123456789', '123456789'],
    ['CZ', 'rodné číslo 710319/2745', '710319/2745'], ['RS', 'ЈМБГ 0101006500006', '0101006500006'], ['HR', 'OIB 33392005961', '33392005961'], ['SE', 'personnummer 811228-9874', '811228-9874'],
    ['NO', 'fødselsnummer 15108695088', '15108695088'], ['FI', 'HETU 131052-308T', '131052-308T'], ['EE', 'isikukood 37605030299', '37605030299'], ['TR', 'T.C. kimlik 10000000146', '10000000146'],
    ['IL', 'ת"ז 123456782', '123456782'], ['GR', 'ΑΦΜ 094259216', '094259216'], ['CH', 'AHV 756.9217.0769.85', '756.9217.0769.85'], ['CN', '身份证 11010519491231002X', '11010519491231002X'],
    ['GB', 'National Insurance AB 12 34 56 C', 'AB 12 34 56 C'], ['BR', 'CPF 111.444.777-35', '111.444.777-35'], ['RU', 'СНИЛС 112-233-445 95', '112-233-445 95'], ['IE', 'PPS 1234567T', '1234567T'],
    ['TH', 'เลขประจำตัวประชาชน 1101700207030', '1101700207030'], ['AT', 'SVNR 1237 010180', '1237 010180'],
  ])('finds an identifier of %s by its check digits: %s', (country, text, expected) => {
    expect(found('national-id', text)).toEqual([expected]);
    const lastDigit = /\d(?=\D*$)/.exec(expected)?.[0] ?? '';
    const wrong = text.replace(expected, expected.replace(/\d(?=\D*$)/, String((Number(lastDigit) + 1) % 10)));
    const reasons = findPatterns(pageOf(wrong), ['national-id']).map(({ why }) => why);
    if (country !== 'GB') expect(reasons.filter((why) => why.includes(country))).toEqual([]);
  });

  it.each([
    ['national-id', 'NIR 2 55 08 14 168\n025 38', '2 55 08 14 168 025 38'], ['national-id', 'PESEL 440514-\n01359', '440514- 01359'], ['national-id', 'CNP l8OO101221144', 'l8OO101221144'], ['national-id', 'DNI I2345678Z', 'I2345678Z'],
    ['plate', 'the vehicle AB12\nCDE was seen', 'AB12 CDE'], ['plate', 'авто з номером АА l234 ВВ', 'АА l234 ВВ'], ['address', 'вул. Шев-\nченка, буд. 12', 'вул. Шев- ченка, буд. 12'], ['address', 'at 12 Shevchenka\nStreet', '12 Shevchenka Street'],
    ['email', 'to olena.kov-\nal@example.org now', 'olena.kov- al@example.org'], ['birth-date', 'born on l2.O3.1998', 'l2.O3.1998'], ['birth-date', 'нар. 12.03.1998', '12.03.1998'], ['card', '4111-1111-\n1111-1111', '4111-1111- 1111-1111'],
    ['coordinates', 'at 50.45O123, 3O.523456', '50.45O123, 3O.523456'], ['iban', 'UA2l 3223 1300 0002 6007 2335 6600 1', 'UA2l 3223 1300 0002 6007 2335 6600 1'],
  ] as const)('finds a value that a line breaks or a recogniser misread (%s): %s', (pattern, text, expected) => {
    expect(found(pattern, text, 'uk', 'en')).toEqual([expected]);
  });

  it.each([
    ['national-id', 'invoice 111222333 in total'], ['plate', 'room 12 ABC and section 345'], ['address', 'He took 12 witnesses down the Street'], ['birth-date', 'heard on 12.03.1998 in open court'],
    ['coordinates', 'scores of 50.45, 30.52 and'], ['email', 'a well-\nknown price @ 5 euro'], ['card', '4111 1111 1111\nand 1112'], ['iban', 'GB82 WEST 1234\nand 5698'],
  ] as const)('takes no ordinary text for a value (%s): %s', (pattern, text) => {
    expect(found(pattern, text, 'en')).toEqual([]);
  });

  it('takes a bare number for an identifier only where its language is spoken', () => {
    expect(found('national-id', 'reference 111222333')).toEqual([]);
    expect(found('national-id', 'nummer 111222333', 'nl')).toEqual(['111222333']);
  });

  it('finds dates beside a word for birth, in numbers and words, and no other dates', () => {
    expect(found('birth-date', 'born on 12 March 1998 in Kyiv, heard on 1 May 2020')).toEqual(['12 March 1998']);
    expect(found('birth-date', 'народилася 12 березня 1998 року')).toEqual(['12 березня 1998']);
    expect(found('birth-date', '12.03.1998 р.н.; підпис 01.05.2020')).toEqual(['12.03.1998']);
    expect(found('birth-date', 'născută la 3 mai 1990, geb. 01.02.1970')).toEqual(['3 mai 1990', '01.02.1970']);
    expect(found('birth-date', 'Date of birth\n1998-03-12')).toEqual(['1998-03-12']);
    expect(found('birth-date', 'تاريخ الميلاد ١٢/٠٣/١٩٩٨')).toEqual(['١٢/٠٣/١٩٩٨']);
    expect(found('birth-date', 'signed on 12 March 1998')).toEqual([]);
  });

  it.each([
    ['lives at 12 Shevchenka Street today', '12 Shevchenka Street'], ['м. Київ, вул. Шевченка, буд. 12, кв. 5', 'вул. Шевченка, буд. 12, кв. 5'], ['domiciliat în str. Mihai Eminescu nr. 5', 'str. Mihai Eminescu nr. 5'],
    ['wohnt Hauptstraße 12 in Bonn', 'Hauptstraße 12'], ['habite 12, rue de la Paix', '12, rue de la Paix'], ['zam. ul. Długa 7', 'ul. Długa 7'], ['يسكن في شارع النيل 15', 'شارع النيل 15'], ['lakcím: Petőfi utca 3', 'Petőfi utca 3'],
  ])('finds an address in: %s', (text, expected) => {
    expect(found('address', text)).toEqual([expected]);
  });

  it('finds vehicle plates and coordinates', () => {
    expect(found('plate', 'car АА 1234 ВВ, CJ 12 ABC and AB12 CDE', 'uk')).toEqual(['АА 1234 ВВ', 'CJ 12 ABC', 'AB12 CDE']);
    expect(found('plate', 'exhibit P-12 page 345 of file 2026')).toEqual([]);
    expect(found('coordinates', `at 50.450123, 30.523456 or 50°27'00"N 30°31'24"E`)).toEqual(['50.450123, 30.523456', `50°27'00"N 30°31'24"E`]);
    expect(found('coordinates', 'rose from 1.25 to 2.75')).toEqual([]);
  });
});
