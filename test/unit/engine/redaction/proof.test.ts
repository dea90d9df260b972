import { PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rect } from '../../../../shared/geometry.ts';
import type { Word } from '../../../../shared/page-text.ts';
import { tasks as encodeTasks, type EncodedImage } from '../../../../engine/redaction/encode-tasks.ts';
import { tasks as proofTasks } from '../../../../engine/redaction/proof-tasks.ts';
import { tasks as rasterTasks, type RasterPage } from '../../../../engine/redaction/raster-tasks.ts';
import { searchFor } from '../../../../engine/redaction/secret-search.ts';
import { proveStructure } from '../../../../engine/redaction/structure-proof.ts';
import { tasks as writeTasks } from '../../../../engine/redaction/write-tasks.ts';
import { tasks as pdfTasks } from '../../../../engine/pdf/pdf-tasks.ts';
import type { Result } from '../../../../shared/result.ts';
import { statementWith, withEarlierRevision } from './made-pages.ts';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const secret = 'Testenko';
const zone: Rect = [18, 150, 559, 24];
const elsewhere: Rect = [18, 600, 559, 24];
let source: Uint8Array;
let words: readonly Word[];

async function rasterised(zones: readonly Rect[]): Promise<RasterPage> {
  value(await rasterTasks.open({ bytes: source }));
  return value(await rasterTasks.rasterise({ page: 1, zones, words, source: 'text' }));
}

interface Sabotage {
  readonly painted?: readonly Rect[];
  readonly words?: (words: readonly Word[]) => readonly Word[];
  readonly title?: string;
  readonly image?: (image: EncodedImage) => EncodedImage;
}

/** A redacted file made as the product makes it, but for one thing. */
async function redactedBut({ painted = [zone], words: change = (same) => same, title = 'Statement', image = (same) => same }: Sabotage = {}): Promise<Uint8Array> {
  const page = await rasterised(painted);
  const encoded = image(value(await encodeTasks.encode(page.image)));
  const { widthPt, heightPt } = page;
  return value(await writeTasks.write({ title, language: 'en', pages: 1 }, { call: () => Promise.resolve({ widthPt, heightPt, image: encoded, words: change(page.words) }) }));
}

async function broken(pdf: Uint8Array): Promise<string[]> {
  const proof = value(await proofTasks.prove({ source, pdf, zones: [[zone]], secrets: [secret] }));
  return proof.filter(({ holds }) => !holds).map(({ guarantee }) => guarantee);
}

async function edited(pdf: Uint8Array, edit: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  edit(document);
  return document.save({ useObjectStreams: false });
}

beforeAll(async () => {
  source = await statementWith(`Olena ${secret}`);
  value(await pdfTasks.open({ bytes: source }));
  words = value(pdfTasks.words({ page: 1 })).words;
});

describe('the proof of a redacted file', () => {
  it('holds for an honest one', async () => {
    expect(await broken(await redactedBut())).toEqual([]);
  });

  it('finds a secret in a string (R1), in any encoding', async () => {
    expect(await broken(await redactedBut({ title: `Statement of ${secret}` }))).toContain('R1');
    const honest = await redactedBut();
    const literal = String.raw`\124estenko`;
    expect(await broken(await edited(honest, (pdf) => pdf.catalog.set(PDFName.of('Note'), PDFString.of(literal))))).toEqual(expect.arrayContaining(['R1', 'R8']));
    expect(await broken(Buffer.concat([honest, Buffer.from(`% (${secret})\n`)]))).toEqual(expect.arrayContaining(['R1', 'R7']));
  });

  it('takes no word by chance in the hash that names a file for a short secret, and finds a long one there (R1)', async () => {
    const honest = await redactedBut();
    const named = (first: string, second = first): Uint8Array => {
      const hex = [first, second].map((text) => Buffer.from(text.padEnd(16)).toString('hex').toUpperCase());
      return Buffer.from(Buffer.from(honest).toString('latin1').replace(/(\/ID \[ ?)<[0-9A-Fa-f]{32}> <[0-9A-Fa-f]{32}>/, `$1<${hex[0] ?? ''}> <${hex[1] ?? ''}>`), 'latin1');
    };
    const holds = (pdf: Uint8Array): boolean | undefined => proveStructure(pdf, searchFor(['Li', secret])).find(({ guarantee }) => guarantee === 'R1')?.holds;
    expect(Buffer.from(named('Li')).equals(honest)).toBe(false);
    expect(holds(named(' Li '))).toBe(true);
    expect(holds(named(' Li ', 'other'))).toBe(false);
    expect(holds(named(secret))).toBe(false);
  });

  it('finds text in a zone and a secret off the zones (R2)', async () => {
    const hidden = words.find(({ text }) => text.startsWith(secret));
    if (hidden === undefined) throw new Error('the sample has no secret');
    expect(await broken(await redactedBut({ words: (kept) => [...kept, { ...hidden, text: 'harmless' }] }))).toContain('R2');
    const spoken = await redactedBut({ words: (kept) => kept.map((word, index) => (index === 0 ? { ...word, text: secret } : word)) });
    expect(await broken(spoken)).toEqual(['R1', 'R2']);
  });

  it('finds a zone that is not solid (R5)', async () => {
    expect(await broken(await redactedBut({ painted: [elsewhere] }))).toContain('R5');
    expect(await broken(await redactedBut({ painted: [[18, 150, 558, 24]] }))).toEqual(['R5']);
  });

  it('finds words in the text layer that the page does not show (R6)', async () => {
    expect(await broken(await redactedBut({ words: (kept) => [...kept, { text: 'harmless', rect: [100, 700, 60, 12], line: 99 }] }))).toEqual(['R6']);
  });

  it('finds an earlier revision, trailing bytes and an orphan (R7)', async () => {
    const honest = await redactedBut();
    expect(await broken(withEarlierRevision(honest, 'harmless'))).toContain('R7');
    expect(await broken(Buffer.concat([honest, Buffer.from('%%EOF\n')]))).toEqual(['R7']);
    const orphan = await edited(honest, (pdf) => pdf.context.register(pdf.context.obj([1, 2, 3])));
    expect(await broken(orphan)).toContain('R7');
  });

  it('finds a key, an operator or an object that a redacted file may not have (R8)', async () => {
    const honest = await redactedBut();
    expect(await broken(await edited(honest, (pdf) => pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj([]))))).toEqual(['R8']);
    const drawn = await edited(honest, (pdf) => {
      const page = pdf.getPage(0).node;
      const contents = page.Contents();
      if (contents instanceof PDFRawStream) page.set(PDFName.of('Contents'), pdf.context.register(pdf.context.stream('q 595 0 0 842 0 0 cm /I Do Q\n0 0 10 10 re f')));
    });
    expect(await broken(drawn)).toContain('R8');
  });

  it('finds a font with glyphs (R9)', async () => {
    const changed = await edited(await redactedBut(), (pdf) => {
      for (const [reference, object] of pdf.context.enumerateIndirectObjects()) {
        if (object instanceof PDFRawStream && object.dict.has(PDFName.of('Length1'))) pdf.context.assign(reference, pdf.context.flateStream('glyphs', { Length1: 6 }));
      }
    });
    expect(await broken(changed)).toEqual(['R9']);
  });

  it('finds what was lost or added outside the zones (R10)', async () => {
    expect(await broken(await redactedBut({ painted: [zone, elsewhere] }))).toContain('R10');
    expect(await broken(await redactedBut({ painted: [zone, [18, 100, 559, 30]] }))).toContain('R10');
  });
});
