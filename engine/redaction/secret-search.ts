/** Looks for what must not be in a file; holds folded forms only. */
export interface SecretSearch {
  /** Whether any secret stands in the text, as a word or words of its own. */
  readonly foundIn: (text: string) => boolean;
  /** Whether any secret of eight or more letters and digits stands in the text when spaces and punctuation are ignored. */
  readonly foundInRun: (text: string) => boolean;
  /** Whether any secret of five or more characters with a letter among them stands in the text as it is, whatever stands around it; for bytes that are no text. */
  readonly foundLiterally: (text: string) => boolean;
}

const runLength = 8;
const literalLength = 5;

/**
 * Prepares a search for secrets in any case, with or without diacritics, in compatibility forms (ligatures, full width), and in either direction.
 * Words match whole: a protected "Anna" is not found in "Annapolis".
 */
export function searchFor(secrets: readonly string[]): SecretSearch {
  const words = [...new Set(secrets.map(foldWords).filter((secret) => secret !== ''))];
  const turned = words.map((word) => Array.from(word).reverse().join('')).filter((word) => /[^\p{Script=Latin}\p{Nd} ]/u.test(word));
  const padded = [...words, ...turned].map((word) => ` ${word} `);
  const literals = [...new Set(secrets.map((secret) => secret.trim().normalize('NFC').toLowerCase()))].filter((secret) => Array.from(secret).length >= literalLength && /\p{L}/u.test(secret));
  const runs = words.map((word) => word.replaceAll(' ', '')).filter((run) => Array.from(run).length >= runLength);
  return {
    foundIn: (text) => {
      if (padded.length === 0) return false;
      const folded = ` ${foldWords(text)} `;
      return padded.some((word) => folded.includes(word));
    },
    foundLiterally: (text) => {
      if (literals.length === 0) return false;
      const lower = text.toLowerCase();
      return literals.some((secret) => lower.includes(secret));
    },
    foundInRun: (text) => {
      if (runs.length === 0) return false;
      const folded = foldWords(text).replaceAll(' ', '');
      return runs.some((run) => folded.includes(run));
    },
  };
}

function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
