import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRef, PDFStream, type PDFObject } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, openWithPdfJs, pagesOfText, runOnPdf } from './bundle-tools.ts';
import { makePdf, writeText } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const key = (name: string): PDFName => PDFName.of(name);

/** A page with a heading, a paragraph and a picture, tagged under names of its own. Objects: 10 root, 11 document, 12 heading, 13 paragraph, 14 figure, 15 link, 16 annotation. */
const tagged = (word: string): Uint8Array => makePdf({
  catalog: '/StructTreeRoot 10 0 R/MarkInfo<</Marked true>>/Lang(uk-UA)',
  objects: [
    '<</Type/StructTreeRoot/K 11 0 R/ParentTree<</Nums[0[12 0 R 13 0 R 14 0 R]7 15 0 R]>>/RoleMap<</Headline/Title2/Title2/H1>>/IDTree<</Names[(a)12 0 R]>>>>',
    '<</Type/StructElem/S/Document/P 10 0 R/K[12 0 R 13 0 R 14 0 R 15 0 R]>>',
    '<</Type/StructElem/S/Headline/P 11 0 R/Pg 1000 0 R/K 0/ID(a)>>',
    '<</Type/StructElem/S/Unheard/P 11 0 R/K[<</Type/MCR/Pg 1000 0 R/MCID 1>>]/Lang(en)>>',
    `<</Type/StructElem/S/Figure/P 11 0 R/Pg 1000 0 R/K[2]/Alt(A photograph of ${word})/A[<</O/Layout/BBox[1 2 3 4]>>0]>>`,
    '<</Type/StructElem/S/Link/P 11 0 R/Pg 1000 0 R/K[<</Type/OBJR/Obj 16 0 R>>]>>',
    '<</Type/Annot/Subtype/Link/Rect[60 690 200 715]/Dest[1000 0 R/Fit]/StructParent 7>>',
  ],
  pages: [{ extra: '/StructParents 0', annotations: ['16 0 R'], content: `/H1<</MCID 0>>BDC ${writeText(`Heading ${word}`, 60, 700)} EMC /P<</MCID 1>>BDC ${writeText(`Paragraph ${word}`, 60, 650)} EMC /Figure<</MCID 2>>BDC 0 g 60 500 50 50 re f EMC` }],
});
const plain = (word: string): Uint8Array => makePdf({ pages: [{ content: writeText(`Plain ${word}`, 60, 700) }, { content: writeText(`More ${word}`, 60, 700) }] });

/** Holds every key of content and annotations against the parent tree, and every element against its kids. Answers how many there are. */
async function checkTree(pdf: Uint8Array): Promise<{ readonly keys: number; readonly elements: number }> {
  const { context, catalog } = await PDFDocument.load(pdf, { updateMetadata: false });
  const root = catalog.lookup(key('StructTreeRoot'), PDFDict);
  const entries = new Map<number, PDFObject>();
  const read = (node: PDFDict): void => {
    const nums = node.lookupMaybe(key('Nums'), PDFArray);
    let last = -1;
    for (let at = 0; nums !== undefined && at < nums.size(); at += 2) {
      const number = nums.lookup(at, PDFNumber).asNumber();
      expect(number).toBeGreaterThan(last);
      entries.set((last = number), context.lookup(nums.get(at + 1)) as PDFObject);
    }
    for (const kid of node.lookupMaybe(key('Kids'), PDFArray)?.asArray() ?? []) read(context.lookup(kid, PDFDict));
  };
  read(root.lookup(key('ParentTree'), PDFDict));
  const keys = new Set<number>();
  let elements = 0;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    for (const name of ['StructParents', 'StructParent']) {
      const found = dict.get(key(name));
      if (!(found instanceof PDFNumber)) continue;
      const parent = entries.get(found.asNumber());
      expect(parent, `key ${found.asNumber()}`).toBeDefined();
      keys.add(found.asNumber());
      // What the parent tree names has the content or the annotation among its kids.
      for (const element of parent instanceof PDFArray ? parent.asArray() : [ref]) {
        if (!(parent instanceof PDFArray) || !(element instanceof PDFRef)) continue;
        expect(context.lookup(element, PDFDict).get(key('Type'))).toBe(key('StructElem'));
      }
      if (parent instanceof PDFDict) expect(String(parent.get(key('K')))).toContain(`/Obj ${ref.objectNumber} 0 R`);
    }
    if (dict.get(key('Type')) !== key('StructElem')) continue;
    elements++;
    const above = dict.get(key('P'));
    expect(String(context.lookup(above, PDFDict).get(key('K')))).toContain(`${ref.objectNumber} 0 R`);
  }
  expect([...entries.keys()].sort((a, b) => a - b)).toEqual([...keys].sort((a, b) => a - b));
  return { keys: keys.size, elements };
}

describe('the structure of a bundle', () => {
  it('holds generated pages, tagged sources under their standard names, and each page of an untagged one as a paragraph', async () => {
    const { pdf, findings } = await assemble(pools, {
      title: 'B', language: 'en',
      sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-1', title: 'First', sha256: 'a'.repeat(64) }, { key: 'b', exhibit: 'P-2', title: 'Second' }, { key: 'c', exhibit: 'P-3', title: 'Third', language: 'ro' }] }],
    }, { a: tagged('one'), b: tagged('two'), c: plain('three') });
    expect(findings).toEqual([]);
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
    const { keys, elements } = await checkTree(pdf);
    expect(keys).toBeGreaterThan(6);
    expect(elements).toBeGreaterThan(30);
    const said = runOnPdf('pdfinfo', ['-struct-text', 'FILE'], pdf).output;
    for (const words of [/Table[^]*TH[^]*"Exhibit"/u, /Part "P-1 First"[^]*H1[^]*"Heading one"[^]*NonStruct[^]*"Paragraph one"[^]*Figure/u, /Part "P-2 Second"[^]*"Heading two"/u, /Part "P-3 Third"[^]*"Plain three"[^]*"More three"/u]) expect(said).toMatch(words);
    expect(runOnPdf('pdfinfo', ['FILE'], pdf).output).toMatch(/Tagged: +yes/u);
    const document = await openWithPdfJs(pdf);
    const tree = JSON.stringify(await (await document.getPage(2)).getStructTree());
    expect(tree).toContain('A photograph of one');
    expect(tree).toContain('"role":"H1"');
    expect(JSON.stringify(await (await document.getPage(1)).getStructTree())).toContain('"role":"TH"');
    const text = Buffer.from(pdf).toString('latin1');
    expect(text).toContain('/Lang (uk-UA)/T (P-1 First)');
    expect(text).toContain('/Lang (ro)/T (P-3 Third)');
  });

  it('holds the links from mentions to what they name, on tagged pages and others, and says where each leads', async () => {
    const link = (page: number, label: string) => ({ page, rect: [60, 100, 40, 12], to: { label } }) as const;
    const { pdf } = await assemble(pools, {
      title: 'B', language: 'en', index: false,
      sections: [{ title: 'A', entries: [{ key: 'a', exhibit: 'P-1', title: 'First', links: [link(1, '3'), link(1, '99')] }, { key: 'b', exhibit: 'P-2', title: 'Second', links: [link(1, '1'), link(2, '2')] }] }],
    }, { a: tagged('one'), b: plain('two') });
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
    await checkTree(pdf);
    const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
    const elements = context.enumerateIndirectObjects().flatMap(([ref, object]) => (object instanceof PDFDict && object.get(key('S')) === key('Link') ? [{ ref, object }] : []));
    const added = elements.flatMap(({ ref, object }) => {
      const kids = object.lookup(key('K'));
      const kid = kids instanceof PDFArray ? kids.lookup(0) : kids;
      const annotation = kid instanceof PDFDict ? kid.lookup(key('Obj'), PDFDict) : object;
      const above = object.lookup(key('P'), PDFDict);
      return annotation.has(key('Contents')) ? [[String(annotation.get(key('Contents'))), String(above.get(key('S'))), String(above.get(key('K'))).includes(`${ref.objectNumber} 0 R`)]] : [];
    });
    expect(added).toEqual([['(P-2 Second, p. 3)', '/P', true], ['(P-1 First, p. 1)', '/P', true], ['(P-2 Second, p. 2)', '/P', true]]);
    // Beside the source's own; the mention of a page that is not there has none.
    expect(elements).toHaveLength(4);
    const said = runOnPdf('pdfinfo', ['-struct', 'FILE'], pdf).output;
    expect(said).toMatch(/Part "P-1 First"[^]*Figure[^]*P \(block\)\s+Link \(inline\)[^]*Part "P-2 Second"[^]*P \(block\)\s+Link \(inline\)/u);
  });

  it('keeps tags of pages that share their content, and of pages set from the right', async () => {
    const arabic = await typesetPages(pools, 'slip-sheet.typ', { exhibit: 'ق-1', title: 'الشهادة', ground: 'بأمر', language: 'ar', words: { sealed: 'محجوب' } });
    if (!arabic.ok) throw new Error(arabic.failure.message);
    const { pdf } = await assemble(pools, { title: 'ب', language: 'ar', facing: true, sections: [{ title: '', entries: [{ key: 'a', title: 'أ' }, { key: 'b', title: 'ب', translationOf: 'a' }] }] }, { a: arabic.value, b: plain('x') });
    await checkTree(pdf);
    expect(pagesOfText(pdf).join('').normalize('NFKC')).toContain('الشهادة');
    expect(JSON.stringify(await (await (await openWithPdfJs(pdf)).getPage(3)).getStructTree())).toContain('"lang"');
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('leaves out a tree that leads in circles or is too deep, says so where it matters, and bundles the pages all the same', async () => {
    const content = `/P<</MCID 0>>BDC ${writeText('words', 60, 700)} EMC`;
    const circle = makePdf({ catalog: '/StructTreeRoot 10 0 R', objects: ['<</Type/StructTreeRoot/K 11 0 R>>', '<</Type/StructElem/S/Sect/P 10 0 R/Pg 1000 0 R/K[11 0 R 0]>>'], pages: [{ extra: '/StructParents 0', content }] });
    const deep = makePdf({ catalog: '/StructTreeRoot 10 0 R', objects: ['<</Type/StructTreeRoot/K 11 0 R>>', ...Array.from({ length: 600 }, (_, at) => `<</Type/StructElem/S/Sect/P ${10 + at} 0 R/Pg 1000 0 R/K[${at === 599 ? '0' : `${12 + at} 0 R`}]>>`)], pages: [{ extra: '/StructParents 0', content }] });
    const { pdf, findings } = await assemble(pools, { title: 'B', language: 'en', sections: [{ title: '', entries: [{ key: 'circle', title: 'A' }, { key: 'deep', title: 'B' }] }] }, { circle, deep });
    expect(findings.map(({ code, document }) => [code, document])).toEqual([['tags-not-carried', 'deep']]);
    await checkTree(pdf);
  });
});
