import { fileURLToPath } from 'node:url';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { PixelImage } from '../pdf/page-image.ts';

// Runs in the OCR workers only. Language data is always local: tesseract.js would otherwise ask a CDN.
const languageFolder = fileURLToPath(new URL('../../resources/tessdata', import.meta.url));
const localData = { langPath: languageFolder, gzip: false, cacheMethod: 'none', errorHandler: () => undefined } as const;

/** A word as the engine gives it, in pixels of the image that it was shown. */
export interface RecognisedWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** 0-based, over the whole image. */
  readonly line: number;
  /** 0 to 1. */
  readonly confidence: number;
}

let reader: { readonly worker: Worker; languages: string } | undefined;
let orienter: Worker | undefined;

async function readerFor(languages: readonly string[]): Promise<Worker> {
  const wanted = languages.join('+');
  if (reader === undefined) {
    const worker = await createWorker(wanted, OEM.LSTM_ONLY, localData);
    reader = { worker, languages: wanted };
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
  } else if (reader.languages !== wanted) {
    await reader.worker.reinitialize(wanted, OEM.LSTM_ONLY);
    await reader.worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
    reader.languages = wanted;
  }
  return reader.worker;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Recognises a grey image, or one line of it. `languages` are names of files in `resources/tessdata`, the main one first. */
export async function recogniseImage(image: PixelImage, languages: readonly string[], { dpi, line: place }: { readonly dpi: number; readonly line?: Place }): Promise<RecognisedWord[]> {
  const worker = await readerFor(languages);
  const options = { user_defined_dpi: String(Math.round(dpi)), ...(place === undefined ? {} : { rectangle: place, tessedit_pageseg_mode: PSM.SINGLE_LINE }) };
  const { data } = await worker.recognize(portableGreymap(image), options, { blocks: true, text: false });
  const words: RecognisedWord[] = [];
  let line = 0;
  for (const block of data.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      for (const { words: found } of paragraph.lines) {
        for (const { text, bbox, confidence } of found) {
          const trimmed = text.trim().normalize('NFC');
          if (trimmed !== '') words.push({ text: trimmed, left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1, line, confidence: Math.max(0, Math.min(1, confidence / 100)) });
        }
        if (words.at(-1)?.line === line) line++;
      }
    }
  }
  return words;
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

/** Binary PGM (Netpbm): raw pixels behind a line of text, so that nothing is compressed on the way into the engine. */
function portableGreymap({ width, height, pixels }: PixelImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}
