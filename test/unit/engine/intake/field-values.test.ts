import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFBool, PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { drawFieldValues, makeRendition, type IntakeResult } from '../../../../engine/intake/index.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { makePdf } from '../bundle/make-pdf.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-field-values-'));
afterAll(() => {
  pools.close();
  rmSync(folder, { recursive: true, force: true });
});

const hex = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
const widget = (top: number, entries: string): string => `<</Type/Annot/Subtype/Widget${entries.includes('/F ') ? '' : '/F 4'}/Rect[100 ${top} 300 ${top + 30}]${entries}>>`;
const look = (shown: string): string => `<</Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F1 3 0 R>>>>/Length 46>>\nstream\n${`BT /F1 12 Tf 4 10 Td (${shown}) Tj ET`.padEnd(46)}\nendstream`;

/** A page of fields, each an object of its own from number 10 on, or standing in the page itself. */
function formOf(fields: readonly string[], { asks = false, inPage = false, objects = [] as readonly string[] } = {}): Uint8Array {
  return makePdf({ pages: [{ annotations: inPage ? fields : fields.map((_, at) => `${10 + at} 0 R`) }], objects: [...(inPage ? [] : fields), ...objects], catalog: `/AcroForm<</Fields[]${asks ? '/NeedAppearances true/DA(/Helv 12 Tf 0 g)/DR<</Font<</Helv 3 0 R>>>>' : ''}>>` });
}

async function take(bytes: Uint8Array, password?: string): Promise<IntakeResult & { readonly words: string; readonly pdf: Uint8Array }> {
  const taken = await makeRendition(pools, { bytes, name: 'form.pdf', ...(password === undefined ? {} : { password }) });
  if (!taken.ok) throw new Error(taken.failure.code);
  const { pdf } = taken.value.rendition!;
  const session = await openPdfSession(pools.document, pdf);
  if (!session.ok) throw new Error(session.failure.code);
  const words = await session.value.words(1);
  session.value.close();
  return { ...taken.value, pdf, words: words.ok ? words.value.words.map(({ text }) => text).join(' ') : '' };
}

function qpdf(bytes: Uint8Array, args: readonly string[]): Buffer {
  writeFileSync(path.join(folder, 'in.pdf'), bytes);
  execFileSync('qpdf', [...args, path.join(folder, 'in.pdf'), path.join(folder, 'out.pdf')]);
  return readFileSync(path.join(folder, 'out.pdf'));
}

function isSound(bytes: Uint8Array): boolean {
  writeFileSync(path.join(folder, 'check.pdf'), bytes);
  return execFileSync('qpdf', ['--check', path.join(folder, 'check.pdf')], { encoding: 'utf8' }).includes('No syntax or stream encoding errors');
}

const codes = ({ findings }: IntakeResult): string[] => findings.map(({ code }) => code);
const plain = ['/FT/Tx/T(a)/V(Latin value)', `/FT/Tx/T(b)/V${hex('Олена')}`, `/FT/Tx/T(c)/V${hex('سمير')}`, '/FT/Ch/T(d)/V[(r)(g)]/Opt[[(r)(red)][(g)(green)]]', `/FT/Tx/Ff 4096/T(e)/V${hex('שלום עולם\rנכון')}`].map((entries, at) => widget(700 - at * 40, entries));
const values = ['Latin value', 'Олена', 'سمير', 'red', 'green', 'שלום', 'נכון'];

describe('the values of form fields', () => {
  it.each([
    ['that asks readers for looks', formOf(plain, { asks: true })],
    ['that leaves its fields without looks', formOf(plain)],
    ['with fields that stand in the page itself', formOf(plain, { inPage: true })],
  ])('are drawn behind the bytes of a form %s', async (_, form) => {
    const taken = await take(form);
    for (const value of values) expect(taken.words.normalize('NFKC')).toContain(value);
    expect(taken).toMatchObject({ rendition: { made: true, tool: 'Custodia field values' }, findings: [{ code: 'field-look-made', page: 1 }] });
    expect(Buffer.from(taken.pdf.subarray(0, form.length)).equals(Buffer.from(form)), 'the original comes first, as it is').toBe(true);
    expect(isSound(taken.pdf)).toBe(true);
    expect(await take(taken.pdf), 'nothing is left to draw').toMatchObject({ rendition: { made: false }, findings: [] });
  });

  it.each([
    ['packs its objects and is linearised', (form: Uint8Array) => qpdf(form, ['--object-streams=generate', '--linearize']), undefined, []],
    ['is encrypted', (form: Uint8Array) => qpdf(form, ['--encrypt', 'secret', 'owner', '256', '--']), 'secret', ['protection-removed']],
    ['has lost its cross-reference', (form: Uint8Array) => Buffer.from(Buffer.from(form).toString('latin1').replace(/xref[\s\S]*$/u, ''), 'latin1'), undefined, ['document-repaired']],
  ] as const)('are drawn where the file %s', async (_, made, password, told) => {
    const taken = await take(made(formOf(plain, { asks: true })), password);
    for (const value of values) expect(taken.words.normalize('NFKC')).toContain(value);
    expect(codes(taken)).toEqual([...told, 'field-look-made']);
    expect(isSound(taken.pdf)).toBe(true);
  });

  it('are left as they look where they are to be seen, and where the form hides them', async () => {
    const shown = formOf([widget(700, '/FT/Tx/T(a)/V(Same value)/AP<</N 13 0 R>>'), widget(660, '/FT/Tx/T(b)/V(HIDDEN)/F 2'), widget(620, '/FT/Tx/T(c)')], { objects: [look('Same value')] });
    const taken = await take(shown);
    expect(taken).toMatchObject({ rendition: { made: false, tool: 'original' }, findings: [] });
    expect(taken.words).toBe('Same value');
  });

  it('replace a look that is out of date where the form asks for that alone', async () => {
    const old = (asks: boolean): Uint8Array => formOf([widget(700, `/FT/Tx/T(a)/V${hex('سمير')}/AP<</N 11 0 R>>`)], { asks, objects: [look('OLDVALUE')] });
    expect((await take(old(true))).words.normalize('NFKC')).toBe('سمير');
    expect((await take(old(false))).words).toBe('OLDVALUE');
  });

  it('replace a look that is out of date in a font of other codes, and leave one that is not', async () => {
    const { pdf } = await take(formOf([widget(700, `/FT/Tx/T(a)/V${hex('Олена Вигадана')}`)]));
    const filledIn = async (value: string): Promise<Uint8Array> => {
      const document = await PDFDocument.load(pdf);
      document.catalog.lookup(PDFName.of('AcroForm'), PDFDict).set(PDFName.of('NeedAppearances'), PDFBool.True);
      for (const [, object] of document.context.enumerateIndirectObjects()) if (object instanceof PDFDict && object.has(PDFName.of('V'))) object.set(PDFName.of('V'), PDFHexString.fromText(value));
      return document.save();
    };
    expect(await take(await filledIn('Ганна Інша'))).toMatchObject({ words: 'Ганна Інша', findings: [{ code: 'field-look-made' }] });
    expect(await take(await filledIn('Олена Вигадана'))).toMatchObject({ words: 'Олена Вигадана', rendition: { made: false } });
  });

  it('are set as small as it takes for all of them to be seen, in boxes of any size and at sizes that nobody can mean', async () => {
    const taken = await take(formOf([
      '<</Type/Annot/Subtype/Widget/F 4/Rect[100 700 250 708]/FT/Tx/Ff 4096/T(a)/V(Low)/DA(/Helv 11 Tf 0 g)>>',
      `<</Type/Annot/Subtype/Widget/F 4/Rect[100 640 160 652]/FT/Tx/T(b)/V(${'Narrow '.repeat(6)})/DA(/Helv 1000000000 Tf 0 g)>>`,
      `<</Type/Annot/Subtype/Widget/F 4/Rect[100 580 160 600]/FT/Tx/Ff 4096/T(c)/V(${'Wrapped '.repeat(6)})/DA(/Helv 1000000000 Tf 0 g)>>`,
      `<</Type/Annot/Subtype/Widget/F 4/Rect[100 540 160 552]/FT/Tx/T(d)/V${hex('سمير '.repeat(9))}/DA(/Helv 1000000000 Tf 0 g)>>`,
    ]));
    for (const [word, count] of [['Low', 1], ['Narrow', 6], ['Wrapped', 6], ['سمير', 9]] as const) expect(taken.words.normalize('NFKC').split(' ').filter((one) => one === word), word).toHaveLength(count);
  });

  it('mark the chosen one of several buttons, and none where it does not say which', async () => {
    const button = (top: number, entries: string): string => widget(top, `/Parent 13 0 R/MK<</CA(l)>>${entries}`);
    const group = '<</FT/Btn/Ff 49152/T(choice)/V/two/Kids[10 0 R 11 0 R 12 0 R]>>';
    const darkAt = async (bytes: Uint8Array, top: number): Promise<number> => {
      const session = await openPdfSession(pools.document, bytes);
      if (!session.ok) throw new Error(session.failure.code);
      const picture = await session.value.render(1, { dpi: 72 });
      session.value.close();
      if (!picture.ok) throw new Error(picture.failure.code);
      const { pixels, width, channels } = picture.value;
      return pixels[((842 - top - 15) * width + 200) * channels] ?? 255;
    };
    const chosen = await take(formOf([button(700, '/AS/Off'), button(660, '/AS/two'), button(620, '/AS/Off')], { objects: [group] }));
    expect(codes(chosen)).toEqual(['field-look-made']);
    expect([await darkAt(chosen.pdf, 700), await darkAt(chosen.pdf, 660), await darkAt(chosen.pdf, 620)]).toEqual([255, 0, 255]);
    const silent = await take(formOf([button(700, ''), button(660, ''), button(620, '')], { objects: [group] }));
    expect([silent.rendition?.made, codes(silent)]).toEqual([false, ['field-without-look']]);
    const looks = (state: string): string => `/AP<</N<</Off 14 0 R/${state} 15 0 R>>>>`;
    const known = await take(formOf([button(700, looks('one')), button(660, looks('two')), button(620, looks('three'))], { objects: [group, look(''), look('CHOSEN')] }));
    expect([codes(known), known.words]).toEqual([['field-look-made'], 'CHOSEN']);
  });

  it('are told of where a letter is in no font, and the others drawn', async () => {
    const taken = await take(formOf([widget(700, `/FT/Tx/T(a)/V${hex('\u{1F3F4}\u{10A60}')}`), widget(660, `/FT/Tx/T(b)/V${hex('سمير')}`)]));
    expect(codes(taken)).toEqual(['field-look-made', 'field-without-look']);
    expect(taken.words.normalize('NFKC')).toBe('سمير');
  });

  it('are told of where they cannot be looked into, and nothing is refused', async () => {
    expect(await drawFieldValues(pools, Buffer.from('%PDF-1.7 and nothing that a PDF has'))).toMatchObject({ ok: true, value: { findings: [{ code: 'fields-not-drawn' }] } });
  });
});
