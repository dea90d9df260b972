import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { degrees, PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import { run, runCustodia } from './command-line.ts';

let folder = '';
const at = (name: string): string => path.join(folder, name);

async function makePdf(name: string, draw: (document: PDFDocument) => Promise<void>): Promise<void> {
  const document = await PDFDocument.create();
  await draw(document);
  writeFileSync(at(name), await document.save());
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-pdf-'));
  await makePdf('letter.pdf', async (document) => {
    const font = await document.embedFont(StandardFonts.Helvetica);
    for (let number = 1; number <= 2; number++) {
      const page = document.addPage([595, 842]);
      page.drawText('A letter of Olena Koval, telephone +44 20 7946 0958.', { x: 60, y: 760, size: 12, font });
      page.drawText('The second line names nobody at all.', { x: 60, y: 720, size: 12, font });
    }
    document.setAuthor('Olena Koval');
  });
  await makePdf('boxed.pdf', async (document) => {
    const font = await document.embedFont(StandardFonts.Helvetica);
    const page = document.addPage([595, 842]);
    page.drawText('The witness is Olena Koval of Lviv.', { x: 60, y: 760, size: 12, font });
    page.drawRectangle({ x: 135, y: 756, width: 75, height: 14, color: rgb(0, 0, 0) });
  });
  await makePdf('turned.pdf', async (document) => {
    const font = await document.embedFont(StandardFonts.Helvetica);
    const page = document.addPage([595, 842]);
    page.setRotation(degrees(90));
    page.drawText('A turned page', { x: 300, y: 300, size: 14, font, rotate: degrees(90) });
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('custodia redact', () => {
  it('blacks out a person, a pattern and a zone, proved, with nothing left for any reader', async () => {
    const ran = await runCustodia(['redact', at('letter.pdf'), '--out', at('redacted.pdf'), '--person', 'Olena Koval', '--person', 'Maria Testova', '--find', 'nobody has this', '--pattern', 'phone,email', '--zone', '2:60,110,100,20', '--json']);
    expect(ran.code, ran.err).toBe(0);
    const { zones, proof, notFound } = ran.json as { notFound: string[]; zones: { page: number }[]; proof: { guarantee: string; holds: boolean }[] };
    expect(notFound).toEqual(['Maria Testova', 'nobody has this', 'email']);
    expect(new Set(zones.map(({ page }) => page))).toEqual(new Set([1, 2]));
    expect(proof.map(({ guarantee }) => guarantee)).toEqual(Array.from({ length: 10 }, (_, index) => `R${index + 1}`));
    expect(proof.every(({ holds }) => holds)).toBe(true);
    const text = await run('pdftotext', [at('redacted.pdf'), '-']);
    expect(text.out).not.toMatch(/Koval|Olena|7946/);
    expect(text.out).toContain('names nobody');
    expect(readFileSync(at('redacted.pdf')).toString('latin1')).not.toMatch(/Koval|Olena/);
    const inspected = await runCustodia(['inspect', at('redacted.pdf'), '--json']);
    expect([inspected.code, inspected.json]).toEqual([0, { findings: [] }]);
  });
  it('leaves the output as it was when a zone is off the page', async () => {
    writeFileSync(at('kept.pdf'), 'what was there before');
    const ran = await runCustodia(['redact', at('letter.pdf'), '--out', at('kept.pdf'), '--zone', '9:0,0,10,10', '--json']);
    expect([ran.code, (ran.json?.['error'] as { code: string }).code]).toEqual([2, 'usage']);
    expect(readFileSync(at('kept.pdf'), 'utf8')).toBe('what was there before');
  });
  it.each([['nothing to look for', []], ['an unknown pattern', ['--pattern', 'shoe-size']], ['a zone in words', ['--zone', 'here']], ['an unknown option', ['--frobnicate']]])('refuses %s', async (_what, more) => {
    const ran = await runCustodia(['redact', at('letter.pdf'), '--out', at('never.pdf'), ...more, '--json']);
    expect([ran.code, (ran.json?.['error'] as { code: string }).code]).toEqual([2, 'usage']);
  });
});

describe('custodia inspect', () => {
  it('finds the name under a black box, with page, place and text', async () => {
    const ran = await runCustodia(['inspect', at('boxed.pdf'), '--json']);
    expect(ran.code).toBe(1);
    const { findings } = ran.json as { findings: { code: string; page?: number; rect?: number[]; text?: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ code: 'covered-text', page: 1, text: expect.stringContaining('Koval') as string }));
  });
  it('names the author that no page shows', async () => {
    const { json } = await runCustodia(['inspect', at('letter.pdf'), '--json']);
    expect((json as { findings: { code: string }[] }).findings.map(({ code }) => code)).toContain('metadata');
  });
});

describe('custodia assemble and check', () => {
  it('merges, stamps, bookmarks and indexes, and the result passes where the sources allow', async () => {
    const assembled = await runCustodia(['assemble', at('bundle.pdf'), at('letter.pdf'), at('turned.pdf'), '--index', '--json']);
    expect(assembled.code, assembled.err).toBe(0);
    expect(assembled.json?.['pages']).toBe(4);
    expect((await run('qpdf', ['--check', at('bundle.pdf')])).code).toBe(0);
    const checked = await runCustodia(['check', at('bundle.pdf'), '--court', 'england-wales-civil', '--json']);
    const { rules } = checked.json as { rules: { rule: string; result: string }[] };
    for (const rule of ['stamp-equals-page', 'index-linked', 'bookmarks', 'searchable', 'opens-at-100']) expect(rules.find((one) => one.rule === rule)?.result, rule).toBe('pass');
  });
  it('fails a PDF that is no bundle, and refuses a court that nobody knows', async () => {
    const checked = await runCustodia(['check', at('letter.pdf'), '--court', 'england-wales-civil', '--json']);
    expect([checked.code, checked.json?.['holds']]).toEqual([1, false]);
    expect((await runCustodia(['check', at('letter.pdf'), '--court', 'atlantis'])).code).toBe(2);
    expect((await runCustodia(['check', at('letter.pdf'), '--court', 'plain', '--first', 'last'])).code).toBe(2);
  });
  it('will not write over one of its own sources', async () => {
    expect((await runCustodia(['assemble', at('letter.pdf'), at('letter.pdf')])).code).toBe(2);
  });
});

describe('custodia', () => {
  it('knows its machine and its commands', async () => {
    const doctor = await runCustodia(['doctor', '--json']);
    expect(doctor.json?.['ocrLanguages']).toEqual(expect.arrayContaining(['en', 'uk', 'ro', 'ar']));
    expect((await runCustodia(['help'])).out).toContain('release');
    expect((await runCustodia(['frobnicate'])).code).toBe(2);
  });
});
