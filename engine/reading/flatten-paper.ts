import type { PixelImage } from '../pdf/page-image.ts';

const blockPx = 48;
// Share of a block's pixels that is at least as dark as what is taken for its paper: writing covers less than half of a block.
const paperShare = 0.6;
const notableUnevenness = 10;
const paperWhite = 250;

/**
 * The image with its paper made evenly white, where shadows, folds or yellowing make it uneven; else the image itself.
 * Recognition splits ink from paper by one threshold for the page, which a shadow would move.
 */
export function flattenPaper(image: PixelImage): PixelImage {
  const { width, height, pixels } = image;
  const columns = Math.ceil(width / blockPx);
  const rows = Math.ceil(height / blockPx);
  const paper = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) paper[row * columns + column] = paperOfBlock(image, column, row);
  const sorted = Float32Array.from(paper).sort();
  const spread = (sorted[Math.floor(sorted.length * 0.95)] ?? 255) - (sorted[Math.floor(sorted.length * 0.1)] ?? 255);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 255;
  if (spread < notableUnevenness && median > paperWhite - notableUnevenness) return image;
  // A block darker than half the page's paper is a picture or a black field: it keeps its look.
  for (let index = 0; index < paper.length; index++) if ((paper[index] ?? 255) < median / 2) paper[index] = median;
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const fromRow = Math.max(0, Math.min(rows - 1.001, y / blockPx - 0.5));
    const top = Math.floor(fromRow);
    const below = Math.min(rows - 1, top + 1);
    const down = fromRow - top;
    for (let x = 0; x < width; x++) {
      const fromColumn = Math.max(0, Math.min(columns - 1.001, x / blockPx - 0.5));
      const left = Math.floor(fromColumn);
      const right = Math.min(columns - 1, left + 1);
      const across = fromColumn - left;
      const upper = (paper[top * columns + left] ?? 255) * (1 - across) + (paper[top * columns + right] ?? 255) * across;
      const lower = (paper[below * columns + left] ?? 255) * (1 - across) + (paper[below * columns + right] ?? 255) * across;
      const here = upper * (1 - down) + lower * down;
      out[y * width + x] = Math.min(255, ((pixels[y * width + x] ?? 255) * paperWhite) / Math.max(1, here));
    }
  }
  return { width, height, channels: 1, pixels: out };
}

function paperOfBlock({ width, height, pixels }: PixelImage, column: number, row: number): number {
  const counts = new Uint16Array(256);
  let total = 0;
  for (let y = row * blockPx; y < Math.min(height, (row + 1) * blockPx); y += 2) {
    for (let x = column * blockPx; x < Math.min(width, (column + 1) * blockPx); x += 2) {
      const level = pixels[y * width + x] ?? 255;
      counts[level] = (counts[level] ?? 0) + 1;
      total++;
    }
  }
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += counts[level] ?? 0;
    if (seen >= total * paperShare) return level;
  }
  return 255;
}
