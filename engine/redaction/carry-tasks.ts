import { PDFArray, PDFDict, PDFHexString, PDFName, PDFStream, PDFString, type PDFObject } from '@cantoo/pdf-lib';
import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { readPageGeometry } from '../pdf/page-geometry.ts';
import { readWords } from '../pdf/page-words.ts';
import { parsePdf } from '../pdf/parse-pdf.ts';
import { openWithPdfium } from '../pdf/pdfium.ts';
import { decodedStream } from '../pdf/stream-data.ts';
import { rawScan, readings, stringsOf } from './raw-scan.ts';
import { searchFor, type SecretSearch } from './secret-search.ts';

export interface CarryInput {
  readonly pdf: Uint8Array;
  readonly secrets: readonly string[];
}

/** Whether a PDF holds a secret anywhere; a file that cannot be looked through to its last object counts as holding one. */
async function carries({ pdf, secrets }: CarryInput): Promise<Result<boolean, Failure>> {
  const search = searchFor(secrets);
  return success((await inObjects(pdf, search)) || inBytes(pdf, search) || (await onPages(pdf, search)));
}

async function inObjects(pdf: Uint8Array, search: SecretSearch): Promise<boolean> {
  const parsed = await parsePdf(pdf).catch(() => undefined);
  if (parsed === undefined) return true;
  return parsed.context.enumerateIndirectObjects().some(([, object]) => holds(object, search));
}

const pixels = new Set(['Image']);

function holds(object: PDFObject, search: SecretSearch): boolean {
  if (object instanceof PDFString || object instanceof PDFHexString) return says(object.asBytes(), search) || search.foundIn(object.decodeText());
  if (object instanceof PDFName) return search.foundIn(object.decodeText());
  if (object instanceof PDFArray) return object.asArray().some((item) => holds(item, search));
  if (object instanceof PDFDict) return object.entries().some(([key, value]) => holds(key, search) || holds(value, search));
  if (!(object instanceof PDFStream)) return false;
  if (holds(object.dict, search)) return true;
  const subtype = object.dict.get(PDFName.of('Subtype'));
  if (subtype instanceof PDFName && pixels.has(subtype.decodeText())) return false;
  const data = decodedStream(object);
  return data !== undefined && (says(data, search) || stringsOf(Buffer.from(data).toString('latin1')).some((string) => says(string, search)));
}

function says(bytes: Uint8Array, search: SecretSearch): boolean {
  return readings(bytes).some((text) => search.foundIn(text));
}

// Earlier revisions and orphans, which no cross-reference table leads to.
function inBytes(pdf: Uint8Array, search: SecretSearch): boolean {
  try {
    const { objects, streams, rest } = rawScan(pdf);
    const syntax = [rest, ...objects.map(({ text }) => text)];
    return syntax.some((text) => search.foundIn(text) || stringsOf(text).some((string) => says(string, search))) || streams.some(({ image, bytes }) => !image && says(bytes, search));
  } catch {
    return false; // streams that are not plain Flate were looked at as objects
  }
}

async function onPages(pdf: Uint8Array, search: SecretSearch): Promise<boolean> {
  const opened = await openWithPdfium(pdf, '', { asShown: true });
  if (!opened.ok) return true;
  const document = opened.value;
  try {
    for (let index = 0; index < document.pageCount; index++) {
      const words = document.withPage(index, (page) => readWords(document.pdfium, page, readPageGeometry(document.pdfium, page))) ?? [];
      const text = words.map((word) => word.text);
      if (search.foundIn(text.join(' ')) || search.foundInRun(text.join(''))) return true;
    }
    return false;
  } finally {
    document.close();
  }
}

/** A search through every layer of somebody else's PDF, in a worker. */
export const tasks = { carries };
