import { fixedObjects, type BundleFile } from './bundle-file.ts';
import type { Part } from './bundle-parts.ts';
import { stampSizePt } from './page-marks.ts';
import type { PlanTexts } from './plan-texts.ts';
import { sourceToPlace, type SourceToPlace } from './source-placer.ts';

/** What a part's PDF is made ready with. */
export interface PartContext {
  readonly file: BundleFile;
  readonly texts: PlanTexts;
  /** Page tree node for its pages, where it is not its own. */
  readonly parent?: number | undefined;
  /** The widest stamp of its pages, where marks are to stand in the margin. */
  readonly stamp?: string | undefined;
}

/** A part's PDF, ready to be set into its file. */
export function partSource({ key, entry, bands }: Part, pdf: Uint8Array, { file, texts, parent, stamp }: PartContext): SourceToPlace {
  const words = file.texts.resources([...texts.usual, ...(entry === undefined ? [] : texts.of(entry))]);
  const links = entry?.links === undefined ? undefined : countByPage(entry.links.map(({ page }) => page));
  return sourceToPlace({
    key, pageTree: fixedObjects.pageTree, markFont: fixedObjects.markFont, ...(words === '' ? {} : { words }), firstBands: bands.first, otherBands: bands.other,
    ...(parent === undefined ? {} : { parent }), ...(stamp === undefined ? {} : { stampPt: stampWidth(file, stamp) }), ...(entry?.pages === undefined ? {} : { pages: entry.pages }), ...(links === undefined ? {} : { links }),
  }, entry?.text, pdf);
}

function stampWidth({ texts }: BundleFile, stamp: string): number {
  return texts.runs(stamp).reduce((sum, { width }) => sum + width, 0) * (stampSizePt / 1000);
}

function countByPage(pages: readonly number[]): number[] {
  const counts = Array.from({ length: Math.max(0, ...pages) }, () => 0);
  for (const page of pages) counts[page - 1] = (counts[page - 1] ?? 0) + 1;
  return counts;
}
