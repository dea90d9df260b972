import { PDFName } from '@cantoo/pdf-lib';

const known = new Map<string, PDFName>();

/** The name of the object model that this code asks for, made once: names are compared as they are. */
export function key(name: string): PDFName {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = PDFName.of(name);
  known.set(name, made);
  return made;
}
