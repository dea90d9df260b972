import { expect, it } from 'vitest';
import { inLettersOf } from '../../../../engine/reading/language-letters.ts';
import { foldForSearch } from '../../../../engine/reading/index.ts';

const word = (text: string) => ({ text, left: 0, top: 0, right: 1, bottom: 1, line: 0, confidence: 1 });
const read = (languages: readonly string[], text: string): string => inLettersOf(languages, [word(text)])[0]!.text;

it('writes Romanian with commas below, leaves Turkish its cedilla, and finds either by the other', () => {
  expect(read(['ron'], 'Justiţie şi dreptăţii ŞŢ')).toBe('Justiție și dreptății ȘȚ');
  expect(read(['ron', 'eng'], 'relaţiilor')).toBe('relațiilor');
  expect(read(['tur'], 'şahit')).toBe('şahit');
  expect(foldForSearch('dreptăţii')).toBe(foldForSearch('dreptății'));
});
