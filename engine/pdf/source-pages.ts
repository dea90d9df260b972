import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import type { ParsedPdf } from './parse-pdf.ts';

/** Left, bottom, right, top in user space. */
export type Box = readonly [number, number, number, number];

export type Rotation = 0 | 90 | 180 | 270;

/** A page of a parsed source, with what it inherits resolved. */
export interface SourcePage {
  readonly ref: PDFRef | undefined;
  readonly dict: PDFDict;
  /** The visible part: crop box within media box. */
  readonly box: Box;
  readonly rotation: Rotation;
  readonly userUnit: number;
  readonly resources: PDFObject | undefined;
}

const maximumPages = 1_000_000;
const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map((key) => PDFName.of(key));
const [resourcesKey, mediaBoxKey, cropBoxKey, rotateKey] = inheritable as [PDFName, PDFName, PDFName, PDFName];
const kidsKey = PDFName.of('Kids');
const userUnitKey = PDFName.of('UserUnit');
// What readers take for a page that states no size.
const letter: Box = [0, 0, 612, 792];

/** Lists the pages of a source in order. Cycles and what is no page are skipped. */
export function listSourcePages({ context, catalog }: ParsedPdf): SourcePage[] {
  const pages: SourcePage[] = [];
  const seen = new Set<PDFDict>();
  const stack: { node: PDFObject | undefined; inherited: ReadonlyMap<PDFName, PDFObject> }[] = [{ node: catalog.get(PDFName.of('Pages')), inherited: new Map() }];
  for (let next = stack.pop(); next !== undefined && pages.length < maximumPages; next = stack.pop()) {
    const dict = context.lookup(next.node);
    if (!(dict instanceof PDFDict) || seen.has(dict)) continue;
    seen.add(dict);
    const inherited = new Map(next.inherited);
    for (const key of inheritable) {
      const value = dict.get(key);
      if (value !== undefined) inherited.set(key, value);
    }
    const kids = context.lookup(dict.get(kidsKey));
    if (kids instanceof PDFArray) {
      for (let index = kids.size() - 1; index >= 0; index--) stack.push({ node: kids.get(index), inherited });
      continue;
    }
    const number = (value: PDFObject | undefined): number | undefined => {
      const found = context.lookup(value);
      return found instanceof PDFNumber ? found.asNumber() : undefined;
    };
    const boxOf = (key: PDFName): Box | undefined => readBox(context.lookup(inherited.get(key)), number);
    const quarter = Math.round((number(inherited.get(rotateKey)) ?? 0) / 90) % 4;
    const unit = number(dict.get(userUnitKey)) ?? 1;
    pages.push({
      ref: next.node instanceof PDFRef ? next.node : undefined,
      dict,
      box: visibleBox(boxOf(mediaBoxKey), boxOf(cropBoxKey)),
      rotation: (((quarter + 4) % 4) * 90) as Rotation,
      userUnit: Number.isFinite(unit) && unit > 0 ? Math.min(unit, 75_000) : 1,
      resources: inherited.get(resourcesKey),
    });
  }
  return pages;
}

/** The number of pages that the page tree's root states. */
export function statedPageCount({ context, catalog }: ParsedPdf): number | undefined {
  const root = context.lookup(catalog.get(PDFName.of('Pages')));
  const count = root instanceof PDFDict ? context.lookup(root.get(PDFName.of('Count'))) : undefined;
  return count instanceof PDFNumber ? count.asNumber() : undefined;
}

/** Reads an array of four numbers as a box with its corners in order; undefined when it is none or has no area. */
export function readBox(array: PDFObject | undefined, number: (value: PDFObject | undefined) => number | undefined): Box | undefined {
  if (!(array instanceof PDFArray) || array.size() < 4) return undefined;
  const [x1, y1, x2, y2] = [0, 1, 2, 3].map((index) => number(array.get(index)));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || ![x1, y1, x2, y2].every(Number.isFinite)) return undefined;
  const box: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  return box[2] - box[0] > 0 && box[3] - box[1] > 0 ? box : undefined;
}

// ISO 32000-1, 14.11.2: a crop box reaches no further than the media box; readers fall back where nothing is left of it.
function visibleBox(media: Box | undefined, crop: Box | undefined): Box {
  const outer = media ?? crop ?? letter;
  if (crop === undefined) return outer;
  const box: Box = [Math.max(outer[0], crop[0]), Math.max(outer[1], crop[1]), Math.min(outer[2], crop[2]), Math.min(outer[3], crop[3])];
  return box[2] - box[0] > 0.5 && box[3] - box[1] > 0.5 ? box : outer;
}
