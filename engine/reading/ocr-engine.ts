import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { PixelImage } from '../pdf/page-image.ts';
import { portableGreymap } from './portable-greymap.ts';
import { wordsOfTsv, type LinePlace, type RecognisedWord } from './recognised-words.ts';

// Runs in the OCR workers only. Language data is always local: tesseract.js would otherwise ask a CDN.
const languageFolder = fileURLToPath(new URL('../../resources/tessdata', import.meta.url));
const localData = { langPath: languageFolder, gzip: false, cacheMethod: 'none', errorHandler: () => undefined } as const;

// Recognition runs for seconds in functions that V8 would leave half optimised: this saves a twelfth of the time of every page.
setFlagsFromString('--wasm-tiering-budget=200000');

// An engine for each language, so that a page in several does not load their data anew each time; the one not used for longest makes room.
const readers = new Map<string, Worker>();
const mostReaders = 3;
let orienter: Worker | undefined;

async function readerFor(languages: readonly string[]): Promise<Worker> {
  const wanted = languages.join('+');
  let worker = readers.get(wanted);
  readers.delete(wanted);
  if (worker === undefined && readers.size >= mostReaders) {
    const [[oldest, spare] = []] = readers;
    if (oldest !== undefined && spare !== undefined) {
      readers.delete(oldest);
      await spare.reinitialize(wanted, OEM.LSTM_ONLY);
      worker = spare;
    }
  }
  worker ??= await createWorker(wanted, OEM.LSTM_ONLY, localData);
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
  readers.set(wanted, worker);
  return worker;
}

/** Recognises a grey image, or one line of it. `languages` are names of files in `resources/tessdata`, the main one first. */
export async function recogniseImage(image: PixelImage, languages: readonly string[], { dpi, line: place }: { readonly dpi: number; readonly line?: LinePlace | undefined }): Promise<RecognisedWord[]> {
  const worker = await readerFor(languages);
  const options = { user_defined_dpi: String(Math.round(dpi)), ...(place === undefined ? {} : { rectangle: place, tessedit_pageseg_mode: PSM.SINGLE_LINE }) };
  // The table of words costs an eighth less time than the tree of blocks, which goes down to single letters.
  const { data } = await worker.recognize(portableGreymap(image), options, { tsv: true, blocks: false, text: false });
  return wordsOfTsv(data.tsv ?? '');
}

/** Which way up a page lies and what script it is in. */
export interface Orientation {
  /** Quarters by which the image must be turned clockwise to stand upright. */
  readonly quarters: 0 | 1 | 2 | 3;
  /** As the orientation data names it; undefined when there is too little to tell. */
  readonly script: string | undefined;
}

/** Finds orientation and script of a page image; upright and unknown when there is too little text. */
export async function orientationOf(image: PixelImage): Promise<Orientation> {
  orienter ??= await createWorker('osd', OEM.TESSERACT_ONLY, { ...localData, legacyCore: true, legacyLang: true });
  try {
    const { data } = await orienter.detect(portableGreymap(image));
    const quarters = Math.round((data.orientation_degrees ?? 0) / 90) % 4;
    return { quarters: quarters as Orientation['quarters'], script: data.script ?? undefined };
  } catch {
    // "Too few characters": the engine's only answer for a page without enough text.
    return { quarters: 0, script: undefined };
  }
}
