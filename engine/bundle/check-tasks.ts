import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, PDFStream, PDFString, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { decodeText } from '../pdf/decode-text.ts';
import { key } from '../pdf/known-name.ts';
import { rewritePdf } from '../pdf/normalise-pdf.ts';
import { parsePdf, type ParsedPdf } from '../pdf/parse-pdf.ts';
import { openWithPdfium } from '../pdf/pdfium.ts';
import { listSourcePages, readBox, type SourcePage } from '../pdf/source-pages.ts';
import type { TaskHost } from '../workers/task.ts';
import { framePage } from './page-frame.ts';
import { readPageFacts } from './page-facts.ts';
import { inOtherFile, type BookmarkFact, type LinkFact, type PageFacts, type PdfFacts } from './pdf-facts.ts';
import { SourceDestinations, type SourceBookmark } from './source-destinations.ts';
import { noteFileContents, replacedObject, SourceFindings } from './source-rules.ts';

const wordsOfFirstPages = 60;
const progressEvery = 25;

async function gather(input: { readonly bytes: Uint8Array }, host: TaskHost): Promise<Result<PdfFacts, Failure>> {
  const opened = await openWithPdfium(input.bytes);
  if (!opened.ok) return opened;
  const document = opened.value;
  try {
    let parsed = await parseQuietly(input.bytes);
    let isProtected = false;
    if (parsed === undefined || listSourcePages(parsed).length !== document.pageCount) {
      isProtected = document.pdfium.api.FPDF_GetSecurityHandlerRevision(document.handle) >= 0;
      const rewritten = await rewritePdf(input.bytes);
      if (!rewritten.ok) return rewritten;
      parsed = await parseQuietly(rewritten.value);
    }
    const structure = parsed === undefined ? undefined : readStructure(parsed);
    const pages: PageFacts[] = [];
    for (let index = 0; index < document.pageCount; index++) {
      const seen = document.withPage(index, (handle) => readPageFacts(document.pdfium, handle, { page: index + 1, keepWords: index < wordsOfFirstPages }));
      const { links = [], label } = structure?.pages[index] ?? {};
      pages.push({ ...(seen ?? damagedPage), links, label });
      if (index % progressEvery === 0) await host.call('progress', { done: index, total: document.pageCount });
    }
    return success({
      bytes: input.bytes.length, protected: isProtected, pages,
      bookmarks: structure?.bookmarks ?? [], opensAt: structure?.opensAt, pageMode: structure?.pageMode, hasLabels: structure?.hasLabels ?? false,
      title: structure?.title ?? '', displaysTitle: structure?.displaysTitle ?? false, language: structure?.language ?? '', activeContent: structure?.activeContent ?? [],
    });
  } finally {
    document.close();
  }
}

const damagedPage: Omit<PageFacts, 'links' | 'label'> = {
  widthPt: 0, heightPt: 0, marginWords: [], words: [], bodyWords: 0, uprightLetters: 0, letters: 0, looks: 'typed', mostDpi: undefined, leastDpi: undefined, unembeddedFont: false,
};

async function parseQuietly(bytes: Uint8Array): Promise<ParsedPdf | undefined> {
  try {
    return await parsePdf(bytes);
  } catch {
    return undefined; // PDFium's reading of it is taken instead
  }
}

type Structure = Pick<PdfFacts, 'bookmarks' | 'opensAt' | 'pageMode' | 'hasLabels' | 'title' | 'displaysTitle' | 'language' | 'activeContent'> & { readonly pages: readonly { readonly links: readonly LinkFact[]; readonly label: string | undefined }[] };

function readStructure(source: ParsedPdf): Structure {
  const { context, catalog } = source;
  const pages = listSourcePages(source);
  const byRef = new Map<PDFRef, number>();
  for (const [index, { ref }] of pages.entries()) if (ref !== undefined && !byRef.has(ref)) byRef.set(ref, index + 1);
  const destinations = new SourceDestinations(source, pages.map((_, index) => index + 1), byRef);
  const at = (dict: PDFObject | undefined, name: string): PDFObject | undefined => {
    const found = context.lookup(dict);
    return found instanceof PDFDict ? context.lookup(found.get(key(name))) : undefined;
  };
  const text = (value: PDFObject | undefined): string => (value instanceof PDFString || value instanceof PDFHexString ? decodeText(value) : '');
  const labels = readLabels(source, pages.length);
  const mode = at(catalog, 'PageMode');
  return {
    pages: pages.map((page, index) => ({ links: pageLinks(page, source, destinations), label: labels?.[index] })),
    bookmarks: flatten(destinations.bookmarks(), 1),
    opensAt: openingZoom(source),
    pageMode: mode instanceof PDFName ? mode.decodeText() : undefined,
    hasLabels: labels !== undefined,
    title: text(at(context.trailerInfo.Info, 'Title')),
    displaysTitle: at(catalog.get(key('ViewerPreferences')), 'DisplayDocTitle') === PDFBool.True,
    language: text(at(catalog, 'Lang')),
    activeContent: activeContent(source),
  };
}

function pageOf(destination: string | undefined): number {
  return destination === undefined ? 0 : Number(/^\[(\d+) 0 R/u.exec(destination)?.[1] ?? 0);
}

function flatten(bookmarks: readonly SourceBookmark[], depth: number): BookmarkFact[] {
  return bookmarks.flatMap(({ title, destination, children }) => [{ title, depth, page: pageOf(destination) }, ...flatten(children, depth + 1)]);
}

function pageLinks(page: SourcePage, { context }: ParsedPdf, destinations: SourceDestinations): LinkFact[] {
  const list = context.lookup(page.dict.get(key('Annots')));
  if (!(list instanceof PDFArray)) return [];
  const numberOf = (value: PDFObject | undefined): number | undefined => {
    const found = context.lookup(value);
    return found instanceof PDFNumber ? found.asNumber() : undefined;
  };
  const frame = framePage(page.box, page.rotation, page.userUnit, { topPt: 0, bottomPt: 0 });
  const [a, b, c, d, e, f] = frame.matrix;
  const determinant = a * d - b * c;
  const display = (x: number, y: number): readonly [number, number] => [(d * (x - e) - c * (y - f)) / determinant, frame.heightPt - (a * (y - f) - b * (x - e)) / determinant];
  const links: LinkFact[] = [];
  for (const entry of list.asArray()) {
    const dict = context.lookup(entry);
    if (!(dict instanceof PDFDict) || dict.get(key('Subtype')) !== key('Link')) continue;
    const action = context.lookup(dict.get(key('A')));
    const inside = dict.has(key('Dest')) || (action instanceof PDFDict && action.get(key('S')) === key('GoTo')) || action === undefined;
    const box = readBox(context.lookup(dict.get(key('Rect'))), numberOf);
    const isElsewhere = action instanceof PDFDict && leadsToOwnFile(action);
    if ((!inside && !isElsewhere) || box === undefined) continue;
    const [x1, y1] = display(box[0], box[1]);
    const [x2, y2] = display(box[2], box[3]);
    links.push({ rect: [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)], target: isElsewhere ? inOtherFile : pageOf(destinations.resolveOf(dict)) });
  }
  return links;
}

function openingZoom({ context, catalog }: ParsedPdf): number | undefined {
  let action = context.lookup(catalog.get(key('OpenAction')));
  if (action instanceof PDFDict) action = action.get(key('S')) === key('GoTo') ? context.lookup(action.get(key('D'))) : undefined;
  if (!(action instanceof PDFArray) || action.size() < 5 || context.lookup(action.get(1)) !== key('XYZ')) return undefined;
  const zoom = context.lookup(action.get(4));
  return zoom instanceof PDFNumber && zoom.asNumber() > 0 ? zoom.asNumber() : undefined;
}

// Page labels as a reader shows them (ISO 32000-1, 12.4.2); styles other than decimal are given by their prefix only.
function readLabels({ context, catalog }: ParsedPdf, count: number): (string | undefined)[] | undefined {
  const ranges: { from: number; prefix: string; decimal: boolean; start: number }[] = [];
  const stack: (PDFObject | undefined)[] = [catalog.get(key('PageLabels'))];
  for (let visits = 0; stack.length > 0 && visits < 10_000; visits++) {
    const node = context.lookup(stack.pop());
    if (!(node instanceof PDFDict)) continue;
    const kids = context.lookup(node.get(key('Kids')));
    if (kids instanceof PDFArray) stack.push(...kids.asArray());
    const entries = context.lookup(node.get(key('Nums')));
    if (!(entries instanceof PDFArray)) continue;
    for (let index = 0; index + 1 < entries.size(); index += 2) {
      const from = context.lookup(entries.get(index));
      const label = context.lookup(entries.get(index + 1));
      if (!(from instanceof PDFNumber) || !(label instanceof PDFDict)) continue;
      const prefix = context.lookup(label.get(key('P')));
      const start = context.lookup(label.get(key('St')));
      ranges.push({ from: from.asNumber(), prefix: prefix instanceof PDFString || prefix instanceof PDFHexString ? decodeText(prefix) : '', decimal: label.get(key('S')) === key('D'), start: start instanceof PDFNumber ? start.asNumber() : 1 });
    }
  }
  if (ranges.length === 0) return undefined;
  ranges.sort((a, b) => a.from - b.from);
  return Array.from({ length: count }, (_, page) => {
    const range = ranges.findLast(({ from }) => from <= page);
    return range === undefined ? undefined : range.prefix + (range.decimal ? String(range.start + page - range.from) : '');
  });
}

// A bundle in several files leads from its index to them, by their names and nothing else.
function leadsToOwnFile(dict: PDFDict): boolean {
  const file = dict.get(key('F'));
  return dict.get(key('S')) === key('GoToR') && (file instanceof PDFString || file instanceof PDFHexString) && /^bundle-\d{2,3}\.pdf$/u.test(decodeText(file));
}

function activeContent(source: ParsedPdf): string[] {
  const findings = new SourceFindings();
  noteFileContents(source, findings);
  const seen = new Set<PDFObject>();
  const stack: PDFObject[] = source.context.enumerateIndirectObjects().map(([, object]) => object);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next instanceof PDFArray) stack.push(...next.asArray());
    const dict = next instanceof PDFStream ? next.dict : next;
    if (!(dict instanceof PDFDict) || seen.has(dict)) continue;
    seen.add(dict);
    if (!leadsToOwnFile(dict)) replacedObject(next, findings, () => undefined);
    for (const [, value] of dict.entries()) if (value instanceof PDFDict || value instanceof PDFArray) stack.push(value);
  }
  return findings.list().filter(({ code }) => code === 'script-left-out' || code === 'attachment-left-out' || code === 'action-left-out').map(({ code }) => code);
}

/** Reads what court checks need to know of a PDF. */
export const tasks = { gather };
