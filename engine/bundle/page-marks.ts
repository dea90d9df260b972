import { footBandPt } from '../../shared/bundle-frame.ts';
import { hashCode, hashCodeSize } from './hash-code.ts';
import type { MarkText } from './mark-text.ts';
import { framePage, type Bands } from './page-frame.ts';
import type { PlacedPage } from './place-source.ts';

/** What is printed on one page of the bundle beside its content. */
export interface PageMarks {
  /** Bottom right. */
  readonly stamp: string;
  /** Top left, line by line, each in parts that a point stands between; lines after the first are small. */
  readonly header?: readonly (readonly string[])[];
  /** SHA-256 in hexadecimal, put into a QR code at the top right. */
  readonly code?: string;
}

export const noBands: Bands = { topPt: 0, bottomPt: 0 };
/** Bands of a page that only carries its stamp. */
export const stampBands: Bands = { topPt: 0, bottomPt: footBandPt };
/** Bands of an exhibit's page. */
export const exhibitBands: Bands = { topPt: 20, bottomPt: footBandPt };
/** Bands of an exhibit's first page, with room for its QR code. */
export const firstExhibitBands: Bands = { topPt: 56, bottomPt: footBandPt };

export const stampSizePt = 12;
/** How far stamps stand from the side of a page and above its foot, in a band. */
export const [sidePt, footPt] = [20, 7] as const;
const headerSizePt = 8.5;
const noteSizePt = 6.5;
const leastSizePt = 4;
const codeSizePt = 48;
const quietModules = 4;
const between = ' · ';

/** The content stream of a page: what it draws, then its marks, upright as displayed, in the bands that were added or in the free margin. */
export function pageContent(page: PlacedPage, marks: PageMarks, texts: MarkText): string {
  const { bands } = page;
  const frame = framePage(page.box, page.rotation, page.userUnit, bands);
  const { scale, widthPt, heightPt, topPt } = frame;
  const lines = [page.draws, '/Artifact<</Type/Pagination>>BDC', `q ${frame.matrix.map(short).join(' ')} cm`];
  const text = (words: string, size: number, { x, y, room, right = false }: { readonly x: number; readonly y: number; readonly room: number; readonly right?: boolean }): void => {
    const runs = texts.runs(words);
    const width = runs.reduce((sum, run) => sum + run.width, 0);
    const fitted = Math.max(leastSizePt, Math.min(size * scale, (room * 1000) / Math.max(1, width)));
    let at = right ? x - (width * fitted) / 1000 : x;
    for (const run of runs) {
      lines.push('hex' in run ? `BT /Marks ${short(fitted)} Tf ${short(at)} ${short(y)} Td ${run.hex} Tj ET` : texts.drawWord(run.name, { size: fitted, x: at, y }));
      at += (run.width * fitted) / 1000;
    }
  };
  const side = Math.min(sidePt * scale, widthPt * 0.06);
  const code = marks.code === undefined ? 0 : codeSizePt * scale;
  if (bands.topPt > 0) lines.push(rule(heightPt - topPt, widthPt));
  if (bands.bottomPt > 0) lines.push(rule(frame.bottomPt, widthPt));
  lines.push('0 g');
  const stamp = page.stamp ?? (bands.bottomPt > 0 ? { rightPt: widthPt - side, y: footPt * scale } : { rightPt: widthPt - 40, y: 24 });
  text(marks.stamp, stampSizePt, { x: stamp.rightPt, y: stamp.y, room: widthPt - 2 * side, right: true });
  const room = widthPt - 2 * side - (code === 0 ? 0 : code + 4 * scale);
  for (const [index, words] of (marks.header ?? []).entries()) {
    text(words.join(between), index === 0 ? headerSizePt : noteSizePt, { x: side, y: heightPt - (13 + index * 12) * scale, room });
  }
  if (marks.code !== undefined) lines.push(qrCode(marks.code, widthPt - side - code, heightPt - 4 * scale - code, code));
  lines.push('Q EMC');
  return lines.join('\n');
}

function rule(y: number, width: number): string {
  return `0.75 g 0 ${short(y - 0.2)} ${short(width)} 0.4 re f`;
}

/** A QR code as a stencil of one sample a module, on white with its quiet zone; `size` in points includes that zone. */
function qrCode(content: string, x: number, y: number, size: number): string {
  const side = hashCodeSize + 2 * quietModules;
  const step = size / side;
  return [
    `q ${step.toFixed(4)} 0 0 ${step.toFixed(4)} ${short(x)} ${short(y)} cm 1 g 0 0 ${side} ${side} re f 0 g ${hashCodeSize} 0 0 ${hashCodeSize} ${quietModules} ${quietModules} cm`,
    `BI/W ${hashCodeSize}/H ${hashCodeSize}/IM true/D[1 0]/F/AHx ID ${Buffer.from(hashCode(content)).toString('hex')}> EI Q`,
  ].join('\n');
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
