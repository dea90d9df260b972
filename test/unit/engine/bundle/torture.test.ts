import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPdf } from '../../../../engine/bundle/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, decodedBytes, openWithPdfJs, pagesOfText, runOnPdf } from './bundle-tools.ts';
import { makePdf, writePdf, writeText } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

function throughQpdf(pdf: Uint8Array, ...args: readonly string[]): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    writeFileSync(path.join(folder, 'in.pdf'), pdf);
    execFileSync('qpdf', [...args, path.join(folder, 'in.pdf'), path.join(folder, 'out.pdf')]);
    return readFileSync(path.join(folder, 'out.pdf'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file whose table leads old readers to its objects and names a cross-reference stream for new ones (ISO 32000-1, 7.5.8.4). */
function hybrid(): Uint8Array {
  const plain = Buffer.from(makePdf({ pages: [{ content: writeText('hybrid words', 60, 700) }] })).toString('latin1');
  const at = plain.lastIndexOf('xref\n', plain.lastIndexOf('startxref'));
  const hidden = '(only new readers see this)';
  const head = plain.slice(0, at);
  const objectStream = `40 0 obj\n<</Type/ObjStm/N 1/First 5/Length ${5 + hidden.length}>>\nstream\n41 0 ${hidden}\nendstream\nendobj\n`;
  const entry = Buffer.from([2, 0, 40, 0]).toString('latin1');
  const stream = `42 0 obj\n<</Type/XRef/Size 43/W[1 2 1]/Index[41 1]/Root 1 0 R/Length 4>>\nstream\n${entry}\nendstream\nendobj\n`;
  const table = plain.slice(at).replace('/Root 1 0 R', `/Root 1 0 R/XRefStm ${head.length + objectStream.length}`);
  return Buffer.from(head + objectStream + stream + table.replace(/startxref\n\d+/u, `startxref\n${head.length + objectStream.length + stream.length}`), 'latin1');
}

/** A link on the page to the last page of the same source. */
const linked = (target: number): string => `<</Type/Annot/Subtype/Link/Rect[60 690 200 715]/Dest[${target} 0 R/Fit]>>`;
const a = (width: number, height: number): Uint8Array => makePdf({ pages: [{ mediaBox: `0 0 ${width} ${height}`, content: writeText('paper words', width / 4, height / 2) }] });

/** Three pages that share one font, whose only letter, `s`, is a square; the words are in the other font. */
function sharedFont(words: string): Uint8Array {
  const square = '0 0 1000 1000 re f';
  return makePdf({
    objects: [
      '<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</s 11 0 R>>/Encoding<</Type/Encoding/Differences[115/s]>>/FirstChar 115/LastChar 115/Widths[1000]/Resources<<>>/Name/SharedOnce>>',
      `<</Length ${square.length}>>\nstream\n${square}\nendstream`,
    ],
    pages: [0, 1, 2].map((page) => ({ resources: '/Font<</F1 3 0 R/F2 10 0 R>>', content: `${writeText(words, 60, 700)} BT /F2 40 Tf ${100 + page * 100} 400 Td (s) Tj ET` })),
  });
}

/** A form whose only field has the same name in every source, and a value and look of its own. */
function form(value: string): Uint8Array {
  const look = `BT /F1 12 Tf 2 4 Td (${value}) Tj ET`;
  return makePdf({
    catalog: '/AcroForm<</Fields[10 0 R]>>',
    objects: [
      `<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(${value})/Rect[60 690 260 710]/F 4/AP<</N 11 0 R>>>>`,
      `<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>/Length ${look.length}>>\nstream\n${look}\nendstream`,
    ],
    pages: [{ content: writeText('asked for', 60, 720), annotations: ['10 0 R'] }],
  });
}

const torture: Readonly<Record<string, Uint8Array>> = {
  'object-streams': throughQpdf(makePdf({ pages: [{ content: writeText('packed words', 60, 700), annotations: [linked(1001)] }, { content: writeText('packed end', 60, 700) }] }), '--object-streams=generate'),
  'linearised': throughQpdf(makePdf({ pages: [{ content: writeText('linear words', 60, 700) }, {}] }), '--linearize'),
  hybrid: hybrid(),
  'negative-box': makePdf({ pages: [{ mediaBox: '-300 -400 295 442', cropBox: '-200 -300 200 300', rotate: 270, content: writeText('negative words', -100, 0) }] }),
  'turned-box': makePdf({ pages: [{ mediaBox: '595 842 0 0', content: writeText('corner words', 60, 700) }] }),
  'user-unit': makePdf({ pages: [{ userUnit: 2.5, rotate: 90, content: writeText('unit words', 60, 300) }] }),
  inherited: makePdf({ inherited: true, pages: [{ content: writeText('inherited words', 60, 700), annotations: [linked(1000)] }] }),
  'entries-off': Buffer.from(Buffer.from(makePdf({ pages: [{ content: writeText('shifted words', 60, 700) }] })).toString('latin1').replace(/^(\d{10}) 00000 n/gmu, (_, at: string) => `${String(Number(at) + 1).padStart(10, '0')} 00000 n`), 'latin1'),
  ...Object.fromEntries([0, 90, 180, 270].map((rotate) => [`turned-${rotate}`, makePdf({ pages: [{ rotate, mediaBox: '0 0 500 700', cropBox: '50 50 450 650', content: writeText(`turned ${rotate} words`, 100, 300) }] })])),
  'shared-font': sharedFont('font words'),
  'shared-font-again': sharedFont('other words'),
  'form-one': form('first value'),
  'form-two': form('second value'),
  layers: makePdf({
    catalog: '/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[10 0 R]>>>>', objects: ['<</Type/OCG/Name(Equal)>>', '<</Type/OCG/Name(Equal)>>'],
    pages: [{ resources: '/Properties<</H 10 0 R/S 11 0 R>>', content: `/OC/H BDC ${writeText('never seen', 60, 600)} EMC /OC/S BDC ${writeText('layer words', 60, 700)} EMC` }],
  }),
  'owner-password': throughQpdf(makePdf({ pages: [{ content: writeText('owner words', 60, 700) }] }), '--encrypt', '', 'owner', '256', '--'),
  a0: a(2384, 3370), a1: a(1684, 2384), a2: a(1191, 1684), a3: a(842, 1191), a4: a(595, 842), a5: a(420, 595), a6: a(298, 420), 'a6-wide': a(420, 298),
};

/** A page as poppler draws it: how bright it is at a place, in points from the top left corner. */
function greyPage(pdf: Uint8Array, page: number): (x: number, y: number) => number {
  const image = execFileSync('pdftoppm', ['-r', '72', '-gray', '-f', String(page), '-l', String(page), '-'], { input: pdf, maxBuffer: 2 ** 26 });
  const [head = '', width = '0'] = /^P5\s(\d+)\s\d+\s255\s/u.exec(image.subarray(0, 64).toString('latin1')) ?? [];
  return (x, y) => image[head.length + Math.round(y) * Number(width) + Math.round(x)] ?? 255;
}

describe('sources of every kind in one bundle', () => {
  it('carry stamps that are seen and read in their place, links that lead to their page, and a file that is sound', async () => {
    const keys = Object.keys(torture);
    const { pdf, entries } = await assemble(pools, {
      title: 'Torture', language: 'en',
      sections: [{ title: 'A. All', entries: keys.map((key, index) => ({ key, exhibit: `P-${index + 1}`, title: `Document ${key}`, sha256: String(index % 10).repeat(64) })) }],
    }, torture);
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf)).toMatchObject({ status: 0 });
    const text = pagesOfText(pdf);
    const said: readonly string[] = ['packed words', 'linear words', 'hybrid words', 'negative words', 'corner words', 'unit words', 'inherited words', 'shifted words', ...[0, 90, 180, 270].map((rotate) => `turned ${rotate} words`), 'font words', 'other words', 'first value', 'second value', 'layer words', 'owner words', ...Array.from({ length: 8 }, () => 'paper words')];
    expect(said).toHaveLength(keys.length);
    for (const [index, { firstPage }] of entries.entries()) expect(text[firstPage - 1], keys[index]).toContain(said[index]);
    expect(text.join()).not.toContain('never seen');
    // Each source's font once, whatever number of its pages use it, and drawn on each of them.
    expect(decodedBytes(pdf).split('/Name /SharedOnce')).toHaveLength(3);
    for (const key of ['shared-font', 'shared-font-again']) {
      const first = entries.find((entry) => entry.key === key)?.firstPage ?? 0;
      for (const page of [0, 1, 2]) {
        // A square's middle, below the band that the page gained at its top.
        const fromTop = (page === 0 ? 56 : 20) + 842 - 420;
        const drawn = greyPage(pdf, first + page);
        const dark = [0, 1, 2].map((square) => drawn(120 + square * 100, fromTop) < 60);
        expect(dark, `${key}, page ${page + 1}`).toEqual([page === 0, page === 1, page === 2]);
      }
    }
    const checked = await checkPdf(pools, pdf, 'england-wales-civil');
    if (!checked.ok) throw new Error(checked.failure.message);
    const asked = ['stamp-equals-page', 'index-linked', 'links-work', 'bookmarks', 'bookmarks-match-index', 'page-labels', 'searchable'];
    expect(checked.value.rules.filter(({ rule }) => asked.includes(rule)).map(({ rule, result, pages, message }) => [rule, result, pages, message])).toEqual(
      checked.value.rules.filter(({ rule }) => asked.includes(rule)).map(({ rule }) => [rule, 'pass', undefined, undefined]));
    const document = await openWithPdfJs(pdf);
    const at = (key: string): number => entries.find((entry) => entry.key === key)?.firstPage ?? 0;
    for (const [from, to] of [[at('object-streams'), at('object-streams') + 1], [at('inherited'), at('inherited')]] as const) {
      const [annotation] = await (await document.getPage(from)).getAnnotations() as { dest: [never] }[];
      expect((await document.getPageIndex(annotation?.dest[0] as never)) + 1, `link on page ${from}`).toBe(to);
    }
  });

  it('may have three thousand pages', async () => {
    const bodies = new Map([[1, '<</Type/Catalog/Pages 2 0 R>>'], [3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']]);
    const kids = Array.from({ length: 3000 }, (_, index) => 10 + index * 2);
    for (const [index, kid] of kids.entries()) {
      const content = `BT /F1 12 Tf 60 700 Td (sheet ${index + 1} of many) Tj ET`;
      bodies.set(kid, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${kid + 1} 0 R>>`);
      bodies.set(kid + 1, `<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    }
    bodies.set(2, `<</Type/Pages/Count 3000/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`);
    const { pdf, pages } = await assemble(pools, { title: 'Long', language: 'en', index: false, sections: [{ title: '', entries: [{ key: 'long', title: 'Long' }] }] }, { long: writePdf(bodies) });
    expect(pages).toBe(3000);
    const text = pagesOfText(pdf);
    for (const page of [1, 1500, 3000]) {
      expect(text[page - 1]).toContain(`sheet ${page} of many`);
      expect(text[page - 1]?.trim().split(/\s+/u).at(-1)).toBe(String(page));
    }
  });
});
