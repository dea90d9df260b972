import type { AlignmentLink } from '../../shared/case-model/translation.ts';
import { datesIn } from './dates.ts';
import { plainDigits } from './anchors.ts';

export const differenceKinds = ['number', 'date', 'amount', 'name', 'missing'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** Something that stands on one side of a link only: for the reviewer, who decides whether it is a mistake. */
export interface Difference {
  /** 0-based index of the link. */
  readonly link: number;
  readonly kind: DifferenceKind;
  /** On which side it stands; the other lacks it. */
  readonly side: 'original' | 'translation';
  /** As it is written there; empty for a sentence that is missing as a whole. */
  readonly text: string;
}

/** Who is named in a sentence: a key that is the same in every language, and the name as it is written. */
export type FindNames = (sentence: string, side: 'original' | 'translation') => readonly { readonly key: string; readonly text: string }[];

export interface ComparedSides {
  readonly original: readonly string[];
  readonly translation: readonly string[];
  /** BCP 47. */
  readonly originalLanguage: string;
  readonly translationLanguage: string;
}

/** Compares the numbers, dates, amounts and names of linked sentences. A link with one empty side is one difference: what is there is missing on the other. */
export function findDifferences(sides: ComparedSides, links: readonly AlignmentLink[], names: FindNames = () => []): Difference[] {
  return links.flatMap((link, index): Difference[] => {
    const original = link.original.map((at) => sides.original[at] ?? '').join(' ');
    const translation = link.translation.map((at) => sides.translation[at] ?? '').join(' ');
    if (link.original.length === 0 || link.translation.length === 0) {
      return /\p{L}/u.test(original + translation) ? [{ link: index, kind: 'missing', side: link.original.length === 0 ? 'translation' : 'original', text: '' }] : [];
    }
    const left = factsOf(original, sides.originalLanguage, names(original, 'original'));
    const right = factsOf(translation, sides.translationLanguage, names(translation, 'translation'));
    return [
      ...notIn(left, right).map((fact): Difference => ({ link: index, kind: fact.kind, side: 'original', text: fact.text })),
      ...notIn(right, left).map((fact): Difference => ({ link: index, kind: fact.kind, side: 'translation', text: fact.text })),
    ];
  });
}

interface Fact {
  readonly kind: Exclude<DifferenceKind, 'missing'>;
  readonly key: string;
  readonly text: string;
}

function factsOf(sentence: string, language: string, names: ReturnType<FindNames>): Fact[] {
  const dates = datesIn(sentence, language);
  const rest = dates.reduce((text, { start, end }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end), sentence);
  return [
    ...dates.map(({ key, start, end }) => ({ kind: 'date' as const, key, text: sentence.slice(start, end) })),
    ...quantitiesIn(rest),
    ...names.map(({ key, text }) => ({ kind: 'name' as const, key, text })),
  ];
}

const currencies: readonly (readonly [code: string, written: RegExp])[] = [
  ['EUR', /€|\beur\b|\beuros?\b|євро|евро|يورو/iu], ['GBP', /£|\bgbp\b|pounds?\b|lire sterline|lir[ae] sterlin|фунт|جنيه/iu], ['USD', /\$|\busd\b|dollar|dolar|dólar|долар|доллар|دولار/iu],
  ['RON', /\bron\b|\blei\b|\bleu\b|леїв|ле[йяї]|ليو/iu], ['UAH', /₴|\buah\b|hryvni|грив|\bгрн|гривен|هريفنيا|grivn/iu], ['PLN', /\bpln\b|zł|zlot/iu], ['RUB', /₽|\brub\b|rubl|rouble|руб|روبل/iu],
];
const number = /\p{Nd}+(?:[\s\u00a0\u202f'’.,٬٫:/-]\p{Nd}+)*/gu;

function quantitiesIn(sentence: string): Fact[] {
  return Array.from(sentence.matchAll(number), ({ 0: text, index }): Fact => {
    const value = numberKey(text);
    const around = `${sentence.slice(Math.max(0, index - 4), index)} ${sentence.slice(index + text.length, index + text.length + 14)}`;
    const currency = currencies.find(([, written]) => written.test(around))?.[0];
    return currency === undefined ? { kind: 'number', key: value, text } : { kind: 'amount', key: `${value} ${currency}`, text: `${text} ${currency}` };
  });
}

/** Thousands and decimal marks differ by language: the digits count, and where the last group is of one or two digits, it is the fraction. */
function numberKey(written: string): string {
  const plain = plainDigits(written);
  if (/^\d+([/:-]\d+)+$/u.test(plain)) return plain.replace(/[/-]/gu, ':').replace(/(^|:)0+(?=\d)/gu, '$1');
  const fraction = /[.,٫](\d{1,2})$/u.exec(plain);
  const whole = (fraction === null ? plain : plain.slice(0, fraction.index)).replace(/\D/gu, '').replace(/^0+(?=\d)/u, '');
  const rest = fraction?.[1]?.replace(/0+$/u, '') ?? '';
  return rest === '' ? whole : `${whole}.${rest}`;
}

function notIn(facts: readonly Fact[], others: readonly Fact[]): Fact[] {
  const left = new Map<string, number>();
  for (const { kind, key } of others) left.set(`${kind} ${key}`, (left.get(`${kind} ${key}`) ?? 0) + 1);
  const names = new Set(others.filter(({ kind }) => kind === 'name').map(({ key }) => key));
  return facts.filter(({ kind, key }) => {
    // A name may stand once where the other language says “she”.
    if (kind === 'name') return !names.has(key);
    const known = `${kind} ${key}`;
    const count = left.get(known) ?? 0;
    left.set(known, count - 1);
    return count <= 0;
  });
}
