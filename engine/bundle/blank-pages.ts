import type { BundleFile } from './bundle-file.ts';
import { fixedObjects } from './bundle-file.ts';
import { groupPages, type Group } from './bundle-parts.ts';
import type { PlacedPage } from './place-source.ts';

/** What a blank page says: that it fills a spread before a pair, or that the original or the translation has no more pages. */
export interface BlankForms {
  readonly lead: PlacedPage;
  readonly original: PlacedPage;
  readonly translation: PlacedPage;
}

/**
 * Gives each pair on facing pages the blank pages that it needs, so that every page of the original is an odd page of its file: the left one of a spread. Groups are those of one file
 * behind its front pages, of which there is an even number.
 */
export async function fillSpreads(file: BundleFile, groups: readonly Group[], forms: BlankForms): Promise<void> {
  let before = 0;
  for (const group of groups) {
    const { node, parts } = group;
    if (node !== undefined) {
      const lead = before % 2 === 1 ? await writeBlank(file, forms.lead, node) : undefined;
      const [originals = 0, translations = 0] = parts.map(({ placed }) => placed?.pages.length ?? 0);
      const missing: PlacedPage[] = [];
      for (let count = Math.abs(originals - translations); count > 0; count--) missing.push(await writeBlank(file, originals < translations ? forms.original : forms.translation, node));
      group.blanks = { missing, ...(lead === undefined ? {} : { lead }) };
    }
    before += groupPages(group).length;
  }
}

/** Writes a page of its own that shows a form, under a node of the page tree. */
export async function writeBlank({ file }: BundleFile, form: PlacedPage, node: number): Promise<PlacedPage> {
  const [object, content] = [file.reserve(), file.reserve()];
  await file.object(object, `<</Type/Page/Parent ${node} 0 R/MediaBox[${form.box.join(' ')}]/Resources<</Font<</Marks ${fixedObjects.markFont} 0 R>>/XObject<</P ${form.form}>>>>/Contents ${content} 0 R>>`);
  return { ...form, object, content, links: [], draws: '/Artifact BMC\nq /P Do Q\nEMC\n' };
}
