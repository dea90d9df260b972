import { PDFDict, PDFRawStream, PDFStream, decodePDFRawStream, type PDFDocument, type PDFObject } from '@cantoo/pdf-lib';
import type { InspectionFinding } from '../../../shared/finding.ts';
import type { Rect } from '../../../shared/geometry.ts';
import { lookup, lookupArray, lookupDict, nameOf, textOf } from '../pdf-objects.ts';

/** Turns a rectangle of a page's user space (left, bottom, right, top) into one as displayed. `page` is 1-based. */
export type PlaceOnPage = (page: number, corners: readonly [number, number, number, number]) => Rect | undefined;

const deepestField = 40;

/** Findings on values in form fields: they stand in the file beside the page, visible or not, and change without a trace. */
export function findFormValues(document: PDFDocument, place: PlaceOnPage): InspectionFinding[] {
  const form = lookupDict(document.catalog, 'AcroForm');
  if (form === undefined) return [];
  const widgets = widgetPages(document);
  const findings: InspectionFinding[] = [];
  const visited = new Set<PDFObject>();
  const visit = (field: PDFDict, inheritedType: string | undefined, depth: number): void => {
    if (visited.has(field) || depth > deepestField) return;
    visited.add(field);
    const type = nameOf(lookup(field, 'FT')) ?? inheritedType;
    const value = type === 'Tx' || type === 'Ch' ? valueOf(field) : '';
    const kids = lookupArray(field, 'Kids').filter((kid) => kid instanceof PDFDict);
    if (value.trim() !== '') findings.push({ code: 'form-value', ...whereIs(kids[0] ?? field, widgets, place), text: value, message: `A form field holds a value${isHidden(kids[0] ?? field) ? ' that is not shown' : ''}. It stands in the file apart from the page and can be changed without a trace.` });
    for (const kid of kids) visit(kid, type, depth + 1);
  };
  for (const field of lookupArray(form, 'Fields')) if (field instanceof PDFDict) visit(field, undefined, 0);
  return [...findings, ...xfaFindings(form)];
}

function valueOf(field: PDFDict): string {
  const value = lookup(field, 'V');
  if (value instanceof PDFRawStream) return Buffer.from(decodePDFRawStream(value).decode()).toString('utf8').slice(0, 2000);
  const single = textOf(value);
  return single ?? lookupArray(field, 'V').map((member) => textOf(member) ?? '').filter((text) => text !== '').join(', ');
}

/** Hidden or NoView (ISO 32000-2, 12.5.3). */
function isHidden(widget: PDFDict): boolean {
  const flags = Number(lookup(widget, 'F')?.toString() ?? '0');
  return (flags & 0b10_0010) !== 0;
}

function widgetPages(document: PDFDocument): Map<PDFDict, number> {
  const pages = new Map<PDFDict, number>();
  for (const [index, page] of document.getPages().entries()) {
    for (const annotation of lookupArray(page.node, 'Annots')) if (annotation instanceof PDFDict) pages.set(annotation, index + 1);
  }
  return pages;
}

function whereIs(widget: PDFDict, pages: ReadonlyMap<PDFDict, number>, place: PlaceOnPage): { page?: number; rect?: Rect } {
  const page = pages.get(widget);
  if (page === undefined) return {};
  const corners = lookupArray(widget, 'Rect').map((number) => Number(number.toString()));
  const [left = 0, bottom = 0, right = 0, top = 0] = corners;
  const rect = corners.length === 4 && corners.every(Number.isFinite) ? place(page, [left, bottom, right, top]) : undefined;
  return { page, ...(rect === undefined ? {} : { rect }) };
}

/** An XFA form keeps its values in XML streams of its own (`datasets`). */
function xfaFindings(form: PDFDict): InspectionFinding[] {
  const xfa = lookup(form, 'XFA');
  if (xfa === undefined) return [];
  const streams = xfa instanceof PDFStream ? [xfa] : lookupArray(form, 'XFA').filter((part) => part instanceof PDFStream);
  const xml = streams.map(streamText).join('');
  const data = /<(?:\w+:)?data\b[^>]*>([\s\S]*?)<\/(?:\w+:)?data>/.exec(xml)?.[1] ?? '';
  const text = data.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  return [{ code: 'form-value', ...(text === '' ? {} : { text: text.slice(0, 2000) }), message: 'The file carries a form in XFA, which keeps fields and values apart from the pages and may show other pages in another reader.' }];
}

function streamText(stream: PDFStream): string {
  try {
    return stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('utf8') : '';
  } catch {
    return '';
  }
}
