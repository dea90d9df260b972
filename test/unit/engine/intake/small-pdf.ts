/** Parts of a hand-written PDF: one page of 400 by 400 points unless `page` says otherwise. Font `/F` is Helvetica. */
export interface SmallPdf {
  readonly content: string;
  /** Further entries of the page, the catalog and the resources, as PDF syntax. */
  readonly page?: string;
  readonly catalog?: string;
  readonly resources?: string;
  readonly trailer?: string;
  /** Further objects from number 6 on. */
  readonly objects?: readonly string[];
}

/** Writes a PDF by hand, so that no library's idea of a PDF stands between a test and the file. */
export function smallPdf({ content, page = '', catalog = '', resources = '', trailer = '', objects = [] }: SmallPdf): Uint8Array {
  const mediaBox = page.includes('/MediaBox') ? '' : '/MediaBox[0 0 400 400]';
  const bodies = [
    `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R${mediaBox}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${resources}>>${page}>>`,
    streamObject(content),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...objects,
  ];
  return Buffer.from(writeObjects('%PDF-1.7\n', bodies.map((body, index) => [index + 1, body]), bodies.length + 1, trailer), 'latin1');
}

/** Appends a revision that replaces the page's content. */
export function withRevision(pdf: Uint8Array, content: string): Uint8Array {
  const before = Buffer.from(pdf).toString('latin1');
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1]);
  const size = Number(/\/Size (\d+)/.exec(before)?.[1]);
  return Buffer.from(writeObjects(before, [[4, streamObject(content)]], size, `/Prev ${previous}`), 'latin1');
}

/** A stream object with its length. */
export function streamObject(content: string, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
}

/** Shows a string at a place. */
export function show(text: string, x: number, y: number, options: { readonly size?: number; readonly before?: string } = {}): string {
  return `BT ${options.before ?? ''} /F ${options.size ?? 14} Tf ${x} ${y} Td (${text}) Tj ET\n`;
}

function writeObjects(start: string, objects: readonly (readonly [number, string])[], size: number, trailer: string): string {
  let file = start;
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, file.length);
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const table = file.length;
  file += 'xref\n';
  if (start.startsWith('%PDF-1.7\n') && start.length < 10) file += '0 1\n0000000000 65535 f \n';
  for (const [number, offset] of offsets) file += `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  return `${file}trailer<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
}
