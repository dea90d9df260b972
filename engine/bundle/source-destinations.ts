import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRef, PDFString, type PDFObject } from '@cantoo/pdf-lib';
import { decodeText } from '../pdf/decode-text.ts';
import { key } from '../pdf/known-name.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';

/** A bookmark of a source, carried into the bundle below its exhibit. */
export interface SourceBookmark {
  readonly title: string;
  /** Explicit destination in the output's own numbers, as PDF text. */
  readonly destination: string | undefined;
  readonly children: readonly SourceBookmark[];
}

const maximumNames = 200_000;
const maximumBookmarks = 20_000;
const maximumDepth = 12;

/** Turns destinations of a source, explicit or named, into explicit ones on the copied pages. */
export class SourceDestinations {
  readonly #source: ParsedPdf;
  readonly #pageNumbers: readonly number[];
  readonly #byRef: ReadonlyMap<PDFRef, number>;
  #names: Map<string, PDFObject> | undefined;

  /** `pageNumbers` are the object numbers of the copies in page order, `byRef` the same by the source's own references. */
  constructor(source: ParsedPdf, pageNumbers: readonly number[], byRef: ReadonlyMap<PDFRef, number>) {
    this.#source = source;
    this.#pageNumbers = pageNumbers;
    this.#byRef = byRef;
  }

  /** The destination as PDF text, undefined when it leads to no page of this source. */
  resolve(destination: PDFObject | undefined, depth = 0): string | undefined {
    if (depth > 4) return undefined;
    const { context } = this.#source;
    const found = context.lookup(destination);
    if (found instanceof PDFArray) return this.#explicit(found);
    if (found instanceof PDFDict) return this.resolve(found.get(key('D')), depth + 1);
    if (found instanceof PDFName) return this.resolve(this.#named(found.decodeText()), depth + 1);
    if (found instanceof PDFString || found instanceof PDFHexString) return this.resolve(this.#named(bytesOf(found)), depth + 1);
    return undefined;
  }

  /** The destination of a dictionary with `Dest` or a `GoTo` action (a link, a bookmark). */
  resolveOf(dict: PDFDict): string | undefined {
    const direct = dict.get(key('Dest'));
    if (direct !== undefined) return this.resolve(direct);
    const action = this.#source.context.lookup(dict.get(key('A')));
    return action instanceof PDFDict && action.get(key('S')) === key('GoTo') ? this.resolve(action.get(key('D'))) : undefined;
  }

  /** The source's own bookmarks; cycles are cut. */
  bookmarks(): SourceBookmark[] {
    const { context, catalog } = this.#source;
    const seen = new Set<PDFDict>();
    const level = (first: PDFObject | undefined, depth: number): SourceBookmark[] => {
      const items: SourceBookmark[] = [];
      for (let item = context.lookup(first); item instanceof PDFDict && !seen.has(item) && seen.size < maximumBookmarks; item = context.lookup(item.get(key('Next')))) {
        seen.add(item);
        const title = context.lookup(item.get(key('Title')));
        const text = title instanceof PDFString || title instanceof PDFHexString ? decodeText(title) : '';
        items.push({ title: text, destination: this.resolveOf(item), children: depth < maximumDepth ? level(item.get(key('First')), depth + 1) : [] });
      }
      return items;
    };
    const root = context.lookup(catalog.get(key('Outlines')));
    return root instanceof PDFDict ? level(root.get(key('First')), 0) : [];
  }

  #explicit(array: PDFArray): string | undefined {
    const target = array.size() > 0 ? array.get(0) : undefined;
    const page = target instanceof PDFRef ? this.#byRef.get(target) : target instanceof PDFNumber ? this.#pageNumbers[target.asNumber()] : undefined;
    if (page === undefined) return undefined;
    const fit = array.size() > 1 ? this.#source.context.lookup(array.get(1)) : undefined;
    if (!(fit instanceof PDFName)) return `[${page} 0 R/Fit]`;
    const places: string[] = [];
    for (let index = 2; index < Math.min(array.size(), 6); index++) {
      const place = this.#source.context.lookup(array.get(index));
      places.push(place instanceof PDFNumber ? place.toString() : 'null');
    }
    return `[${page} 0 R${fit.toString()}${places.map((place) => ` ${place}`).join('')}]`;
  }

  #named(name: string): PDFObject | undefined {
    this.#names ??= this.#readNames();
    return this.#names.get(name);
  }

  #readNames(): Map<string, PDFObject> {
    const { context, catalog } = this.#source;
    const names = new Map<string, PDFObject>();
    const old = context.lookup(catalog.get(key('Dests')));
    if (old instanceof PDFDict) for (const [name, value] of old.entries()) names.set(name.decodeText(), value);
    const tree = context.lookup(catalog.get(key('Names')));
    const seen = new Set<PDFObject>();
    const stack: (PDFObject | undefined)[] = [tree instanceof PDFDict ? tree.get(key('Dests')) : undefined];
    while (stack.length > 0 && names.size < maximumNames) {
      const node = context.lookup(stack.pop());
      if (!(node instanceof PDFDict) || seen.has(node)) continue;
      seen.add(node);
      const kids = context.lookup(node.get(key('Kids')));
      if (kids instanceof PDFArray) for (const kid of kids.asArray()) stack.push(kid);
      const entries = context.lookup(node.get(key('Names')));
      if (!(entries instanceof PDFArray)) continue;
      for (let index = 0; index + 1 < entries.size(); index += 2) {
        const name = context.lookup(entries.get(index));
        const value = entries.get(index + 1);
        if ((name instanceof PDFString || name instanceof PDFHexString) && value !== PDFNull) names.set(bytesOf(name), value);
      }
    }
    return names;
  }
}

function bytesOf(string: PDFString | PDFHexString): string {
  return Buffer.from(string.asBytes()).toString('latin1');
}
