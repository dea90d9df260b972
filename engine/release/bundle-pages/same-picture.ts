/** Uncompressed pixels of four bytes, of which three are looked at; rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

// The edge of a page is shared with the line that a bundle draws along it.
const edge = 2;
const bytesPerPixel = 4;

/** How far two pictures may be apart. */
export interface Tolerance {
  /** Of 255, in any colour. */
  readonly contrast: number;
  /** Pixels by which the same mark may be displaced: glyphs and pictures are set to whole pixels, and one row can fall either way. */
  readonly displaced: 0 | 1;
}

/** Whether two pictures of one size show the same but for their outermost pixels: each pixel of either has its like in the other, at its place or as near as tolerated. */
export function isSamePicture(one: Picture, other: Picture, tolerance: Tolerance): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  return covers(one, other, tolerance) && covers(other, one, tolerance);
}

function covers({ width, height, pixels: of }: Picture, { pixels: by }: Picture, { contrast, displaced }: Tolerance): boolean {
  for (let y = edge; y < height - edge; y++) {
    for (let at = (y * width + edge) * bytesPerPixel, end = (y * width + width - edge) * bytesPerPixel; at < end; at += bytesPerPixel) {
      for (let colour = at; colour < at + 3; colour++) {
        const value = of[colour] ?? 0;
        if (Math.abs(value - (by[colour] ?? 0)) <= contrast) continue;
        if (displaced === 0 || !hasLikeNearby(by, { at: colour, row: width * bytesPerPixel }, value, contrast)) return false;
      }
    }
  }
  return true;
}

/** Whether the value lies between the darkest and the lightest around a place. */
function hasLikeNearby(pixels: Uint8Array, { at, row }: { readonly at: number; readonly row: number }, value: number, contrast: number): boolean {
  let [darkest, lightest] = [255, 0];
  for (let y = -row; y <= row; y += row) {
    for (let x = -bytesPerPixel; x <= bytesPerPixel; x += bytesPerPixel) {
      const near = pixels[at + y + x] ?? 0;
      darkest = Math.min(darkest, near);
      lightest = Math.max(lightest, near);
    }
  }
  return value >= darkest - contrast && value <= lightest + contrast;
}
