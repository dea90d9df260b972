import { PDFArray, PDFDict, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { ObjectCopy } from '../pdf/object-copy.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';

/** Layers (optional content groups) that pages of a source use, as object numbers of their copies. */
export interface SourceLayers {
  readonly all: readonly number[];
  /** Hidden in the source's default configuration. */
  readonly off: readonly number[];
}

/** Reads which copied layers a source hides when it is opened to be seen (ISO 32000-1, 8.11.4.3 and 8.11.4.4). */
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
  const seen = settings === undefined ? new Map<PDFRef, boolean>() : statesForView(settings, context, refsOf);
  const all: number[] = [];
  const hidden: number[] = [];
  for (const ref of new Set(refsOf(properties.get(key('OCGs'))))) {
    const number = copy.numberOf(ref);
    if (number === undefined) continue;
    all.push(number);
    const isShown = seen.get(ref) ?? !(off.has(ref) || (baseOff && !on.has(ref)));
    if (!isShown) hidden.push(number);
  }
  return { all, off: hidden };
}

// What a configuration lets depend on how the file is used, for the use of being seen (tables 102 and 103).
function statesForView(settings: PDFDict, context: PDFContext, refsOf: (value: PDFObject | undefined) => readonly PDFRef[]): Map<PDFRef, boolean> {
  const states = new Map<PDFRef, boolean>();
  const uses = context.lookup(settings.get(key('AS')));
  for (const entry of uses instanceof PDFArray ? uses.asArray() : []) {
    const use = context.lookup(entry);
    if (!(use instanceof PDFDict) || use.get(key('Event')) !== key('View')) continue;
    for (const ref of refsOf(use.get(key('OCGs')))) {
      const state = stepInto(context.lookup(ref), ['Usage', 'View'], context)?.get(key('ViewState'));
      if (state !== undefined) states.set(ref, state !== key('OFF'));
    }
  }
  return states;
}

function stepInto(from: PDFObject | undefined, names: readonly string[], context: PDFContext): PDFDict | undefined {
  let at = from;
  for (const name of names) at = at instanceof PDFDict ? context.lookup(at.get(key(name))) : undefined;
  return at instanceof PDFDict ? at : undefined;
}
