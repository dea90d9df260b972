import { PDFDict, PDFRawStream, decodePDFRawStream, type PDFDocument } from '@cantoo/pdf-lib';
import type { InspectionFinding } from '../../../shared/finding.ts';
import { lookup, nameOf, textOf, walkDictionaries } from '../pdf-objects.ts';
import type { SeenWords } from './seen-words.ts';
import { readXmpProperties } from './xmp-properties.ts';

// What counts, as a lawyer would weigh it: which program made a file and when is on every PDF and tells nothing of the case. Who wrote it, what it is
// about, under which title it was saved and where, does. A title that repeats words of the page tells nothing more than the page.

const programKeys = new Set(['Producer', 'Creator', 'CreationDate', 'ModDate', 'Trapped', 'PTEX.Fullbanner', 'AAPL:Keywords', 'GTS_PDFXVersion', 'GTS_PDFXConformance', 'GTS_PDFA1Version', 'PDFVersion', 'SourceModified', 'IsAcroFormPresent', 'IsXFAPresent', 'Language', 'Type', 'PXCViewerInfo']);
/** What programs write where nobody filled anything in. */
const placeholder = /^(?:|untitled|\(?anonymous\)?|\(?unspecified\)?|unknown|none|null|default|user|author|title|subject|document ?\d*|untitled document|microsoft word - document\d*(?:\.docx?)?|false|true|\(\))$/i;
/** Places on a machine and addresses of people: telling even where a program wrote them. */
const telling = /[\\/](?:Users|home|Documents and Settings)[\\/]|[\w.+-]+@[\w-]+\.[a-z]{2,}/i;

const message = (what: string): string => `${what} It goes along with the file though no page shows it.`;

/** Findings on what a file says of itself: its Info dictionary, XMP records of the file and of its parts, and private data of programs. */
export function findMetadata(document: PDFDocument, seen: SeenWords): InspectionFinding[] {
  return [...infoFindings(document, seen), ...xmpFindings(document, seen), ...privateDataFindings(document)];
}

function infoFindings(document: PDFDocument, seen: SeenWords): InspectionFinding[] {
  const info = document.context.lookup(document.context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return [];
  return info.entries().flatMap(([key]): InspectionFinding[] => {
    const name = key.decodeText();
    const value = (textOf(lookup(info, name)) ?? nameOf(lookup(info, name)) ?? '').replaceAll('\0', '').trim();
    if (!tells(value, programKeys.has(name), name === 'Title', seen)) return [];
    return [{ code: 'metadata', text: value, message: message(`The file's properties hold “${name}”.`) }];
  });
}

function tells(value: string, byProgram: boolean, title: boolean, seen: SeenWords): boolean {
  if (placeholder.test(value)) return false;
  if (byProgram) return telling.test(value);
  return !title || !seen.hold(value);
}

function xmpFindings(document: PDFDocument, seen: SeenWords): InspectionFinding[] {
  const findings: InspectionFinding[] = [];
  const told = new Set<string>();
  for (const { dict, stream } of walkDictionaries(document.context)) {
    if (!(stream instanceof PDFRawStream) || nameOf(lookup(dict, 'Type')) !== 'Metadata') continue;
    for (const property of readXmpProperties(contentsOf(stream))) {
      const value = property.value.replaceAll('\0', '').trim();
      const title = property.name === 'dc:title' || property.name === 'pdf:Title';
      const key = `${property.name}\0${value}`;
      if (told.has(key) || !tells(value, property.byProgram, title, seen)) continue;
      told.add(key);
      findings.push({ code: 'metadata', text: value.slice(0, 500), message: message(`The file's XMP record holds “${property.name}”.`) });
    }
  }
  return findings;
}

function contentsOf(stream: PDFRawStream): Uint8Array {
  try {
    return decodePDFRawStream(stream).decode();
  } catch {
    return stream.getContents();
  }
}

function privateDataFindings(document: PDFDocument): InspectionFinding[] {
  const programs = new Set<string>();
  for (const { dict } of walkDictionaries(document.context)) {
    const pieces = lookup(dict, 'PieceInfo');
    if (pieces instanceof PDFDict) for (const key of pieces.keys()) programs.add(key.decodeText());
  }
  return [...programs].map((program) => ({ code: 'metadata', message: message(`The file carries private working data of a program (“${program}”), which may hold earlier or hidden content.`) }));
}
