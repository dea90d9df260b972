import { afterAll, describe, expect, it } from 'vitest';
import { assembleBundle, checkPdf, type BundlePlan } from '../../../../engine/bundle/index.ts';
import { createWorkerPool } from '../../../../engine/workers/pool.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, openWithPdfJs, pagesOfText, runOnPdf } from './bundle-tools.ts';
import { makePdf, writeText } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const pdfOf = (...texts: readonly string[]): Uint8Array => makePdf({ pages: texts.map((text) => ({ content: writeText(text, 60, 700) })) });

describe('the parts of a bundle', () => {
  it('are a cover, the index, a sheet for each section, documents and lists, numbered through', async () => {
    const plan: BundlePlan = {
      title: 'Trial bundle', reference: 'T1', language: 'en', cover: true, sectionSheets: true,
      sections: [{ title: 'A. Statements', entries: [{ key: 'a', exhibit: 'P-1', title: 'First' }] }, { title: 'B. Records', entries: [{ key: 'b', exhibit: 'P-2', title: 'Second' }] }],
    };
    const chunks: Uint8Array[] = [];
    const sources: Readonly<Record<string, Uint8Array>> = { a: pdfOf('one', 'two'), b: pdfOf('three') };
    const made = await assembleBundle(pools, plan, {
      source: (key) => Promise.resolve(sources[key] ?? new Uint8Array()), write: (chunk) => Promise.resolve(void chunks.push(Uint8Array.from(chunk))),
      lists: (places) => [{ title: 'List of issues', template: 'issue-list.typ', data: { title: 'List of issues', case: 'T1', language: 'en', words: { exhibit: 'E', page: 'P', finding: 'F' }, rows: places.map(({ key, firstLabel }) => ({ number: key, page: firstLabel, message: 'seen' })) } }],
    });
    if (!made.ok) throw new Error(made.failure.message);
    const pdf = Buffer.concat(chunks);
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
    const pages = pagesOfText(pdf);
    expect(pages).toHaveLength(8);
    for (const [at, words] of ['Trial bundle', 'Index', 'A. Statements', 'one', 'two', 'B. Records', 'three', 'List of issues'].entries()) {
      expect(pages[at], `page ${at + 1}`).toContain(words);
      expect(pages[at]?.trim().split(/\s+/u).at(-1), `stamp of page ${at + 1}`).toBe(String(at + 1));
    }
    expect(pages[1]).toMatch(/P-2\s+Second\s+7/u);
    expect(pages[1]).toMatch(/List of issues\s+8/u);
    expect(pages[7]).toMatch(/b\s+7\s+seen/u);
    const outline = await (await openWithPdfJs(pdf)).getOutline();
    expect(outline.map(({ title }) => title)).toEqual(['Index, p. 2', 'A. Statements, p. 3', 'B. Records, p. 6', 'List of issues, p. 8']);
  });

  it('are made with one worker, in as many files as the limit asks for', async () => {
    const single = { ...pools, document: createWorkerPool({ abilities: { addons: false, threads: false, memoryMb: 1024 }, size: 1 }) };
    try {
      const keys = ['one', 'two', 'three', 'four'];
      const chunks: Uint8Array[][] = [];
      const result = await assembleBundle(single, {
        title: 'Обвинувачення', language: 'ar', cover: true, sectionSheets: true, split: { pages: 2 },
        sections: keys.map((key) => ({ title: `قسم ${key}`, entries: [{ key, exhibit: `P-${key}`, title: key, pages: 2 }] })),
      }, {
        source: () => Promise.resolve(makePdf({ pages: [{ content: writeText('first', 60, 700) }, { content: writeText('second', 60, 700) }] })),
        write: (chunk, file) => {
          (chunks[file] ??= []).push(Uint8Array.from(chunk));
          return Promise.resolve();
        },
      });
      if (!result.ok) throw new Error(result.failure.message);
      expect(result.value.files).toHaveLength(4);
      for (const file of chunks) expect(runOnPdf('qpdf', ['--check', 'FILE'], Buffer.concat(file)).status).toBe(0);
    } finally {
      single.document.close();
    }
  }, 60_000);

  it('stand original beside translation on spreads, the original on the left, with pages that say why they are blank', async () => {
    const pair = (key: string, exhibit: string): BundlePlan['sections'][number]['entries'] => [
      { key: `o${key}`, exhibit, title: 'Original', language: 'uk' }, { key: `t${key}`, exhibit: `${exhibit}-tEN`, title: 'Translation', language: 'en', translationOf: `o${key}` },
    ];
    const { pdf, entries, labels } = await assemble(pools, {
      title: 'B', language: 'en', facing: true, sections: [{ title: '', entries: [...pair('1', 'P-1'), { key: 'z', title: 'Last' }, ...pair('2', 'P-2')] }],
    }, { o1: pdfOf('o1', 'o2'), t1: pdfOf('t1', 't2', 't3'), z: pdfOf('z1'), o2: pdfOf('o3', 'o4'), t2: pdfOf('t3') });
    const pages = pagesOfText(pdf);
    expect(pages.slice(1).map((text) => /blank|no further page|[otz]\d/u.exec(text.replace(/P-\d\S*/gu, ''))?.[0])).toEqual(['blank', 'o1', 't1', 'o2', 't2', 'no further page', 't3', 'z1', 'blank', 'o3', 't3', 'o4', 'no further page']);
    expect(pages[6]).toContain('The original has no further page');
    expect(pages[13]).toContain('The translation has no further page');
    expect(labels).toEqual(pages.map((text) => text.trim().split(/\s+/u).at(-1)));
    expect(entries.map(({ firstPage, lastPage }) => [firstPage, lastPage])).toEqual([[3, 5], [4, 8], [9, 9], [11, 13], [12, 12]]);
    const document = await openWithPdfJs(pdf);
    expect(await document.getPageLayout()).toBe('TwoPageLeft');
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('say on a translation which languages it is between, who certified it, and where the certificate stands', async () => {
    const data = { title: 'Certificate of translation: P-2-tEN', text: 'As recorded.', language: 'en', rows: [['Translator', 'A. Testova']] };
    const plan: BundlePlan = {
      title: 'B', language: 'en',
      sections: [{ title: 'A', entries: [
        { key: 'o', exhibit: 'P-1', title: 'Original', language: 'uk' }, { key: 't', exhibit: 'P-1-tEN', title: 'Translation', language: 'en', translationOf: 'o', translator: 'A. Testova', certifiedAt: '2026-03-05' },
        { key: 'c', exhibit: 'P-1-tEN.1', title: 'Certificate', certificateOf: 't' },
        { key: 'o2', exhibit: 'P-2', title: 'Original', language: 'ar' }, { key: 't2', exhibit: 'P-2-tEN', title: 'Translation', language: 'en', translationOf: 'o2', sheets: [{ title: '', template: 'certificate-record.typ', data }], sha256: 'a'.repeat(64) },
      ] }],
    };
    const { pdf } = await assemble(pools, plan, { o: pdfOf('o1'), t: pdfOf('t1'), c: pdfOf('c1'), o2: pdfOf('o2'), t2: pdfOf('t2') });
    const pages = pagesOfText(pdf);
    expect(pages[2]).toContain('Translation (uk–en) of P-1 · A. Testova, 2026-03-05 · Certificate of translation: 4');
    expect(pages[3]).toContain('Certificate of translation of P-1-tEN');
    expect(pages[5]).toContain('Certificate of translation: 7');
    expect(pages[6]).toMatch(/Certificate of translation: P-2-tEN[^]*As recorded\.[^]*A\. Testova/u);
    expect(pages[0]).toMatch(/Certificate of translation: 7/u);
  });

  it('have an index of any length, set in pieces, whose every row leads to its page', async () => {
    const count = 1003;
    const source = pdfOf('sheet');
    const entries = Array.from({ length: count }, (_, at) => ({ key: `k${at}`, exhibit: `P-${at + 1}`, title: `Sheet ${at + 1}` }));
    const { pdf, indexPages, pages, entries: placed } = await assemble(pools, { title: 'B', language: 'en', sections: [{ title: 'A', entries: entries.slice(0, 600) }, { title: 'B', entries: entries.slice(600) }] }, Object.fromEntries(entries.map(({ key }) => [key, source])));
    expect([pages, placed[0]?.firstPage, placed.at(-1)?.firstPage]).toEqual([indexPages + count, indexPages + 1, indexPages + count]);
    const text = pagesOfText(pdf);
    expect(text.slice(0, indexPages).filter((page) => /^ *Index$/mu.test(page))).toHaveLength(1);
    expect(text[indexPages - 1]).toMatch(new RegExp(`P-${count}\\s+Sheet ${count}\\s+${pages}`, 'u'));
    const document = await openWithPdfJs(pdf);
    const links = await (await document.getPage(indexPages)).getAnnotations() as { dest: [never] }[];
    const last = links.at(-1)?.dest[0];
    expect((await document.getPageIndex(last as never)) + 1).toBe(pages);
    const outline = await document.getOutline();
    expect(outline.filter(({ title }) => title.startsWith('Index'))).toHaveLength(1);
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('are split before a file grows too large, numbered through, with the index over all files in the first', async () => {
    const files: Uint8Array[][] = [];
    const noise = Array.from({ length: 3000 }, (_, at) => `% ${(at * 7919).toString(36)}`).join('\n');
    const sources: Readonly<Record<string, Uint8Array>> = Object.fromEntries(['a', 'b', 'c'].map((key) => [key, makePdf({ pages: [{ content: `${writeText(key, 60, 700)}\n${noise}` }] })]));
    const made = await assembleBundle(pools, { title: 'B', language: 'en', split: { bytes: 40_000 }, sections: [{ title: 'A', entries: ['a', 'b', 'c'].map((key) => ({ key, title: `Document ${key}`, pages: 1 })) }] }, {
      source: (key) => Promise.resolve(sources[key] ?? new Uint8Array()), write: (chunk, file) => Promise.resolve(void (files[file] ??= []).push(Uint8Array.from(chunk))),
    });
    if (!made.ok) throw new Error(made.failure.message);
    const pdfs = files.map((chunks) => Buffer.concat(chunks));
    expect(made.value.files.map(({ pages, firstPage }) => [pages, firstPage])).toEqual([[2, 1], [1, 3], [1, 4]]);
    for (const [at, pdf] of pdfs.entries()) {
      expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status, `file ${at}`).toBe(0);
      const { firstPage = 0 } = made.value.files[at] ?? {};
      expect(pagesOfText(pdf).map((text) => text.trim().split(/\s+/u).at(-1))).toEqual(pagesOfText(pdf).map((_, page) => String(firstPage + page)));
      expect(await (await openWithPdfJs(pdf)).getPageLabels()).toEqual(pagesOfText(pdf).map((_, page) => String(firstPage + page)));
    }
    // A section's sheet opens the file where the section begins; each file says which part it is.
    const sectioned: Uint8Array[][] = [];
    const parts = await assembleBundle(pools, { title: 'B', language: 'en', sectionSheets: true, split: { bytes: 40_000 }, sections: ['a', 'b'].map((key) => ({ title: `Section ${key}`, entries: [{ key, title: `Document ${key}`, pages: 1 }] })) }, {
      source: (key) => Promise.resolve(sources[key] ?? new Uint8Array()), write: (chunk, file) => Promise.resolve(void (sectioned[file] ??= []).push(Uint8Array.from(chunk))),
    });
    expect(parts.ok && parts.value.files.map(({ pages }) => pages)).toEqual([3, 2]);
    const [one, two] = sectioned.map((chunks) => Buffer.concat(chunks));
    expect(pagesOfText(two ?? Buffer.alloc(0))[0]).toContain('Section b');
    expect(runOnPdf('pdfinfo', ['FILE'], two ?? Buffer.alloc(0)).output).toMatch(/Title: +B, Part 2\n/u);
    const checked = await checkPdf(pools, one ?? Buffer.alloc(0), 'england-wales-civil');
    expect(checked.ok && checked.value.rules.filter(({ rule, result }) => ['index-linked', 'bookmarks-match-index', 'no-active-content'].includes(rule) && result !== 'pass')).toEqual([]);
    const index = await (await (await openWithPdfJs(pdfs[0] ?? new Uint8Array())).getPage(1)).getAnnotations() as { dest?: unknown; unsafeUrl?: string; url?: string }[];
    expect(index.some(({ unsafeUrl, url }) => `${unsafeUrl ?? ''}${url ?? ''}`.startsWith('bundle-03.pdf'))).toBe(true);
  });

  it('lead from a mention to what it names, on turned pages too', async () => {
    const link = { page: 1, rect: [60, 100, 40, 12] as const, to: { key: 'b', page: 2 } };
    const { pdf } = await assemble(pools, {
      title: 'B', language: 'en', index: false,
      sections: [{ title: '', entries: [{ key: 'a', title: 'A', links: [link] }, { key: 'r', title: 'R', links: [{ ...link, to: { label: '1' } }] }, { key: 'b', title: 'B' }] }],
    }, { a: pdfOf('see B'), r: makePdf({ pages: [{ rotate: 90, content: writeText('x', 10, 10) }] }), b: pdfOf('b1', 'b2') });
    const document = await openWithPdfJs(pdf);
    const targetOf = async (page: number): Promise<number> => {
      const [annotation] = await (await document.getPage(page)).getAnnotations() as { dest: [never] }[];
      return (await document.getPageIndex(annotation?.dest[0] as never)) + 1;
    };
    expect([await targetOf(1), await targetOf(2)]).toEqual([4, 1]);
    const [annotation] = await (await document.getPage(2)).getAnnotations() as { rect: [number, number, number, number] }[];
    // Turned by 90°, the page's left edge is displayed at the top.
    expect(annotation?.rect.map(Math.round)).toEqual([100, 60, 112, 100]);
  });

  it('say their marks in the language of the bundle, in any script, and the text can be read out of them', async () => {
    const sha256 = 'a'.repeat(64);
    const { pdf } = await assemble(pools, {
      title: 'قضية', language: 'ar', index: false,
      sections: [{ title: '', entries: [{ key: 'a', exhibit: 'المستند 12', title: 'شهادة', sha256 }, { key: 'b', exhibit: '證據 3', title: 'x', translationOf: 'a', sha256 }, { key: 'c', exhibit: 'หลักฐาน 7', title: 'x', sha256 }] }],
    }, { a: pdfOf('one', 'two'), b: pdfOf('three'), c: pdfOf('four') });
    const pages = pagesOfText(pdf).map((text) => text.normalize('NFKC').replace(/[\u200e\u200f\u202a-\u202e]/gu, ''));
    for (const words of ['المستند', 'صفحة', 'من', 'الأصل', '12', 'aaaaaaaaaaaa']) expect(pages[0], words).toContain(words);
    expect(pages[2]).toContain('證據');
    expect(pages[2]).toContain('ترجمة');
    expect(pages[3]).toContain('หลักฐาน');
    expect(pages.join('')).not.toContain('?');
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('are stamped in the form of the court: filing stamp, exhibit page, registration number that counts on', async () => {
    const { pdf } = await assemble(pools, {
      title: 'B', language: 'en', reference: 'ICC-01/12', createdAt: '2026-03-05T10:00:00Z', index: false,
      numbering: { style: 'continuous', stamp: '{reference} {date} {page}/{pages} {exhibit} {exhibitPage} of {exhibitPages} {ern}' },
      sections: [{ title: '', entries: [{ key: 'a', exhibit: 'P-1', title: 'A', ern: 'UKR-OTP-0001-0099' }] }],
    }, { a: pdfOf('one', 'two') });
    const pages = pagesOfText(pdf);
    expect(pages[0]).toContain('ICC-01/12 2026-03-05 1/2 P-1 1 of 2 UKR-OTP-0001-0099');
    expect(pages[1]).toContain('ICC-01/12 2026-03-05 2/2 P-1 2 of 2 UKR-OTP-0001-0100');
  });

  it('are stamped with nothing of what a page does not have, and a check reads the number in a stamp of any width', async () => {
    const { pdf } = await assemble(pools, {
      title: 'B', language: 'en', reference: 'ICC-01/12',
      numbering: { style: 'continuous', stamp: '{reference} 05-03-2026 {page}/{pages} {exhibit} {exhibitPage}/{exhibitPages} EC PT {ern}' },
      sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-7', title: 'A', ern: 'UKR-OTP-0001-0099' }, { key: 'b', title: 'B' }] }],
    }, { a: pdfOf('one', 'two'), b: pdfOf('three') });
    const pages = pagesOfText(pdf);
    expect(pages[0]).toContain('ICC-01/12 05-03-2026 1/4 EC PT\n');
    expect(pages[1]).toContain('ICC-01/12 05-03-2026 2/4 P-7 1/2 EC PT UKR-OTP-0001-0099');
    const checked = await checkPdf(pools, pdf, 'icc');
    expect(checked.ok && checked.value.rules.filter(({ rule, result }) => ['stamp-equals-page', 'page-labels'].includes(rule) && result === 'pass')).toHaveLength(2);
  });
});
