import type { BundlePlan, BundleSection, GeneratedSheet } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';

/** The title page of a bundle. */
export function coverSheet({ title, reference = '', court = '', language, sections, createdAt }: BundlePlan): GeneratedSheet {
  return {
    title: '', template: 'bundle-cover.typ',
    data: { title, reference, court, language, date: createdAt?.slice(0, 10) ?? '', words: bundleWords(language), sections: sections.filter(({ entries }) => entries.length > 0).map((section) => section.title) },
  };
}

/** The sheet that stands before a section. */
export function sectionSheet({ language }: BundlePlan, { title, entries }: BundleSection): GeneratedSheet {
  return { title: '', template: 'section-sheet.typ', data: { title, rows: entries.map((entry) => ({ exhibit: entry.exhibit ?? '', title: entry.title })), language, words: bundleWords(language) } };
}
