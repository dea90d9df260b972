import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPdfSession, readyPdfWorker, type PdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Result } from '../../../../shared/result.ts';

const pools = createWorkerPools();
const sizes = [[595, 842], [842, 595], [300, 400], [595, 842], [200, 200]] as const;
let session: PdfSession;

function must<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

beforeAll(async () => {
  const pdf = await PDFDocument.create();
  for (const [index, size] of sizes.entries()) {
    const page = pdf.addPage([...size]);
    page.drawText(`Page ${String(index + 1)}`, { x: 20, y: 100, size: 20, ...(index === 2 ? { color: rgb(0.8, 0, 0) } : {}) });
  }
  must(await readyPdfWorker(pools.document));
  session = must(await openPdfSession(pools.document, await pdf.save(), { sizesOf: 2 }));
});
afterAll(() => {
  session.close();
  pools.close();
});

const listed = (pages: readonly { readonly widthPt: number; readonly heightPt: number }[]): number[][] => pages.map(({ widthPt, heightPt }) => [widthPt, heightPt]);

test('a document opens with the sizes of its first pages, and tells those of the others piece by piece', async () => {
  expect([session.pageCount, listed(session.pages)]).toEqual([5, [[595, 842], [842, 595]]]);
  expect(listed(must(await session.sizes(2, 2)))).toEqual([[300, 400], [595, 842]]);
  expect(listed(must(await session.sizes(4, 250)))).toEqual([[200, 200]]);
  expect(must(await session.sizes(5, 250))).toEqual([]);
  expect(must(await session.sizes(Number.MAX_SAFE_INTEGER, 250))).toEqual([]);
});

test('a page comes as a picture in grey where it holds nothing but greys, and in its colours where it does not', async () => {
  const read = async (page: number) => {
    const picture = must(await session.picture(page, 72));
    if (!('png' in picture)) throw new Error('it was taken for a photograph');
    return sharp(picture.png).metadata();
  };
  expect(await read(1)).toMatchObject({ format: 'png', width: 595, height: 842, channels: 1 });
  expect(await read(3)).toMatchObject({ format: 'png', width: 300, height: 400, channels: 3 });
});
