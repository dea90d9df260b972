import anyAscii from 'any-ascii';

/** Bags of word keys of one side's sentences. */
export type WordBags = readonly ReadonlySet<string>[];

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const words = new Intl.Segmenter('en', { granularity: 'word' });
// Endings differ, beginnings stay: five letters tell most stems apart in the languages that inflect.
const stemLength = 5;
// Arabic writes article and particles onto the word.
const arabicPrefix = /^(?:[وفبلك]{0,2}ال|وب|ول|و)(?=\p{L}{3})/u;

/** Keys of the words of each sentence: lower case, shortened to a stem; words of scripts without spaces as the Unicode rules cut them. */
export function wordBags(sentences: readonly string[]): Set<string>[] {
  return sentences.map((sentence) => {
    const text = sentence.normalize('NFC').toLowerCase();
    const found = unspaced.test(text) ? Array.from(words.segment(text)).filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment) : text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    return new Set(found.map((word) => Array.from(word.replace(arabicPrefix, '')).slice(0, stemLength).join('')).filter((key) => key.length > 1 || unspaced.test(key)));
  });
}

type Counts = ReadonlyMap<string, number>;

/** Which words go together, as learned from links between sentences (Dice's coefficient). */
export class Cooccurrence {
  readonly #together = new Map<string, Map<string, number>>();
  readonly #left = new Map<string, number>();
  readonly #right = new Map<string, number>();
  readonly #bestOfLeft = new Map<ReadonlySet<string>, Counts>();
  readonly #bestOfRight = new Map<ReadonlySet<string>, Counts>();

  /** Counts one link: the words of either side. */
  add(left: ReadonlySet<string>, right: ReadonlySet<string>): void {
    for (const word of right) this.#right.set(word, (this.#right.get(word) ?? 0) + 1);
    for (const word of left) {
      this.#left.set(word, (this.#left.get(word) ?? 0) + 1);
      let row = this.#together.get(word);
      if (row === undefined) this.#together.set(word, (row = new Map<string, number>()));
      for (const other of right) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }

  /**
   * How much of two sentences explains each other, 0 to 1. Rare words weigh more. `linked`: the two were counted as a link; what they say of themselves
   * is then left out, so that a wrong link does not speak for itself.
   */
  similarity(left: ReadonlySet<string>, right: ReadonlySet<string>, linked: boolean): number {
    const own = linked ? 1 : 0;
    const explained = own === 0 ? this.#bestFor(left) : this.#bestByRight(left, right, own);
    const explaining = own === 0 ? this.#bestOf(right) : this.#bestByLeft(left, right, own);
    return Math.sqrt(weighed(right, this.#right, own, explained) * weighed(left, this.#left, own, explaining));
  }

  #between(left: string, right: string, own: number): number {
    const both = (this.#together.get(left)?.get(right) ?? 0) - own;
    if (both < 1) return 0;
    const dice = (2 * both) / ((this.#left.get(left) ?? 0) + (this.#right.get(right) ?? 0) - 2 * own);
    return dice * (both / (both + 0.7));
  }

  /** For each word of the other side, how well a sentence's best word explains it. */
  #bestFor(left: ReadonlySet<string>): Counts {
    let best = this.#bestOfLeft.get(left) as Map<string, number> | undefined;
    if (best !== undefined) return best;
    best = new Map();
    for (const word of left) for (const other of this.#together.get(word)?.keys() ?? []) best.set(other, Math.max(best.get(other) ?? 0, this.#between(word, other, 0)));
    this.#bestOfLeft.set(left, best);
    return best;
  }

  #bestOf(right: ReadonlySet<string>): Counts {
    let best = this.#bestOfRight.get(right) as Map<string, number> | undefined;
    if (best !== undefined) return best;
    best = new Map();
    for (const [word, row] of this.#together) for (const other of right) if (row.has(other)) best.set(word, Math.max(best.get(word) ?? 0, this.#between(word, other, 0)));
    this.#bestOfRight.set(right, best);
    return best;
  }

  #bestByRight(left: ReadonlySet<string>, right: ReadonlySet<string>, own: number): Counts {
    return new Map(Array.from(right, (other) => [other, Math.max(0, ...Array.from(left, (word) => this.#between(word, other, own)))]));
  }

  #bestByLeft(left: ReadonlySet<string>, right: ReadonlySet<string>, own: number): Counts {
    return new Map(Array.from(left, (word) => [word, Math.max(0, ...Array.from(right, (other) => this.#between(word, other, own)))]));
  }
}

// Words that stand nowhere else can be explained by nothing and do not count.
function weighed(words: ReadonlySet<string>, counts: Counts, own: number, best: Counts): number {
  let total = 0.5;
  let explained = 0;
  for (const word of words) {
    const elsewhere = (counts.get(word) ?? 0) - own;
    if (elsewhere < 1) continue;
    const weight = 1 / (1 + Math.log(elsewhere));
    total += weight;
    explained += weight * (best.get(word) ?? 0);
  }
  return explained / total;
}

const romanised = new Map<string, string>();

/** Words that look alike in Latin letters: names, numbers and loan words. 0 to 1. */
export function lookAlike(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const keys = new Set(Array.from(right, romanise).filter((key) => key.length >= 4 || /\d/u.test(key)));
  let alike = 0;
  for (const word of left) {
    const key = romanise(word);
    if ((key.length >= 4 || /\d/u.test(key)) && keys.has(key)) alike++;
  }
  return Math.min(1, (2 * alike) / Math.max(4, Math.min(left.size, right.size)));
}

function romanise(word: string): string {
  let key = romanised.get(word);
  if (key === undefined) {
    key = anyAscii(word).toLowerCase().replace(/[^a-z0-9]/gu, '').slice(0, 5);
    if (romanised.size > 200_000) romanised.clear();
    romanised.set(word, key);
  }
  return key;
}
