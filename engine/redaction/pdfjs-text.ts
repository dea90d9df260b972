import path from 'node:path';
import { createRequire } from 'node:module';
import type { Rect } from '../../shared/geometry.ts';
import type { OperatorSource } from './drawn/read-drawing.ts';

/** A run of text where PDF.js places it. */
export interface TextRun {
  readonly text: string;
  readonly rect: Rect;
}

const installed = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

// It carries no types: all that is asked of it is to be there.
const workerModule: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** A document that PDF.js holds open. Pages are 1-based. */
export interface PdfjsDocument {
  readonly pages: number;
  /** Text with its place, hidden text included. */
  runs(page: number): Promise<TextRun[]>;
  /** All that a page draws. */
  operators(page: number): Promise<OperatorSource>;
  close(): Promise<void>;
}

/** Reads every page's text with PDF.js, hidden text included, with its place on the page as displayed. Throws on a file that PDF.js cannot open. */
export async function readWithPdfjs(pdf: Uint8Array): Promise<TextRun[][]> {
  const document = await openWithPdfjs(pdf);
  try {
    const pages: TextRun[][] = [];
    for (let number = 1; number <= document.pages; number++) pages.push(await document.runs(number));
    return pages;
  } finally {
    await document.close();
  }
}

/** Opens a PDF with PDF.js; `outlines` also has it trace the outlines of every glyph and keep the font programs. Throws on a file that PDF.js cannot open. */
export async function openWithPdfjs(pdf: Uint8Array, { outlines = false }: { readonly outlines?: boolean } = {}): Promise<PdfjsDocument> {
  // Where there is an array of half precision, PDF.js keeps outlines in it: letters would be off by pixels.
  Reflect.deleteProperty(globalThis, 'Float16Array');
  // PDF.js looks for its worker here first; without it, it would start a thread.
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker ??= await import(workerModule);
  const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const pictures = new Set<number>([OPS.paintImageXObject, OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObject]);
  const names = new Map(Object.entries(OPS).map(([name, code]) => [code, name]));
  const task = getDocument({
    data: new Uint8Array(pdf), useSystemFonts: false, isEvalSupported: false, verbosity: 0, disableFontFace: outlines, fontExtraProperties: outlines, isOffscreenCanvasSupported: false, isImageDecoderSupported: false,
    cMapUrl: path.join(installed, 'cmaps', path.sep), cMapPacked: true, standardFontDataUrl: path.join(installed, 'standard_fonts', path.sep), wasmUrl: path.join(installed, 'wasm', path.sep),
  } as Parameters<typeof getDocument>[0]);
  const document = await task.promise.catch(async (error: unknown) => {
    await task.destroy();
    throw error;
  });
  return {
    pages: document.numPages,
    async runs(number) {
      const page = await document.getPage(number);
      const { transform } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent();
      page.cleanup();
      return items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [{ text: item.str, rect: displayedBox(item, transform) }] : []));
    },
    async operators(number) {
      const page = await document.getPage(number);
      const { transform, width, height } = page.getViewport({ scale: 1 });
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
      const list = await page.getOperatorList();
      const objects = page.objs as unknown as PdfjsObjects;
      const shared = page.commonObjs as unknown as PdfjsObjects;
      // Pictures are decoded on their own and may come after the list.
      for (const [index, code] of (list.fnArray as readonly number[]).entries()) {
        const [first] = (list.argsArray as readonly (readonly unknown[] | null)[])[index] ?? [];
        const named = code === OPS.paintImageMaskXObject ? (first as { readonly data?: unknown } | undefined)?.data : first;
        if (pictures.has(code) && typeof named === 'string') await arrived(named.startsWith('g_') ? shared : objects, named);
      }
      const found = (name: string): unknown => {
        for (const known of [shared, objects]) if (known.has(name)) return known.get(name);
        return undefined;
      };
      const operatorsOf = ({ fnArray, argsArray }: OperatorList): OperatorSource['operators'] => Array.from(fnArray, (code, index) => ({ name: names.get(code) ?? String(code), args: argsArray[index] ?? [] }));
      return {
        operators: operatorsOf(list), glyphOperators: (glyphs, glyph) => { const drawn = (glyphs as ReadonlyMap<string, OperatorList> | undefined)?.get(glyph); return drawn === undefined ? undefined : operatorsOf(drawn); },
        named: found, base: [a, -b, c, -d, e, height - f], page: [0, 0, width, height],
      };
    },
    async close() {
      await task.destroy();
    },
  };
}

interface OperatorList {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<readonly unknown[] | null>;
}

interface PdfjsObjects {
  has(name: string): boolean;
  get(name: string, arrived?: (value: unknown) => void): unknown;
}

const pictureWaitMs = 20_000;

/** Waits until a picture is there; one that never comes is missing from the drawing, which is then refused. */
async function arrived(objects: PdfjsObjects, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([new Promise((resolve) => { objects.get(name, resolve); }), new Promise((resolve) => { timer = setTimeout(resolve, pictureWaitMs); })]);
  clearTimeout(timer);
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
