import { PDFArray, PDFDict, PDFHexString, PDFName, PDFStream, PDFString, type PDFContext, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';

/** Visits every dictionary of a file, direct ones included, with the reference of the indirect object that it stands in. */
export function* walkDictionaries(context: PDFContext): Generator<{ readonly dict: PDFDict; readonly ref: PDFRef; readonly stream: PDFStream | undefined }> {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const waiting: PDFObject[] = [object];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const dict = next instanceof PDFStream ? next.dict : next instanceof PDFDict ? next : undefined;
      if (dict !== undefined) {
        yield { dict, ref, stream: next instanceof PDFStream ? next : undefined };
        waiting.push(...dict.values());
      } else if (next instanceof PDFArray) waiting.push(...next.asArray());
    }
  }
}

/** The text of a string object; undefined for anything else. */
export function textOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : undefined;
}

/** The name of a name object without its slash; undefined for anything else. */
export function nameOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFName ? object.decodeText() : undefined;
}

/** Looks a key up through references; undefined where it is missing or broken. */
export function lookup(dict: PDFDict, key: string): PDFObject | undefined {
  return dict.lookup(PDFName.of(key));
}

/** Looks a dictionary up through references; undefined where it is something else. */
export function lookupDict(dict: PDFDict, key: string): PDFDict | undefined {
  const value = lookup(dict, key);
  return value instanceof PDFDict ? value : value instanceof PDFStream ? value.dict : undefined;
}

/** The members of an array, references resolved; empty where it is something else. */
export function lookupArray(dict: PDFDict, key: string): PDFObject[] {
  const value = lookup(dict, key);
  if (!(value instanceof PDFArray)) return [];
  return Array.from({ length: value.size() }, (_, index) => value.lookup(index)).filter((member) => member !== undefined);
}
