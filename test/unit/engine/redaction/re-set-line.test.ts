import { afterAll, expect, it } from 'vitest';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { zonesForMentions } from '../../../../engine/redaction/index.ts';
import { keptWords } from '../../../../engine/redaction/kept-words.ts';
import type { PageText, Word } from '../../../../shared/page-text.ts';
import { textOf } from './pair-pages.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const names = ['Li', 'Wu', 'Fox', 'Ana', 'Olga', 'Boris', 'Marta', 'Irynka', 'Stepan', 'Halyna', 'Katerina', 'Alexander', 'Wilhelmina', 'Konstantyna', 'Papadopoulou', 'Maximilianus'];
const story = (name: string): string => `On the third day the witness who had been asked about it before said that ${name} had come to the door with two other men and had stayed there for about an hour, and that nobody in the house had spoken to any of them until the morning.`;

async function pageWith(text: readonly string[]): Promise<PageText> {
  const made = await typesetPages(pools, 'plain-text.typ', { language: 'en', landscape: false, blocks: text.map((block) => ({ kind: 'paragraph', text: block })) });
  if (!made.ok) throw new Error(made.failure.message);
  return textOf(made.value);
}

const sum = (words: readonly Word[]): number => words.reduce((width, { rect }) => width + rect[2], 0);

/** The names that fit between the words that stay on the line, as many as the line holds, and the first word of the next line, which it did not hold. */
function namesThatFit(kept: readonly Word[], next: Word, { line, space, widths }: { readonly line: number; readonly space: number; readonly widths: ReadonlyMap<string, number> }): string[] {
  const room = line - sum(kept) - kept.length * space;
  return [...widths].filter(([, width]) => width <= room + 0.5 && width + space + next.rect[2] > room - 0.5).map(([name]) => name);
}

// Why there is no placeholder on a re-set line: decision 74.
it('the words that stay on a line tell how wide a name was, wherever they are put, and a line that is taken whole tells nothing', async () => {
  const widths = new Map((await pageWith(names)).words.map((word) => [word.text, word.rect[2]]));
  const fits: number[] = [];
  for (const name of names) {
    const page = await pageWith([story(name)]);
    const at = page.words.findIndex(({ text }) => text === name);
    const line = page.words.filter((word) => word.line === page.words[at]?.line);
    const next = page.words.find((word) => word.line === (page.words[at]?.line ?? 0) + 1);
    if (next === undefined) throw new Error('the name stands on the last line');
    const edges = page.words.map(({ rect }) => rect[0] + rect[2]);
    const found = namesThatFit(line.filter(({ text }) => text !== name), next, { line: Math.max(...edges) - Math.min(...page.words.map(({ rect }) => rect[0])), space: 2.6, widths });
    expect(found, name).toContain(name);
    fits.push(found.length);
    const zones = zonesForMentions(page, [{ why: 'order', wordIndexes: [at], rects: [] }]).map(({ rect }) => rect);
    expect(keptWords(page.words, zones).filter((word) => line.some((other) => other.line === word.line))).toEqual([]);
  }
  expect(fits.reduce((total, count) => total + count, 0) / fits.length).toBeLessThan(names.length / 2);
});
