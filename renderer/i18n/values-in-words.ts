import { useTranslation } from 'react-i18next';
import { useFormats } from './format.ts';

type Values = Readonly<Record<string, string | number>>;

const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}(?:T.*)?$/u.test(value);

/** Values of the engine as they stand among the window's words: days and times as read here; names, numbers and hashes in their own direction of writing. */
export function useValuesInWords(): (values: Values) => Record<string, string> {
  const { i18n } = useTranslation();
  const { date, dateTime } = useFormats();
  const inWords = (value: string): string => (isDate(value) ? (value.length > 10 ? dateTime(value) : date(value)) : value);
  // Unicode: first strong isolate, pop directional isolate.
  const shown = (value: string | number): string => (typeof value === 'number' || i18n.dir() === 'ltr' ? inWords(String(value)) : `\u2068${inWords(value)}\u2069`);
  return (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
}
