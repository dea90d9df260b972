import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import type { PatternHit, PatternText } from './pattern-text.ts';

const address = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}._%+'’-]*(?:(?<=[-_])\n[\p{L}\p{N}\p{M}._%+'’-]+)?`;
const host = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}])?`;
const plainEmail = new RegExp(String.raw`${address}\n?@\n?${host}(?:\.${host})*\.\p{L}{2,24}`, 'gu');
const spacedEmail = new RegExp(String.raw`${address}(?:\s?[._]\s?[\p{L}\p{N}]+){0,3}\s?(?:@|\(at\)|\[at\]|＠)\s?${host}(?:\s?(?:\.|\(dot\)|\[dot\])\s?${host}){0,3}\s?(?:\.|\(dot\)|\[dot\])\s?(?:com|net|org|info|edu|gov|eu|me|io|de|uk|ua|ro|md|ru|pl|bg|rs|al|hu|cz|sk|si|hr|gr|tr|fr|es|it|pt|nl|be|at|ch|ir|il|sy|lb|iq|eg|vn|th|cn)(?![\p{L}\p{N}])`, 'giu');

/** E-mail addresses, in any script, broken around the @ or spaced out by OCR too. */
export function findEmails({ unmended: text }: PatternText): PatternHit[] {
  const hit = (match: RegExpMatchArray, confidence: number): PatternHit => ({ start: match.index ?? 0, end: (match.index ?? 0) + match[0].length, confidence, what: 'an e-mail address' });
  return [...Array.from(text.matchAll(plainEmail), (match) => hit(match, 1)), ...Array.from(text.matchAll(spacedEmail), (match) => hit(match, 0.85))];
}

const countriesOfLanguage: Readonly<Record<string, readonly CountryCode[]>> = {
  en: ['GB', 'US'], uk: ['UA'], ru: ['RU', 'UA', 'KZ'], ro: ['RO', 'MD'], bg: ['BG'], pl: ['PL'], cs: ['CZ'], sk: ['SK'], hu: ['HU'], sr: ['RS', 'BA', 'ME'], hr: ['HR'], sl: ['SI'], mk: ['MK'], sq: ['AL', 'XK'],
  de: ['DE', 'AT', 'CH'], fr: ['FR', 'BE'], es: ['ES', 'CO'], it: ['IT'], pt: ['PT', 'BR'], nl: ['NL', 'BE'], el: ['GR', 'CY'], tr: ['TR'], ar: ['SY', 'IQ', 'LB', 'EG', 'JO', 'MA', 'SA'], fa: ['IR', 'AF'], he: ['IL'],
  vi: ['VN'], th: ['TH'], zh: ['CN'], be: ['BY'], ka: ['GE'], hy: ['AM'], lt: ['LT'], lv: ['LV'], et: ['EE'], sv: ['SE'], da: ['DK'], nb: ['NO'], fi: ['FI'],
};

/** Phone numbers: international ones anywhere, national ones by the numbering plans of the languages' countries (libphonenumber, full metadata). */
export function findPhones({ text, languages }: PatternText): PatternHit[] {
  const countries = new Set<CountryCode | undefined>([undefined, ...languages.flatMap((language) => countriesOfLanguage[language] ?? [])]);
  const hits: PatternHit[] = [];
  const look = (part: string, offset: number, country: CountryCode | undefined): void => {
    for (const { startsAt, endsAt } of findPhoneNumbersInText(part, country === undefined ? {} : { defaultCountry: country })) {
      const start = offset + startsAt;
      if (country !== undefined && calendarDay.test(part.slice(startsAt, endsAt))) continue;
      hits.push({ start: text.charAt(start - 1) === '+' ? start - 1 : start, end: offset + endsAt, confidence: country === undefined ? 1 : 0.85, what: 'a phone number' });
    }
  };
  let offset = 0;
  for (const line of text.split('\n')) {
    if (/\d.*\d.*\d.*\d.*\d/.test(line)) for (const country of countries) look(line, offset, country);
    offset += line.length + 1;
  }
  hits.push(...numbersInRuns(text, /\+\s?\(?\d[\d() ./-]*/g, undefined));
  const withoutDays = text.replace(new RegExp(calendarDay, 'g'), (day) => 'x'.repeat(day.length));
  for (const country of countries) if (country !== undefined) hits.push(...numbersInRuns(withoutDays, /(?<![\p{L}\d+./-])\(?0\d[\d() ./-]*/gu, country));
  // An international number may go on in the next line, and 00 or a bracket may stand for the plus.
  look(text.replaceAll('\n', ' '), 0, undefined);
  for (const match of text.matchAll(/(?<![\d+])00(?=[ -]?[1-9])/g)) {
    const rest = text.slice(match.index + 2, match.index + 26).split('\n')[0] ?? '';
    const [found] = findPhoneNumbersInText(`+${rest.trimStart()}`);
    if (found?.startsAt === 0) hits.push({ start: match.index, end: match.index + 2 + (rest.length - rest.trimStart().length) + found.endsAt - 1, confidence: 0.9, what: 'a phone number' });
  }
  return hits;
}

// A number in a row or beside another is no phone number, however well its digits would fit.
const calendarDay = /(?<!\d)(?:(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\d{2})(?!\d)/;
const mostDigits = 15;

/** Numbers at the start of a run of digits, each to where it ends by its country's plan: in a table other figures stand right behind it (ITU-T E.164: 15 digits at most). */
function numbersInRuns(text: string, runs: RegExp, country: CountryCode | undefined): PatternHit[] {
  const numberOf = (digits: string): ReturnType<typeof parsePhoneNumberFromString> => parsePhoneNumberFromString(digits, country);
  return Array.from(text.matchAll(runs)).flatMap(({ index, 0: run }) => {
    const ends = Array.from(run.matchAll(/\d+\)?/g), (group) => group.index + group[0].length).filter((end) => run.slice(0, end).replace(/\D/g, '').length <= mostDigits);
    const longestFirst = ends.reverse();
    const valid = longestFirst.find((end) => numberOf(run.slice(0, end))?.isValid() === true);
    // A number with a plus means to be one, valid or not.
    const end = valid ?? (country === undefined ? longestFirst.find((shorter) => numberOf(run.slice(0, shorter))?.isPossible() === true) : undefined);
    return end === undefined ? [] : [{ start: index, end: index + end, confidence: valid !== undefined && country === undefined ? 1 : 0.85, what: 'a phone number' }];
  });
}
