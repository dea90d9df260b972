import { PDFArray, PDFDict, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { ObjectCopy } from '../pdf/object-copy.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';

/** Layers (optional content groups) that pages of a source use, as object numbers of their copies. */
export interface SourceLayers {
  readonly all: readonly number[];
  /** Hidden in the source's default configuration. */
  readonly off: readonly number[];
}

/** Reads which copied layers a source hides when it is opened (ISO 32000-1, 8.11.4.3). */
export function sourceLayers({ context, catalog }: ParsedPdf, copy: ObjectCopy): SourceLayers {
  const properties = context.lookup(catalog.get(key('OCProperties')));
  if (!(properties instanceof PDFDict)) return { all: [], off: [] };
  const refsOf = (value: PDFObject | undefined): PDFRef[] => {
    const list = context.lookup(value);
    return list instanceof PDFArray ? list.asArray().filter((entry) => entry instanceof PDFRef) : [];
  };
  const configuration = context.lookup(properties.get(key('D')));
  const settings = configuration instanceof PDFDict ? configuration : undefined;
  const on = new Set(refsOf(settings?.get(key('ON'))));
  const off = new Set(refsOf(settings?.get(key('OFF'))));
  const baseOff = settings?.get(key('BaseState')) === key('OFF');
  const all: number[] = [];
  const hidden: number[] = [];
  for (const ref of new Set(refsOf(properties.get(key('OCGs'))))) {
    const number = copy.numberOf(ref);
    if (number === undefined) continue;
    all.push(number);
    if (off.has(ref) || (baseOff && !on.has(ref))) hidden.push(number);
  }
  return { all, off: hidden };
}
