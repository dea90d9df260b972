import type { ChildFile, IntakeFinding } from './rendition.ts';

/** Archives within messages within archives: deeper than this nothing more is taken out. */
export const deepestNesting = 8;

/** The files inside a file that lies `depth` deep itself; none, with a finding, where that is too deep. */
export function childrenWithin(depth: number, children: readonly ChildFile[]): { children: readonly ChildFile[]; findings: readonly IntakeFinding[] } {
  if (depth < deepestNesting || children.length === 0) return { children, findings: [] };
  return { children: [], findings: [{ code: 'nested-too-deep', message: `The file lies ${depth} archives or messages deep. What it holds in turn was not taken out; it is kept as it came.` }] };
}
