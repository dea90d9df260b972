import type { RecognisedWord } from './recognised-words.ts';

// The Romanian data was trained on texts from before letters with a comma below had code points of their own, and writes now these, now those with a cedilla.
const romanian: Readonly<Record<string, string>> = { ş: 'ș', Ş: 'Ș', ţ: 'ț', Ţ: 'Ț' };

/** Words in the letters that their language writes: Romanian ș and ț with a comma below (SR 13411), whatever the recognition data calls them. Turkish keeps its ş. */
export function inLettersOf(languages: readonly string[], words: readonly RecognisedWord[]): RecognisedWord[] {
  if (!languages.includes('ron') || languages.includes('tur')) return [...words];
  return words.map((word) => ({ ...word, text: word.text.replace(/[şŞţŢ]/gu, (letter) => romanian[letter] ?? letter) }));
}
