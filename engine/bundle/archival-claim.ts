import { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream } from '@cantoo/pdf-lib';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';
import type { SourcePage } from '../pdf/source-pages.ts';
import { decodedStream } from '../pdf/stream-data.ts';

/**
 * Why a bundle with this source is no PDF/A-2b: the source does not declare itself PDF/A (part 1 or 2), its colours are for another device than sRGB, its pages have a size that PDF/A
 * does not allow, or it had to be repaired or drawn.
 */
export type ArchivalFault = 'not-declared' | 'colour' | 'page-size' | 'rewritten';

const key = (name: string): PDFName => PDFName.of(name);
const declared = /pdfaid:part\s*(?:>|=\s*["'])\s*[12]\b/u;
const [leastSide, mostSide] = [3, 14_400];

/**
 * Whether a source may stand in a PDF/A-2b file (ISO 19005-2). Its fonts, transparency and syntax are not checked here: a source that declares PDF/A is believed, every other one is not. Whatever
 * breaks such a claim on the way into a bundle is looked at.
 */
export function archivalFault({ context, catalog }: ParsedPdf, pages: readonly SourcePage[]): ArchivalFault | undefined {
  const metadata = context.lookup(catalog.get(key('Metadata')));
  const packet = metadata instanceof PDFStream ? decodedStream(metadata) : undefined;
  if (packet === undefined || !declared.test(Buffer.from(packet).toString('utf8'))) return 'not-declared';
  const intents = context.lookup(catalog.get(key('OutputIntents')));
  const foreign = intents instanceof PDFArray && intents.asArray().some((entry) => {
    const intent = context.lookup(entry);
    const profile = intent instanceof PDFDict ? context.lookup(intent.get(key('DestOutputProfile'))) : undefined;
    const colours = profile instanceof PDFStream ? context.lookup(profile.dict.get(key('N'))) : undefined;
    return colours instanceof PDFNumber && colours.asNumber() !== 3;
  });
  if (foreign) return 'colour';
  return pages.some(({ box: [left, bottom, right, top] }) => [right - left, top - bottom].some((side) => side < leastSide || side > mostSide - 200)) ? 'page-size' : undefined;
}
