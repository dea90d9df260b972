import { degrees, PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, describe, expect, it } from 'vitest';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { runOnPdf } from '../bundle/bundle-tools.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

async function typeset(text: string, language: string): Promise<Uint8Array> {
  const made = await typesetPages(pools, 'slip-sheet.typ', { exhibit: '', title: '', ground: text, language, words: { sealed: '' } });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

async function readByPdfium(pdf: Uint8Array): Promise<string> {
  const session = await openPdfSession(pools.document, pdf);
  if (!session.ok) throw new Error(session.failure.code);
  const words = await session.value.words(1);
  session.value.close();
  if (!words.ok) throw new Error(words.failure.code);
  return words.value.words.map(({ text }) => text).join(' ');
}

function readByPoppler(pdf: Uint8Array): string {
  return runOnPdf('pdftotext', ['FILE', '-'], pdf).output.replace(/[\u202a-\u202e\u2066-\u2069\f]/gu, '').split(/\s+/u).filter((word) => word !== '').join(' ');
}

async function readByPdfJs(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const content = await (await document.getPage(1)).getTextContent();
  await document.loadingTask.destroy();
  return content.items.map((item) => ('str' in item ? item.str : '')).join('');
}

// PDF.js gives right-to-left pieces in the order of the page: its letters are compared, not their order.
const letters = (text: string): string => Array.from(text.normalize('NFC').replace(/[\s\0]/gu, '')).sort().join('');

describe('text of generated pages', () => {
  it.each([
    ['ar', 'شهادة الشاهد في الإعلان العالمي لحقوق الإنسان'],
    ['ar', 'بيان اللاجئ لا إله إلا الله الأول والثاني'],
    ['fa', 'گزارش پلیس و ژنرال چهارم'],
    ['ar', 'رقم الهاتف ٠٥٠١٢٣٤٦٧٨٩'],
    ['fa', 'تلفن ۰۹۱۲۳۴۵۶۷۸'],
    ['he', 'הכרזה לכל באי עולם בדבר זכויות האדם'],
    ['uk', 'Показання свідка ґ ї є №5'],
    ['ro', 'Declarația universală a drepturilor omului, șțâîă'],
    ['zh', '世界人权宣言 证人陈述'],
    ['ja', 'せかいじんけんせんげん カタカナ'],
    ['ko', '세계 인권 선언'],
  ])('in %s is extracted the same by poppler, PDFium and PDF.js: %s', async (language, text) => {
    const pdf = await typeset(text, language);
    expect(readByPoppler(pdf)).toBe(text);
    expect(await readByPdfium(pdf)).toBe(text);
    expect(letters(await readByPdfJs(pdf))).toBe(letters(text));
  });

  it.each([0, 90, 270])('has what is written from the left in its own order on a line from the right, the page turned by %s°', async (turn) => {
    const text = 'يشير الشاهد إلى P-12 وإلى Anne-Marie O’Brien';
    const document = await PDFDocument.load(await typeset(text, 'ar'));
    document.getPage(0).setRotation(degrees(turn));
    const words = (await readByPdfium(await document.save())).split(' ');
    expect(words).toEqual(expect.arrayContaining(['P-12', 'Anne-Marie', 'O’Brien', 'الشاهد']));
  });

  it('keeps vowel signs with their letters, each once', async () => {
    const text = 'الشاهد مُحَمَّد';
    const pdf = await typeset(text, 'ar');
    expect(letters(readByPoppler(pdf))).toBe(letters(text));
    expect(letters(await readByPdfium(pdf))).toBe(letters(text));
    expect(letters(await readByPdfJs(pdf))).toBe(letters(text));
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('in Thai loses and doubles no letter', async () => {
    const text = 'ปฏิญญาสากลว่าด้วยสิทธิมนุษยชน';
    const pdf = await typeset(text, 'th');
    for (const read of [readByPoppler(pdf), await readByPdfium(pdf), await readByPdfJs(pdf)]) expect(letters(read)).toBe(letters(text));
  });
});
