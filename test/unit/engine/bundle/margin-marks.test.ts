import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPdf, type BundlePlan } from '../../../../engine/bundle/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, pagesOfText, runOnPdf } from './bundle-tools.ts';
import { makePdf, writeText, type TestPage } from './make-pdf.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A page as poppler draws it, one sample a point. */
function draw(pdf: Uint8Array, page: number): Picture {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    writeFileSync(path.join(folder, 'a.pdf'), pdf);
    execFileSync('pdftoppm', ['-r', '72', '-gray', '-cropbox', '-f', String(page), '-l', String(page), '-singlefile', 'a.pdf', 'a'], { cwd: folder });
    const bytes = readFileSync(path.join(folder, 'a.pgm'));
    const [head = '', width = '', height = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(bytes.toString('latin1', 0, 40)) ?? [];
    return { width: Number(width), height: Number(height), grey: bytes.subarray(head.length) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where two pictures of one size differ, as [left, top, right, bottom]; and whether anything of the first was drawn over. */
function difference(before: Picture, after: Picture): { readonly box: readonly [number, number, number, number]; readonly covers: boolean } {
  let box: [number, number, number, number] = [Infinity, Infinity, -1, -1];
  let covers = false;
  for (let at = 0; at < before.grey.length; at++) {
    const [was = 255, is = 255] = [before.grey[at], after.grey[at]];
    if (Math.abs(was - is) < 40) continue;
    const [x, y] = [at % before.width, Math.floor(at / before.width)];
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
    covers ||= was < 200;
  }
  return { box, covers };
}

const plan = (entries: BundlePlan['sections'][number]['entries']): BundlePlan => ({ title: 'B', language: 'en', index: false, marks: 'margin', sections: [{ title: '', entries }] });
const one = (page: TestPage): Uint8Array => makePdf({ pages: [page] });

const pages: readonly (readonly [string, TestPage])[] = [
  ['as it stands', { content: writeText('body', 200, 400) }],
  ...[90, 180, 270].map((rotate) => [`turned by ${rotate}`, { rotate, content: writeText('body', 200, 400) }] as const),
  ...[0, 90, 180, 270].map((rotate) => [`cropped, turned by ${rotate}`, { rotate, mediaBox: '-100 -50 700 900', cropBox: '20 30 480 720', content: `${writeText('body', 200, 400)} 0 g -100 -50 110 60 re f` }] as const),
  ['in user units of 2', { userUnit: 2, mediaBox: '0 0 300 420', content: writeText('body', 100, 200, 6) }],
  ['of A3', { mediaBox: '0 0 1191 842', content: writeText('body', 400, 300) }],
  ['of A6', { mediaBox: '0 0 298 420', content: writeText('body', 100, 200) }],
  ['on grey paper', { content: `0.87 g 0 0 595 842 re f 0 g ${writeText('body', 200, 400)}` }],
];

describe('marks in the margin of a page', () => {
  it('stand upright in its corner, over nothing, and leave its size as it was, however it is turned, cropped and measured', async () => {
    const sources = Object.fromEntries(pages.map(([name, page]) => [name, one(page)]));
    const { pdf } = await assemble(pools, plan(pages.map(([key], at) => ({ key, title: key, exhibit: `P-${at + 1}`, pages: 1 }))), sources);
    const texts = pagesOfText(pdf);
    for (const [at, [name]] of pages.entries()) {
      const [before, after] = [draw(sources[name] ?? new Uint8Array(), 1), draw(pdf, at + 1)];
      expect([after.width, after.height], name).toEqual([before.width, before.height]);
      const { box: [left, top, right, bottom], covers } = difference(before, after);
      expect(covers, name).toBe(false);
      expect([left < before.width * 0.5, top < before.height * 0.1, right > before.width * 0.8, bottom > before.height * 0.9], name).toEqual([true, true, true, true]);
      expect(texts[at]?.trim().startsWith(`P-${at + 1} · page 1 of 1`), name).toBe(true);
      expect(texts[at]?.trim().split(/\s+/u).at(-1), name).toBe(String(at + 1));
    }
    const checked = await checkPdf(pools, pdf, 'england-wales-civil');
    expect(checked.ok && checked.value.rules.find(({ rule }) => rule === 'stamp-bottom-right')?.result).toBe('pass');
    expect(runOnPdf('qpdf', ['--check', 'FILE'], pdf).status).toBe(0);
  });

  it('move aside from what stands in the corner, and stand in a band where there is no white at all', async () => {
    const footer = one({ content: `${writeText('Case file 7 of the office of the court', 410, 12, 10)} ${writeText('body', 200, 400)}` });
    const full = one({ content: '0.2 g 0 0 595 842 re f' });
    const striped = one({ content: Array.from({ length: 140 }, (_, line) => `0 g 0 ${line * 6} 595 2 re f`).join(' ') });
    const top = one({ content: `0 g 0 820 595 10 re f ${writeText('body', 200, 400)}` });
    const keys = { footer, full, striped, top };
    const { pdf } = await assemble(pools, plan(Object.keys(keys).map((key, at) => ({ key, title: key, exhibit: `P-${at + 1}` }))), keys);
    const aside = difference(draw(footer, 1), draw(pdf, 1));
    expect(aside.covers).toBe(false);
    expect(aside.box[3]).toBeLessThan(842 - 20);
    expect([2, 3].map((page) => draw(pdf, page).height)).toEqual([842 + 42, 842 + 42]);
    // Only the header has no room: the stamp stays in the margin.
    expect(draw(pdf, 4).height).toBe(842 + 20);
    for (const [at, text] of pagesOfText(pdf).entries()) expect(text).toMatch(new RegExp(`^ +${at + 1}$`, 'mu'));
  });

  it('show the QR code of an exhibit in the margin of its first page', async () => {
    const source = one({ content: writeText('body', 200, 400) });
    const { pdf } = await assemble(pools, plan([{ key: 'a', title: 'A', exhibit: 'P-1', sha256: 'ab'.repeat(32) }]), { a: source });
    const [before, after] = [draw(source, 1), draw(pdf, 1)];
    expect(after.height).toBe(before.height);
    expect(difference(before, after).covers).toBe(false);
  });
});
