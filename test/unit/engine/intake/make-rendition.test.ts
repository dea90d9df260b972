import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { makeRendition, type IntakeInput, type IntakeResult } from '../../../../engine/intake/index.ts';
import type { Failure } from '../../../../shared/failure.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { greyTiff } from './multi-page-tiff.ts';
import { show, smallPdf } from './small-pdf.ts';

const pools = createWorkerPools();
const folder = mkdtempSync(path.join(tmpdir(), 'custodia-rendition-'));
const fixtures = new URL('../../../fixtures/intake/', import.meta.url);
afterAll(() => {
  pools.close();
  rmSync(folder, { recursive: true });
});

async function take(bytes: Uint8Array, name: string, more: Partial<IntakeInput> = {}): Promise<IntakeResult> {
  const result = await makeRendition(pools, { bytes, name, ...more });
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

async function refused(bytes: Uint8Array, name: string, more: Partial<IntakeInput> = {}): Promise<Failure> {
  const result = await makeRendition(pools, { bytes, name, ...more });
  if (result.ok) throw new Error('was not refused');
  return result.failure;
}

function textOf(result: IntakeResult): string {
  writeFileSync(path.join(folder, 'rendition.pdf'), result.rendition?.pdf ?? '');
  return execFileSync('pdftotext', ['-layout', 'rendition.pdf', '-'], { cwd: folder, encoding: 'utf8' }).replace(/[\u202a-\u202e]/g, '');
}

function drawn(result: IntakeResult, dpi: number): Buffer {
  writeFileSync(path.join(folder, 'rendition.pdf'), result.rendition?.pdf ?? '');
  execFileSync('pdftoppm', ['-r', String(dpi), '-png', '-singlefile', 'rendition.pdf', 'rendition'], { cwd: folder });
  return readFileSync(path.join(folder, 'rendition.png'));
}

describe('PDF', () => {
  const sound = smallPdf({ content: show('A sound page', 50, 300) });

  it('is its own rendition where it is sound', async () => {
    expect(await take(sound, 'a.pdf')).toMatchObject({ kind: 'pdf', pages: 1, rendition: { made: false, tool: 'original' }, findings: [] });
  });

  it('asks for a user password, opens with it, and needs none for an owner password', async () => {
    writeFileSync(path.join(folder, 'sound.pdf'), sound);
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', 'sound.pdf', 'user.pdf'], { cwd: folder });
    execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--', 'sound.pdf', 'owner.pdf'], { cwd: folder });
    const user = readFileSync(path.join(folder, 'user.pdf'));
    expect(await refused(user, 'user.pdf')).toMatchObject({ code: 'document-encrypted', message: expect.stringContaining('Give its password') as string });
    expect(await refused(user, 'user.pdf', { password: 'wrong' })).toMatchObject({ code: 'document-encrypted', message: expect.stringContaining('does not open') as string });
    for (const result of [await take(user, 'user.pdf', { password: 'secret' }), await take(readFileSync(path.join(folder, 'owner.pdf')), 'owner.pdf')]) {
      expect(result).toMatchObject({ rendition: { made: true, tool: 'PDFium' }, pages: 1, findings: [{ code: 'protection-removed' }] });
      expect(textOf(result)).toContain('A sound page');
      expect(Buffer.from(result.rendition!.pdf).includes('/Encrypt')).toBe(false);
    }
  });

  it('is repaired with a finding where its table is broken, and refused where nothing is left', async () => {
    const broken = Buffer.from(Buffer.from(sound).toString('latin1').replace(/xref[\s\S]*$/, 'xref gone'), 'latin1');
    const repaired = await take(broken, 'broken.pdf');
    expect(repaired.findings.map(({ code }) => code)).toContain('document-repaired');
    expect(textOf(repaired)).toContain('A sound page');
    expect(await refused(Buffer.from('%PDF-1.7\nnothing more'), 'a.pdf')).toMatchObject({ code: 'document-damaged' });
  });

  it('with an XFA form says that other programs may show other pages', async () => {
    const result = await take(smallPdf({ content: show('Please wait', 50, 50), catalog: '/AcroForm<</Fields[]/XFA 6 0 R>>', objects: ['<</Length 5>>stream\n<xdp>\nendstream'] }), 'form.pdf');
    expect(result.findings.map(({ code }) => code)).toEqual(['xfa-form']);
  });

  it('gives its attachments as children', async () => {
    const names = '/Names<</EmbeddedFiles<</Names[(list)<</Type/Filespec/F(../../etc/list.txt)/EF<</F 6 0 R>>>>]>>>>';
    const result = await take(smallPdf({ content: show('x', 50, 50), catalog: names, objects: ['<</Type/EmbeddedFile/Length 5>>stream\nnames\nendstream'] }), 'a.pdf');
    expect(result.children.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['etc/list.txt', 'names']]);
  });
});

describe('pictures', () => {
  it('stand upright in each EXIF orientation, their compressed data untouched', async () => {
    const upright = await sharp(drawn(await take(readFileSync(new URL('Portrait_1.jpg', fixtures)), 'Portrait_1.jpg'), 20)).resize(40, 60, { fit: 'fill' }).greyscale().raw().toBuffer();
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const original = readFileSync(new URL(`Portrait_${orientation}.jpg`, fixtures));
      const result = await take(original, `Portrait_${orientation}.jpg`);
      const shown = await sharp(drawn(result, 20)).resize(40, 60, { fit: 'fill' }).greyscale().raw().toBuffer();
      const difference = shown.reduce((sum, value, at) => sum + Math.abs(value - upright[at]!), 0) / shown.length;
      expect(difference, `orientation ${orientation}`).toBeLessThan(8);
      expect(result.facts).toMatchObject({ exifOrientation: orientation, widthPx: 1200, heightPx: 1800 });
      const scan = original.subarray(original.indexOf(Buffer.from([0xff, 0xda])));
      expect(Buffer.from(result.rendition!.pdf).includes(scan.subarray(0, scan.lastIndexOf(Buffer.from([0xff, 0xd9])))), 'scan data').toBe(true);
    }
  });

  it('give time, place and device as facts and keep them out of the rendition', async () => {
    const jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
      .withExif({ IFD0: { Make: 'Acme', Model: 'Phone 9' }, IFD2: { DateTimeOriginal: '2026:03:01 10:20:30' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 27/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '30/1 30/1 0/1' } })
      .jpeg().toBuffer();
    const result = await take(jpeg, 'photo.jpg');
    expect(result.facts).toMatchObject({ deviceMake: 'Acme', deviceModel: 'Phone 9', takenAt: '2026-03-01T10:20:30', latitude: expect.closeTo(50.45, 3) as number, longitude: expect.closeTo(30.5, 3) as number });
    expect(Buffer.from(result.rendition!.pdf).includes('Phone 9')).toBe(false);
  });

  it('keep their size where their resolution is sane, and fit A4 where it is missing or absurd', async () => {
    const square = sharp({ create: { width: 600, height: 300, channels: 3, background: '#ffffff' } });
    const box = async (bytes: Buffer, name: string): Promise<number[]> => {
      const { pdf } = (await take(bytes, name)).rendition!;
      return /\/MediaBox\s*\[\s*([^\]]+)\]/.exec(Buffer.from(pdf).toString('latin1'))![1]!.trim().split(/\s+/).slice(2).map(Number);
    };
    expect(await box(await square.clone().withMetadata({ density: 150 }).png().toBuffer(), 'a.png')).toEqual([expect.closeTo(288, 0), expect.closeTo(144, 0)]);
    const large = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#ffffff' } });
    expect(await box(await large.withMetadata({ density: 72 }).png().toBuffer(), 'a.png')).toEqual([expect.closeTo(793.7, 0), expect.closeTo(595.3, 0)]);
  });

  it('with many pages give a page each', async () => {
    const result = await take(greyTiff([{ width: 300, height: 200, shade: 0 }, { width: 200, height: 300, shade: 128 }, { width: 300, height: 200, shade: 255 }], 100), 'fax.tif');
    expect(result).toMatchObject({ kind: 'tiff', pages: 3, findings: [] });
    writeFileSync(path.join(folder, 'fax.pdf'), result.rendition!.pdf);
    const info = execFileSync('pdfinfo', ['-f', '1', '-l', '3', 'fax.pdf'], { cwd: folder, encoding: 'utf8' });
    expect([...info.matchAll(/Page\s+\d size:\s+([\d.]+) x ([\d.]+)/g)].map(([, width, height]) => [Number(width), Number(height)])).toEqual([[216, 144], [144, 216], [216, 144]]);
    execFileSync('pdftoppm', ['-r', '10', '-gray', '-f', '2', '-l', '2', '-singlefile', 'fax.pdf', 'fax'], { cwd: folder });
    expect(readFileSync(path.join(folder, 'fax.pgm')).subarray(-1)[0]).toBeCloseTo(128, -1);
  });

  it('that are damaged are shown as far as they can be, with a finding, or refused', async () => {
    const whole = readFileSync(new URL('Portrait_1.jpg', fixtures));
    expect((await take(whole.subarray(0, whole.length / 2), 'cut.jpg')).findings.map(({ code }) => code)).toEqual(['picture-damaged']);
    expect(await refused(whole.subarray(0, 40), 'cut.jpg')).toMatchObject({ code: 'document-damaged' });
  });

  it('that unfold to too many pixels are refused before they unfold', async () => {
    const png = Buffer.from(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#ffffff' } }).png().toBuffer());
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    expect(await refused(png, 'bomb.png')).toMatchObject({ code: 'document-too-large' });
  });
});

describe('text', () => {
  const sentence = 'Свідок розповіла, що поїздку організував чоловік на ім’я Тарас. Її паспорт забрали на кордоні.';

  it.each([['utf-8', false], ['utf-16le', false], ['windows-1251', true], ['koi8-u', true]] as const)('in %s is read as it was written', async (encoding, guessed) => {
    const text = encoding === 'koi8-u' ? sentence.replace('’', "'") : sentence;
    const result = await take(iconv.encode(text, encoding), 'statement.txt', { language: 'uk' });
    expect(textOf(result).replace(/\s+/g, ' ')).toContain(text.slice(0, 60));
    expect(result.findings.some(({ code }) => code === 'encoding-guessed')).toBe(guessed);
  });

  it('keeps its lines, and runs from the right where its script does', async () => {
    const result = await take(Buffer.from('First line\nSecond line\n\nشهدت المرأة أمام المحكمة\n'), 'a.txt');
    expect(textOf(result)).toMatch(/First line\s*\n\s*Second line/);
    expect(result.pages).toBe(1);
  });

  it('in a table becomes a table', async () => {
    const result = await take(Buffer.from('Date;IBAN;Amount\n2026-03-01;DE89370400440532013000;"1.200,00"\n2026-03-02;UA213223130000026007233566001;50,00\n'), 'account.csv');
    expect(result.facts).toMatchObject({ rows: 3, columns: 3 });
    expect(textOf(result)).toContain('1.200,00');
  });

  it('of a web page is shown without its scripts and without the network', async () => {
    const result = await take(Buffer.from('<!doctype html><title>Offer</title><script>steal()</script><h1>Work abroad</h1><p>Call <a href="https://example.org/x">us</a><img src="https://example.org/t.gif">'), 'a.html');
    expect(result.findings).toMatchObject([{ code: 'remote-content' }]);
    expect(textOf(result)).toContain('Work abroad');
    expect(textOf(result)).toContain('https://example.org/x');
    expect(textOf(result)).not.toContain('steal');
  });
});

describe('messages', () => {
  const message = [
    'From: Olena <olena@example.org>', 'To: office@example.org', 'Subject: =?utf-8?B?0JTQvtC60YPQvNC10L3RgtC4?=', 'Date: Mon, 2 Mar 2026 10:00:00 +0200', 'Message-ID: <1@example.org>', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', 'Добрий день, документи у вкладенні.',
    '--b', 'Content-Type: text/plain; name="../list.txt"', 'Content-Disposition: attachment; filename="../list.txt"', 'Content-Transfer-Encoding: base64', '', Buffer.from('one\ntwo\n').toString('base64'),
    '--b', 'Content-Type: message/rfc822', 'Content-Disposition: attachment', '', 'From: a@example.org', 'Subject: Inner', 'Message-ID: <2@example.org>', '', 'Inner text', '--b--', '',
  ].join('\r\n');

  it('show their headers and text, give their attachments byte-exact as children, and their Message-ID', async () => {
    const result = await take(Buffer.from(message), 'mail.eml');
    expect(result.kind).toBe('email');
    expect(result.facts).toMatchObject({ messageId: '<1@example.org>', sentAt: '2026-03-02T08:00:00.000Z' });
    const text = textOf(result);
    for (const part of ['Документи', 'Olena <olena@example.org>', 'office@example.org', 'Добрий день', 'list.txt', createHash('sha256').update('one\ntwo\n').digest('hex')]) expect(text).toContain(part);
    expect(result.children.map(({ name, bytes }) => [name, Buffer.from(bytes).toString().slice(0, 19)])).toEqual([['list.txt', 'one\ntwo\n'], ['attachment-2.eml', 'From: a@example.org']]);
  });
});

describe('whatever else arrives', () => {
  it('is refused where it is empty', async () => {
    expect(await refused(Buffer.alloc(0), 'a.pdf')).toMatchObject({ code: 'document-empty' });
  });

  it('is taken by its content, with a finding, where its name says otherwise', async () => {
    const png = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#00ff00' } }).png().toBuffer();
    expect(await take(png, 'statement.pdf')).toMatchObject({ kind: 'png', pages: 1, findings: [{ code: 'kind-mismatch' }] });
  });

  it('is kept native with a slip sheet that says what it is', async () => {
    const bytes = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]);
    const result = await take(bytes, 'dump.bin');
    expect(result).toMatchObject({ kind: 'unknown', pages: 1, findings: [{ code: 'kept-native' }] });
    const text = textOf(result);
    for (const part of ['dump.bin', '8 bytes', createHash('sha256').update(bytes).digest('hex')]) expect(text).toContain(part);
  });
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
