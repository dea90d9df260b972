import { createHash } from 'node:crypto';
import { tasks as encodeTasks } from '../../../../engine/redaction/encode-tasks.ts';
import { zonesForMentions } from '../../../../engine/redaction/index.ts';
import { tasks as rasterTasks } from '../../../../engine/redaction/raster-tasks.ts';
import { tasks as writeTasks } from '../../../../engine/redaction/write-tasks.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import type { Result } from '../../../../shared/result.ts';
import type { SecretPage } from './pair-pages.ts';

function value<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** Redacts the lines of a secret by the product's own steps, in this process, and gives the hash of the file and how many words stay. */
export async function redactedHash({ pdf, text, places = [] }: SecretPage, secret: string, zonesOf: (lines: readonly Rect[], words: readonly Rect[]) => readonly Rect[] = (lines) => lines): Promise<{ readonly sha256: string; readonly words: number; readonly zones: number }> {
  const parts = secret.split(' ');
  const hits = text.words.flatMap((word, index) => (parts.some((part) => word.text.includes(part)) ? [index] : []));
  const mentions = [...hits.map((index) => ({ why: 'order', wordIndexes: [index], rects: [] })), ...places.map((rect) => ({ why: 'order', wordIndexes: [], rects: [rect] }))];
  const zones = zonesOf(zonesForMentions(text, mentions).map(({ rect }) => rect), hits.flatMap((index) => text.words[index]?.rect === undefined ? [] : [text.words[index].rect]));
  if (zones.length === 0) throw new Error('the secret was not found on the page');
  value(await rasterTasks.open({ bytes: pdf }));
  const { image, words, widthPt, heightPt } = value(await rasterTasks.rasterise({ page: 1, zones, words: text.words, source: text.source }));
  const encoded = value(await encodeTasks.encode(image));
  const file = value(await writeTasks.write({ title: 'Statement', language: 'en', pages: 1 }, { call: () => Promise.resolve({ widthPt, heightPt, image: encoded, words }) }));
  return { sha256: createHash('sha256').update(file).digest('hex'), words: words.length, zones: zones.length };
}
