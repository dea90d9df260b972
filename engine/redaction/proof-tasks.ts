import type { GuaranteeProof } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { rectsIntersect, type Rect } from '../../shared/geometry.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { readPageGeometry } from '../pdf/page-geometry.ts';
import { readWords } from '../pdf/page-words.ts';
import { openWithPdfium, type PdfiumDocument } from '../pdf/pdfium.ts';
import { wordDirections } from '../pdf/word-directions.ts';
import { isSideways, zoneHidesWord } from './kept-words.ts';
import { pageImage } from './page-image-object.ts';
import { changedPixels, comparedAtDpi, pictureOf } from './changed-pixels.ts';
import { changedSquares, hasContrast, squaresOf, squaresOfPixels, zoneIsBlack, type TonePage } from './page-tones.ts';
import { withPaintedPage, type PaintedPage } from './painted-page.ts';
import { readWithPdfjs, type TextRun } from './pdfjs-text.ts';
import { searchFor, type SecretSearch } from './secret-search.ts';
import { drawnPartsFault } from './drawn/drawn-parts-proof.ts';
import { proof, proveStructure } from './structure-proof.ts';

export interface ProofInput {
  readonly source: Uint8Array;
  readonly pdf: Uint8Array;
  /** Zones of each page, in page order. */
  readonly zones: readonly (readonly Rect[])[];
  readonly secrets: readonly string[];
  /** Which pages are redrawn instead of pictures; none where absent. */
  readonly drawn?: readonly boolean[];
  /** Places of each page where a secret stays visible by decision. */
  readonly kept?: readonly (readonly Rect[])[];
}

// What JPEG leaves at the edge of a black box.
const jpegEdge = 72;
// The share of six-point squares outside the zones that may look different: scanned noise at the limit between black and white.
const changedShare = 0.002;

async function prove(input: ProofInput): Promise<Result<readonly GuaranteeProof[], Failure>> {
  const search = searchFor(input.secrets);
  const output = await openWithPdfium(input.pdf);
  if (!output.ok) return notProved('the file cannot be opened');
  const source = await openWithPdfium(input.source, '', { asShown: true });
  if (!source.ok) return source;
  const runs = await readWithPdfjs(input.pdf).catch(() => undefined);
  if (runs === undefined) return notProved('the file cannot be opened by a second reader');
  try {
    const { kept = [], drawn = [], secrets } = input;
    const shown = keptWordsOf(output.value, kept);
    // What a person lets stand may stand in the bytes; that it stands nowhere else is for the pages (R2), and that there is no other text for R8.
    const elsewhere = searchFor(secrets.filter((secret) => !shown.some((words) => says(words, searchFor([secret])))));
    return success([...proveStructure(input.pdf, elsewhere, drawn), ...provePages({ source: source.value, output: output.value, runs, search, zones: input.zones, kept, shown, drawn, partsFault: drawnPartsFault(input.pdf, input.zones, drawn) })]);
  } finally {
    source.value.close();
    output.value.close();
  }
}

interface Pages {
  readonly source: PdfiumDocument;
  readonly output: PdfiumDocument;
  readonly runs: readonly (readonly TextRun[])[];
  readonly search: SecretSearch;
  readonly zones: readonly (readonly Rect[])[];
  readonly kept: readonly (readonly Rect[])[];
  readonly shown: readonly (readonly string[])[];
  readonly drawn: readonly boolean[];
  readonly partsFault: string | undefined;
}

function provePages({ source, output, runs, search, zones, kept, shown, drawn, partsFault }: Pages): GuaranteeProof[] {
  const faults: { R2?: string; R5?: string; R6?: string; R10?: string } = partsFault === undefined ? {} : { R5: partsFault };
  if (output.pageCount !== zones.length || runs.length !== zones.length || source.pageCount !== zones.length) faults.R10 = 'a page is missing';
  for (const [index, hidden] of zones.entries()) {
    const number = index + 1;
    const redrawn = drawn[index] === true;
    const before = source.withPage(index, (page) => withPaintedPage(source.pdfium, page, { dpi: comparedAtDpi, zones: [] }, (painted) => ({ squares: squaresOfPixels(painted), picture: redrawn ? pictureOf(painted) : undefined })));
    output.withPage(index, (page) => {
      const geometry = readPageGeometry(output.pdfium, page);
      const words = readWords(output.pdfium, page, geometry);
      const image = redrawn ? withPaintedPage(output.pdfium, page, { dpi: comparedAtDpi, zones: [] }, tonesOfPixels) : pageImage(output.pdfium, page, geometry);
      const read = [words, runs[index] ?? []];
      if (read.some((texts) => standsInZone(texts, hidden))) faults.R2 ??= `text stands in a zone of page ${number}`;
      if (read.some((texts) => says(withoutKept(texts, kept[index] ?? [], shown[index] ?? []), search))) faults.R2 ??= `a secret can be read on page ${number}`;
      if (image === undefined) {
        faults.R5 ??= `page ${number} has no picture`;
        return;
      }
      const tolerance = image.lossless ? 0 : jpegEdge;
      // The edge of a drawn box falls between pixels; what lies under the box is tried on the parts themselves.
      if (!hidden.every((zone) => zoneIsBlack(image, redrawn ? inner(zone) : zone, tolerance))) faults.R5 ??= `a zone of page ${number} is not solid`;
      if (words.some(({ rect }) => !hasContrast(image, rect))) faults.R6 ??= `the text layer of page ${number} says what the page does not show`;
      if (before === undefined) faults.R10 ??= `page ${number} cannot be compared`;
      else {
        const { squares, picture } = before;
        const changed = picture === undefined ? Math.max(0, changedSquares(squares, squaresOf(image), image, hidden) - Math.ceil(changedShare * squares.across * squares.down))
          : withPaintedPage(output.pdfium, page, { dpi: comparedAtDpi, zones: [] }, (painted) => changedPixels(picture, painted, hidden)).length;
        if (changed > 0) faults.R10 ??= `page ${number} looks different outside its zones`;
      }
    });
  }
  return [proof('R2', faults.R2), proof('R5', faults.R5), proof('R6', faults.R6), proof('R10', faults.R10)];
}

function tonesOfPixels({ widthPt, heightPt, width, height, pixels }: PaintedPage): TonePage & { readonly lossless: boolean } {
  const tones = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < pixels.length; from++, to += 3) {
    const pixel = pixels[from] ?? 0;
    tones[to] = (pixel >>> 16) & 0xff;
    tones[to + 1] = (pixel >>> 8) & 0xff;
    tones[to + 2] = pixel & 0xff;
  }
  return { widthPt, heightPt, width, height, channels: 3, tones, lossless: true };
}

const edgePt = 0.6;

function inner([x, y, width, height]: Rect): Rect {
  const [across, down] = [Math.min(edgePt, width / 2.01), Math.min(edgePt, height / 2.01)];
  return [x + across, y + down, width - 2 * across, height - 2 * down];
}

function standsInZone(texts: readonly { readonly text: string; readonly rect: Rect }[], zones: readonly Rect[]): boolean {
  const sideways = wordDirections(onLines(texts)).map(isSideways);
  return texts.some(({ rect }, index) => zones.some((zone) => zoneHidesWord(zone, rect, sideways[index] === true)));
}

/** Other readers name no lines: what follows beside the one before is taken to be on its line. */
function onLines<T extends { readonly rect: Rect }>(texts: readonly T[]): (T & { readonly line: number })[] {
  let line = 0;
  return texts.map((text, index) => {
    const [, top, , height] = text.rect;
    const [, topBefore = top, , heightBefore = 0] = texts[index - 1]?.rect ?? [];
    const shared = Math.min(top + height, topBefore + heightBefore) - Math.max(top, topBefore);
    if (shared < Math.min(height, heightBefore) / 2) line++;
    return { ...text, line };
  });
}

/** The words of each page that stand where a person lets them stand. */
function keptWordsOf(output: PdfiumDocument, kept: readonly (readonly Rect[])[]): string[][] {
  return kept.map((places, index) => (places.length === 0 ? [] : output.withPage(index, (page) =>
    readWords(output.pdfium, page, readPageGeometry(output.pdfium, page)).filter(({ rect }) => places.some((place) => centred(rect, place))).map(({ text }) => text)) ?? []));
}

function centred([x, y, width, height]: Rect, [left, top, across, down]: Rect): boolean {
  const middle = [x + width / 2, y + height / 2] as const;
  return middle[0] >= left && middle[0] <= left + across && middle[1] >= top && middle[1] <= top + down;
}

// A run of another reader may be longer than the words that stay: only those are taken out of it, each once.
function withoutKept(texts: readonly { readonly text: string; readonly rect: Rect }[], kept: readonly Rect[], shown: readonly string[]): string[] {
  if (kept.length === 0) return texts.map(({ text }) => text);
  const left = [...shown];
  return texts.map(({ text, rect }) => {
    if (!kept.some((place) => rectsIntersect(place, rect))) return text;
    let rest = text;
    for (const word of [...left]) {
      if (!rest.includes(word)) continue;
      rest = rest.replace(word, ' ');
      left.splice(left.indexOf(word), 1);
    }
    return rest;
  });
}

function says(text: readonly string[], search: SecretSearch): boolean {
  return search.foundIn(text.join(' ')) || search.foundInRun(text.join(''));
}

function notProved(why: string): Result<never, Failure> {
  return refusal(failure('redaction-not-proved', 'The redacted file could not be proved and was thrown away: {{why}}.', { values: { why } }));
}

/** The proof of a redacted file, in a worker that did not write it. */
export const tasks = { prove };
