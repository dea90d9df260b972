import { createHash } from 'node:crypto';
import { PDFDocument, PDFName, PDFString, rgb, StandardFonts, type PDFPage } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redactPdf, type Redacted } from '../../../../engine/redaction/index.ts';
import { tasks as proofTasks } from '../../../../engine/redaction/proof-tasks.ts';
import { readWithPdfjs } from '../../../../engine/redaction/pdfjs-text.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { RedactionMethod } from '../../../../shared/case-model/redaction.ts';
import type { Rect } from '../../../../shared/geometry.ts';
import { typesetPdf } from '../reading/make-scan.ts';
import { drawnByPoppler, holds, isSound, namesInFile, popplerWords, readers, recognised } from './outside-readers.ts';
import { leftIn, pageSize, pageWith, plantedCarriers, zone } from './planted-carriers.ts';
import { textOf } from './pair-pages.ts';
import { redactedPage, secretZones } from './redact-pair.ts';
import { outside } from './redaction-harness.ts';

// The table of redaction guarantees, R1 to R10 and R14: each tried on a saved file by programs that did not write it, and each tried on a file of a build that breaks it.
// R11 to R13 are tried on a whole release (operations/guarantees-of-a-release.test.ts), R15 on files of others (intake/inspect-pdf.test.ts) and below on our own.
const pools = createWorkerPools();
afterAll(() => pools.close());
const methods: readonly RedactionMethod[] = ['raster', 'structural'];
const names = Object.keys(readers);
const canaries = plantedCarriers.map(({ canary }) => canary);

async function redact(pdf: Uint8Array, zones: readonly Rect[], method: RedactionMethod, secrets: readonly string[] = []): Promise<Redacted> {
  const text = [await textOf(pdf)];
  const made = await redactPdf(pools, { pdf, zones: zones.map((rect) => ({ page: 1, rect, why: 'order' })), text, title: 'Statement', language: 'en', secrets, method });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

async function brokenGuarantees(source: Uint8Array, pdf: Uint8Array, drawn: boolean, secrets: readonly string[] = []): Promise<string[]> {
  const proof = await proofTasks.prove({ source, pdf, zones: [[zone]], secrets, drawn: [drawn] });
  if (!proof.ok) return ['not opened'];
  return proof.value.filter((guarantee) => !guarantee.holds).map(({ guarantee }) => guarantee);
}

async function whoFinds(pdf: Uint8Array, canary: string): Promise<string[]> {
  const found: string[] = [];
  for (const [name, reader] of Object.entries(readers)) if (holds(await reader(pdf), canary)) found.push(name);
  return found;
}

const plainPage = `#set page(width: ${pageSize[0]}pt, height: ${pageSize[1]}pt, margin: 0pt)
#set text(font: "Noto Sans", size: 12pt)
#place(dx: 30pt, dy: 21pt)[Words that everybody may read]
#place(dx: 30pt, dy: 101pt)[stand above and below the line.]`;

let source: Uint8Array;
let plain: Uint8Array;
const made = new Map<RedactionMethod, Redacted>();
const clean = new Map<RedactionMethod, Redacted>();
const lines: string[] = [];

beforeAll(async () => {
  source = await pageWith(plantedCarriers);
  plain = typesetPdf(plainPage);
  for (const method of methods) {
    made.set(method, await redact(source, [zone], method, canaries));
    clean.set(method, await redact(plain, [zone], method));
  }
});

function honest(method: RedactionMethod, of = made): Redacted {
  const redacted = of.get(method);
  if (redacted === undefined) throw new Error('not redacted');
  return redacted;
}

describe('R1: nothing of any carrier is in the file, whoever reads it', () => {
  it('and each reader sees in the source what it looks for', async () => {
    const found = new Map<string, string>();
    for (const name of names) found.set(name, (await readers[name]?.(source)) ?? '');
    const after = new Map<string, string>();
    for (const method of methods) for (const name of names) after.set(`${method} ${name}`, (await readers[name]?.(honest(method).pdf)) ?? '');
    for (const { name, canary } of plantedCarriers) {
      const seen = names.filter((reader) => holds(found.get(reader) ?? '', canary));
      const left = [...after].filter(([, text]) => holds(text, canary)).map(([reader]) => reader);
      lines.push(`R1  ${name.padEnd(36)} in the source: ${seen.join(', ').padEnd(30)} after: ${left.length === 0 ? 'nobody' : left.join(', ')}`);
      expect(seen, name).not.toEqual([]);
      expect(left, name).toEqual([]);
    }
    for (const name of names) expect(plantedCarriers.filter(({ canary }) => holds(found.get(name) ?? '', canary)).length, name).toBeGreaterThan(5);
    // The words that stay can be read by all of them: they did open the file.
    for (const [reader, text] of after) if (!reader.endsWith('bytes')) expect(text, reader).toContain('everybody');
  });

  it.each(plantedCarriers)('a build that leaves $name in is caught by the proof, and seen by a reader', async (carrier) => {
    const broken = await leftIn(honest('raster').pdf, carrier);
    const faults = await brokenGuarantees(source, broken, false, [carrier.canary]);
    const seen = await whoFinds(broken, carrier.canary);
    lines.push(`R1  ${carrier.name.padEnd(36)} left in: the proof says ${faults.join(', ')}; seen by ${seen.join(', ')}`);
    expect(faults).toEqual(expect.arrayContaining([...carrier.guarantees]));
    expect(seen).not.toEqual([]);
  });
});

interface Check {
  readonly what: string;
  /** What a reader finds to be wrong; empty where the guarantee holds. */
  readonly faults: (pdf: Uint8Array) => Promise<readonly string[]> | readonly string[];
  /** A file of a build that breaks it. */
  readonly broken: (pdf: Uint8Array) => Promise<Uint8Array>;
}

async function edited(pdf: Uint8Array, edit: (document: PDFDocument, page: PDFPage) => void | Promise<void>): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  await edit(document, document.getPage(0));
  return document.save({ useObjectStreams: false });
}

const writtenIn = (x: number, fromTop: number, words: string) => (pdf: Uint8Array): Promise<Uint8Array> => edited(pdf, async (document, page) => { page.drawText(words, { x, y: pageSize[1] - fromTop, size: 9, font: await document.embedFont(StandardFonts.Helvetica), color: rgb(1, 1, 1) }); });

const centreInZone = ([x, y, width, height]: Rect): boolean => x + width / 2 > zone[0] && x + width / 2 < zone[0] + zone[2] && y + height / 2 > zone[1] && y + height / 2 < zone[1] + zone[3];

const dpi = 144;
const scale = dpi / 72;

function darkOutside(one: ReturnType<typeof drawnByPoppler>, other: ReturnType<typeof drawnByPoppler>): number {
  // Twelve pixels to the square: ink that is there on one page and not near it on the other.
  const cell = 12;
  let changed = 0;
  for (let top = 0; top + cell <= one.height; top += cell) {
    for (let left = 0; left + cell <= one.width; left += cell) {
      if (top + cell > (zone[1] - 1) * scale && top < (zone[1] + zone[3] + 1) * scale && left + cell > (zone[0] - 1) * scale && left < (zone[0] + zone[2] + 1) * scale) continue;
      const mean = (image: typeof one): number => {
        let sum = 0;
        for (let y = top; y < top + cell; y++) for (let x = left; x < left + cell; x++) sum += image.grey[y * image.width + x] ?? 255;
        return sum / (cell * cell);
      };
      if (Math.abs(mean(one) - mean(other)) > 40) changed++;
    }
  }
  return changed;
}

const allowed = new Set([
  'Type', 'Catalog', 'Pages', 'Page', 'Kids', 'Count', 'Parent', 'MediaBox', 'Resources', 'Contents', 'Lang', 'ViewerPreferences', 'DisplayDocTitle', 'Title', 'Producer', 'Size', 'Root', 'Info', 'ID',
  'XObject', 'I', 'Subtype', 'Image', 'Width', 'Height', 'BitsPerComponent', 'ColorSpace', 'DeviceGray', 'DeviceRGB', 'DecodeParms', 'K', 'Columns', 'Rows', 'BlackIs1', 'Length', 'Length1', 'Filter',
  'FlateDecode', 'CCITTFaxDecode', 'DCTDecode', 'Font', 'T', 'Type0', 'CIDFontType2', 'BaseFont', 'GlyphLessFont', 'Encoding', 'Identity-H', 'DescendantFonts', 'ToUnicode', 'DW', 'FontDescriptor', 'FontName', 'Flags',
  'FontBBox', 'ItalicAngle', 'Ascent', 'Descent', 'CapHeight', 'StemV', 'FontFile2', 'Predictor', 'Colors', 'ExtGState', 'CIDSystemInfo', 'Registry', 'Ordering', 'Supplement', 'CIDToGIDMap', 'Identity',
  'Drawn', 'CIDFontType0', 'CIDFontType0C', 'FontFile3', 'W',
]);

const checks: Readonly<Record<string, readonly Check[]>> = {
  R2: [
    { what: 'no text in the zone by pdftotext', faults: (pdf) => popplerWords(pdf).filter(({ box: [left, top, right, bottom] }) => centreInZone([left, top, right - left, bottom - top])).map(({ text }) => text), broken: writtenIn(40, 78, 'word') },
    { what: 'no text in the zone by PDF.js', faults: async (pdf) => ((await readWithPdfjs(pdf))[0] ?? []).filter(({ rect }) => centreInZone(rect)).map(({ text }) => text), broken: writtenIn(40, 78, 'word') },
    { what: 'no text in the zone by PDFium', faults: async (pdf) => ((await textOf(pdf)).words).filter(({ rect }) => centreInZone(rect)).map(({ text }) => text), broken: writtenIn(40, 78, 'word') },
  ],
  R5: [{
    what: 'the zone is one colour, as poppler draws it', broken: writtenIn(40, 78, 'word'),
    faults: (pdf) => {
      const { width, grey } = drawnByPoppler(pdf, dpi);
      let lightest = 0;
      for (let y = Math.ceil((zone[1] + 1) * scale); y < (zone[1] + zone[3] - 1) * scale; y++) for (let x = Math.ceil((zone[0] + 1) * scale); x < (zone[0] + zone[2] - 1) * scale; x++) lightest = Math.max(lightest, grey[y * width + x] ?? 255);
      return lightest > 24 ? [`a tone of ${lightest}`] : [];
    },
  }],
  R6: [{
    what: 'every word of the text layer is recognised on the page anew', broken: (pdf) => edited(pdf, async (document, page) => { page.drawText('unseen', { x: 200, y: 20, size: 9, opacity: 0, font: await document.embedFont(StandardFonts.Helvetica) }); }),
    faults: (pdf) => {
      const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
      const seen = letters(recognised(pdf));
      return popplerWords(pdf).map(({ text }) => letters(text)).filter((word) => word.length > 2 && !seen.includes(word));
    },
  }],
  R7: [{
    what: 'one revision without orphans or bytes beside it, by qpdf and by hand', broken: (pdf) => edited(pdf, (document) => { document.context.register(document.context.obj([PDFString.of('x')])); }),
    faults: async (pdf) => {
      const text = Buffer.from(pdf).toString('latin1');
      const document = await PDFDocument.load(pdf, { updateMetadata: false });
      const reached = new Set([...text.matchAll(/(\d+) 0 R/g)].map((match) => match[1]));
      const orphans = document.context.enumerateIndirectObjects().filter(([ref]) => !reached.has(String(ref.objectNumber))).map(([ref]) => `orphan ${ref.objectNumber}`);
      return [...(isSound(pdf) ? [] : ['qpdf']), ...(text.split('%%EOF').length === 2 && text.trimEnd().endsWith('%%EOF') ? [] : ['%%EOF']), ...(/\/Prev\b/.test(text) ? ['/Prev'] : []), ...orphans];
    },
  }],
  R8: [{
    what: 'only permitted names, as qpdf lists them', broken: (pdf) => edited(pdf, (document) => { document.catalog.set(PDFName.of('OpenAction'), document.context.obj([])); }),
    faults: (pdf) => [...namesInFile(pdf)].filter((name) => !allowed.has(name) && !/^[AFP]\d+$/.test(name)),
  }],
  R9: [{
    what: 'no font but those of glyphs that the pages show, by pdffonts and qpdf', broken: writtenIn(40, 30, 'word'),
    faults: (pdf) => {
      const decoded = outside('qpdf', pdf, (file) => ['--qdf', '--normalize-content=n', '--stream-data=uncompress', '--object-streams=disable', file, '-']).toString('latin1');
      const widths = [...decoded.matchAll(/\/W \[\s+1\s+\[([^\]]*)\]/g)].reduce((sum, [, list]) => sum + (list ?? '').trim().split(/\s+/).length, 0);
      const shown = new Set([...decoded.matchAll(/^\[(.*)\] TJ$/gm)].flatMap(([, text]) => [...(text ?? '').matchAll(/[0-9A-F]{4}(?=[0-9A-F]*>)/g)].map(([code]) => code)));
      const others = outside('pdffonts', pdf, (file) => [file]).toString('utf8').split('\n').slice(2).filter((line) => line.trim() !== '' && !/^(?:GlyphLessFont|Drawn) /.test(line));
      return [...others, ...(widths > shown.size ? [`${widths} glyphs, ${shown.size} of them shown`] : [])];
    },
  }],
  R10: [{
    what: 'nothing lost or added off the zone, as poppler draws both', broken: (pdf) => edited(pdf, (_, page) => { page.drawRectangle({ x: 30, y: 160, width: 60, height: 24, color: rgb(1, 1, 1) }); }),
    faults: (pdf) => {
      const changed = darkOutside(drawnByPoppler(plain, dpi), drawnByPoppler(pdf, dpi));
      return changed === 0 ? [] : [`${changed} squares`];
    },
  }],
};

describe.each(methods)('R2 and R5 to R10, by %s', (method) => {
  it.each(Object.entries(checks).flatMap(([guarantee, list]) => list.map((check) => ({ guarantee, ...check }))))('$guarantee: $what, and a broken build is noticed', async ({ guarantee, what, faults, broken }) => {
    const { pdf } = honest(method, clean);
    const found = await faults(pdf);
    const caught = await faults(await broken(pdf));
    lines.push(`${guarantee.padEnd(3)} ${`${what}, ${method}`.padEnd(78)} ${found.length === 0 ? 'holds' : `FAILS: ${found.join(' ')}`}; broken: ${caught.slice(0, 3).join(', ')}`);
    expect(found).toEqual([]);
    expect(caught).not.toEqual([]);
  });

  it('R3: two secrets give one file and one picture, and tight boxes give two', async () => {
    const withName = async (name: string): Promise<Uint8Array> => {
      const document = await PDFDocument.load(await pageWith([]));
      document.getPage(0).drawText(`I, ${name}, state this.`, { x: 30, y: 122, size: 10, font: await document.embedFont(StandardFonts.Helvetica) });
      return document.save({ useObjectStreams: false });
    };
    const hashes = async (kind: 'lines' | 'words'): Promise<Set<string>> => {
      const found = new Set<string>();
      for (const name of ['Io Li', 'Wilhelmina Oganesyan']) {
        const pdf = await withName(name);
        const page = { pdf, text: await textOf(pdf) };
        const redacted = await redactedPage(page, secretZones(page, name)[kind], method);
        expect(redacted.why).toBeUndefined();
        found.add(`${createHash('sha256').update(redacted.pdf).digest('hex')} ${createHash('sha256').update(drawnByPoppler(redacted.pdf, dpi).grey).digest('hex')}`);
      }
      return found;
    };
    const wide = await hashes('lines');
    const tight = await hashes('words');
    lines.push(`R3  two secrets, ${method}: ${wide.size} file; broken (boxes as tight as the words): ${tight.size} files`);
    expect(wide.size).toBe(1);
    expect(tight.size).toBe(2);
  });

  it('R4: a name takes its whole line, and a box that cuts a line warns', async () => {
    const document = await PDFDocument.load(await pageWith([]));
    document.getPage(0).drawText('I, Olena Testenko, state this.', { x: 30, y: 122, size: 10, font: await document.embedFont(StandardFonts.Helvetica) });
    const pdf = await document.save({ useObjectStreams: false });
    const whole = await redact(pdf, [zone], method, ['Testenko']);
    const onLine = (file: Uint8Array): string[] => popplerWords(file).filter(({ box: [, top, , bottom] }) => (top + bottom) / 2 > zone[1] && (top + bottom) / 2 < zone[1] + zone[3]).map(({ text }) => text);
    expect(whole.warnings).toEqual([]);
    expect(onLine(whole.pdf)).toEqual([]);
    const name = popplerWords(pdf).find(({ text }) => text.startsWith('Testenko'))?.box ?? [0, 0, 0, 0];
    const tight = await redact(pdf, [[name[0], name[1], name[2] - name[0], name[3] - name[1]]], method, ['Testenko']);
    lines.push(`R4  ${method}: whole line leaves ${onLine(whole.pdf).length} words beside it; a tight box leaves ${onLine(tight.pdf).length} and warns ${tight.warnings.length} times`);
    expect(tight.warnings.map(({ code }) => code)).toEqual(['tight-box']);
    expect(onLine(tight.pdf)).not.toEqual([]);
  });

  it('R14: what cannot be read is refused, with nothing in hand', async () => {
    const encrypted = outside('sh', plain, (file, folder) => ['-c', 'qpdf --encrypt user owner 256 -- "$1" "$2/out.pdf" && cat "$2/out.pdf"', 'sh', file, folder]);
    const zones = [{ page: 1, rect: zone, why: 'order' }];
    const of = (pdf: Uint8Array): ReturnType<typeof redactPdf> => redactPdf(pools, { pdf, zones, text: [], title: '', language: '', method });
    expect(await of(encrypted)).toMatchObject({ ok: false, failure: { code: 'document-encrypted' } });
    expect(await of(plain.subarray(0, 120))).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
    expect(await of(Buffer.from('PK\u0003\u0004 not a PDF'))).toMatchObject({ ok: false });
    expect(honest(method, clean).pages).toBe(1);
  });
});

it('prints the table', () => {
  process.stdout.write(`${lines.sort().join('\n')}\n`);
  expect(lines.length).toBeGreaterThan(plantedCarriers.length * 2);
});
