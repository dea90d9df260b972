import { createHash } from 'node:crypto';
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { redactPdf, zonesForMentions, type Redacted } from '../../../../engine/redaction/index.ts';
import { readDocument } from '../../../../engine/reading/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { carrierPdf, carriers, statementWith, withTextLayer } from './made-pages.ts';
import { pageMakers } from './pair-pages.ts';
import { bytesHold, outside, popplerText, qpdfDecoded, readText, redactWords } from './redaction-harness.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

describe('redactPdf by pixels', () => {
  it('removes a name so that no outside reader finds it, and keeps the other lines searchable in their places', async () => {
    const pdf = await statementWith('Olena Testenko');
    expect(popplerText(pdf)).toContain('Testenko');
    const redacted = await redactWords(pools, pdf, ['Olena', 'Testenko']);
    if (!redacted.ok) throw new Error(redacted.failure.message);
    const { value } = redacted;
    expect(value.sha256).toBe(createHash('sha256').update(value.pdf).digest('hex'));
    expect(value.proof.map(({ guarantee, holds }) => `${guarantee} ${holds}`)).toEqual(Array.from({ length: 10 }, (_, index) => `R${index + 1} true`));
    const text = popplerText(value.pdf);
    expect(text).not.toMatch(/Olena|Testenko|parish|follows/);
    expect(text).toContain('The hearing took place on 3 February in open court.');
    expect(bytesHold(qpdfDecoded(value.pdf), 'Testenko')).toBe(false);
    const [page] = await readText(pools, value.pdf);
    const [source] = await readText(pools, pdf);
    const place = (words: typeof page): number[] => [...(words?.words.find((word) => word.text === 'February')?.rect ?? [])];
    const wanted = place(source);
    expect(wanted).toHaveLength(4);
    for (const [index, value] of place(page).entries()) expect(Math.abs(value - (wanted[index] ?? 0))).toBeLessThan(0.25);
  });

  it.each([
    ['Times', {}], ['Helvetica', { font: StandardFonts.Helvetica, size: 10 }], ['a rotated page', { rotate: 90 }], ['a cropped page', { crop: true }], ['a page upside down and cropped', { rotate: 180, crop: true }],
  ])('gives the same bytes whatever the length of the name: %s', async (_, options) => {
    const files = await Promise.all(['Jo Li', 'Wilhelmina Papadopoulou'].map(async (name) => {
      const redacted = await redactWords(pools, await statementWith(name, options), name.split(' '));
      if (!redacted.ok) throw new Error(redacted.failure.message);
      return redacted.value;
    }));
    expect(files[0]?.sha256).toBe(files[1]?.sha256);
    expect(popplerText(files[0]?.pdf ?? new Uint8Array())).toContain('presiding judge');
  });

  it('leaves nothing of any hidden carrier in the file', async () => {
    const pdf = await carrierPdf();
    const before = qpdfDecoded(pdf);
    for (const canary of carriers) expect(bytesHold(before, canary), canary).toBe(true);
    const redacted = await redactWords(pools, pdf, ['Canaryline']);
    if (!redacted.ok) throw new Error(redacted.failure.message);
    const after = qpdfDecoded(redacted.value.pdf);
    for (const canary of [...carriers.filter((name) => name !== 'Canaryform'), 'Canaryline']) expect(bytesHold(after, canary), canary).toBe(false);
    expect(popplerText(redacted.value.pdf)).toContain('Visible words stay on the page');
    expect(outside('pdftotext', redacted.value.pdf, (file) => ['-raw', file, '-']).toString()).not.toContain('Canary');
  });

  it('refuses, without a file, when a secret would remain in the title', async () => {
    const redacted = await redactWords(pools, await statementWith('Olena Testenko'), ['Testenko'], { title: 'Statement of Testenko' });
    expect(redacted).toMatchObject({ ok: false, failure: { code: 'redaction-not-proved' } });
    expect(JSON.stringify(redacted)).not.toContain('Testenko');
  });

  it('refuses when a secret stands on a line that no zone covers', async () => {
    const pdf = await statementWith('Olena Testenko');
    const redacted = await redactPdf(pools, { pdf, zones: [], text: await readText(pools, pdf), title: 'Statement', language: 'en', secrets: ['testenko'] });
    expect(redacted).toMatchObject({ ok: false, failure: { code: 'redaction-not-proved' } });
  });

  it('warns of a box drawn as tight as the name', async () => {
    const pdf = await statementWith('Olena Testenko');
    const text = await readText(pools, pdf);
    const rect = text[0]?.words.find((word) => word.text.startsWith('Testenko'))?.rect ?? [0, 0, 0, 0];
    const redacted = await redactPdf(pools, { pdf, zones: [{ page: 1, rect, why: 'order' }], text, title: '', language: '', secrets: ['Testenko'] });
    if (!redacted.ok) throw new Error(redacted.failure.message);
    expect(redacted.value.warnings.map(({ code }) => code)).toEqual(['tight-box']);
    expect(popplerText(redacted.value.pdf)).toContain('parish');
  });

  it('gives the same bytes for names that a form sets in different sizes, each to fit its field', async () => {
    const files = await Promise.all(['Bo Illi', 'Wilhelmina Papadopoulou-Oganesyan', 'Li Quigley'].map(async (name) => {
      const document = await PDFDocument.create();
      const page = document.addPage([400, 400]);
      page.drawText('The form of a witness.', { x: 40, y: 350, size: 12 });
      const field = document.getForm().createTextField('witness');
      field.setText(name);
      field.addToPage(page, { x: 40, y: 200, width: 160, height: 24 });
      const redacted = await redactWords(pools, await document.save({ useObjectStreams: false }), name.split(' '));
      if (!redacted.ok) throw new Error(redacted.failure.message);
      expect(redacted.value.warnings).toEqual([]);
      return redacted.value.sha256;
    }));
    expect(new Set(files).size).toBe(1);
  });

  it.each([[30, ['slanted-box']], [0, []], [90, []]])('warns of a box over a name that stands at a slant: %i degrees', async (turn, codes) => {
    const document = await PDFDocument.create();
    const page = document.addPage([400, 400]);
    page.drawText('Olena Testenko', { x: 150, y: 150, size: 12, rotate: degrees(turn), font: await document.embedFont(StandardFonts.Helvetica) });
    const redacted = await redactWords(pools, await document.save({ useObjectStreams: false }), ['Olena', 'Testenko']);
    if (!redacted.ok) throw new Error(redacted.failure.message);
    expect([...new Set(redacted.value.warnings.map(({ code }) => code))]).toEqual(codes);
  });

  it('refuses a zone on a page that is not there, and a file that is no PDF', async () => {
    const pdf = await statementWith('Olena Testenko');
    const zone = { page: 2, rect: [0, 0, 10, 10] as const, why: 'order' };
    expect(await redactPdf(pools, { pdf, zones: [zone], text: [], title: '', language: '' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(await redactPdf(pools, { pdf: Buffer.from('not a PDF'), zones: [], text: [], title: '', language: '' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });

  it('drops the old text layer of a scan, and takes the words that the page is read anew for', async () => {
    const scan = await pageMakers['scans']?.('Olena Testenko', 1, pools);
    if (scan === undefined) throw new Error('no scan');
    const pdf = await withTextLayer(scan.pdf, scan.text.words);
    const layer = await readText(pools, pdf);
    expect(layer[0]?.words.length).toBeGreaterThan(5);
    const zones = zonesForMentions(scan.text, scan.text.words.flatMap((word, index) => (/Olena|Testenko/.test(word.text) ? [{ why: 'order', wordIndexes: [index], rects: [] }] : [])));
    const input = { pdf, zones, text: layer, title: '', language: '', secrets: ['Testenko'] };
    const asked: (readonly string[])[] = [];
    const bare = await redactPdf(pools, input);
    const read = await redactPdf(pools, input, { readAgain: async (pictures) => {
      asked.push((await readText(pools, pictures)).flatMap((page) => page.words.map(({ text }) => text)));
      return { ok: true, value: [scan.text] };
    } });
    if (!bare.ok || !read.ok) throw new Error('not redacted');
    expect(popplerText(bare.value.pdf).trim()).toBe('');
    expect(asked).toEqual([[]]);
    expect(popplerText(read.value.pdf)).toContain('The hearing was held in open court');
    expect(popplerText(read.value.pdf)).not.toContain('Testenko');
  });

  it('takes the words of a recognised page from its painted pixels, so that what was recognised around a secret tells nothing of it (R3, R6)', async () => {
    const redactedScan = async (secret: string, reads: boolean): Promise<Redacted> => {
      const scan = await pageMakers['scans']?.(secret, 1, pools);
      if (scan === undefined) throw new Error('no scan');
      const hits = (text: string): boolean => secret.split(' ').some((part) => text.includes(part));
      const zones = zonesForMentions(scan.text, scan.text.words.flatMap((word, index) => (hits(word.text) ? [{ why: 'order', wordIndexes: [index], rects: [] }] : [])));
      // A recogniser lays out the page as a whole: what a line holds can move the boxes of the others.
      const words = scan.text.words.map((word) => (hits(word.text) ? word : { ...word, rect: [word.rect[0] + secret.length / 5, word.rect[1], word.rect[2], word.rect[3]] as const }));
      const made = await redactPdf(pools, { pdf: scan.pdf, zones, text: [{ ...scan.text, words }], title: '', language: '', secrets: secret.split(' ') }, reads ? { readAgain: (pictures) => readDocument(pools, pictures, { forceOcr: true, languages: ['en'] }) } : {});
      if (!made.ok) throw new Error(made.failure.message);
      return made.value;
    };
    const [one, other, bare, bareOther] = [await redactedScan('Io Li', true), await redactedScan('Wilhelmina Oganesyan', true), await redactedScan('Io Li', false), await redactedScan('Wilhelmina Oganesyan', false)];
    expect(bare.sha256).not.toBe(bareOther.sha256);
    expect(one.sha256).toBe(other.sha256);
    expect(popplerText(one.pdf)).toContain('The hearing was held in open court');
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const pdf = await statementWith('Olena Testenko');
    const redacting = redactPdf(pools, { pdf, zones: [], text: [], title: '', language: '' }, { signal: stop.signal, report: () => stop.abort() });
    expect(await redacting).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});
