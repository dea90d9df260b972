import { foldForSearch } from './fold-for-search.ts';

/** A query over folded text, as the case's index takes it. */
export type SearchExpression =
  | { readonly phrase: string; readonly prefix?: boolean }
  | { readonly near: readonly string[]; readonly within: number }
  | { readonly all: readonly SearchExpression[] }
  | { readonly any: readonly SearchExpression[] }
  | { readonly every: SearchExpression; readonly except: SearchExpression };

const defaultNear = 10;
const part = /NEAR(?:\/(\d{1,3}))?\(([^)]*)\)|-?["“”„«]([^"“”„»]*)["“”»]?(\*)?|(\S+)/giu;

/**
 * Reads what a person typed: words (all must be there), `"exact phrases"`, `begin*`, `-without`, `one OR other`, and `NEAR(one two)` or `NEAR/5(one two)` for words
 * close to one another. Nothing typed is an error: what is no operator is a word.
 */
export function parseSearchQuery(query: string): SearchExpression {
  const all: SearchExpression[] = [];
  const without: SearchExpression[] = [];
  let joinNext = false;
  const add = (expression: SearchExpression): void => {
    const before = joinNext ? all.pop() : undefined;
    joinNext = false;
    if (before === undefined) all.push(expression);
    else all.push({ any: 'any' in before ? [...before.any, expression] : [before, expression] });
  };
  for (const [typed, within, near, phrase, phraseStar, word] of query.slice(0, 2000).matchAll(part)) {
    if (near !== undefined) {
      const words = near.split(/\s+/u).map(foldForSearch).filter(hasLetters);
      if (words.length > 1) add({ near: words, within: within === undefined ? defaultNear : Number(within) });
      else if (words[0] !== undefined) add({ phrase: words[0] });
    } else if (phrase !== undefined) {
      const folded = foldForSearch(phrase).trim();
      if (!hasLetters(folded)) continue;
      if (typed.startsWith('-')) without.push({ phrase: folded });
      else add({ phrase: folded, ...(phraseStar === undefined ? {} : { prefix: true }) });
    } else if (word === 'OR' || word === '|') {
      joinNext = all.length > 0;
    } else if (word !== undefined && word !== 'AND') {
      const folded = foldForSearch(word.replace(/^-(?=\S)/u, '').replace(/\*+$/u, ''));
      if (!hasLetters(folded)) continue;
      if (/^-\p{L}/u.test(word)) without.push({ phrase: folded });
      else add({ phrase: folded, ...(word.endsWith('*') ? { prefix: true } : {}) });
    }
  }
  const every: SearchExpression = { all };
  return without.length === 0 ? every : { every, except: { any: without } };
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
