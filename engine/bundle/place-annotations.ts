import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, PDFString, PDFHexString, type PDFObject, type PDFStream } from '@cantoo/pdf-lib';
import { isHidden, lookOfAnnotation } from '../pdf/annotation-look.ts';
import { decodeText } from '../pdf/decode-text.ts';
import { fieldEntry, type DrawnLook, type FieldLooks } from '../pdf/field-looks.ts';
import { key } from '../pdf/known-name.ts';
import type { ObjectCopy } from '../pdf/object-copy.ts';
import { readBox, type Box, type SourcePage } from '../pdf/source-pages.ts';
import type { SourceDestinations } from './source-destinations.ts';
import type { SourceFindings } from './source-rules.ts';

/** Annotations of one page on their way into the bundle. */
export interface PlacedAnnotations {
  /** References for the page's `Annots`. */
  readonly kept: readonly string[];
  /** Looks that became part of the page: a form XObject and the matrix that puts it in its place. */
  readonly drawn: readonly DrawnLook[];
}

/** What placing annotations works with. */
export interface AnnotationTools {
  readonly copy: ObjectCopy;
  readonly destinations: SourceDestinations;
  readonly findings: SourceFindings;
  /** Draws fields that bring no look of their own. */
  readonly looks: FieldLooks;
  /** Annotations that the source's structure tree names, and the numbers of those that were kept. */
  readonly tagged: ReadonlySet<PDFRef>;
  readonly keptTagged: Map<PDFRef, number>;
  /** Destinations, as PDF text, of links to `https://bundle.invalid/p/N` in our own generated pages. */
  readonly bundlePages?: Readonly<Record<string, string>>;
}

const media = new Set(['Movie', 'Screen', 'Sound', '3D', 'RichMedia', 'FileAttachment'].map(key));
const notCarried = new Set(['Popup', 'PrinterMark', 'TrapNet'].map(key));
const bundleAddress = 'https://bundle.invalid/p/';

/** Carries the annotations of a page over: links remapped, form fields and media as they look, notes as they are, nothing that runs. */
export function placeAnnotations(page: SourcePage, pageObject: number, pageNumber: number, tools: AnnotationTools): PlacedAnnotations {
  const { copy, findings } = tools;
  const { context } = copy;
  const list = context.lookup(page.dict.get(key('Annots')));
  if (!(list instanceof PDFArray)) return { kept: [], drawn: [] };
  const kept: string[] = [];
  const drawn: DrawnLook[] = [];
  const entries = list.asArray().map((entry) => ({ entry, dict: context.lookup(entry) }));
  const numbers = new Map<PDFObject, number>();
  for (const { entry, dict } of entries) {
    if (!(dict instanceof PDFDict)) continue;
    const kind = dict.get(key('Subtype'));
    const keep = kind instanceof PDFName && kind !== key('Widget') && !media.has(kind) && !notCarried.has(kind);
    const number = keep ? copy.reserve() : 0;
    numbers.set(dict, number);
    if (entry instanceof PDFRef) copy.bind(entry, number);
  }
  for (const { entry, dict } of entries) {
    if (!(dict instanceof PDFDict)) continue;
    const number = numbers.get(dict) ?? 0;
    numbers.set(dict, 0); // listed twice, kept once
    const kind = dict.get(key('Subtype'));
    if (number === 0) {
      if (!(kind instanceof PDFName) || notCarried.has(kind)) continue;
      if (media.has(kind)) findings.add(kind === key('FileAttachment') ? 'attachment-left-out' : 'media-left-out', pageNumber);
      const look = kind === key('FileAttachment') ? undefined : flattened(dict, tools, pageNumber);
      if (look !== undefined) drawn.push(look);
      continue;
    }
    const tag = entry instanceof PDFRef && tools.tagged.has(entry) ? { StructParent: String(number) } : {};
    const body = kind === key('Link') ? linkText(dict, tools, tag) : copy.dictionary(dict, { P: `${pageObject} 0 R`, Popup: undefined, Parent: undefined, A: undefined, Dest: undefined, ...tag });
    if (body !== undefined && entry instanceof PDFRef && tools.tagged.has(entry)) tools.keptTagged.set(entry, number);
    copy.writeText(number, body ?? 'null');
    if (body !== undefined) kept.push(`${number} 0 R`);
    else findings.add(leadsInside(dict, copy) ? 'link-left-out' : 'action-left-out', pageNumber);
  }
  return { kept, drawn };
}

function actionOf(dict: PDFDict, copy: ObjectCopy): PDFDict | undefined {
  const action = copy.context.lookup(dict.get(key('A')));
  return action instanceof PDFDict ? action : undefined;
}

function leadsInside(dict: PDFDict, copy: ObjectCopy): boolean {
  const action = actionOf(dict, copy);
  return action === undefined || action.get(key('S')) === key('GoTo');
}

function linkText(dict: PDFDict, { copy, destinations, bundlePages }: AnnotationTools, tag: Readonly<Record<string, string>>): string | undefined {
  const target = linkTarget();
  return target === undefined ? undefined : copy.dictionary(dict, { P: undefined, A: undefined, Dest: undefined, PA: undefined, ...printed(dict, copy), ...tag, ...target });

  function linkTarget(): Record<string, string> | undefined {
    const destination = destinations.resolveOf(dict);
    if (destination !== undefined) return { Dest: destination };
    const action = actionOf(dict, copy);
    if (action === undefined) return undefined;
    const kind = action.get(key('S'));
    if (kind === key('Named')) return { A: copy.dictionary(action, { Next: undefined }) };
    if (kind !== key('URI')) return undefined;
    const address = copy.context.lookup(action.get(key('URI')));
    if (!(address instanceof PDFString || address instanceof PDFHexString)) return undefined;
    const text = decodeText(address);
    if (bundlePages !== undefined && text.startsWith(bundleAddress)) {
      const target = bundlePages[text.slice(bundleAddress.length)];
      const [, file = '', page = ''] = /^remote (\S+) (\d+)$/u.exec(target ?? '') ?? [];
      if (file !== '') return { A: `<</S/GoToR/F(${file})/D[${page}/Fit]>>` };
      return target === undefined ? undefined : { Dest: target };
    }
    return /^(https?|mailto):/iu.test(text) ? { A: copy.dictionary(action, { Next: undefined }) } : undefined;
  }
}

// A link shows nothing: it may be printed, which PDF/A asks for, unless it is hidden.
function printed(dict: PDFDict, { context }: ObjectCopy): { readonly F: string } {
  const flags = context.lookup(dict.get(key('F')));
  const known = flags instanceof PDFNumber ? flags.asNumber() : 0;
  return { F: String(isHidden(dict, context) ? known : known | 4) };
}

// The look of a widget: its normal appearance, in the state that it is in, set into its rectangle (ISO 32000-1, 12.5.5).
function flattened(dict: PDFDict, { copy, findings, looks }: AnnotationTools, pageNumber: number): DrawnLook | undefined {
  const { context } = copy;
  const numberOf = (value: PDFObject | undefined): number | undefined => {
    const found = context.lookup(value);
    return found instanceof PDFNumber ? found.asNumber() : undefined;
  };
  if (fieldEntry(dict, 'FT', context) === key('Sig') && fieldEntry(dict, 'V', context) instanceof PDFDict) findings.add('signature-not-carried');
  if (isHidden(dict, context)) {
    if (fieldEntry(dict, 'V', context) !== undefined) findings.add('field-hidden', pageNumber);
    return undefined;
  }
  const rect = readBox(context.lookup(dict.get(key('Rect'))), numberOf);
  const look = lookOfAnnotation(dict, context);
  if (look === 'blank') return undefined;
  const isField = dict.get(key('Subtype')) === key('Widget') && rect !== undefined;
  const isStale = isField && look !== undefined && looks.isStale(dict, look.stream);
  const made = isField && (look === undefined || isStale) ? looks.lookOf(dict, rect) : undefined;
  if (made !== undefined) findings.add('field-look-made', pageNumber);
  else if (isStale || (isField && look === undefined && looks.hasValue(dict))) findings.add('field-without-look', pageNumber);
  if (made !== undefined || look === undefined || rect === undefined) return made;
  const { ref, stream } = look;
  const box = readBox(context.lookup(stream.dict.get(key('BBox'))), numberOf);
  if (box === undefined) return undefined;
  const form = stream.dict.get(key('Subtype')) === key('Form') ? copy.reference(ref) : formCopy(stream, copy);
  return { form, matrix: appearanceMatrix(rect, box, readMatrix(context.lookup(stream.dict.get(key('Matrix'))), numberOf)) };
}

function formCopy(stream: PDFStream, copy: ObjectCopy): string {
  const number = copy.reserve();
  copy.writeStreamCopy(number, stream, { Type: '/XObject', Subtype: '/Form' });
  return `${number} 0 R`;
}

type Matrix = readonly [number, number, number, number, number, number];

function readMatrix(array: PDFObject | undefined, numberOf: (value: PDFObject | undefined) => number | undefined): Matrix {
  if (!(array instanceof PDFArray) || array.size() < 6) return [1, 0, 0, 1, 0, 0];
  const at = (index: number, standard: number): number => numberOf(array.get(index)) ?? standard;
  return [at(0, 1), at(1, 0), at(2, 0), at(3, 1), at(4, 0), at(5, 0)];
}

function appearanceMatrix(rect: Box, box: Box, [a, b, c, d, e, f]: Matrix): string {
  const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  const [left, bottom, right, top] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const scaleX = right > left ? (rect[2] - rect[0]) / (right - left) : 1;
  const scaleY = top > bottom ? (rect[3] - rect[1]) / (top - bottom) : 1;
  return [scaleX, 0, 0, scaleY, rect[0] - left * scaleX, rect[1] - bottom * scaleY].map((value) => Number(value.toFixed(5))).join(' ');
}
