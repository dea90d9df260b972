import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { randomFillSync } from 'node:crypto';
import { writePdf } from '../unit/engine/bundle/make-pdf.ts';

/** A job of the comparison: documents of so many pages, each page with text and, for scans, a picture of so many bytes. */
export interface BenchJob {
  readonly name: string;
  readonly documents: number;
  readonly pages: number;
  readonly pictureBytes: number;
}

/** Writes a job's PDFs into a folder and answers their paths. */
export function writeInputs(folder: string, job: BenchJob): string[] {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  let left = job.pages;
  for (let document = 0; document < job.documents; document++) {
    const count = Math.max(1, Math.round(left / (job.documents - document)));
    left -= count;
    const file = path.join(folder, `${String(document).padStart(5, '0')}.pdf`);
    writeFileSync(file, documentOf(document, count, job.pictureBytes));
    files.push(file);
  }
  return files;
}

function documentOf(document: number, pages: number, pictureBytes: number): Uint8Array {
  const bodies = new Map<number, string>();
  bodies.set(1, '<</Type/Catalog/Pages 2 0 R>>');
  bodies.set(3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
  const kids: string[] = [];
  for (let page = 0; page < pages; page++) {
    const [own, content, picture] = [4 + page * 3, 5 + page * 3, 6 + page * 3];
    const lines = Array.from({ length: 45 }, (_, line) => `BT /F 10 Tf 60 ${780 - line * 15} Td (Document ${document} page ${page} line ${line}: ${(document * 7919 + page * 104729 + line * 1299709).toString(36).repeat(6)}) Tj ET`);
    const drawn = pictureBytes > 0 ? 'q 595 0 0 842 0 0 cm /I Do Q' : lines.join('\n');
    const packed = deflateSync(Buffer.from(drawn, 'latin1')).toString('latin1');
    bodies.set(content, `<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed}\nendstream`);
    if (pictureBytes > 0) {
      const data = randomFillSync(Buffer.alloc(pictureBytes)).toString('latin1');
      bodies.set(picture, `<</Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${pictureBytes}>>\nstream\n${data}\nendstream`);
    } else bodies.set(picture, '<<>>');
    bodies.set(own, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>${pictureBytes > 0 ? `/XObject<</I ${picture} 0 R>>` : ''}>>/Contents ${content} 0 R>>`);
    kids.push(`${own} 0 R`);
  }
  bodies.set(2, `<</Type/Pages/Count ${pages}/Kids[${kids.join(' ')}]>>`);
  return writePdf(bodies);
}
