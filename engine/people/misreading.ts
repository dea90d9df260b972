import type { Script } from './script.ts';

const digitLetters: Partial<Record<Script, Readonly<Record<string, string>>>> = {
  latin: { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 6: 'b', 8: 'b', 9: 'g' },
  cyrillic: { 0: 'о', 1: 'і', 3: 'з', 4: 'ч', 5: 'б', 6: 'б', 8: 'в', 9: 'д' },
  greek: { 0: 'ο', 1: 'ι', 3: 'ε', 8: 'β', 9: 'ρ' },
};

/** Digits inside a word as the letters that OCR most often took for them. */
export function repairDigits(token: string, script: Script): string {
  const table = digitLetters[script];
  if (table === undefined || !/\p{L}/u.test(token)) return token;
  return token.replace(/\d/g, (digit) => table[digit] ?? digit);
}

// Letters and groups that OCR takes for one another, at a third of the cost of any other change.
const groups = ['oce0', 'il1jtf', 'uvny', 'hbn', 'mn', 'ao', 'sgz5', 'rn', 'kx', 'оес', 'нип', 'ілт', 'вб', 'щшц', 'аоя', 'йи', 'кх', 'ьвъ', 'лпд', 'гт', 'єе', 'ії', 'οσα', 'νυ', 'ηπ'];
const confusable = new Set(groups.flatMap((group) => Array.from(group).flatMap((a) => Array.from(group).map((b) => a + b))));
const merged: readonly (readonly [string, string])[] = [['rn', 'm'], ['cl', 'd'], ['vv', 'w'], ['ii', 'u'], ['li', 'h'], ['ri', 'n'], ['nn', 'm'], ['лл', 'м'], ['іі', 'п'], ['ьі', 'ы'], ['iv', 'w']];

/** Edit distance between two folded words, where what OCR confuses costs a third; two letters that changed places cost 0.7. */
export function letterDistance(name: string, token: string): number {
  let best = plainDistance(name, token);
  for (const [two, one] of merged) {
    if (token.includes(two)) best = Math.min(best, 0.3 + plainDistance(name, token.replace(two, one)));
    if (token.includes(one) && name.includes(two)) best = Math.min(best, 0.3 + plainDistance(name.replace(two, one), token));
  }
  return best;
}

function plainDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const [x, y] = [a.charAt(row - 1), b.charAt(column - 1)];
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (x === y ? 0 : confusable.has(x + y) ? 0.33 : 1));
      if (row > 1 && column > 1 && x === b.charAt(column - 2) && y === a.charAt(row - 2)) cost = Math.min(cost, (older[column - 2] ?? 0) + 0.7);
      current.push(cost);
    }
    [older, previous] = [previous, current];
  }
  return previous[b.length] ?? Infinity;
}
