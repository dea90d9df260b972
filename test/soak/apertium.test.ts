import { expect, it } from 'vitest';
import { translateWithApertium } from '../../engine/operations/drafts/apertium.ts';
import { translateMasked } from '../../engine/translation/index.ts';

it('drafts with the Apertium program (Debian: apertium, apertium-eng-spa), sentence by sentence, without showing it a name', async () => {
  const done: number[] = [];
  const apertium = await translateWithApertium({ from: 'en', to: 'es', signal: undefined, report: (count) => done.push(count) });
  if (!apertium.ok) throw new Error(apertium.failure.message);
  expect(apertium.value.origin).toMatchObject({ tool: 'apertium', model: 'eng-spa' });
  const shown: string[] = [];
  const translated = await translateMasked([{ text: 'Olena Zymova said that the house was white.', names: [{ start: 0, end: 12 }] }, { text: 'The door was locked at night.', names: [] }], (texts) => {
    shown.push(...texts);
    return apertium.value.translate(texts);
  });
  expect(shown.join(' ')).not.toMatch(/Olena|Zymova/u);
  expect(translated).toMatchObject({ ok: true, value: [expect.stringMatching(/^Olena Zymova .*casa/u), expect.stringContaining('puerta')] });
  expect(done).toEqual([2]);
});

it('offers no pair that is not installed', async () => {
  expect(await translateWithApertium({ from: 'uk', to: 'zh', signal: undefined, report: () => undefined })).toMatchObject({ ok: false, failure: { code: 'not-offered' } });
});
