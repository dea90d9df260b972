import { expect, test } from 'vitest';
import { createPagePictures } from '../../../renderer/components/pages/page-pictures.ts';
import { createPageWork } from '../../../renderer/components/pages/page-work.ts';

/** Pictures whose coming the test decides, with what was asked of the engine in order. */
function pictures(mostBytes?: number) {
  const asked: string[] = [];
  const arrive = new Map<string, () => void>();
  const closed: string[] = [];
  const made = createPagePictures((address) => new Promise<{ width: number; height: number; close: () => void }>((resolve, reject) => {
    asked.push(address);
    arrive.set(address, () => { if (address === 'none') reject(new Error('no such page')); else resolve({ width: 10, height: 10, close: () => { closed.push(address); } }); });
  }), createPageWork(2), mostBytes);
  const settle = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
  const come = async (address: string): Promise<void> => {
    arrive.get(address)?.();
    await settle();
  };
  return { ...made, asked, closed, come, settle };
}

const nobody = (): void => undefined;

test('what is in view is fetched first, and never more than two at once', async () => {
  const { want, asked, come, settle } = pictures();
  want('after', 'near', nobody);
  want('next', 'near', nobody);
  want('this', 'seen', nobody);
  await settle();
  expect(asked).toEqual(['this', 'after']);
  await come('this');
  expect(asked).toEqual(['this', 'after', 'next']);
});

test('thumbnails come one by one, so that the page that somebody turns to need not wait for them', async () => {
  const { want, asked, come, settle } = pictures();
  for (const page of ['thumbnail 1', 'thumbnail 2']) want(page, 'small', nobody);
  await settle();
  expect(asked).toEqual(['thumbnail 1']);
  want('this', 'seen', nobody);
  await settle();
  expect(asked).toEqual(['thumbnail 1', 'this']);
  await come('this');
  expect(asked).toEqual(['thumbnail 1', 'this']);
  await come('thumbnail 1');
  expect(asked).toEqual(['thumbnail 1', 'this', 'thumbnail 2']);
});

test('a picture that nobody wants any more is not asked for', async () => {
  const { want, asked, come, settle } = pictures();
  want('a', 'seen', nobody);
  want('b', 'seen', nobody);
  await settle();
  const passed = Array.from({ length: 50 }, (_, page) => want(`passed ${String(page)}`, 'seen', nobody));
  for (const end of passed) end();
  want('arrived at', 'seen', nobody);
  await come('a');
  expect(asked).toEqual(['a', 'b', 'arrived at']);
});

test('one fetch serves all who want it, as urgently as the most urgent of them', async () => {
  const { want, asked, come, settle } = pictures();
  want('a', 'seen', nobody);
  want('b', 'seen', nobody);
  await settle();
  const got: unknown[] = [];
  want('page', 'small', (picture) => { got.push(picture); });
  want('other', 'near', nobody);
  const end = want('page', 'seen', (picture) => { got.push(picture); });
  await come('a');
  expect(asked).toEqual(['a', 'b', 'page']);
  end();
  await come('page');
  expect(got).toMatchObject([{ width: 10 }]);
  expect(asked.filter((address) => address === 'page')).toHaveLength(1);
});

test('the last pictures are kept within bounds, and let go of on demand', async () => {
  const { want, known, forget, closed, come, settle } = pictures(1000);
  for (const page of ['1', '2']) {
    want(page, 'seen', nobody);
    await settle();
    await come(page);
  }
  expect(known('1')).toBeDefined();
  want('3', 'seen', nobody);
  await settle();
  await come('3');
  expect([known('1') === undefined, known('2') === undefined, closed]).toEqual([false, true, ['2']]);
  forget();
  expect([known('1'), known('3'), closed.toSorted()]).toEqual([undefined, undefined, ['1', '2', '3']]);
});

test('a page without a picture is told as such, and holds up no other', async () => {
  const { want, come, settle, asked } = pictures();
  const got: unknown[] = [];
  want('none', 'seen', (picture) => { got.push(picture); });
  want('a', 'seen', nobody);
  want('b', 'seen', nobody);
  await settle();
  await come('none');
  expect([got, asked]).toEqual([[null], ['none', 'a', 'b']]);
});
