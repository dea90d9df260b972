const a4ShortSidePt = 595.28;
const leastScale = 1;
const mostScale = 4;

/** Height of the band that a bundle adds below each page for its stamp; points as displayed, before it grows with the page. */
export const footBandPt = 22;

/** How much larger than on A4 the bands and marks of a page are, so that they can be read on a plan as well; its size in points as displayed. */
export function frameScale(widthPt: number, heightPt: number): number {
  return Math.min(mostScale, Math.max(leastScale, Math.min(widthPt, heightPt) / a4ShortSidePt));
}
