import { plainDigits } from './anchors.ts';

/** A date in a sentence: offsets, and the same key whatever the language wrote. */
export interface FoundDate {
  /** `2025-06-14`, or `--06-14` where the year is left out. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const monthsOf = new Map<string, ReadonlyMap<string, number>>();

// In running text months stand in cases that a calendar does not print: a stem of letters tells them, per language as its calendar names them.
function months(language: string): ReadonlyMap<string, number> {
  const known = monthsOf.get(language);
  if (known !== undefined) return known;
  const table = new Map<string, number>();
  for (const [style, more] of [['long', { day: 'numeric' }], ['long', {}], ['short', { day: 'numeric' }]] as const) {
    for (let month = 0; month < 12; month++) {
      const written = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { month: style, ...more, timeZone: 'UTC' }).format(Date.UTC(2025, month, 5));
      const name = written.toLowerCase().replace(/[\d.]|\bde\b/gu, '').trim();
      if (/^\p{L}[\p{L}\p{M}'’ ]{1,}$/u.test(name)) table.set(name, month + 1);
    }
  }
  // Names that Arabic uses beside the calendar's own, in the Levant and the Maghreb.
  if (language.startsWith('ar')) ['كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول'].forEach((name, index) => table.set(name, index + 1));
  monthsOf.set(language, table);
  return table;
}

const numeric = /(?<!\d)(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2}))(?!\d)/gu;

/** Dates written in digits (day before month, as courts outside the United States write) or with the month's name in this language. */
export function datesIn(sentence: string, language: string): FoundDate[] {
  const text = sameLength(sentence);
  const found: FoundDate[] = [];
  const add = (year: string | undefined, month: number, day: number, place: { readonly start: number; readonly end: number }): void => {
    if (month < 1 || month > 12 || day < 1 || day > 31 || found.some(({ start, end }) => start < place.end && place.start < end)) return;
    const full = year === undefined ? '-' : year.length === 2 ? `20${year}` : year;
    found.push({ key: `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, ...place });
  };
  for (const match of text.matchAll(numeric)) {
    const [all, yearFirst, month1, day1, day2, month2, yearLast] = match;
    const place = { start: match.index, end: match.index + all.length };
    if (yearFirst === undefined) add(yearLast, Number(month2), Number(day2), place);
    else add(yearFirst, Number(month1), Number(day1), place);
  }
  for (const [name, month] of [...months(language.split('-')[0] ?? 'en')].sort((a, b) => b[0].length - a[0].length)) {
    const written = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    const before = new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.|-го|-е)?\\s+(?:(?:of|de|di)\\s+)?${written}(?![\\p{L}\\p{M}])\\.?,?(?:\\s+(?:de\\s+|del\\s+|année\\s+)?(\\d{4}))?`, 'giu');
    for (const match of text.matchAll(before)) add(match[2], month, Number(match[1]), { start: match.index, end: match.index + match[0].length });
    const after = new RegExp(`(?<![\\p{L}\\p{M}])${written}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4}))?`, 'giu');
    for (const match of text.matchAll(after)) add(match[2], month, Number(match[1]), { start: match.index, end: match.index + match[0].length });
  }
  return found.sort((a, b) => a.start - b.start);
}

// Digits of every script as 0–9 without moving anything, so that the offsets are the sentence's own.
function sameLength(sentence: string): string {
  const plain = plainDigits(sentence);
  return plain.length === sentence.length ? plain : sentence;
}
