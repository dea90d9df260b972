import path from 'node:path';
import { createRequire } from 'node:module';
import type { Rect } from '../../shared/geometry.ts';

/** A run of text where PDF.js places it. */
export interface TextRun {
  readonly text: string;
  readonly rect: Rect;
}

const installed = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

// It carries no types: all that is asked of it is to be there.
const workerModule: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** Reads every page's text with PDF.js, hidden text included, with its place on the page as displayed. Throws on a file that PDF.js cannot open. */
export async function readWithPdfjs(pdf: Uint8Array): Promise<TextRun[][]> {
  // PDF.js looks for its worker here first; without it, it would start a thread.
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker ??= await import(workerModule);
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(pdf), useSystemFonts: false, isEvalSupported: false, verbosity: 0,
    cMapUrl: path.join(installed, 'cmaps', path.sep), cMapPacked: true, standardFontDataUrl: path.join(installed, 'standard_fonts', path.sep),
  } as Parameters<typeof getDocument>[0]);
  try {
    const document = await task.promise;
    const pages: TextRun[][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { transform } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [{ text: item.str, rect: displayedBox(item, transform) }] : [])));
      page.cleanup();
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

function displayedBox(item: { readonly transform: number[]; readonly width: number; readonly height: number }, viewport: readonly number[]): Rect {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const along = Math.hypot(a, b) || 1;
  const up = Math.hypot(c, d) || 1;
  const corners = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([right = 0, top = 0]) => {
    const x = e + (a / along) * item.width * right + (c / up) * item.height * top;
    const y = f + (b / along) * item.width * right + (d / up) * item.height * top;
    const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = viewport;
    return [va * x + vc * y + ve, vb * x + vd * y + vf] as const;
  });
  const left = Math.min(...corners.map(([x]) => x));
  const top = Math.min(...corners.map(([, y]) => y));
  return [left, top, Math.max(...corners.map(([x]) => x)) - left, Math.max(...corners.map(([, y]) => y)) - top];
}
