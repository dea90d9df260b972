import type { PixelImage } from '../pdf/page-image.ts';

/** A grey page image and the way from its pixels back to those of the image that it was made from. */
export interface TurnedImage {
  readonly image: PixelImage;
  /** The place in the source image of a place in this one. */
  readonly toSource: (x: number, y: number) => readonly [x: number, y: number];
}

/** The image turned clockwise by quarters. */
export function turnQuarters(source: PixelImage, quarters: 0 | 1 | 2 | 3): TurnedImage {
  const { width, height, pixels } = source;
  if (quarters === 0) return { image: source, toSource: (x, y) => [x, y] };
  const [newWidth, newHeight] = quarters === 2 ? [width, height] : [height, width];
  const toSource = (x: number, y: number): readonly [number, number] =>
    quarters === 1 ? [y, height - x] : quarters === 2 ? [width - x, height - y] : [width - y, x];
  const turned = new Uint8Array(newWidth * newHeight);
  for (let y = 0, to = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++, to++) {
      const sourceX = quarters === 1 ? y : quarters === 2 ? width - 1 - x : width - 1 - y;
      const sourceY = quarters === 1 ? height - 1 - x : quarters === 2 ? height - 1 - y : x;
      turned[to] = pixels[sourceY * width + sourceX] ?? 255;
    }
  }
  return { image: { width: newWidth, height: newHeight, channels: 1, pixels: turned }, toSource };
}

/** The image turned by an angle (radians, clockwise as seen) about its middle, on a canvas that holds all of it; white around. */
export function turnBy(source: PixelImage, angle: number): TurnedImage {
  const { width, height, pixels } = source;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const newWidth = Math.ceil(Math.abs(width * cos) + Math.abs(height * sin));
  const newHeight = Math.ceil(Math.abs(width * sin) + Math.abs(height * cos));
  const toSource = (x: number, y: number): readonly [number, number] => {
    const dx = x - newWidth / 2;
    const dy = y - newHeight / 2;
    return [width / 2 + dx * cos + dy * sin, height / 2 - dx * sin + dy * cos];
  };
  const turned = new Uint8Array(newWidth * newHeight).fill(255);
  for (let y = 0, to = 0; y < newHeight; y++) {
    let [fromX, fromY] = toSource(0.5, y + 0.5);
    fromX -= 0.5;
    fromY -= 0.5;
    for (let x = 0; x < newWidth; x++, to++, fromX += cos, fromY -= sin) {
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const at = top * width + left;
      const right = fromX - left;
      const down = fromY - top;
      const upper = (pixels[at] ?? 0) * (1 - right) + (pixels[at + 1] ?? 0) * right;
      const lower = (pixels[at + width] ?? 0) * (1 - right) + (pixels[at + width + 1] ?? 0) * right;
      turned[to] = upper * (1 - down) + lower * down;
    }
  }
  return { image: { width: newWidth, height: newHeight, channels: 1, pixels: turned }, toSource };
}

const maximumSkew = (8 * Math.PI) / 180;
const coarseStep = (0.5 * Math.PI) / 180;
const fineStep = (0.05 * Math.PI) / 180;
const maximumDots = 30_000;

/** By how much (radians, clockwise as seen) the lines of a page rise to the right: turning by it sets them straight. 0 when there is nothing to tell it by. */
export function skewOf(image: PixelImage): number {
  const { xs, ys } = darkDots(image);
  if (xs.length < 200) return 0;
  const sharpest = (from: number, to: number, step: number): number => {
    let best = 0;
    let bestScore = -1;
    for (let angle = from; angle <= to + step / 2; angle += step) {
      const score = lineSharpness(xs, ys, angle);
      if (score > bestScore) [best, bestScore] = [angle, score];
    }
    return best;
  };
  const coarse = sharpest(-maximumSkew, maximumSkew, coarseStep);
  return sharpest(coarse - coarseStep, coarse + coarseStep, fineStep);
}

/** Places of dark pixels at half resolution, evenly thinned. */
function darkDots({ width, height, pixels }: PixelImage): { xs: Float32Array; ys: Float32Array } {
  const threshold = otsu(pixels);
  const places: number[] = [];
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) if ((pixels[y * width + x] ?? 255) < threshold) places.push(y * width + x);
  const stride = Math.max(1, Math.ceil(places.length / maximumDots));
  const count = Math.floor(places.length / stride);
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const place = places[index * stride] ?? 0;
    xs[index] = (place % width) / 2;
    ys[index] = Math.floor(place / width) / 2;
  }
  return { xs, ys };
}

/** How sharply dots fall into rows when the page is turned by `angle`: sum of squares of the row counts' differences (Postl 1986). */
function lineSharpness(xs: Float32Array, ys: Float32Array, angle: number): number {
  const slope = Math.tan(angle);
  let lowest = Infinity;
  let highest = -Infinity;
  for (let index = 0; index < xs.length; index++) {
    const place = (ys[index] ?? 0) + (xs[index] ?? 0) * slope;
    if (place < lowest) lowest = place;
    if (place > highest) highest = place;
  }
  const rows = new Int32Array(Math.ceil(highest - lowest) + 3);
  for (let index = 0; index < xs.length; index++) {
    const row = Math.round((ys[index] ?? 0) + (xs[index] ?? 0) * slope - lowest);
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let score = 0;
  for (let row = 0; row < rows.length - 1; row++) score += ((rows[row] ?? 0) - (rows[row + 1] ?? 0)) ** 2;
  return score;
}

/** Otsu's threshold of an 8-bit image. */
export function otsu(pixels: Uint8Array): number {
  const counts = new Float64Array(256);
  for (let index = 0; index < pixels.length; index += 3) counts[pixels[index] ?? 0] = (counts[pixels[index] ?? 0] ?? 0) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weight = counts.reduce((sum, count, level) => sum + count * level, 0);
  let dark = 0;
  let darkWeight = 0;
  let best = 128;
  let bestSpread = -1;
  for (let level = 0; level < 255; level++) {
    dark += counts[level] ?? 0;
    darkWeight += level * (counts[level] ?? 0);
    const light = total - dark;
    if (dark === 0 || light === 0) continue;
    const spread = dark * light * (darkWeight / dark - (weight - darkWeight) / light) ** 2;
    if (spread > bestSpread) [best, bestSpread] = [level, spread];
  }
  return best + 1;
}
