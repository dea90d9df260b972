const lines = Array.from({ length: 30 }, (_, line) => `1 0 0 1 50 ${String(780 - line * 22)} Tm (The quick brown fox jumps over the lazy dog, 0123456789.) Tj`);
const content = `BT /F1 11 Tf ${lines.join(' ')} ET BT /F2 11 Tf 1 0 0 1 50 60 Tm (And once more.) Tj ET 0.5 g 50 50 200 1 re f 50 40 m 250 40 l 300 20 320 30 340 45 c S`;
const objects = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>',
  `<</Length ${String(content.length)}>>stream\n${content}\nendstream`,
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>',
];

/** A PDF of one page of text and lines. To open, read and paint it has what PDFium does for every page compiled: some 70 ms that nobody who turns to a first page waits for. */
export function warmUpPdf(): Uint8Array {
  let file = '%PDF-1.7\n';
  const places = objects.map((body, index) => {
    const at = file.length;
    file += `${String(index + 1)} 0 obj${body}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const count = String(objects.length + 1);
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${String(file.length)}\n%%EOF\n`;
  return Buffer.from(file + table, 'latin1');
}
