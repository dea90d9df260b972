import { PDFRawStream, type PDFDocument } from '@cantoo/pdf-lib';
import type { InspectionFinding } from '../../../shared/finding.ts';
import { readImageFacts } from '../image-facts.ts';
import { lookup, lookupArray, nameOf, walkDictionaries } from '../pdf-objects.ts';

const maximumPictures = 2_000;
/** Records that tell of a person, a place or a moment; the mere make of a camera does not. */
const telling = ['latitude', 'longitude', 'takenAt', 'digitisedAt', 'deviceSerial', 'deviceOwner', 'artist', 'description'] as const;

/** Findings on the records that photographs inside a PDF carry about their own making: place, time, device, owner (Exif). */
export async function findPictureRecords(document: PDFDocument): Promise<InspectionFinding[]> {
  const told = new Set<string>();
  let pictures = 0;
  for (const { dict, stream } of walkDictionaries(document.context)) {
    if (!(stream instanceof PDFRawStream) || pictures >= maximumPictures) continue;
    // Only a stream that is a JPEG as it stands: behind another filter a reader meets no Exif either.
    const filters = [nameOf(lookup(dict, 'Filter')), ...lookupArray(dict, 'Filter').map(nameOf)].filter((name) => name !== undefined);
    if (filters.length !== 1 || filters[0] !== 'DCTDecode') continue;
    pictures++;
    const facts = await readImageFacts(stream.getContents());
    const records = telling.flatMap((key) => (facts[key] === undefined ? [] : [`${key}: ${facts[key]}`]));
    if (records.length > 0) told.add(records.join(', '));
  }
  return [...told].map((text) => ({ code: 'metadata', text, message: 'A photograph in the file carries its own record (Exif) of place, time or device. It goes along though no page shows it.' }));
}
