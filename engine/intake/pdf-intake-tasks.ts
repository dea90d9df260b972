import { PDFDocument, ParseSpeeds } from '@cantoo/pdf-lib';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { openWithPdfium, type PdfiumDocument } from '../pdf/pdfium.ts';
import { saveWithPdfium } from '../pdf/save-with-pdfium.ts';
import { readEmbeddedFiles } from './embedded-files.ts';
import type { ChildFile, IntakeFinding } from './rendition.ts';

interface PdfIntakeInput {
  readonly bytes: Uint8Array;
  readonly password?: string;
}

/** What a PDF needs before it can be worked on. */
export interface PreparedPdf {
  /** The PDF written anew; absent when the original is usable as it is. */
  readonly normalised?: Uint8Array;
  readonly pages: number;
  readonly children: readonly ChildFile[];
  readonly findings: readonly IntakeFinding[];
}

interface Model {
  readonly document: PDFDocument;
  readonly pages: number;
}

async function prepare({ bytes, password }: PdfIntakeInput): Promise<Result<PreparedPdf, Failure>> {
  const opened = await openWithPdfium(bytes, password ?? '');
  if (!opened.ok) return opened.failure.code === 'document-encrypted' ? refusal(needsPassword(password)) : opened;
  const document = opened.value;
  try {
    const { api } = document.pdfium;
    const findings: IntakeFinding[] = [];
    const unreadable = unreadablePages(document);
    if (unreadable.length === document.pageCount) return refusal(failure('document-damaged', 'The document is damaged: no page of it can be read.'));
    findings.push(...unreadable.map((page) => ({ code: 'page-damaged', page, message: `Page ${page} cannot be read; it stands empty in the rendition.` })));
    const encrypted = api.EPDF_IsEncrypted(document.handle);
    if (encrypted) findings.push({ code: 'protection-removed', message: 'The original is encrypted. The rendition is not; the original is kept as it came.' });
    const direct = encrypted || unreadable.length > 0 ? undefined : await loadModel(bytes);
    if (direct?.pages === document.pageCount) {
      return success({ pages: direct.pages, ...embedded(direct, findings) });
    }
    if (!encrypted) findings.push({ code: 'document-repaired', message: 'The original is damaged and was repaired for the rendition. The original is kept as it came.' });
    const saved = saveWithPdfium(document);
    const normalised = saved === undefined ? undefined : await modelOf(saved, document.pageCount);
    if (normalised !== undefined) return success({ normalised: normalised.bytes, pages: document.pageCount, ...embedded(normalised.model, findings) });
    const copied = await copyPages(document);
    if (copied === undefined) return refusal(failure('document-damaged', 'The document is damaged beyond what can be repaired here.'));
    return success({ normalised: copied, pages: document.pageCount, children: [], findings });
  } finally {
    document.close();
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

async function loadModel(bytes: Uint8Array): Promise<Model | undefined> {
  try {
    const document = await PDFDocument.load(bytes, { parseSpeed: ParseSpeeds.Fastest, updateMetadata: false, throwOnInvalidObject: true, warnOnInvalidObjects: false });
    return { document, pages: document.getPages().length };
  } catch {
    return undefined; // the object model reads less than PDFium does: the answer is to normalise, not to refuse
  }
}

async function modelOf(bytes: Uint8Array, pages: number): Promise<{ bytes: Uint8Array; model: Model } | undefined> {
  const model = await loadModel(bytes);
  return model?.pages === pages ? { bytes, model } : undefined;
}

/** Copies the pages alone into a new document: the last way when the rest of the file is beyond repair. */
async function copyPages(document: PdfiumDocument): Promise<Uint8Array | undefined> {
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

function embedded(model: Model, findings: readonly IntakeFinding[]): { children: readonly ChildFile[]; findings: readonly IntakeFinding[] } {
  const files = readEmbeddedFiles(model.document);
  return { children: files.children, findings: [...findings, ...files.findings] };
}

/** Makes an untrusted PDF ready: repaired, without encryption, its attachments taken out. */
export const tasks = { prepare };
