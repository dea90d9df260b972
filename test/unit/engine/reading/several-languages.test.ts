import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from '../../../../engine/reading/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { PageText } from '../../../../shared/page-text.ts';
import { characterErrorRate } from './character-error.ts';
import { declaration } from './declaration.ts';
import { picturePdf, scanOf, textPdf } from './make-scan.ts';

const pools = createWorkerPools();
const parts = ['fra', 'deu_1996', 'ron_2006'].map((code) => declaration(code, 2));
const known = parts.join('\n\n');
let pdf: Uint8Array;
beforeAll(async () => { pdf = await picturePdf([await scanOf(pools, textPdf(known, 'fr'), { dpi: 170 })], 170); });
afterAll(() => pools.close());

async function read(options: Parameters<typeof readDocument>[2]): Promise<PageText> {
  const pages = await readDocument(pools, pdf, options);
  if (!pages.ok) throw new Error(pages.failure.code);
  return pages.value[0]!;
}
const textOf = (page: PageText): string => page.words.map(({ text }) => text).join(' ');

let found: PageText;

it('reads a page in three Latin languages that nobody stated, each in its own letters', async () => {
  found = await read({});
  expect(characterErrorRate(known, textOf(found))).toBeLessThan(0.01);
  for (const word of ['Considérant', 'Würde', 'demnității']) expect(textOf(found)).toContain(word);
}, 300_000);

it('reads the same words at the same places with the tesseract of the machine, where that is chosen', async () => {
  const native = await read({ languages: ['fr', 'de', 'ro'], engine: 'native' });
  expect(characterErrorRate(known, textOf(native))).toBeLessThan(0.01);
  expect(native.source).toBe('ocr');
  const [bundled, same] = [found.words.find(({ text }) => text === 'Würde'), native.words.find(({ text }) => text === 'Würde')];
  bundled!.rect.forEach((value, at) => expect(Math.abs(value - same!.rect[at]!)).toBeLessThan(3));
  expect(native.words.every(({ confidence }) => confidence !== undefined && confidence >= 0 && confidence <= 1)).toBe(true);
}, 300_000);
