import { PDFArray, PDFBool, PDFDict, PDFName, PDFNumber, PDFRef, PDFStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { SourcePage } from '../pdf/source-pages.ts';
import { decodedStream } from '../pdf/stream-data.ts';

/** What a page holds that no PDF/A-2b file may (ISO 19005-2, 6.2 and 6.3). */
export type ContentFault = 'fonts' | 'colour' | 'transparency' | 'annotation' | 'syntax';

const names = (...list: readonly string[]): ReadonlySet<unknown> => new Set<unknown>(list.map(key));
// These lead out of the page, or do not go into a bundle.
const notFollowed = names('Parent', 'P', 'Dest', 'A', 'AA', 'Alternate', 'Metadata', 'PieceInfo', 'Thumb', 'Popup', 'IRT', 'StructParent', 'StructParents', 'OC');
const embeddedFonts = names('Type1', 'MMType1', 'TrueType', 'CIDFontType0', 'CIDFontType2');
const fontFiles = ['FontFile', 'FontFile2', 'FontFile3'].map(key);
const blendModes = names('Normal', 'Compatible', 'Multiply', 'Screen', 'Overlay', 'Darken', 'Lighten', 'ColorDodge', 'ColorBurn', 'HardLight', 'SoftLight', 'Difference', 'Exclusion', 'Hue', 'Saturation', 'Color', 'Luminosity');
const forbiddenFilters = names('LZWDecode', 'LZW', 'Crypt');
const [dropped, withoutLook] = [names('Widget', 'Popup', 'FileAttachment', 'Sound', 'Movie', 'Screen', '3D', 'RichMedia'), names('Link')];
const cmykOperator = /(?:^|\s)(?:[-+]?[\d.]+\s+){4}[kK](?=\s|$)/u;
const largestContent = 64 * 2 ** 20;
const [hiddenFlags, printFlag] = [1 | 2 | 32, 4];

/**
 * Looks through all that the pages show for what PDF/A-2b forbids, and answers the first such thing with its page (1-based): a font that is not in the file, colours of a printer, a blend mode that is not standard, an annotation that is
 * not printed or has no look, an older compression, data outside the file. Whether each glyph is in its font and as wide as stated is not looked at.
 */
export function contentFault(context: PDFContext, pages: readonly SourcePage[]): { readonly why: ContentFault; readonly page: number } | undefined {
  const seen = new Set<PDFObject>();
  for (const [index, page] of pages.entries()) {
    const found = faultOfPage(context, page, seen);
    if (found !== undefined) return { why: found, page: index + 1 };
  }
  return undefined;
}

function faultOfPage(context: PDFContext, { dict, resources }: SourcePage, seen: Set<PDFObject>): ContentFault | undefined {
  const stack: (PDFObject | undefined)[] = [resources, dict.get(key('Group'))];
  const annotations = context.lookup(dict.get(key('Annots')));
  for (const entry of annotations instanceof PDFArray ? annotations.asArray() : []) {
    const annotation = context.lookup(entry);
    if (!(annotation instanceof PDFDict) || dropped.has(annotation.get(key('Subtype')))) continue;
    if (isUnprinted(context, annotation)) return 'annotation';
    stack.push(annotation.get(key('AP')));
  }
  const contents = context.lookup(dict.get(key('Contents')));
  for (const content of contents instanceof PDFArray ? contents.asArray() : [contents]) {
    const stream = context.lookup(content);
    if (stream instanceof PDFStream && (hasForbiddenFilter(context, stream.dict) || usesCmyk(stream))) return hasForbiddenFilter(context, stream.dict) ? 'syntax' : 'colour';
  }
  while (stack.length > 0) {
    const object = context.lookup(stack.pop());
    if (object === undefined || seen.has(object)) continue;
    if (object === key('DeviceCMYK')) return 'colour';
    if (object instanceof PDFArray) {
      seen.add(object);
      stack.push(...object.asArray());
      continue;
    }
    const inner = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined;
    if (inner === undefined) continue;
    seen.add(object);
    const fault = faultOfDictionary(context, inner) ?? (object instanceof PDFStream ? faultOfStream(context, object) : undefined);
    if (fault !== undefined) return fault;
    for (const [name, value] of inner.entries()) if (!notFollowed.has(name) && (value instanceof PDFRef || value instanceof PDFDict || value instanceof PDFArray || value instanceof PDFName)) stack.push(value);
  }
  return undefined;
}

function faultOfDictionary(context: PDFContext, dict: PDFDict): ContentFault | undefined {
  if (embeddedFonts.has(dict.get(key('Subtype'))) && dict.has(key('BaseFont'))) {
    const descriptor = context.lookup(dict.get(key('FontDescriptor')));
    if (!(descriptor instanceof PDFDict) || !fontFiles.some((file) => context.lookup(descriptor.get(file)) instanceof PDFStream)) return 'fonts';
  }
  const blend = context.lookup(dict.get(key('BM')));
  if (blend instanceof PDFArray || (blend instanceof PDFName && !blendModes.has(blend))) return 'transparency';
  return dict.has(key('TR')) || dict.has(key('HTP')) ? 'syntax' : undefined;
}

function faultOfStream(context: PDFContext, stream: PDFStream): ContentFault | undefined {
  const { dict } = stream;
  if (hasForbiddenFilter(context, dict) || dict.has(key('F')) || dict.has(key('OPI')) || dict.has(key('Alternates')) || dict.get(key('Interpolate')) === PDFBool.True || dict.get(key('Subtype')) === key('PS')) return 'syntax';
  return dict.get(key('Subtype')) === key('Form') && usesCmyk(stream) ? 'colour' : undefined;
}

function hasForbiddenFilter(context: PDFContext, dict: PDFDict): boolean {
  const filter = context.lookup(dict.get(key('Filter')));
  return filter instanceof PDFArray ? filter.asArray().some((one) => forbiddenFilters.has(context.lookup(one))) : forbiddenFilters.has(filter);
}

// What cannot be decoded, or is too large to look through, is taken to use them.
function usesCmyk(stream: PDFStream): boolean {
  const data = decodedStream(stream);
  return data === undefined || data.length > largestContent || cmykOperator.test(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1'));
}

function isUnprinted(context: PDFContext, annotation: PDFDict): boolean {
  const flags = context.lookup(annotation.get(key('F')));
  const set = flags instanceof PDFNumber ? flags.asNumber() : 0;
  return (set & printFlag) === 0 || (set & hiddenFlags) !== 0 || (!annotation.has(key('AP')) && !withoutLook.has(annotation.get(key('Subtype'))));
}
