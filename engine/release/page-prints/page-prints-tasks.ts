import { createHash } from 'node:crypto';
import type { Failure } from '../../../shared/failure.ts';
import { success, type Result } from '../../../shared/result.ts';
import { renderArea } from '../../pdf/page-image.ts';
import { openWithPdfium } from '../../pdf/pdfium.ts';
import { readPageCharacters } from '../bundle-pages/page-characters.ts';

const scale = 1; // 72 pixels to the inch: a changed digit in small print changes dozens of them

/** A print of each page of a PDF: pages that look and read exactly alike have the same one. Null for a page that cannot be drawn. */
async function pagePrints({ bytes }: { readonly bytes: Uint8Array }): Promise<Result<readonly (string | null)[], Failure>> {
  const opened = await openWithPdfium(bytes, '', { asShown: true });
  if (!opened.ok) return opened;
  const document = opened.value;
  try {
    return success(Array.from({ length: document.pageCount }, (_, index) => {
      const drawn = document.withPage(index, (handle) => {
        const { api } = document.pdfium;
        return renderArea(document.pdfium, handle, { scale, area: [0, 0, api.FPDF_GetPageWidthF(handle), api.FPDF_GetPageHeightF(handle)] });
      });
      if (drawn === undefined) return null;
      const hash = createHash('sha256').update(`${drawn.width} ${drawn.height}\n`).update(drawn.pixels);
      for (const { code, x, y } of readPageCharacters(document, index + 1) ?? []) hash.update(`${code} ${x.toFixed(1)} ${y.toFixed(1)}\n`);
      return hash.digest('hex');
    }));
  } finally {
    document.close();
  }
}

export const tasks = { pagePrints };
