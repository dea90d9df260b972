import type { SearchExpression } from './search-table.ts';

/** Scripts whose words stand without spaces: each of their characters becomes a token, and a run of them is searched as a phrase. */
const unspacedCharacter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/gu;
const anyToken = /[\p{L}\p{N}\p{M}\p{Co}]/u;

/** Folded text as the index takes it. */
export function indexTokens(folded: string): string {
  return folded.normalize('NFC').replace(unspacedCharacter, ' $& ');
}

/** A search as FTS5's MATCH understands it, every word quoted; undefined when no word is left to look for. */
export function matchExpression(expression: SearchExpression): string | undefined {
  if ('phrase' in expression) {
    const phrase = quoted(expression.phrase);
    return phrase === undefined ? undefined : `${phrase}${expression.prefix === true ? ' *' : ''}`;
  }
  if ('near' in expression) {
    const phrases = expression.near.map(quoted).filter((phrase) => phrase !== undefined);
    return phrases.length === 0 ? undefined : `NEAR(${phrases.join(' ')}, ${Math.max(0, Math.trunc(expression.within))})`;
  }
  if ('all' in expression) return joined(expression.all, ' AND ');
  if ('any' in expression) return joined(expression.any, ' OR ');
  const every = matchExpression(expression.every);
  const except = matchExpression(expression.except);
  if (every === undefined || except === undefined) return every;
  return `(${every} NOT ${except})`;
}

function joined(parts: readonly SearchExpression[], by: string): string | undefined {
  const matches = parts.map(matchExpression).filter((match) => match !== undefined);
  return matches.length === 0 ? undefined : `(${matches.join(by)})`;
}

function quoted(text: string): string | undefined {
  return anyToken.test(text) ? `"${indexTokens(text).replaceAll('"', ' ').replaceAll('\0', ' ')}"` : undefined;
}
