import { crc32, deflateRawSync } from 'node:zlib';

/** How a sheet is laid out. */
export interface SheetLayout {
  /** Of each column, in letters. */
  readonly widths: readonly number[];
  /** First column at the right. */
  readonly rightToLeft: boolean;
}

/**
 * Writes one sheet as an XLSX workbook (ISO/IEC 29500): the first row as head, repeated on each printed page, texts wrapped, as inline strings, so that
 * nothing is a formula. It prints on A4 across, as wide as the page.
 */
export function writeXlsx(sheet: string, rows: readonly (readonly (string | number)[])[], { widths, rightToLeft }: SheetLayout): Uint8Array {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
  const filtered = `A1:${columnName(widths.length - 1)}${rows.length}`;
  const cells = rows.map((row, at) => `<row r="${at + 1}" ht="${heightOf(row, widths)}" customHeight="1">${row.map((value, column) => cell(value, `${columnName(column)}${at + 1}`, at === 0)).join('')}</row>`).join('');
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return writeZip([
    ['[Content_Types].xml', `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`],
    ['_rels/.rels', `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escapeXml(sheet)}'!$1:$1</definedName></definedNames></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`],
    ['xl/styles.xml', `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`],
    ['xl/worksheets/sheet1.xml', `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${rightToLeft ? ' rightToLeft="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${cells}</sheetData><autoFilter ref="${filtered}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`],
  ]);
}

const [linePt, mostHeightPt, fullness] = [15, 405, 0.85];

// Not every program makes a row as high as its wrapped texts: how many lines they take is reckoned.
function heightOf(row: readonly (string | number)[], widths: readonly number[]): number {
  const lines = row.map((value, at) => String(value).split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / ((widths[at] ?? 10) * fullness))), 0));
  return Math.min(mostHeightPt, linePt * Math.max(1, ...lines));
}

function cell(value: string | number, reference: string, bold: boolean): string {
  const style = bold ? ' s="1"' : ' s="2"';
  return typeof value === 'number'
    ? `<c r="${reference}"${style}><v>${value}</v></c>`
    : `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '').replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

// PKWARE APPNOTE 6.3: local headers, central directory, end record; the time is the format's first, so that equal lists give equal files.
const [localSignature, centralSignature, endSignature] = [0x0403_4b50, 0x0201_4b50, 0x0605_4b50];
const firstDate = 0x0021;
const utf8Names = 0x0800;

function writeZip(files: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const data = Buffer.from(text, 'utf8');
    const packed = deflateRawSync(data);
    const label = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(firstDate, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([uint32(localSignature), common, label, packed]);
    const central = Buffer.concat([uint32(centralSignature), Buffer.from([20, 0]), common, Buffer.alloc(10), uint32(offset), label]);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, uint32(endSignature), end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
