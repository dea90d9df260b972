import { textString } from './bookmarks.ts';
import type { OutputFile } from './output-file.ts';
import type { PlacedTags } from './source-tags.ts';

/** One part of a bundle in its structure tree. */
export interface TaggedPart {
  /** Object number that was kept for its element. */
  readonly element: number;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly tags: Pick<PlacedTags, 'kids' | 'parents'>;
}

const leafSize = 256;

/** Writes the structure tree of a file (ISO 32000-1, 14.7), one element a part in the order of the pages, and answers the root's number. `linked` says which elements the links of the bundle itself belong to. */
export async function writeStructureTree(file: OutputFile, parts: readonly TaggedPart[], linked: PlacedTags['parents']): Promise<number> {
  const [root, document] = [file.reserve(), file.reserve()];
  for (const { element, title, language, tags } of parts) {
    await file.object(element, `<</Type/StructElem/S/Part/P ${document} 0 R/Lang ${textString(language)}${title === '' ? '' : `/T ${textString(title)}`}/K[${tags.kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`);
  }
  await file.object(document, `<</Type/StructElem/S/Document/P ${root} 0 R/K[${parts.map(({ element }) => `${element} 0 R`).join(' ')}]>>`);
  const parents = [...parts.flatMap(({ tags }) => tags.parents), ...linked].sort(([a], [b]) => a - b);
  const tree = await writeNumberTree(file, parents);
  await file.object(root, `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree ${tree} 0 R/ParentTreeNextKey ${(parents.at(-1)?.[0] ?? -1) + 1}>>`);
  return root;
}

// A number tree of two levels (7.9.7): readers look up one page without reading all.
async function writeNumberTree(file: OutputFile, entries: readonly (readonly [number, string])[]): Promise<number> {
  const root = file.reserve();
  const leaves: number[] = [];
  for (let at = 0; at < entries.length; at += leafSize) {
    const leaf = entries.slice(at, at + leafSize);
    const number = file.reserve();
    await file.object(number, `<</Limits[${leaf[0]?.[0] ?? 0} ${leaf.at(-1)?.[0] ?? 0}]/Nums[${leaf.map(([key, value]) => `${key} ${value}`).join(' ')}]>>`);
    leaves.push(number);
  }
  await file.object(root, leaves.length === 0 ? '<</Nums[]>>' : `<</Kids[${leaves.map((leaf) => `${leaf} 0 R`).join(' ')}]>>`);
  return root;
}
