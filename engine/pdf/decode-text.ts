import type { PDFHexString, PDFString } from '@cantoo/pdf-lib';

/** The text of a PDF string; empty where it cannot be decoded. */
export function decodeText(string: PDFString | PDFHexString): string {
  try {
    return string.decodeText().normalize('NFC');
  } catch {
    return ''; // a text string that is cut in the middle of a character
  }
}
