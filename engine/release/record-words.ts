import { readFileSync } from 'node:fs';
import type { Remark } from '../../shared/case-model/verification-remark.ts';
import { fillWords } from '../../shared/fill-words.ts';
import type { WindowLanguage } from '../../shared/languages.ts';

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

/** The words that the window has in a language, for what is printed. A key that it has not is a bug, and thrown. */
export function recordWords(language: WindowLanguage): RecordWords {
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
