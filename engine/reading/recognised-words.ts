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

/** A part of an image that is one line of writing, in pixels. */
export interface LinePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const wordLevel = '5';

/** Reads the table of words that tesseract writes as TSV, whichever build of it: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function wordsOfTsv(tsv: string): RecognisedWord[] {
  const words: RecognisedWord[] = [];
  let line = -1;
  let lineName = '';
  for (const row of tsv.split('\n')) {
    const [level, , block, paragraph, lineOfParagraph, , left, top, width, height, confidence, ...text] = row.split('\t');
    const trimmed = text.join('\t').trim().normalize('NFC');
    if (level !== wordLevel || trimmed === '') continue;
    const name = `${block ?? ''} ${paragraph ?? ''} ${lineOfParagraph ?? ''}`;
    if (name !== lineName) line++;
    lineName = name;
    const [x, y] = [Number(left), Number(top)];
    words.push({ text: trimmed, left: x, top: y, right: x + Number(width), bottom: y + Number(height), line, confidence: Math.max(0, Math.min(1, Number(confidence) / 100)) });
  }
  return words;
}
