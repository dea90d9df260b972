import type { InspectionFinding } from '../../../shared/finding.ts';
import { unionOfRects } from '../../../shared/geometry.ts';
import type { Word } from '../../../shared/page-text.ts';
import { readPageGeometry } from '../../pdf/page-geometry.ts';
import { renderPage } from '../../pdf/page-image.ts';
import { readWords } from '../../pdf/page-words.ts';
import { openWithPdfium, type PdfiumDocument } from '../../pdf/pdfium.ts';

const maximumRevisions = 30;
const comparedDpi = 40;
const comparedStep = 24;

/** Ends of the revisions that lie in a file before its last one (ISO 32000-2, 7.5.6), as lengths of the file up to there. */
export function earlierRevisionEnds(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  for (let at = file.indexOf('%%EOF'); at >= 0; at = file.indexOf('%%EOF', at + 5)) {
    const before = file.toString('latin1', Math.max(0, at - 64), at);
    const start = Number(/startxref\s+(\d+)\s*$/.exec(before)?.[1] ?? 0);
    // A linearised file has a first section that ends with `startxref 0`, or points ahead: it is no revision.
    if (start > 0 && start < at) ends.push(at + 5);
  }
  return ends.slice(0, -1).slice(-maximumRevisions);
}

/** Compares an earlier revision with the document as it is now, page by page: words that are gone, and pages that look otherwise. */
export async function compareRevision(bytes: Uint8Array, password: string, current: PdfiumDocument): Promise<InspectionFinding[]> {
  const opened = await openWithPdfium(bytes, password);
  if (!opened.ok) return []; // bytes that are no document by themselves are no revision
  const earlier = opened.value;
  try {
    const findings: InspectionFinding[] = [];
    for (let index = 0; index < earlier.pageCount; index++) findings.push(...comparePage(earlier, current, index));
    return findings;
  } finally {
    earlier.close();
  }
}

function comparePage(earlier: PdfiumDocument, current: PdfiumDocument, index: number): InspectionFinding[] {
  const before = readPage(earlier, index);
  const now = readPage(current, index);
  if (before === undefined) return [];
  if (now === undefined) return [{ code: 'earlier-revision', page: index + 1, text: joinWords(before.words), message: 'The file holds an earlier revision with a page that was removed since. It can be brought back.' }];
  const counts = new Map<string, number>();
  for (const { text } of now.words) counts.set(text, (counts.get(text) ?? 0) + 1);
  const gone = before.words.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
  const rect = unionOfRects(gone.map((word) => word.rect));
  if (rect !== undefined) return [{ code: 'earlier-revision', page: index + 1, rect, text: joinWords(gone), message: 'The file holds an earlier revision of this page with words that were removed or changed since. They can be brought back.' }];
  return looksAlike(before.pixels, now.pixels) ? [] : [{ code: 'earlier-revision', page: index + 1, message: 'The file holds an earlier revision of this page that looks otherwise. It can be brought back.' }];
}

interface ReadPage {
  readonly words: readonly Word[];
  readonly pixels: Uint8Array;
}

function readPage(document: PdfiumDocument, index: number): ReadPage | undefined {
  if (index >= document.pageCount) return undefined;
  return document.withPage(index, (page) => ({
    words: readWords(document.pdfium, page, readPageGeometry(document.pdfium, page)),
    pixels: renderPage(document.pdfium, page, { dpi: comparedDpi, grey: true }).pixels,
  }));
}

function looksAlike(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, at) => Math.abs(value - (b[at] ?? 0)) < comparedStep);
}

function joinWords(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ').slice(0, 2000);
}
