import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Formats {
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly language: (tag: string) => string;
  /** One after the other, with the comma of the language. */
  readonly list: (values: readonly string[]) => string;
}

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

const dayAlone = /^\d{4}-\d{2}-\d{2}$/u;

/** How amounts, dates and languages are written in a language. A day without a time is that day everywhere, not midnight in Greenwich. */
export function formatsOf(locale: string): Formats {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(locale);
  const sizes = steps.map((unit, step) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step < 2 ? 0 : 1 }));
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' });
  const valid = (iso: string, format: Intl.DateTimeFormat): string => {
    const time = new Date(dayAlone.test(iso) ? `${iso}T00:00` : iso);
    return Number.isNaN(time.getTime()) ? iso : format.format(time);
  };
  return {
    date: (iso) => valid(iso, dates),
    dateTime: (iso) => valid(iso, times),
    number: (value) => numbers.format(value),
    bytes: (value) => {
      const step = Math.min(steps.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
      return (sizes[step] ?? numbers).format(value / 1000 ** step);
    },
    list: (values) => values.join(locale === 'ar' ? '، ' : ', '),
    language: (tag) => {
      try {
        return names.of(tag) ?? tag;
      } catch (error) {
        if (error instanceof RangeError) return tag;
        throw error;
      }
    },
  };
}

/** Dates, numbers, sizes and language names in the window's language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language), [i18n.language]);
}
