import { PDFArray, PDFDict, PDFNumber, PDFStream } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';
import type { SourcePage } from '../pdf/source-pages.ts';
import { decodedStream } from '../pdf/stream-data.ts';
import { contentFault, type ContentFault } from './archival-contents.ts';

/**
 * Why a bundle with this source is no PDF/A-2b: the source does not declare itself PDF/A (part 1 or 2), a page holds what PDF/A forbids whatever it declares, its colours are for another device than
 * sRGB, its pages have a size that PDF/A does not allow, or it had to be repaired or drawn. `page` is 1-based, where one page tells.
 */
export interface ArchivalFault {
  readonly why: 'not-declared' | 'page-size' | 'rewritten' | ContentFault;
  readonly page?: number;
}

const declared = /pdfaid:part\s*(?:>|=\s*["'])\s*[12]\b/u;
const [leastSide, mostSide] = [3, 14_400];

/**
 * Whether a source may stand in a PDF/A-2b file (ISO 19005-2). A source that does not declare PDF/A is never taken for it: what its fonts hold inside cannot be told here. One that does is believed
 * as far as its pages do not show otherwise.
 */
export function archivalFault({ context, catalog }: ParsedPdf, pages: readonly SourcePage[]): ArchivalFault | undefined {
  const metadata = context.lookup(catalog.get(key('Metadata')));
  const packet = metadata instanceof PDFStream ? decodedStream(metadata) : undefined;
  if (packet === undefined || !declared.test(Buffer.from(packet).toString('utf8'))) return { why: 'not-declared' };
  const intents = context.lookup(catalog.get(key('OutputIntents')));
  const foreign = intents instanceof PDFArray && intents.asArray().some((entry) => {
    const intent = context.lookup(entry);
    const profile = intent instanceof PDFDict ? context.lookup(intent.get(key('DestOutputProfile'))) : undefined;
    const colours = profile instanceof PDFStream ? context.lookup(profile.dict.get(key('N'))) : undefined;
    return colours instanceof PDFNumber && colours.asNumber() !== 3;
  });
  if (foreign) return { why: 'colour' };
  const wide = pages.findIndex(({ box: [left, bottom, right, top] }) => [right - left, top - bottom].some((side) => side < leastSide || side > mostSide - 200));
  return wide >= 0 ? { why: 'page-size', page: wide + 1 } : contentFault(context, pages);
}
