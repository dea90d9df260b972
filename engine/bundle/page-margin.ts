/** Height of the outer margin at the top and the foot of a page, where numbers and headers are looked for; points as displayed. */
export function marginHeight(heightPt: number): number {
  return Math.min(Math.max(heightPt * 0.1, 64), heightPt * 0.42);
}
