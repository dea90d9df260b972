import { expect, it } from 'vitest';
import { success } from '../../../../shared/result.ts';
import { translateMasked, type TextWithNames } from '../../../../engine/translation/index.ts';

const named = (text: string, ...names: readonly string[]): TextWithNames => ({ text, names: names.map((name) => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length })) });
const texts = [named('Olena Zymova met Marko Zymovyi.', 'Olena Zymova', 'Marko Zymovyi'), named('Nobody was there.')];

it('shows the engine no protected name and puts each back where its mask stands', async () => {
  const shown: string[] = [];
  const translated = await translateMasked(texts, (asked) => {
    shown.push(...asked);
    return Promise.resolve(success(asked.map((text) => text.replace(/(\S+) met (\S+)\./u, '$2 was met by $1.').toUpperCase())));
  });
  expect(shown.join(' ')).not.toMatch(/Olena|Zymov|Marko/u);
  expect(translated).toEqual(success(['Marko Zymovyi WAS MET BY Olena Zymova.', 'NOBODY WAS THERE.']));
});

it.each([['loses', (text: string) => text.replace(/XQ\d+X/gu, '')], ['doubles', (text: string) => text.replace(/XQ(\d+)X/gu, 'XQ$1X XQ$1X')], ['invents', (text: string) => `${text} XQ9X`]])('translates around the names where the engine %s a mask', async (_, spoil) => {
  const shown: string[] = [];
  const translated = await translateMasked(texts.slice(0, 1), (asked) => {
    shown.push(...asked);
    return Promise.resolve(success(asked.map((text) => spoil(text).replace('met', 'traf').replace(/(?<!X) XQ9X$/u, text.includes('XQ') ? ' XQ9X' : ''))));
  });
  expect(shown.join(' ')).not.toMatch(/Olena|Zymov|Marko/u);
  expect(translated).toEqual(success(['Olena Zymova traf Marko Zymovyi.']));
});

it.each([['an empty answer', (asked: readonly string[]) => asked.map(() => ' ')], ['too few answers', (asked: readonly string[]) => asked.slice(1)], ['too many answers', (asked: readonly string[]) => [...asked, 'more']]])('takes %s for a failure', async (_, answer) => {
  expect(await translateMasked(texts, (asked) => Promise.resolve(success(answer(asked))))).toMatchObject({ ok: false, failure: { code: 'draft-failed' } });
});
