import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectPdf } from '../../../../engine/intake/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { InspectionFinding } from '../../../../shared/finding.ts';
import { show, smallPdf, streamObject, withRevision, type SmallPdf } from './small-pdf.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-inspect-'));
afterAll(() => {
  pools.close();
  rmSync(folder, { recursive: true });
});

async function inspect(pdf: SmallPdf | Uint8Array): Promise<InspectionFinding[]> {
  const result = await inspectPdf(pools, pdf instanceof Uint8Array ? pdf : smallPdf(pdf));
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const visible = show('This line is plain to see', 50, 250);
const statement = show('Witness Olena Koval lives here', 50, 300);
const black = '0 g 98 296 84 16 re f\n';

describe('clean files', () => {
  it('finds nothing on an ordinary page, whatever program made it', async () => {
    const info = '<</Producer(LibreOffice 7.4)/Creator(Writer)/CreationDate(D:20260301120000Z)/ModDate(D:20260301120000Z)/Author()/Title(untitled)>>';
    expect(await inspect({ content: statement + visible, objects: [info], trailer: '/Info 6 0 R' })).toEqual([]);
  });

  it('takes links and titles that repeat the page for what they are', async () => {
    const link = '/Annots[<</Type/Annot/Subtype/Link/Rect[50 250 200 265]/A<</S/URI/URI(https://example.org)>>>>]';
    expect(await inspect({ content: visible, page: link, objects: ['<</Title(plain line)>>'], trailer: '/Info 6 0 R' })).toEqual([]);
  });

  it('sees text in white on a dark box, in light grey, in colour, and in a small footnote', async () => {
    const content = `0 0.2 0.5 rg 40 290 300 30 re f 1 g ${statement} 0.75 g ${visible} 1 0 0 rg ${show('red words', 50, 200)} 0 g ${show('A footnote of four points', 50, 180, { size: 4 })}`;
    expect(await inspect({ content })).toEqual([]);
  });

  it('leaves a bold word alone that is drawn twice', async () => {
    expect(await inspect({ content: show('Bold', 50, 300) + show('Bold', 50.2, 300) + visible })).toEqual([]);
  });

  it('leaves an OCR layer alone where the scan shows the words', async () => {
    writeFileSync(path.join(folder, 'page.pdf'), smallPdf({ content: statement + visible }));
    execFileSync('pdftoppm', ['-r', '200', '-gray', '-png', '-singlefile', 'page.pdf', 'page'], { cwd: folder });
    execFileSync('tesseract', ['page.png', 'scan', '-l', 'eng', '--dpi', '200', 'pdf'], { cwd: folder, stdio: 'ignore' });
    expect(await inspect(readFileSync(path.join(folder, 'scan.pdf')))).toEqual([]);
  });
});

describe('text that is there but not seen', () => {
  it('finds live text under a black box, with page, place and words', async () => {
    const [finding, ...rest] = await inspect({ content: statement + black + visible });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ code: 'covered-text', page: 1, text: 'Olena Koval' });
    const [x, y, width, height] = finding?.rect ?? [0, 0, 0, 0];
    expect([x, x + width]).toEqual([expect.closeTo(103.7, 0), expect.closeTo(179.9, 0)]);
    expect(y).toBeLessThan(92);
    expect(y + height).toBeGreaterThan(100);
  });

  it.each([
    ['black text on a black box', `${black}${show('Olena Koval', 100, 300)}`],
    ['text under a white box', `${show('Olena Koval', 100, 300)}1 g 98 296 84 16 re f\n`],
    ['text under a box that shows the tops of its letters', `${show('Olena Koval', 100, 300)}0 g 98 296 84 12.5 re f\n`],
    ['text under a box with a label on it', `${show('Olena Koval', 100, 300)}${black}1 g ${show('REMOVED', 103, 300)}`],
  ])('finds %s', async (_, content) => {
    expect(await inspect({ content: `0 g ${content} 0 g ${visible}` })).toMatchObject([{ code: 'covered-text', text: 'Olena Koval' }]);
  });

  it('finds text under a box in a form and under an annotation', async () => {
    const form = streamObject(show('Olena Koval', 100, 300), '/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</Font<</F 5 0 R>>>>');
    expect(await inspect({ content: `/X Do ${black}${visible}`, resources: '/XObject<</X 6 0 R>>', objects: [form] })).toMatchObject([{ code: 'covered-text', text: 'Olena Koval' }]);
    const square = '/Annots[<</Type/Annot/Subtype/Square/Rect[98 296 182 312]/F 4/IC[0 0 0]/AP<</N 6 0 R>>>>]';
    const appearance = streamObject('0 g 0 0 84 16 re f', '/Type/XObject/Subtype/Form/BBox[0 0 84 16]');
    const found = await inspect({ content: statement + visible, page: square, objects: [appearance] });
    expect(found).toMatchObject([{ code: 'covered-text', text: 'Olena Koval' }, { code: 'annotation', page: 1 }]);
  });

  it('gives places on a rotated and cropped page as it is displayed', async () => {
    const found = await inspect({ content: statement + black + visible, page: '/Rotate 90/CropBox[40 100 360 340]' });
    const [x, y, width, height] = found[0]?.rect ?? [0, 0, 0, 0];
    // User space (104..180, 297..313) on the page turned clockwise: x counts up from the bottom edge, y from the left edge.
    expect(found).toHaveLength(1);
    expect([y, y + height]).toEqual([expect.closeTo(103.7 - 40, 0), expect.closeTo(179.9 - 40, 0)]);
    expect(x).toBeGreaterThan(190);
    expect(x + width).toBeLessThan(216);
  });

  it.each([
    ['invisible text over an empty place', show('Olena Koval', 100, 300, { before: '3 Tr' }) + '0 Tr '],
    ['white text on the white page', `1 g ${show('Olena Koval', 100, 300)} 0 g `],
    ['text too small to read', show('Olena Koval', 100, 300, { size: 1 })],
    ['text scaled down until it is too small to read', `q 0.08 0 0 0.08 0 0 cm ${show('Olena Koval', 1000, 3000)}Q `],
    ['text cut away by a clipping path', `q 0 0 10 10 re W n ${show('Olena Koval', 100, 300)}Q `],
  ])('finds %s', async (_, content) => {
    expect(await inspect({ content: content + visible.replace('BT ', 'BT 0 Tr ') })).toMatchObject([{ code: 'hidden-text', page: 1, text: 'Olena Koval' }]);
  });

  it('finds words that an OCR layer keeps under a bar in the scan', async () => {
    const scan = streamObject('0 g 90 290 100 30 re f', '/Type/XObject/Subtype/Form/BBox[0 0 400 400]');
    const content = `/X Do ${show('Olena Koval', 100, 300, { before: '3 Tr' })}`;
    expect(await inspect({ content, resources: '/XObject<</X 6 0 R>>', objects: [scan] })).toMatchObject([{ code: 'covered-text', text: 'Olena Koval' }]);
  });

  it('finds a black or white box over a picture, and takes a label on a picture for what it is', async () => {
    const picture = streamObject('\x00\xff\x00\xff\xff\x00\xff\x00\x00\xff\x00\xff\xff\x00\xff\x00', '/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8');
    const scan = { resources: '/XObject<</X 6 0 R>>', objects: [picture] };
    const draw = 'q 300 0 0 300 50 50 cm /X Do Q ';
    for (const colour of ['0 g', '1 g']) {
      expect(await inspect({ ...scan, content: `${draw}${colour} 100 100 120 100 re f` })).toMatchObject([{ code: 'covered-text', page: 1, rect: [100, 200, 120, 100] }]);
    }
    const annotation = '/Annots[<</Type/Annot/Subtype/Square/Rect[100 100 220 200]/F 4/AP<</N 7 0 R>>>>]';
    const appearance = streamObject('0 g 0 0 120 100 re f', '/Type/XObject/Subtype/Form/BBox[0 0 120 100]');
    expect(await inspect({ ...scan, content: draw, page: annotation, objects: [picture, appearance] })).toMatchObject([{ code: 'covered-text' }, { code: 'annotation' }]);
    expect(await inspect({ ...scan, content: `${draw}1 g 100 100 120 100 re f 0 g ${show('Picture 7', 110, 140)}` })).toEqual([]);
  });

  it('finds text outside the crop box', async () => {
    expect(await inspect({ content: show('Olena Koval', 50, 380) + visible, page: '/CropBox[0 0 400 350]' })).toMatchObject([{ code: 'outside-crop', page: 1, text: 'Olena Koval' }]);
  });

  it('finds a picture that is cropped from view, and lets bleed pass', async () => {
    const picture = streamObject('\x00\xff\xff\x00', '/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8');
    const photo = { resources: '/XObject<</X 6 0 R>>', objects: [picture] };
    expect(await inspect({ ...photo, content: 'q 400 0 0 400 0 0 cm /X Do Q', page: '/CropBox[0 0 400 250]' })).toMatchObject([{ code: 'outside-crop', page: 1, rect: [0, -150, 400, 400] }]);
    expect(await inspect({ ...photo, content: 'q 416 0 0 416 -8 -8 cm /X Do Q' })).toEqual([]);
  });

  it('finds text and drawings on a layer that is off', async () => {
    const layer = { catalog: '/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>', resources: '/Properties<</L 6 0 R>>', objects: ['<</Type/OCG/Name(Notes)>>'] };
    expect(await inspect({ ...layer, content: `/OC /L BDC ${show('Olena Koval', 100, 300)} EMC ${visible}` })).toMatchObject([{ code: 'hidden-layer', page: 1, text: 'Olena Koval' }]);
    expect(await inspect({ ...layer, content: `/OC /L BDC ${black} EMC ${visible}` })).toMatchObject([{ code: 'hidden-layer', page: 1 }]);
    expect(await inspect({ ...layer, catalog: '/OCProperties<</OCGs[6 0 R]/D<</ON[6 0 R]>>>>', content: `/OC /L BDC ${show('Olena Koval', 100, 300)} EMC ${visible}` })).toEqual([]);
  });
});

describe('what a file holds beside its pages', () => {
  it('finds words of an earlier revision that are gone, and tells nothing of one that only adds bytes', async () => {
    const first = smallPdf({ content: statement + visible });
    const found = await inspect(withRevision(first, show('Witness lives here', 50, 300) + visible));
    expect(found).toMatchObject([{ code: 'earlier-revision', page: 1, text: 'Olena Koval' }]);
    expect(await inspect(withRevision(first, statement + visible))).toEqual([]);
  });

  it('finds the author, custom properties and XMP values, and a title that says more than the page', async () => {
    const info = '<</Producer(Word)/Author(Iryna Secret)/CaseNumber(T20261234)/Title(Interview of Olena Koval)>>';
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="Word" pdf:Keywords="shelter"><dc:creator><rdf:Seq><rdf:li>Second Author</rdf:li></rdf:Seq></dc:creator><dc:format>application/pdf</dc:format></rdf:Description></rdf:RDF></x:xmpmeta>';
    const found = await inspect({ content: visible, catalog: '/Metadata 7 0 R', objects: [info, streamObject(xmp, '/Type/Metadata/Subtype/XML')], trailer: '/Info 6 0 R' });
    expect(found.map(({ code, text }) => `${code}: ${text ?? ''}`).sort()).toEqual(['metadata: Interview of Olena Koval', 'metadata: Iryna Secret', 'metadata: Second Author', 'metadata: T20261234', 'metadata: shelter']);
  });

  it('finds place and time in a photograph inside', async () => {
    const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } }).withExif({ IFD2: { DateTimeOriginal: '2026:03:01 10:20:30' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 27/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '30/1 30/1 0/1' } }).jpeg().toBuffer();
    const photo = streamObject(jpeg.toString('latin1'), '/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode');
    expect(await inspect({ content: `q 300 0 0 300 50 50 cm /X Do Q ${visible}`, resources: '/XObject<</X 6 0 R>>', objects: [photo] })).toMatchObject([{ code: 'metadata', text: expect.stringContaining('latitude: 50.45') as string }]);
  });

  it('finds annotations, attachments, scripts, thumbnails and form values', async () => {
    const found = await inspect({
      content: visible,
      page: '/Annots[6 0 R 7 0 R]/Thumb 8 0 R',
      catalog: '/AcroForm<</Fields[7 0 R]>>/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(list.txt)<</Type/Filespec/F(list.txt)/EF<</F 9 0 R>>>>]>>>>',
      objects: [
        '<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(ask her sister)/T(Clerk)>>',
        '<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Olena)/Rect[50 100 150 120]/P 3 0 R>>',
        streamObject('x'.repeat(3), '/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8'),
        streamObject('names', '/Type/EmbeddedFile'),
      ],
    });
    expect(found.map(({ code, text }) => [code, text])).toEqual(expect.arrayContaining([
      ['annotation', 'ask her sister — Clerk'], ['form-value', 'Olena'], ['attachment', 'list.txt'], ['script', 'app.alert(1)'], ['thumbnail', undefined],
    ]));
    expect(found).toHaveLength(5);
    expect(found.find(({ code }) => code === 'form-value')).toMatchObject({ page: 1, rect: [50, 280, 100, 20] });
  });

  it('finds an XFA form and the values in its data', async () => {
    const xfa = streamObject('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form><witness>Olena Koval</witness></form></xfa:data></xfa:datasets></xdp:xdp>');
    expect(await inspect({ content: visible, catalog: '/AcroForm<</Fields[]/XFA 6 0 R>>', objects: [xfa] })).toMatchObject([{ code: 'form-value', text: 'Olena Koval', message: expect.stringMatching(/XFA/u) as string }]);
  });
});

describe('every finding', () => {
  it('says what it means for disclosure, and those on a page where on it they are', async () => {
    const found = [
      ...await inspect({ content: statement + black + visible }), ...await inspect({ content: `1 g ${show('Olena Koval', 100, 300)} 0 g ${visible}` }),
      ...await inspect({ content: show('Olena Koval', 50, 380) + visible, page: '/CropBox[0 0 400 350]' }),
      ...await inspect({ content: `/OC /L BDC ${show('Olena Koval', 100, 300)} EMC ${visible}`, catalog: '/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>', resources: '/Properties<</L 6 0 R>>', objects: ['<</Type/OCG/Name(Notes)>>'] }),
      ...await inspect(withRevision(smallPdf({ content: statement + visible }), show('Witness lives here', 50, 300) + visible)),
      ...await inspect({ content: visible, page: '/Annots[6 0 R]', objects: ['<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(ask her sister)/T(Clerk)>>'] }),
    ];
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['covered-text', 'hidden-text', 'outside-crop', 'hidden-layer', 'earlier-revision', 'annotation']));
    for (const { code, page, rect, message } of found) {
      expect([code, page]).toEqual([code, 1]);
      expect(rect, code).toHaveLength(4);
      expect(message.length, code).toBeGreaterThan(40);
    }
  });
});

describe('a long file', () => {
  it('is inspected page by page, with progress', async () => {
    writeFileSync(path.join(folder, 'one.pdf'), smallPdf({ content: statement + black + visible }));
    execFileSync('qpdf', ['--empty', '--pages', ...Array.from({ length: 14 }, () => 'one.pdf'), '--', 'long.pdf'], { cwd: folder });
    const seen: number[] = [];
    const result = await inspectPdf(pools, readFileSync(path.join(folder, 'long.pdf')), { report: ({ done }) => seen.push(done) });
    expect(result.ok && result.value.map(({ page, text }) => `${page}: ${text}`)).toEqual(Array.from({ length: 14 }, (_, index) => `${index + 1}: Olena Koval`));
    expect(seen).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  });
});

describe('files that cannot be inspected', () => {
  it('refuses damaged and encrypted files instead of calling them clean', async () => {
    expect(await inspectPdf(pools, Buffer.from('%PDF-1.7 nothing'))).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
    writeFileSync(path.join(folder, 'open.pdf'), smallPdf({ content: statement + black + visible }));
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', 'open.pdf', 'locked.pdf'], { cwd: folder });
    const locked = readFileSync(path.join(folder, 'locked.pdf'));
    expect(await inspectPdf(pools, locked)).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
    expect(await inspectPdf(pools, locked, { password: 'secret' })).toMatchObject({ ok: true, value: [{ code: 'covered-text', text: 'Olena Koval' }] });
  });
});
