// The same job with pdf-lib, as bundlers use it: merge, stamp, save. OUT FILE…
import { readFileSync, writeFileSync } from 'node:fs';
import { PDFDocument, StandardFonts } from 'pdf-lib';

const [out, ...files] = process.argv.slice(2);
const merged = await PDFDocument.create();
const font = await merged.embedFont(StandardFonts.Helvetica);
for (const file of files) {
  const source = await PDFDocument.load(readFileSync(file), { parseSpeed: Infinity });
  for (const page of await merged.copyPages(source, source.getPageIndices())) {
    merged.addPage(page).drawText(String(merged.getPageCount()), { x: 540, y: 20, size: 11, font });
  }
}
writeFileSync(out, await merged.save());
