import type { PatternHit, PatternText } from './pattern-text.ts';

const languages = ['en', 'uk', 'ru', 'ro', 'bg', 'pl', 'cs', 'sk', 'hu', 'sr', 'sr-Latn', 'hr', 'sl', 'mk', 'sq', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'el', 'tr', 'ar', 'ar-SY', 'ar-MA', 'fa', 'he', 'vi', 'th', 'zh', 'sv', 'da', 'fi', 'lt', 'lv', 'et'];

// What stands beside a date of birth; case-insensitive.
const labelWords = [
  'born', 'birth', String.raw`d\.?o\.?b\.?`, 'народ', String.raw`нар\.`, 'родил', 'рожден', 'рождён', String.raw`р\.\s?н\.`, String.raw`г\.\s?р\.`, String.raw`д\.\s?н\.`, 'уродж', 'роден', 'раждане', 'рођен', 'рођењ', 'рођ', 'роѓен',
  'născut', 'nascut', 'naşteri', 'nașteri', 'nasteri', String.raw`n\.\s`, 'geboren', 'geburt', 'geb', 'né', 'née', 'naissance', 'nacid', 'nacimiento', 'nacim', 'nasc', 'nascid', 'nascimento', 'nato', 'nata', 'nascita', 'urodz', String.raw`ur\.`,
  'naroz', 'narod', 'narození', 'narodeni', 'rođen', 'rođ', 'rojen', 'rojstva', 'született', 'születés', 'szül', 'lindur', 'lindjes', 'ditëlindj', 'γεννη', 'γέννησ', 'doğum', 'dogum', 'geboorte', 'geb', 'född', 'født', 'syntynyt', 'gim', 'dzim', 'sünd',
  'ميلاد', 'مواليد', 'ولد', 'تولد', 'متولد', 'המולד', 'לידה', 'נולד', 'יליד', 'sinh', 'เกิด', '出生', '生于', '生日',
];
const labels = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:ال)?(?:${labelWords.join('|')})`, 'giu');
const reach = 60;

let datePattern: RegExp | undefined;

/** Dates that stand beside a word for birth, in numbers or with the month's name. The day and the year alone after such a word count too. */
export function findBirthDates({ text }: PatternText): PatternHit[] {
  datePattern ??= makeDatePattern();
  return Array.from(text.matchAll(datePattern)).flatMap((match) => {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - reach), match.index);
    const after = text.slice(end, end + 18);
    // The label belongs to the nearest date: one between it and this date takes it away.
    const nearest = Array.from(before.matchAll(labels)).at(-1);
    const labelled = nearest !== undefined && !/\d{4}/.test(before.slice(nearest.index)) && !/\d\s?$/.test(before.slice(0, nearest.index));
    if (!labelled && !new RegExp(String.raw`^[\s,(]*(?:року|рік|года|год|г\.|р\.|г)?\s*(?:${labels.source})`, 'iu').test(after)) return [];
    return [{ start: match.index, end, confidence: 0.9, what: 'a date of birth' }];
  });
}

function makeDatePattern(): RegExp {
  const months = new Set<string>();
  for (const language of languages) {
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2001, month, 15));
      for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }, { month: 'short' }, { month: 'short', day: 'numeric' }] as const) {
        const parts = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' }).formatToParts(date);
        const name = parts.find(({ type }) => type === 'month')?.value.replace(/\.$/, '');
        if (name !== undefined && /\p{L}{3}/u.test(name)) months.add(name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      }
    }
  }
  const month = `(?:${[...months].sort((a, b) => b.length - a.length).join('|')})`;
  const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
  const year = String.raw`(?:1[89]\d\d|20\d\d)`;
  const link = String.raw`(?:\.|,|st|nd|rd|th|º|-го|de|del|of)?[\s-]{0,2}(?:de\s|of\s)?`;
  const forms = [
    String.raw`${day}\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?(?:${year}|\d\d(?!\d))`, String.raw`(?:0?[1-9]|1[0-2])\/${day}\/${year}`, String.raw`${year}\s?[./-]\s?(?:0?[1-9]|1[0-2])\s?[./-]\s?${day}`,
    String.raw`${day}${link}${month}\.?,?\s?(?:de\s|del\s)?${year}`, String.raw`${month}\.?\s${day}(?:st|nd|rd|th)?,?\s${year}`, String.raw`${year}\.?\s${month}\s${day}\.?`, String.raw`${year}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日`, String.raw`25\d\d`, year,
  ];
  return new RegExp(String.raw`(?<![\p{L}\d])(?:${forms.join('|')})(?![\d])`, 'giu');
}
