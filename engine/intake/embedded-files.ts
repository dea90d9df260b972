import { PDFName, PDFRawStream, decodePDFRawStream, type PDFDict, type PDFDocument } from '@cantoo/pdf-lib';
import { lookup, lookupDict, textOf, walkDictionaries } from './pdf-objects.ts';
import { safeChildName } from './safe-name.ts';
import type { ChildFile, IntakeFinding } from './rendition.ts';

const maximumFiles = 2_000;
const maximumBytes = 512 * 2 ** 20;

/** Takes the files out of a PDF that are embedded in it: attachments, the members of a portfolio, files behind annotations. */
export function readEmbeddedFiles(document: PDFDocument): { children: ChildFile[]; findings: IntakeFinding[] } {
  const children: ChildFile[] = [];
  const findings: IntakeFinding[] = [];
  let bytes = 0;
  for (const { dict, stream } of walkDictionaries(document.context)) {
    if (stream !== undefined || !isFileSpecification(dict)) continue;
    const file = readOne(dict);
    if (file === 'unreadable') findings.push({ code: 'attachment-unreadable', message: 'An attachment inside the PDF is damaged and could not be taken out.' });
    if (file === undefined || file === 'unreadable') continue;
    bytes += file.bytes.byteLength;
    if (children.length === maximumFiles || bytes > maximumBytes) {
      findings.push({ code: 'attachments-too-many', message: 'The PDF holds more attachments than are taken out. The rest stay in the original.' });
      break;
    }
    children.push(file);
  }
  if (children.length > 0) findings.push({ code: 'attachments-found', message: `The PDF holds ${children.length} attached ${children.length === 1 ? 'file, taken in as a document of its own' : 'files, taken in as documents of their own'}.` });
  return { children, findings };
}

function isFileSpecification(dict: PDFDict): boolean {
  return dict.has(PDFName.of('EF')) && (dict.has(PDFName.of('F')) || dict.has(PDFName.of('UF')) || dict.get(PDFName.of('Type')) === PDFName.of('Filespec'));
}

function readOne(specification: PDFDict): ChildFile | 'unreadable' | undefined {
  try {
    const files = lookupDict(specification, 'EF');
    const stream = files === undefined ? undefined : (lookup(files, 'UF') ?? lookup(files, 'F'));
    if (!(stream instanceof PDFRawStream)) return stream === undefined ? undefined : 'unreadable';
    const name = textOf(lookup(specification, 'UF')) ?? textOf(lookup(specification, 'F')) ?? '';
    return { name: safeChildName(name, 'attachment'), bytes: decodePDFRawStream(stream).decode() };
  } catch {
    return 'unreadable';
  }
}
