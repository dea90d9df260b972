import { createHash } from 'node:crypto';
import type { RedactionMethod } from '../../../../shared/case-model/redaction.ts';
import { tasks as drawTasks } from '../../../../engine/redaction/drawn/draw-tasks.ts';
import { tasks as encodeTasks } from '../../../../engine/redaction/encode-tasks.ts';
import { zonesForMentions } from '../../../../engine/redaction/index.ts';
import { keptWords } from '../../../../engine/redaction/kept-words.ts';
import { tasks as rasterTasks } from '../../../../engine/redaction/raster-tasks.ts';
import { tasks as writeTasks, type RedactedPage } from '../../../../engine/redaction/write-tasks.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import type { Result } from '../../../../shared/result.ts';
import type { SecretPage } from './pair-pages.ts';

function value<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** Redacts one page by the product's own steps, in this process: `why` tells why it was not redrawn where that was asked. */
export async function redactedPage({ pdf, text }: SecretPage, zones: readonly Rect[], method: RedactionMethod = 'raster'): Promise<{ readonly pdf: Uint8Array; readonly words: number; readonly why?: string }> {
  value(await rasterTasks.open({ bytes: pdf }));
  const { image, words, widthPt, heightPt } = value(await rasterTasks.rasterise({ page: 1, zones, words: text.words, source: text.source }));
  const encoded = value(await encodeTasks.encode(image));
  let why: string | undefined;
  let page: RedactedPage = { widthPt, heightPt, image: encoded, words };
  if (method === 'structural') {
    const { drawable } = value(await drawTasks.open({ bytes: pdf }));
    const drawn = drawable ? value(await drawTasks.draw({ page: 1, zones })) : { why: 'a file that a second reader cannot open' };
    if ('drawing' in drawn && drawn.drawing !== undefined) page = { ...page, drawing: drawn.drawing };
    else why = 'why' in drawn ? drawn.why : '';
  }
  const file = value(await writeTasks.write({ title: 'Statement', language: 'en', pages: 1 }, { call: () => Promise.resolve(page) }));
  return { pdf: file, words: words.length, ...(why === undefined ? {} : { why }) };
}

/** Redraws one page in this process, its words taken as read, or tells why it cannot be; much faster than {@link redactedPage}, since nothing is rendered in colour. */
export async function drawnPage({ pdf, text }: SecretPage, zones: readonly Rect[]): Promise<{ readonly pdf: Uint8Array; readonly why?: string }> {
  const { drawable } = value(await drawTasks.open({ bytes: pdf }));
  const drawn = drawable ? value(await drawTasks.draw({ page: 1, zones })) : { why: 'a file that a second reader cannot open' };
  const { widthPt, heightPt } = text;
  const nothing = { coding: 'jpeg', channels: 1, width: 1, height: 1, pageWidth: 1, pageHeight: 1, data: new Uint8Array() } as const;
  const page: RedactedPage = { widthPt, heightPt, image: nothing, words: keptWords(text.words, zones), ...('drawing' in drawn && drawn.drawing !== undefined ? { drawing: drawn.drawing } : {}) };
  const file = value(await writeTasks.write({ title: 'Statement', language: 'en', pages: 1 }, { call: () => Promise.resolve(page) }));
  return { pdf: file, ...('why' in drawn ? { why: drawn.why } : {}) };
}

/** The zones of the lines on which a secret stands, and the boxes of its words. */
export function secretZones({ text, places = [] }: SecretPage, secret: string): { readonly lines: readonly Rect[]; readonly words: readonly Rect[] } {
  const parts = secret.split(' ');
  const hits = text.words.flatMap((word, index) => (parts.some((part) => word.text.includes(part)) ? [index] : []));
  const mentions = [...hits.map((index) => ({ why: 'order', wordIndexes: [index], rects: [] })), ...places.map((rect) => ({ why: 'order', wordIndexes: [], rects: [rect] }))];
  return { lines: zonesForMentions(text, mentions).map(({ rect }) => rect), words: hits.flatMap((index) => (text.words[index]?.rect === undefined ? [] : [text.words[index].rect])) };
}

interface HashOptions {
  readonly zonesOf?: (lines: readonly Rect[], words: readonly Rect[]) => readonly Rect[];
  readonly method?: RedactionMethod;
}

/** Redacts the lines of a secret, and gives the hash of the file, how many words stay, and why the page was not redrawn where that was asked. */
export async function redactedHash(page: SecretPage, secret: string, { zonesOf = (lines) => lines, method = 'raster' }: HashOptions = {}): Promise<{ readonly sha256: string; readonly words: number; readonly zones: number; readonly why?: string }> {
  const { lines, words } = secretZones(page, secret);
  const zones = zonesOf(lines, words);
  if (zones.length === 0) throw new Error('the secret was not found on the page');
  const { pdf, ...about } = await redactedPage(page, zones, method);
  return { sha256: createHash('sha256').update(pdf).digest('hex'), zones: zones.length, ...about };
}
