import { isVowel } from './sounds.ts';

// What it costs to hear one sound as another, where the two are easily confused between languages and transliterations; else 1.
const near = symmetric([
  ['g', 'h', 0.1], ['h', 'X', 0.1], ['g', 'X', 0.3], ['k', 'X', 0.4], ['v', 'f', 0.15], ['b', 'v', 0.5], ['b', 'p', 0.6], ['d', 't', 0.6], ['g', 'k', 0.6], ['s', 'z', 0.4],
  ['s', 'S', 0.3], ['z', 'Z', 0.3], ['S', 'Z', 0.5], ['C', 'S', 0.5], ['C', 'T', 0.5], ['C', 'Z', 0.4], ['T', 's', 0.5], ['T', 'z', 0.2], ['C', 'k', 0.7],
  ['c', 'C', 0.15], ['c', 's', 0.2], ['c', 'T', 0.1], ['c', 'k', 0.05], ['Q', 'C', 0], ['Q', 'X', 0.1], ['Q', 'h', 0.2], ['Q', 'S', 0.15], ['Q', 'k', 0.2],
  ['J', 'i', 0], ['J', 'Z', 0.1], ['J', 'X', 0.2], ['J', 'h', 0.2], ['J', 'Y', 0], ['W', 'o', 0], ['W', 'u', 0], ['W', 'v', 0], ['W', 'f', 0.3], ['Y', 'i', 0], ['Y', 'e', 0.1],
  ['a', 'o', 0.35], ['a', 'e', 0.4], ['e', 'i', 0.3], ['o', 'u', 0.3], ['i', 'u', 0.5], ['a', 'i', 0.6], ['a', 'u', 0.6], ['e', 'o', 0.5], ['e', 'u', 0.6], ['i', 'o', 0.7], ['m', 'n', 0.6], ['v', 'u', 0.3],
]);
// Sounds that a script without vowels, or without these letters, writes alike.
const nearInAbjad = symmetric([
  ['b', 'p', 0.05], ['b', 'v', 0.1], ['p', 'f', 0.05], ['f', 'v', 0], ['k', 'X', 0.15], ['k', 'g', 0.3], ['g', 'Z', 0.15], ['s', 'S', 0.15], ['S', 'C', 0.3], ['T', 's', 0.2], ['T', 't', 0.4], ['Z', 'J', 0], ['C', 'T', 0.2],
  ['a', 'e', 0.15], ['a', 'o', 0.2], ['a', 'i', 0.35], ['a', 'u', 0.35], ['d', 't', 0.4], ['z', 's', 0.3], ['c', 's', 0.1], ['Q', 'X', 0.1], ['Q', 'S', 0.1],
]);

/** How one of the two words is written. */
export interface DistanceOptions {
  /** The second word is in a script that leaves out vowels. */
  readonly abjad: boolean;
  /** Above it the answer is Infinity. */
  readonly limit: number;
}

/** Weighted edit distance between two words given as sounds (`soundsOf`): about 0.1–0.5 for what transliterations change, 1 for another consonant. */
export function soundDistance(name: string, token: string, { abjad, limit }: DistanceOptions): number {
  const width = token.length + 1;
  let previous = new Float64Array(width);
  let current = new Float64Array(width);
  for (let column = 1; column < width; column++) previous[column] = (previous[column - 1] ?? 0) + dropCost(token, column - 1, abjad ? 'extra-in-abjad' : 'vowelled');
  for (let row = 1; row <= name.length; row++) {
    const dropName = dropCost(name, row - 1, abjad ? 'unwritten' : 'vowelled');
    current[0] = (previous[0] ?? 0) + dropName;
    let least = current[0];
    for (let column = 1; column < width; column++) {
      const exchange = (previous[column - 1] ?? 0) + exchangeCost(name.charAt(row - 1), token.charAt(column - 1), abjad);
      const drop = (previous[column] ?? 0) + dropName;
      const insert = (current[column - 1] ?? 0) + dropCost(token, column - 1, abjad ? 'extra-in-abjad' : 'vowelled');
      const cost = Math.min(exchange, drop, insert);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return Infinity;
    [previous, current] = [current, previous];
  }
  const distance = previous[width - 1] ?? Infinity;
  return distance <= limit ? distance : Infinity;
}

function exchangeCost(a: string, b: string, abjad: boolean): number {
  if (a === b) return 0;
  const pair = a + b;
  return (abjad ? nearInAbjad.get(pair) : undefined) ?? near.get(pair) ?? 1;
}

function dropCost(word: string, index: number, how: 'vowelled' | 'unwritten' | 'extra-in-abjad'): number {
  const sound = word.charAt(index);
  if (how === 'unwritten') return isVowel(sound) ? (index === 0 ? 0.3 : 0.12) : sound === 'h' ? 0.4 : 1;
  if (how === 'extra-in-abjad') return isVowel(sound) ? 0.3 : 1;
  if (sound === 'i' || sound === 'J') return isVowel(word.charAt(index + 1)) || (index > 0 && isVowel(word.charAt(index - 1))) ? 0.12 : 0.4;
  if (sound === 'h') return 0.35;
  return isVowel(sound) ? 0.6 : 1;
}

function symmetric(pairs: readonly (readonly [string, string, number])[]): ReadonlyMap<string, number> {
  return new Map(pairs.flatMap(([a, b, cost]) => [[a + b, cost], [b + a, cost]] as const));
}
