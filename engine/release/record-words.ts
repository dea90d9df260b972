import { readFileSync } from 'node:fs';
import { fillWords, type Remark } from '../../shared/case-model/verification-remark.ts';

/** Languages in which a record of verification is printed, BCP 47: those of the window. */
const recordLanguages = ['en', 'fr', 'es', 'ro', 'uk', 'ar'] as const;
export type RecordLanguage = (typeof recordLanguages)[number];

const folder = new URL('../../resources/locales/', import.meta.url);
// A value keeps its own direction among words of another (Unicode: first strong isolate, pop directional isolate).
const isolated = (value: string): string => `\u2068${value}\u2069`;

interface Words {
  readonly [key: string]: string | Words;
}

/** Words of the window's language, by key. */
export interface RecordWords {
  (key: string, values?: Readonly<Record<string, string | number>>): string;
}

/** The language, where records are printed in it. */
export function recordLanguage(language: string): RecordLanguage | undefined {
  return recordLanguages.find((known) => known === language);
}

/** The words that the window has in a language, for what is printed. A key that it has not is a bug, and thrown. */
export function recordWords(language: RecordLanguage): RecordWords {
  const all = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Words;
  return (key, values = {}) => {
    const found = key.split('.').reduce<string | Words | undefined>((words, part) => (typeof words === 'object' ? words[part] : undefined), all);
    if (typeof found !== 'string') throw new Error(`there are no words for ${key} in ${language}`);
    return fillWords(found, language === 'ar' ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : isolated(value)])) : values);
  };
}

/** Remarks in a language. */
export function remarksIn(t: RecordWords, remarks: readonly Remark[]): string {
  return remarks.map(({ code, values, failure }) => {
    const said = t(`verification.remark.${code}`, values);
    return failure === undefined ? said : `${said} ${t(`failure.${failure}.what`)}`;
  }).join(' ');
}
