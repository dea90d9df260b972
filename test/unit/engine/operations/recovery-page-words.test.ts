import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recoveryPageWords, type RecoveryPageWords } from '../../../../engine/operations/recovery-page-words.ts';
import { windowLanguages } from '../../../../shared/languages.ts';

const resources = fileURLToPath(new URL('../../../../resources/', import.meta.url));
const placesIn = (words: RecoveryPageWords): string[] => [...new Set(JSON.stringify(words).match(/\{\{\w+\}\}/gu))].sort();
const lengths = ({ sheet, share }: RecoveryPageWords): number[] => [sheet, share].flatMap(({ use, keep, lines }) => [use.length, keep.length, lines.length]);

describe('the words of recovery pages', () => {
  it('are there in every language of the window, as many and with the same places to fill as in English', () => {
    expect(readdirSync(`${resources}recovery`).sort()).toEqual(windowLanguages.map((language) => `${language}.json`).sort());
    const english = recoveryPageWords('en');
    expect(placesIn(english)).toEqual(['{{needed}}', '{{number}}', '{{of}}', '{{set}}']);
    for (const language of windowLanguages) {
      const words = recoveryPageWords(language);
      expect(placesIn(words), language).toEqual(placesIn(english));
      expect(lengths(words), language).toEqual(lengths(english));
      if (language !== 'en') expect(words.sheet.title, language).not.toBe(english.sheet.title);
    }
  });

  it('name the window’s own link to recovery as the window writes it', () => {
    for (const language of windowLanguages) {
      const quoted = /[“«„]\s?([^”»]*?)\s?[”»]/u.exec(recoveryPageWords(language).sheet.use[1] ?? '')?.[1] ?? '?';
      expect(readFileSync(`${resources}locales/${language}.json`, 'utf8').includes(`"${quoted}"`), `${language}: ${quoted}`).toBe(true);
    }
  });
});
