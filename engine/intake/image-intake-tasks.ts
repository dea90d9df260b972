import sharp, { type Sharp } from 'sharp';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { makeImagePdf, type ImagePage } from './image-pdf.ts';
import { embeddableJpeg } from './jpeg-stream.ts';
import { readImageFacts } from './image-facts.ts';
import type { IntakeFacts, IntakeFinding } from './rendition.ts';

interface ImageIntakeInput {
  readonly bytes: Uint8Array;
  readonly kind: DocumentKind;
}

export interface ImageIntake {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly facts: IntakeFacts;
  readonly findings: readonly IntakeFinding[];
}

/** Pixels that one picture may unfold to: a bomb of more is refused before it unfolds. */
const maximumPixels = 250_000_000;
const maximumPages = 5_000;

sharp.cache(false);
sharp.concurrency(1);

async function toPdf({ bytes, kind }: ImageIntakeInput): Promise<Result<ImageIntake, Failure>> {
  const source = kind === 'bmp' ? decodeBitmap(bytes, maximumPixels) : success(undefined);
  if (!source.ok) return source;
  const bitmap = source.value;
  const open: OpenPage = (page, failOn = 'none') =>
    bitmap === undefined
      ? sharp(bytes, { page, limitInputPixels: maximumPixels, failOn, sequentialRead: true })
      : sharp(bitmap.pixels, { raw: { width: bitmap.width, height: bitmap.height, channels: bitmap.channels } });
  const findings: IntakeFinding[] = [];
  try {
    const first = await open(0).metadata();
    const count = Math.min(first.pages ?? 1, maximumPages);
    if ((first.pages ?? 1) > maximumPages) return refusal(failure('document-hostile', 'The picture has more than {{pages}} pages and was not unfolded.', { values: { pages: maximumPages } }));
    const animated = count > 1 && (kind === 'gif' || kind === 'webp' || kind === 'avif');
    if (animated) findings.push({ code: 'animation', message: `The picture is an animation of ${count} frames. The rendition shows the first; the original holds all.` });
    const pages: ImagePage[] = [];
    for (let page = 0; page < (animated ? 1 : count); page++) {
      const made = await imagePage(open, page, page === 0 && kind === 'jpeg' ? bytes : undefined);
      if ('failed' in made) {
        if (count === 1) return refusal(made.failed);
        findings.push({ code: 'page-damaged', page: page + 1, message: `Page ${page + 1} of the picture is damaged and stands empty in the rendition.` });
        pages.push({ kind: 'empty', widthPx: 1, heightPx: 1, widthPt: 595, heightPt: 842 });
        continue;
      }
      if (made.damaged) findings.push({ code: 'picture-damaged', page: page + 1, message: 'The picture is damaged: part of it may be missing or wrong. The rendition shows what can be read.' });
      pages.push(made.page);
    }
    const shown = pages[0];
    const facts: IntakeFacts = shown === undefined ? {} : { widthPx: shown.widthPx, heightPx: shown.heightPx };
    return success({ pdf: await makeImagePdf(pages), pages: pages.length, facts, findings });
  } catch (error) {
    return refusal(failureOf(error));
  }
}

type OpenPage = (page: number, failOn?: 'none' | 'error') => Sharp;

type PageOutcome = { readonly page: ImagePage; readonly damaged: boolean } | { readonly failed: Failure };

async function imagePage(open: OpenPage, page: number, jpeg: Uint8Array | undefined): Promise<PageOutcome> {
  try {
    const metadata = await open(page).metadata();
    const orientation = metadata.orientation ?? 1;
    const turned = orientation >= 5;
    const widthPx = turned ? metadata.height : metadata.width;
    const heightPx = turned ? metadata.width : metadata.height;
    const size = { widthPx, heightPx, ...pageSize(widthPx, heightPx, metadata.density) };
    const decoded = await decodeCarefully(open, page);
    const damaged = decoded.damaged;
    const stream = jpeg === undefined || damaged ? undefined : embeddableJpeg(jpeg);
    if (stream !== undefined) return { damaged, page: { kind: 'jpeg', ...stream, ...size, orientation } };
    // A PNG's own data blocks are a PDF image stream with the PNG predictor: encoded once, lossless.
    const grey = metadata.channels <= 2 || metadata.space === 'b-w' || metadata.space === 'grey16';
    let picture = open(page).autoOrient().flatten({ background: '#ffffff' });
    picture = grey ? picture.toColourspace('b-w') : picture.toColourspace('srgb');
    const png = await picture.png({ compressionLevel: 6, adaptiveFiltering: true, palette: false }).toBuffer();
    return { damaged, page: { kind: 'png', png, ...size, widthPx, heightPx } };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}

/** Decodes a page strictly, then leniently: what only the second way can read is damaged. */
async function decodeCarefully(open: OpenPage, page: number): Promise<{ damaged: boolean }> {
  try {
    await open(page, 'error').resize(16, 16, { fit: 'fill' }).raw().toBuffer();
    return { damaged: false };
  } catch (error) {
    if (failureOf(error).code !== 'document-damaged') throw error;
    return { damaged: true };
  }
}

const longestPt = 17 * 72;
const shortestPt = 36;
const a4 = { short: 595.28, long: 841.89 };

/** The size of a page that shows a picture at its own resolution; within A4 where that is missing or absurd. */
export function pageSize(widthPx: number, heightPx: number, density: number | undefined): { widthPt: number; heightPt: number } {
  const atDensity = (dpi: number): { widthPt: number; heightPt: number } => ({ widthPt: (widthPx * 72) / dpi, heightPt: (heightPx * 72) / dpi });
  const own = density === undefined || density <= 1 ? undefined : atDensity(density);
  const sane = own !== undefined && Math.max(own.widthPt, own.heightPt) <= longestPt && Math.min(own.widthPt, own.heightPt) >= shortestPt;
  if (sane) return own;
  const landscape = widthPx > heightPx;
  const fit = Math.min((landscape ? a4.long : a4.short) / widthPx, (landscape ? a4.short : a4.long) / heightPx);
  // A small picture is not blown up past the resolution of a screen, but stays large enough to be a page.
  const scale = Math.min(fit, Math.max(72 / 96, shortestPt / Math.min(widthPx, heightPx)));
  return { widthPt: widthPx * scale, heightPt: heightPx * scale };
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : '';
  if (/exceeds pixel limit/i.test(message)) return failure('document-too-large', 'The picture unfolds to more than {{pixels}} million pixels and was not opened.', { values: { pixels: maximumPixels / 1e6 } });
  if (/unsupported|no loader|compression format|not built in/i.test(message)) return failure('document-unsupported', 'The picture uses a format that cannot be shown here.');
  return failure('document-damaged', 'The picture is damaged: it cannot be read.');
}

async function readFacts({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<IntakeFacts, Failure>> {
  return success(await readImageFacts(bytes));
}

/** `toPdf`: pictures become PDF pages, upright, at their own resolution. `readFacts`: what a picture says of its making. */
export const tasks = { toPdf, readFacts };
