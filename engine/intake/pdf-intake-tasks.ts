import { PDFDict } from '@cantoo/pdf-lib';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { drawFields, type FieldsDrawn } from '../pdf/draw-fields.ts';
import { rewritePdf } from '../pdf/normalise-pdf.ts';
import { openWithPdfium, type PdfiumDocument } from '../pdf/pdfium.ts';
import { saveWithPdfium } from '../pdf/save-with-pdfium.ts';
import type { TypesetFields } from '../pdf/typeset-fields.ts';
import { readEmbeddedFiles } from './embedded-files.ts';
import { loadModel, type LoadedModel } from './load-model.ts';
import { lookup, lookupArray, lookupDict, nameOf } from './pdf-objects.ts';
import type { ChildFile, IntakeFinding } from './rendition.ts';

interface PdfIntakeInput {
  readonly bytes: Uint8Array;
  readonly password?: string;
}

/** What a PDF needs before it can be worked on. */
export interface PreparedPdf {
  /** The PDF written anew; absent when the original is usable as it is. */
  readonly normalised?: Uint8Array;
  /** It cannot be written anew as it is: its pages alone are to be copied. */
  readonly beyondRepair?: boolean;
  /** It has form fields, whose values may not all be seen. */
  readonly fields?: boolean;
  readonly pages: number;
  readonly children: readonly ChildFile[];
  readonly findings: readonly IntakeFinding[];
}

async function prepare({ bytes, password }: PdfIntakeInput): Promise<Result<PreparedPdf, Failure>> {
  const direct = await openWithPdfium(bytes, password ?? '');
  const rescued = !direct.ok && direct.failure.code === 'document-damaged' ? await rescue(bytes) : undefined;
  const opened = rescued ?? direct;
  if (!opened.ok) return opened.failure.code === 'document-encrypted' ? refusal(needsPassword(password)) : opened;
  const document = opened.value;
  try {
    const { api } = document.pdfium;
    const findings: IntakeFinding[] = [];
    const unreadable = unreadablePages(document);
    if (unreadable.length === document.pageCount) return refusal(failure('document-damaged', 'The document is damaged: no page of it can be read.'));
    findings.push(...unreadable.map((page): IntakeFinding => ({ code: 'page-damaged', page, message: `Page ${page} cannot be read; it stands empty in the rendition.` })));
    const encrypted = api.EPDF_IsEncrypted(document.handle);
    if (encrypted) findings.push({ code: 'protection-removed', message: 'The original is encrypted. The rendition is not; the original is kept as it came.' });
    const model = encrypted || unreadable.length > 0 || rescued !== undefined ? undefined : await loadModel(bytes, { strict: true });
    if (model?.pages === document.pageCount) {
      return success({ pages: model.pages, fields: hasFields(model), ...embedded(model, findings) });
    }
    if (!encrypted) findings.push({ code: 'document-repaired', message: 'The original is damaged and was repaired for the rendition. The original is kept as it came.' });
    const saved = saveWithPdfium(document);
    const normalised = saved === undefined ? undefined : await modelOf(saved, document.pageCount);
    if (normalised !== undefined) return success({ normalised: normalised.bytes, pages: document.pageCount, fields: hasFields(normalised.model), ...embedded(normalised.model, findings) });
    return success({ pages: document.pageCount, children: [], findings, beyondRepair: true, fields: true });
  } finally {
    document.close();
  }
}

/** A file cut off before its cross-reference table: the object model gathers the objects that are left, and PDFium opens what it writes. */
async function rescue(bytes: Uint8Array): Promise<Result<PdfiumDocument, Failure> | undefined> {
  const model = await loadModel(bytes);
  if (model === undefined || model.pages === 0) return undefined;
  try {
    return await openWithPdfium(await model.document.save({ useObjectStreams: false, updateFieldAppearances: false, addDefaultPage: false }));
  } catch {
    return undefined;
  }
}

function needsPassword(given: string | undefined): Failure {
  const message = given === undefined ? 'The document is protected by a password. Give its password to take it in.' : 'The password given does not open the document. Ask whoever sent it for the right one.';
  return failure('document-encrypted', message);
}

function unreadablePages(document: PdfiumDocument): number[] {
  const unreadable: number[] = [];
  for (let index = 0; index < document.pageCount; index++) {
    if (document.withPage(index, () => true) !== true) unreadable.push(index + 1);
  }
  return unreadable;
}

async function modelOf(bytes: Uint8Array, pages: number): Promise<{ bytes: Uint8Array; model: LoadedModel } | undefined> {
  const model = await loadModel(bytes, { strict: true });
  return model?.pages === pages ? { bytes, model } : undefined;
}

/** Copies the pages alone into a new document: the last way when the rest of the file is beyond repair. On some page trees PDFium does not end. */
async function copyPages({ bytes, password = '' }: PdfIntakeInput): Promise<Result<Uint8Array, Failure>> {
  const direct = await openWithPdfium(bytes, password);
  const opened = direct.ok ? direct : ((await rescue(bytes)) ?? direct);
  if (!opened.ok) return opened;
  const copied = await copyInto(opened.value);
  opened.value.close();
  return copied === undefined ? refusal(failure('document-damaged', 'The document is damaged beyond what can be repaired here.')) : success(copied);
}

async function copyInto(document: PdfiumDocument): Promise<Uint8Array | undefined> {
  const { pdfium } = document;
  const { api } = pdfium;
  const handle = api.FPDF_CreateNewDocument();
  try {
    if (!api.FPDF_ImportPages(handle, document.handle, '', 0)) return undefined;
    const saved = saveWithPdfium({ ...document, handle });
    return saved === undefined ? undefined : (await modelOf(saved, document.pageCount))?.bytes;
  } finally {
    api.FPDF_CloseDocument(handle);
  }
}

function hasFields({ document }: LoadedModel): boolean {
  return document.getPages().some(({ node }) => lookupArray(node, 'Annots').some((annotation) => annotation instanceof PDFDict && nameOf(lookup(annotation, 'Subtype')) === 'Widget'));
}

interface FieldsInput {
  readonly bytes: Uint8Array;
  readonly typeset?: TypesetFields;
}

/** Draws what form fields say and do not show. A file that is oddly written is written anew by PDFium first; where that does not help either, nothing is drawn. */
async function drawValues({ bytes, typeset }: FieldsInput): Promise<Result<FieldsDrawn, Failure>> {
  const pages = await count({ bytes });
  if (!pages.ok) return pages;
  const drawn = drawnIn(bytes, typeset) ?? drawnIn(await rewritten(bytes), typeset);
  const sound = drawn?.pdf === undefined ? undefined : await count({ bytes: drawn.pdf });
  return success(drawn === undefined || (sound !== undefined && !(sound.ok && sound.value === pages.value)) ? { drawn: [], unseen: [], toTypeset: [] } : drawn);
}

function drawnIn(bytes: Uint8Array | undefined, typeset: TypesetFields | undefined): FieldsDrawn | undefined {
  try {
    return bytes === undefined ? undefined : drawFields(bytes, typeset);
  } catch {
    return undefined; // not plainly written: it is written anew
  }
}

async function rewritten(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const made = await rewritePdf(bytes);
  return made.ok ? made.value : undefined;
}

function embedded(model: LoadedModel, findings: readonly IntakeFinding[]): { children: readonly ChildFile[]; findings: readonly IntakeFinding[] } {
  const files = readEmbeddedFiles(model.document);
  return { children: files.children, findings: [...findings, ...xfaFindings(model), ...files.findings] };
}

/** An XFA form shows in its own program what its PDF pages may not. */
function xfaFindings({ document }: LoadedModel): IntakeFinding[] {
  const form = lookupDict(document.catalog, 'AcroForm');
  if (form === undefined || lookup(form, 'XFA') === undefined) return [];
  return [{ code: 'xfa-form', message: 'The PDF carries a form in XFA. Its pages are shown as a PDF reader shows them; another program may show other pages and values. The original is kept as it came.' }];
}

async function count({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<number, Failure>> {
  const opened = await openWithPdfium(bytes);
  if (!opened.ok) return opened;
  const pages = opened.value.pageCount;
  opened.value.close();
  return success(pages);
}

/** `prepare` makes an untrusted PDF ready: repaired, without encryption, its attachments taken out; `copyPages` where that cannot be done. `drawValues` shows what its form fields hide; `count` counts pages. */
export const tasks = { prepare, copyPages, drawValues, count };
