/** Of the box by which a row is chosen. */
export const boxTrack = '2.25rem';

const gapRem = 0.875;
const edgesRem = 2.25;

/** Of the letters of the window, in CSS px: what one rem is. */
export function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** What all tracks of a row take at least, in rem: a row is cut at its own edge, so it must be as wide as what stands in it. */
export function leastWidthRem(tracks: readonly string[]): number {
  return tracks.reduce((sum, track) => sum + Number.parseFloat(track.replace(/^minmax\(/u, '')), gapRem * (tracks.length - 1) + edgesRem);
}

/** How many of `more` fit beside the tracks that are always there, the first ones first, in a row of `widthRem`. */
export function fittingTracks(always: readonly string[], more: readonly string[], widthRem: number): number {
  const tooWide = more.findIndex((_, index) => leastWidthRem([...always, ...more.slice(0, index + 1)]) > widthRem);
  return tooWide < 0 ? more.length : tooWide;
}
