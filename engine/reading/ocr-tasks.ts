import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { unpackImage, type PackedImage } from '../pdf/packed-image.ts';
import type { PixelImage } from '../pdf/page-image.ts';
import type { TaskHost } from '../workers/task.ts';
import { denoise } from './denoise.ts';
import { flattenPaper } from './flatten-paper.ts';
import { skewOf, turnBy, turnQuarters, type TurnedImage } from './deskew.ts';
import { inLettersOf } from './language-letters.ts';
import { joinReadings, meanConfidence } from './join-readings.ts';
import { orientationOf, recogniseImage } from './ocr-engine.ts';
import { ocrLanguages, scriptOfName } from './ocr-languages.ts';
import type { NativeRecognition } from './native-tesseract.ts';
import type { RecognisedWord } from './recognised-words.ts';

export interface RecogniseInput {
  /** One channel. */
  readonly image: PackedImage;
  readonly dpi: number;
  /** Names of language data, the main one first; empty: found by the page's script. */
  readonly languages: readonly string[];
  /** `native`: pixels are read by the machine's own tesseract, which the host offers as `tesseract`. */
  readonly engine?: 'bundled' | 'native';
}

export interface RecognisedPage {
  /** In pixels of the image given, whatever way it was turned for reading. */
  readonly words: readonly RecognisedWord[];
  /** Language data that was used. */
  readonly languages: readonly string[];
  /** 0 to 1, by letters. */
  readonly confidence: number;
}

const smallestSkew = (0.25 * Math.PI) / 180;
const doubtful = 0.7;
const lineMargin = 4;

type ReadImage = typeof recogniseImage;

function readerOf(host: TaskHost): ReadImage {
  return async (image, languages, { dpi, line }) => {
    const asked: NativeRecognition = { image, languages, dpi, ...(line === undefined ? {} : { line }) };
    return (await host.call('tesseract', asked)) as RecognisedWord[];
  };
}

/** Reads a page image: set straight, turned upright where it was not, boxes mapped back. */
async function recognise({ image: packed, dpi, languages, engine }: RecogniseInput, host: TaskHost): Promise<Result<RecognisedPage, Failure>> {
  const reader = engine === 'native' ? readerOf(host) : recogniseImage;
  const read: ReadImage = async (image, codes, options) => inLettersOf(codes, await reader(image, codes, options));
  const given = unpackImage(packed);
  if (given.width < 16 || given.height < 16) return success({ words: [], languages, confidence: 0 });
  const image = flattenPaper(denoise(given));
  if (languages.length === 0) {
    const { quarters, script } = await orientationOf(image);
    return success(await readTurned(image, { quarters, dpi, read, languages: [languageOfScript(script)] }));
  }
  const upright = await readTurned(image, { quarters: 0, dpi, read, languages });
  if (upright.words.length > 0 && upright.confidence >= doubtful) return success(upright);
  const { quarters } = await orientationOf(image);
  if (quarters === 0) return success(upright);
  const turned = await readTurned(image, { quarters, dpi, read, languages });
  return success(turned.confidence > upright.confidence ? turned : upright);
}

interface Reading {
  readonly quarters: 0 | 1 | 2 | 3;
  readonly dpi: number;
  readonly languages: readonly string[];
  readonly read: ReadImage;
}

async function readTurned(image: PixelImage, { quarters, dpi, languages, read }: Reading): Promise<RecognisedPage> {
  const quartered = turnQuarters(image, quarters);
  const skew = skewOf(quartered.image);
  const straight = Math.abs(skew) < smallestSkew ? undefined : turnBy(quartered.image, skew);
  const upright = straight?.image ?? quartered.image;
  const found = await rereadDoubtfulLines(upright, await readInLanguages(upright, { dpi, languages, read }), { dpi, languages, read });
  const words = found.map((word) => placeBack(word, straight === undefined ? [quartered] : [straight, quartered]));
  return { words, languages, confidence: meanConfidence(words) };
}

/** Languages of one script are read one by one and joined line by line; those of different scripts together, because a line may hold both. */
async function readInLanguages(image: PixelImage, { dpi, languages, read }: Pick<Reading, 'dpi' | 'languages' | 'read'>): Promise<readonly RecognisedWord[]> {
  const scripts = new Set(languages.map((code) => ocrLanguages().find((language) => language.code === code)?.script));
  if (languages.length < 2 || scripts.size > 1) return read(image, languages, { dpi });
  const readings: (readonly RecognisedWord[])[] = [];
  for (const language of languages) readings.push(await read(image, [language], { dpi }));
  return joinReadings(readings);
}

/** Reads doubtful lines of a page in another script again together with English: addresses, numbers and names in Latin letters stand in every text. */
async function rereadDoubtfulLines(image: PixelImage, words: readonly RecognisedWord[], { dpi, languages, read }: Pick<Reading, 'dpi' | 'languages' | 'read'>): Promise<readonly RecognisedWord[]> {
  if (languages.length !== 1 || ocrLanguages().find(({ code }) => code === languages[0])?.script === 'Latn') return words;
  const lines = Map.groupBy(words, ({ line }) => line);
  const doubted = [...lines.values()].filter((line) => line.some(({ text, confidence }) => text.length > 2 && confidence < doubtful));
  // A page that is doubtful all over is a bad picture or another language, not a mixture.
  if (doubted.length > Math.max(3, lines.size * 0.4)) return words;
  const reread = new Map<number, readonly RecognisedWord[]>();
  for (const line of doubted) {
    const left = Math.max(0, Math.min(...line.map((word) => word.left)) - lineMargin);
    const top = Math.max(0, Math.min(...line.map((word) => word.top)) - lineMargin);
    const width = Math.min(image.width, Math.max(...line.map((word) => word.right)) + lineMargin) - left;
    const height = Math.min(image.height, Math.max(...line.map((word) => word.bottom)) + lineMargin) - top;
    const again = await read(image, [...languages, 'eng'], { dpi, line: { left, top, width, height } });
    const number = line[0]?.line ?? 0;
    if (meanConfidence(again) > meanConfidence(line)) reread.set(number, again.map((word) => ({ ...word, line: number })));
  }
  return [...lines].flatMap(([number, line]) => reread.get(number) ?? line);
}

function placeBack(word: RecognisedWord, turns: readonly TurnedImage[]): RecognisedWord {
  let corners: (readonly [number, number])[] = [[word.left, word.top], [word.right, word.top], [word.left, word.bottom], [word.right, word.bottom]];
  for (const { toSource } of turns) corners = corners.map(([x, y]) => toSource(x, y));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { ...word, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function languageOfScript(name: string | undefined): string {
  const script = name === undefined ? 'Latn' : scriptOfName(name);
  return ocrLanguages().find((language) => language.script === script)?.code ?? 'eng';
}

/** Recognition of page images, one engine a worker, kept between pages. */
export const tasks = { recognise };
