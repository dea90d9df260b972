import { expect, it } from 'vitest';
import type { AlignmentLink } from '../../../../shared/case-model/translation.ts';
import { alignSentences } from '../../../../engine/translation/align-sentences.ts';
import { numbersIn } from '../../../../engine/translation/anchors.ts';
import { alignedLanguages, knownPair, seeded, type KnownPair } from './udhr-pairs.ts';

/** A link is right when all its sentences are of one unit, or, empty on one side, when that side has nothing of the unit. */
function rightLinks(links: readonly AlignmentLink[], { originalUnits, translationUnits }: KnownPair): number {
  const left = new Set(originalUnits);
  const right = new Set(translationUnits);
  return links.filter(({ original, translation }) => {
    const units = new Set([...original.map((index) => originalUnits[index]), ...translation.map((index) => translationUnits[index])]);
    if (units.size !== 1) return false;
    const [unit = ''] = units;
    if (original.length > 0 && translation.length > 0) return true;
    // Within a unit of several sentences one more on one side is no mistake.
    return !unit.includes('/') || !(original.length === 0 ? left : right).has(unit);
  }).length;
}

function measure(dropped: boolean): { readonly language: string; readonly share: number; readonly links: number; readonly ms: number }[] {
  return alignedLanguages.map((pair, index) => {
    let right = 0;
    let links = 0;
    let ms = 0;
    for (const seed of dropped ? [1, 2, 3] : [0]) {
      const known = knownPair(pair, dropped ? seeded(seed * 1000 + index) : undefined);
      const started = performance.now();
      const found = alignSentences(known.original, known.translation, { anchors: numbersIn });
      ms += performance.now() - started;
      right += rightLinks(found, known);
      links += found.length;
    }
    return { language: pair[1], share: right / links, links, ms: Math.round(ms) };
  });
}

it.each([['whole translations', false], ['translations with one sentence in twelve dropped', true]] as const)('links at least 95 % of sentences rightly in fourteen languages: %s', (what, dropped) => {
  const rows = measure(dropped);
  console.log([what, ...rows.map(({ language, share, links, ms }) => `${language.padEnd(4)} ${(share * 100).toFixed(1).padStart(5)} % of ${links} links right, ${ms} ms`)].join('\n'));
  expect(rows).toHaveLength(14);
  for (const { language, share, links } of rows) {
    expect(links).toBeGreaterThan(60);
    expect(share, language).toBeGreaterThanOrEqual(0.95);
  }
});

it('puts every sentence in exactly one link, in order', () => {
  const known = knownPair(alignedLanguages[0]!, seeded(7));
  const links = alignSentences(known.original, known.translation);
  expect(links.flatMap(({ original }) => original)).toEqual(known.original.map((_, index) => index));
  expect(links.flatMap(({ translation }) => translation)).toEqual(known.translation.map((_, index) => index));
});

it('aligns a text with nothing, and nothing with a text', () => {
  expect(alignSentences([], ['Two.', 'Three.'])).toEqual([{ original: [], translation: [0] }, { original: [], translation: [1] }]);
  expect(alignSentences(['One.'], [])).toEqual([{ original: [0], translation: [] }]);
  expect(alignSentences([], [])).toEqual([]);
});
