import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPdf, courtProfiles, type BundlePlan } from '../../../../engine/bundle/index.ts';
import { decideRule, readForCheck } from '../../../../engine/bundle/court-rules.ts';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { assemble, runOnPdf } from './bundle-tools.ts';
import { makePdf, writeText } from './make-pdf.ts';

const pools = createWorkerPools();
const sources: Record<string, Uint8Array> = {};
let good: Uint8Array;

const plan = (language = 'en'): BundlePlan => ({
  title: 'Trial bundle', language,
  sections: ['A. Statements', 'B. Documents'].map((title, section) => ({
    title, entries: ['one', 'two'].map((word, at) => ({ key: `${section}${at}`, exhibit: `P-${section * 2 + at + 1}`, title: `Statement ${word} Показання`, sha256: 'a'.repeat(64) })),
  })),
});

beforeAll(async () => {
  for (const key of ['00', '01', '10', '11']) {
    const ground = Array.from({ length: 60 }, (_, line) => `Paragraph ${line} of the statement, with words enough to fill its line.`).join('\n\n');
    const pages = await typesetPages(pools, 'slip-sheet.typ', { exhibit: '', title: key, ground, language: 'en', words: { sealed: '' } });
    if (!pages.ok) throw new Error(pages.failure.message);
    sources[key] = pages.value;
  }
  good = (await assemble(pools, plan(), sources)).pdf;
});
afterAll(() => pools.close());

async function failures(pdf: Uint8Array, court = 'england-wales-civil'): Promise<Record<string, readonly number[]>> {
  const check = await checkPdf(pools, pdf, court);
  if (!check.ok) throw new Error(`${check.failure.code}: ${check.failure.message}`);
  expect(check.value.holds).toBe(check.value.rules.every(({ result }) => result !== 'fail'));
  return Object.fromEntries(check.value.rules.filter(({ result }) => result === 'fail').map(({ rule, pages = [] }) => [rule, pages]));
}

const key = (name: string): PDFName => PDFName.of(name);

/** The good bundle with one thing changed by hand. */
async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(good, { updateMetadata: false });
  change(document);
  return document.save({ useObjectStreams: false });
}

function pageDict(document: PDFDocument, page: number): PDFDict {
  return document.getPage(page - 1).node;
}

function links(document: PDFDocument): PDFArray {
  return pageDict(document, 1).lookup(key('Annots'), PDFArray);
}

function setContent(document: PDFDocument, page: number, change: (content: string) => string): void {
  const { context } = document;
  const stream = pageDict(document, page).lookup(key('Contents')) as unknown as { getContents(): Uint8Array };
  pageDict(document, page).set(key('Contents'), context.register(context.stream(change(Buffer.from(stream.getContents()).toString('latin1')))));
}

function outlineItem(document: PDFDocument, path: readonly number[]): PDFDict {
  let item = document.catalog.lookup(key('Outlines'), PDFDict);
  for (const steps of path) {
    item = item.lookup(key('First'), PDFDict);
    for (let step = 0; step < steps; step++) item = item.lookup(key('Next'), PDFDict);
  }
  return item;
}

describe('a court check of a bundle', () => {
  it('passes what this application assembles', async () => {
    expect(await failures(good)).toEqual({});
    for (const id of ['uksc-jcpc', 'icc']) expect(await failures(good, id), id).toEqual({});
  });

  it('passes sections numbered A1…, B1… for the Family Court, and fails them where numbers must equal pages', async () => {
    const { pdf } = await assemble(pools, { ...plan(), numbering: { style: 'section' } }, sources);
    expect(await failures(pdf, 'england-wales-family')).toEqual({});
    expect(Object.keys(await failures(pdf))).toContain('stamp-equals-page');
    expect(Object.keys(await failures(good, 'england-wales-family'))).toEqual(['section-page-numbers']);
  });

  it('passes an index in Arabic, read from the right', async () => {
    const arabic: BundlePlan = { ...plan('ar'), title: 'ملف المحاكمة', sections: plan().sections.map(({ entries }) => ({ title: 'القسم الأول', entries })) };
    const { pdf } = await assemble(pools, arabic, sources);
    expect(await failures(pdf)).toEqual({});
    const title = 'إفادة الشاهد سمير النويري المأخوذة في مركز شرطة فيلكمور بحضور مترجم في الثالث من مايو';
    const mixed: BundlePlan = { ...arabic, sections: arabic.sections.map((section, at) => ({ ...section, entries: section.entries.map((entry, index) => ({ ...entry, exhibit: `P-${at}${index}`, title, language: 'en', date: '2026-03-01' })) })) };
    expect(await failures((await assemble(pools, mixed, sources)).pdf), 'numbers and dates in Latin beside long Arabic titles').toEqual({});
  });

  it('passes a page of which boxes are all that a redaction left', async () => {
    const boxes = Array.from({ length: 12 }, (_, at) => `0 g 40 ${600 - at * 40} 500 14 re f`).join(' ');
    const base = plan();
    const { pdf } = await assemble(pools, { ...base, sections: [...base.sections, { title: 'C. Redacted', entries: [{ key: 'boxes', title: 'Boxes' }] }] }, { ...sources, boxes: makePdf({ pages: [{ content: boxes }] }) });
    expect(await failures(pdf)).toEqual({});
  });

  it('names the page with a missing, hidden, wrong or sideways stamp', async () => {
    const withoutMarks = await changed((document) => setContent(document, 4, (content) => content.replace(/\/Artifact[\s\S]*$/u, '')));
    expect(await failures(withoutMarks)).toEqual({ 'stamp-equals-page': [4], 'stamp-bottom-right': [4], 'page-labels': [4] });
    const covered = await changed((document) => setContent(document, 4, (content) => `${content}\n1 g 300 -30 400 40 re f`));
    expect(await failures(covered)).toEqual({ 'stamp-equals-page': [4], 'stamp-bottom-right': [4], 'page-labels': [4] });
    const swapped = await changed((document) => {
      const [three, four] = [pageDict(document, 4).get(key('Contents')), pageDict(document, 5).get(key('Contents'))] as [PDFObject, PDFObject];
      pageDict(document, 4).set(key('Contents'), four);
      pageDict(document, 5).set(key('Contents'), three);
    });
    expect(await failures(swapped)).toMatchObject({ 'stamp-equals-page': [4, 5] });
    const turned = await changed((document) => pageDict(document, 4).set(key('Rotate'), PDFNumber.of(90)));
    expect(await failures(turned)).toMatchObject({ 'stamp-equals-page': [4], 'upright': [4] });
  });

  it('fails stamps that are off by one on every page', async () => {
    const { pdf } = await assemble(pools, { ...plan(), numbering: { style: 'continuous', first: 2 } }, sources);
    const found = await failures(pdf);
    expect(Object.keys(found)).toEqual(['stamp-equals-page', 'stamp-bottom-right']);
    expect(found['stamp-equals-page']?.[0]).toBe(1);
  });

  it('finds an index entry that is not linked, leads nowhere or leads elsewhere', async () => {
    const total = (await PDFDocument.load(good)).getPageCount();
    const unlinked = await changed((document) => {
      const list = links(document);
      const dest = (at: number): string => String(list.lookup(at, PDFDict).get(key('Dest')));
      const first = dest(0);
      for (let at = list.size() - 1; at >= 0; at--) if (dest(at) === first) list.remove(at);
    });
    expect(Object.keys(await failures(unlinked))).toEqual(['index-linked']);
    const dead = await changed((document) => links(document).lookup(0, PDFDict).set(key('Dest'), document.context.obj([null, 'XYZ', 0, 0, 0])));
    expect(Object.keys(await failures(dead))).toEqual(expect.arrayContaining(['index-linked', 'links-work']));
    const elsewhere = await changed((document) => {
      const list = links(document);
      const first = String(list.lookup(0, PDFDict).get(key('Dest')));
      for (const entry of list.asArray()) {
        const link = document.context.lookup(entry, PDFDict);
        if (String(link.get(key('Dest'))) === first) link.set(key('Dest'), document.context.obj([document.getPage(total - 1).ref, key('Fit')]));
      }
    });
    expect(Object.keys(await failures(elsewhere))).toContain('index-linked');
  });

  it('finds the index behind a cover, and asks of neither to be numbered by section', async () => {
    const { pdf, indexPages } = await assemble(pools, { ...plan(), cover: true, numbering: { style: 'section' } }, sources);
    expect(indexPages).toBe(1);
    const checked = await checkPdf(pools, pdf, 'england-wales-family');
    if (!checked.ok) throw new Error(checked.failure.message);
    const asked = ['section-page-numbers', 'index-linked', 'bookmarks', 'bookmarks-match-index'];
    expect(checked.value.rules.filter(({ rule }) => asked.includes(rule)).map(({ rule, result, pages }) => [rule, result, pages])).toEqual(asked.map((rule) => [rule, 'pass', undefined]));
  });

  it('finds a bookmark that is missing, leads nowhere, gives no page or says something else than the index', async () => {
    const missing = await changed((document) => {
      const section = outlineItem(document, [1]);
      const last = outlineItem(document, [1, 0]);
      section.set(key('Last'), section.get(key('First')) as PDFRef);
      last.delete(key('Next'));
    });
    expect(Object.keys(await failures(missing))).toEqual(expect.arrayContaining(['bookmarks']));
    const nowhere = await changed((document) => void outlineItem(document, [2, 1]).delete(key('Dest')));
    expect(Object.keys(await failures(nowhere))).toContain('bookmarks');
    const silent = await changed((document) => outlineItem(document, [2, 1]).set(key('Title'), PDFString.of('P-4 Statement two')));
    expect(Object.keys(await failures(silent))).toEqual(['bookmarks']);
    const page = (await failures(silent))['bookmarks']?.[0] ?? 0;
    const other = await changed((document) => outlineItem(document, [2, 1]).set(key('Title'), PDFString.of(`P-4 Invoice, p. ${page}`)));
    expect(await failures(other)).toEqual({ 'bookmarks-match-index': [page] });
    expect(Object.keys(await failures(await changed((document) => void document.catalog.delete(key('Outlines')))))).toContain('bookmarks');
  });

  it.each([
    ['opens at another zoom', 'opens-at-100', (document: PDFDocument) => document.catalog.lookup(key('OpenAction'), PDFArray).set(4, PDFNumber.of(1.5))],
    ['does not say how it opens', 'opens-at-100', (document: PDFDocument) => document.catalog.delete(key('OpenAction'))],
    ['hides its bookmarks', 'opens-with-bookmarks', (document: PDFDocument) => document.catalog.delete(key('PageMode'))],
    ['has no language', 'language-set', (document: PDFDocument) => document.catalog.delete(key('Lang'))],
    ['shows its file name for a title', 'title-set', (document: PDFDocument) => document.catalog.delete(key('ViewerPreferences'))],
    ['carries a script', 'no-active-content', (document: PDFDocument) => document.addJavaScript('x', 'app.alert(1)')],
    ['labels its pages otherwise', 'page-labels', (document: PDFDocument) => document.catalog.set(key('PageLabels'), document.context.obj({ Nums: [0, { S: 'r' }] }))],
  ])('fails a file that %s, and fails nothing else', async (_, rule, change) => {
    expect(Object.keys(await failures(await changed((document) => { change(document); })))).toEqual([rule]);
  });

  it('fails an encrypted file, and refuses one that needs a password', async () => {
    const encrypted = (user: string): Uint8Array => Buffer.from(runOnPdf('sh', ['-c', `qpdf --encrypt '${user}' owner 256 -- "$0" - | base64 -w0`, 'FILE'], good).output, 'base64');
    expect(Object.keys(await failures(encrypted('')))).toEqual(['opens-without-password']);
    expect(await checkPdf(pools, encrypted('secret'), 'plain')).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
  });

  const typed = Array.from({ length: 40 }, (_, line) => `0 g 60 ${700 - line * 14} 400 3 re f`).join('\n');
  const writeGlyphs = (words: string): string => writeText(`These words are ${words}, all of them on this line`, 60, 400);
  const imageObject = (pixels: number): string => `<</Type/XObject/Subtype/Image/Width ${pixels}/Height ${pixels}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/ASCIIHexDecode/Length ${Math.ceil(pixels / 8) * pixels * 2 + 1}>>\nstream\n${'FF'.repeat(Math.ceil(pixels / 8) * pixels)}>\nendstream`;
  const image = (pixels: number, points: number): Uint8Array => makePdf({
    pages: [{ content: `q ${points} 0 0 ${points} 100 300 cm /Im Do Q`, resources: '/XObject<</Im 10 0 R>>' }],
    objects: [imageObject(pixels)],
  });

  it('finds the one page that cannot be searched, is turned, has the wrong resolution, shape or font', async () => {
    const faults: readonly (readonly [rule: string, court: string, source: Uint8Array])[] = [
      ['searchable', 'england-wales-civil', makePdf({ pages: [{ content: typed }] })],
      ['upright', 'england-wales-civil', makePdf({ pages: [{ rotate: 90, content: writeGlyphs('sideways') }] })],
      ['upright', 'england-wales-civil', makePdf({ pages: [{ rotate: 180, content: writeGlyphs('upside down') }] })],
      ['resolution', 'england-wales-civil', image(2000, 240)],
      ['resolution', 'service-courts', makePdf({ pages: [{ mediaBox: '0 0 240 240', content: 'q 240 0 0 240 0 0 cm /Im Do Q', resources: `/XObject<</Im 10 0 R>>` }], objects: [imageObject(333)] })],
      ['portrait', 'service-courts', makePdf({ pages: [{ mediaBox: '0 0 842 595', content: '' }] })],
      ['fonts-embedded', 'plain', makePdf({ pages: [{ content: writeText('Helvetica from elsewhere', 60, 300) }] })],
    ];
    const base = plan();
    const entries = faults.map((_, at) => ({ key: `f${at}`, title: `Fault ${at}` }));
    const { pdf, entries: placed } = await assemble(pools, { ...base, sections: [...base.sections, { title: 'C. Faults', entries }] }, { ...sources, ...Object.fromEntries(faults.map(([, , source], at) => [`f${at}`, source])) });
    const pageOf = (at: number): number => placed[4 + at]!.firstPage;
    const turned = [pageOf(1), pageOf(2)];
    expect(await failures(pdf)).toEqual({ 'searchable': [pageOf(0)], 'upright': turned, 'resolution': [pageOf(3)], 'fonts-embedded': [...turned, pageOf(6)] });
    expect(await failures(pdf, 'service-courts')).toMatchObject({ resolution: [pageOf(4)], portrait: [pageOf(1), pageOf(5)] });
  });

  it('decides sizes by the figures of the profile', () => {
    const facts = { bytes: 501_000_000, protected: false, pages: [{ widthPt: 595, heightPt: 842, marginWords: [], words: [], bodyWords: 0, uprightLetters: 0, letters: 0, looks: 'blank', links: [], mostDpi: undefined, leastDpi: undefined, unembeddedFont: false, label: undefined }], bookmarks: [], opensAt: undefined, pageMode: undefined, hasLabels: false, title: '', displaysTitle: false, language: '', activeContent: [] } as const;
    const checked = readForCheck(facts);
    const rule = { rule: 'r', asks: 'a', source: 's', read: 'text' } as const;
    expect(decideRule({ ...rule, kind: 'file-size', atMostMb: 500 }, checked).result).toBe('fail');
    expect(decideRule({ ...rule, kind: 'file-size', atMostMb: 502 }, checked).result).toBe('pass');
    expect(decideRule({ ...rule, kind: 'pages', atMost: 1 }, checked).result).toBe('pass');
    expect(decideRule({ ...rule, kind: 'page-size', sizesMm: [[210, 297]], toleranceMm: 2 }, checked).result).toBe('pass');
    expect(decideRule({ ...rule, kind: 'page-size', sizesMm: [[216, 279]], toleranceMm: 2 }, checked)).toMatchObject({ result: 'fail', pages: [1] });
  });

  it('answers for files that others made, and refuses those that cannot be opened with a reason', async () => {
    const folder = new URL('../../../fixtures/corpus/', import.meta.url);
    const outcomes = new Map<string, number>();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.pdf')).sort().filter((_, at) => at % 20 === 0)) {
      const check = await checkPdf(pools, readFileSync(new URL(name, folder)), 'england-wales-civil');
      const outcome = check.ok ? (check.value.rules.length > 0 ? 'answered' : 'nothing') : check.failure.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(outcomes.get('answered')).toBeGreaterThan(5);
    expect([...outcomes.keys()].filter((outcome) => !['answered', 'document-damaged', 'document-encrypted'].includes(outcome))).toEqual([]);
  });

  it('refuses a court that is not known, naming those that are', async () => {
    expect(await checkPdf(pools, good, 'atlantis')).toMatchObject({ ok: false, failure: { code: 'court-unknown', subject: 'atlantis' } });
  });

  it('cites a source for every rule of every profile', () => {
    for (const profile of courtProfiles()) for (const { source, asks } of profile.rules) expect(source.length * asks.length).toBeGreaterThan(0);
    expect(courtProfiles().map(({ id }) => id)).toEqual(['ecthr', 'england-wales-civil', 'england-wales-criminal', 'england-wales-family', 'icc', 'plain', 'service-courts', 'uksc-jcpc', 'us-federal']);
    expect(readFileSync(new URL('../../../../resources/courts/plain.json', import.meta.url), 'utf8')).toContain('"rules"');
  });
});
