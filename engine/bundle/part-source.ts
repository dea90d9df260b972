import { fixedObjects, type BundleFile } from './bundle-file.ts';
import type { Part } from './bundle-parts.ts';
import type { PlanTexts } from './plan-texts.ts';
import { sourceToPlace, type SourceToPlace } from './source-placer.ts';

/** A part's PDF, ready to be set into its file; under a page tree node where one is given. */
export function partSource({ key, entry, bands }: Part, pdf: Uint8Array, { file, texts, parent }: { readonly file: BundleFile; readonly texts: PlanTexts; readonly parent?: number | undefined }): SourceToPlace {
  const words = file.texts.resources([...texts.usual, ...(entry === undefined ? [] : texts.of(entry))]);
  const links = entry?.links === undefined ? undefined : countByPage(entry.links.map(({ page }) => page));
  return sourceToPlace({
    key, pageTree: fixedObjects.pageTree, markFont: fixedObjects.markFont, ...(words === '' ? {} : { words }), firstBands: bands.first, otherBands: bands.other,
    ...(parent === undefined ? {} : { parent }), ...(entry?.pages === undefined ? {} : { pages: entry.pages }), ...(links === undefined ? {} : { links }),
  }, entry?.text, pdf);
}

function countByPage(pages: readonly number[]): number[] {
  const counts = Array.from({ length: Math.max(0, ...pages) }, () => 0);
  for (const page of pages) counts[page - 1] = (counts[page - 1] ?? 0) + 1;
  return counts;
}
