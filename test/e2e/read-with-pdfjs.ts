import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What PDF.js reads of a file: a reader that wrote none of it. Pages are 1-based. */
export interface PdfjsReading {
  readonly text: string;
  readonly linkTargets: readonly number[];
  readonly bookmarks: readonly { readonly title: string; readonly page: number }[];
  readonly pageLabels: readonly string[] | null;
  readonly openAction: { readonly page: number; readonly zoom: number } | undefined;
}

const installed = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Reads text, links, bookmarks, labels and open action. */
export async function readPdfWithPdfjs(file: string): Promise<PdfjsReading> {
  const task = getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0, useSystemFonts: false, cMapUrl: path.join(installed, 'cmaps', '/'), cMapPacked: true, standardFontDataUrl: path.join(installed, 'standard_fonts', '/') });
  const document = await task.promise;
  try {
    let text = '';
    const linkTargets: number[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      text += `${items.map((item) => ('str' in item ? item.str : '')).join(' ')}\n`;
      for (const annotation of (await page.getAnnotations()) as { readonly dest?: unknown }[]) {
        const target = await pageOf(document, annotation.dest);
        if (target !== undefined) linkTargets.push(target);
      }
    }
    const bookmarks: { title: string; page: number }[] = [];
    await collectBookmarks(document, (await document.getOutline()), bookmarks);
    // PDF.js types it as an object and gives a Map.
    const action = (await document.getOpenAction()) as unknown as ReadonlyMap<string, readonly unknown[]> | null;
    const dest = action?.get('dest');
    const page = await pageOf(document, dest);
    return { text, linkTargets, bookmarks, pageLabels: await document.getPageLabels(), openAction: page === undefined ? undefined : { page, zoom: Number(dest?.[4]) } };
  } finally {
    await task.destroy();
  }
}

type Outline = readonly { readonly title: string; readonly dest: unknown; readonly items: Outline }[];

async function collectBookmarks(document: PDFDocumentProxy, outline: Outline | null, found: { title: string; page: number }[]): Promise<void> {
  for (const { title, dest, items } of outline ?? []) {
    const page = await pageOf(document, dest);
    if (page !== undefined) found.push({ title, page });
    await collectBookmarks(document, items, found);
  }
}

async function pageOf(document: PDFDocumentProxy, dest: unknown): Promise<number | undefined> {
  const explicit: unknown = typeof dest === 'string' ? await document.getDestination(dest) : dest;
  if (!Array.isArray(explicit) || typeof explicit[0] !== 'object') return undefined;
  return (await document.getPageIndex(explicit[0] as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1;
}
