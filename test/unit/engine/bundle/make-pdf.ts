/** A page of a test PDF, in PDF syntax. */
export interface TestPage {
  readonly content?: string | readonly string[];
  readonly mediaBox?: string;
  readonly cropBox?: string;
  readonly rotate?: number;
  readonly userUnit?: number;
  /** Inside `Resources`, beside the font `F1` (Helvetica), unless it lists fonts of its own. */
  readonly resources?: string;
  readonly annotations?: readonly string[];
  readonly extra?: string;
}

export interface TestPdf {
  readonly pages: readonly TestPage[];
  /** Entries of the catalog. */
  readonly catalog?: string;
  /** Bodies of further objects, from number 10 on. */
  readonly objects?: readonly string[];
  /** Resources in the page tree's root instead of the pages. */
  readonly inherited?: boolean;
}

/** Number of the first page's object; the others follow in steps of one. */
export const firstPageObject = 1000;

/** Writes a small PDF with a correct cross-reference table. Objects: 1 catalog, 2 pages, 3 Helvetica, 10… given, 1000… pages, 2000… contents. */
export function makePdf({ pages, catalog = '', objects = [], inherited = false }: TestPdf): Uint8Array {
  const bodies = new Map<number, string>();
  const fonts = '/Font<</F1 3 0 R>>';
  bodies.set(1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`);
  bodies.set(3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
  for (const [index, body] of objects.entries()) bodies.set(10 + index, body);
  let contents = 2000;
  for (const [index, page] of pages.entries()) {
    const streams = typeof page.content === 'string' ? [page.content] : (page.content ?? ['']);
    const refs = streams.map((stream) => {
      bodies.set(contents, `<</Length ${Buffer.byteLength(stream, 'latin1')}>>\nstream\n${stream}\nendstream`);
      return `${contents++} 0 R`;
    });
    bodies.set(firstPageObject + index, [
      '<</Type/Page/Parent 2 0 R',
      `/MediaBox[${page.mediaBox ?? '0 0 595 842'}]`,
      page.cropBox === undefined ? '' : `/CropBox[${page.cropBox}]`,
      page.rotate === undefined ? '' : `/Rotate ${page.rotate}`,
      page.userUnit === undefined ? '' : `/UserUnit ${page.userUnit}`,
      inherited ? '' : `/Resources<<${page.resources?.includes('/Font<<') === true ? '' : fonts}${page.resources ?? ''}>>`,
      `/Contents ${refs.length === 1 ? (refs[0] ?? '') : `[${refs.join(' ')}]`}`,
      page.annotations === undefined ? '' : `/Annots[${page.annotations.join(' ')}]`,
      page.extra ?? '', '>>',
    ].join(''));
  }
  bodies.set(2, `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${firstPageObject + index} 0 R`).join(' ')}]${inherited ? `/Resources<<${fonts}>>` : ''}>>`);
  return writePdf(bodies);
}

/** Writes numbered object bodies as a PDF file. */
export function writePdf(bodies: ReadonlyMap<number, string>, trailer = '/Root 1 0 R'): Uint8Array {
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const places = new Map<number, number>();
  for (const [number, body] of [...bodies].sort(([a], [b]) => a - b)) {
    places.set(number, text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...bodies.keys()) + 1;
  const start = text.length;
  text += `xref\n0 1\n0000000000 65535 f \n${[...places].map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<</Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Content that writes a line of text at a place. */
export function writeText(text: string, x: number, y: number, size = 12): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;
}
