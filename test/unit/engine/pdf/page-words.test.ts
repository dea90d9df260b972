import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { typesetPages } from '../../../../engine/pdf/generated-pages.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';

const folder = fileURLToPath(new URL('../../../../resources/templates/words/', import.meta.url));
const out = mkdtempSync(path.join(tmpdir(), 'custodia-words-'));
const pools = createWorkerPools();
type Words = Readonly<Record<string, unknown>> & { readonly findings: Readonly<Record<string, string>>; readonly native: { readonly heading: string } };
const all = new Map(readdirSync(folder).map((file) => [path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Words]));

afterAll(() => {
  pools.close();
  rmSync(out, { recursive: true });
});

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]).sort(([a], [b]) => String(a).localeCompare(String(b))));
}

async function textOf(template: `${string}.typ`, data: object): Promise<string> {
  const made = await typesetPages(pools, template, data);
  if (!made.ok) throw new Error(made.failure.message);
  const file = path.join(out, 'page.pdf');
  writeFileSync(file, made.value);
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).normalize('NFKC').replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replaceAll(/\s+/gu, ' ');
}

describe('the words of generated pages', () => {
  it('are the same ones in every language, none empty, none left in English', () => {
    const english = Object.fromEntries(Object.entries(all.get('en')!).filter(([name]) => name !== 'findings'));
    const codes = Object.keys(all.get('uk')!.findings).sort();
    for (const [language, { findings, ...words }] of all) {
      expect(shapeOf(words), language).toEqual(shapeOf(english));
      if (language !== 'en') expect(Object.keys(findings).sort(), language).toEqual(codes);
      expect(JSON.stringify({ findings, words })).not.toMatch(/""/u);
      if (language !== 'en') expect(words.native.heading, language).not.toBe('Kept as it came');
    }
    expect([...all.keys()].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ro', 'uk']);
  });

  it('name each finding that putting a bundle together can have', () => {
    const source = readFileSync(fileURLToPath(new URL('../../../../engine/bundle/source-rules.ts', import.meta.url)), 'utf8');
    const codes = [...source.matchAll(/^ {2}'([a-z-]+)': '/gmu)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(15);
    for (const [language, { findings }] of all) if (language !== 'en') expect(Object.keys(findings), language).toEqual(expect.arrayContaining(codes));
  });

  it('are said by slip sheet, redaction log and list of issues in the language of the case', async () => {
    const slip = { language: 'uk', reason: 'video', why: '', rows: [{ label: 'kind', value: 'video' }], list: [] };
    expect(await textOf('kept-native.typ', slip)).toContain('Цей відеозапис зберігається таким, як надійшов.');
    expect(await textOf('kept-native.typ', { ...slip, language: 'ar' })).toContain('محفوظ كما وصل');
    expect(await textOf('kept-native.typ', { ...slip, language: 'xx', reason: '', why: 'Said as it is.' })).toMatch(/Kept as it came.*Said as it is\..*video recording/u);
    const place = { exhibit: 'P-1', page: '2', fromTopPt: '72', code: 'R1', ground: 'Ухвала', state: 'applied', proposedBy: 'Rule of the edition', approvedBy: 'Office', method: 'raster', sha256: 'ab' };
    const log = await textOf('redaction-log.typ', { language: 'uk', title: 'Справа', edition: 'defence', entries: [place] });
    // A court that takes upright pages alone gets it so, with the same words.
    const sorted = (text: string): string[] => text.split(' ').sort();
    expect(sorted(await textOf('redaction-log.typ', { language: 'uk', title: 'Справа', edition: 'defence', upright: true, entries: [place] }))).toEqual(sorted(log));
    for (const said of ['Журнал вилучень', 'Редакція для захисту', 'застосовано', 'Правило редакції', 'Office']) expect(log).toContain(said);
    const issues = await textOf('issue-list.typ', { language: 'fr', title: 'Observations', case: 'Affaire', words: { exhibit: 'Pièce', page: 'Page', finding: 'Constat' }, rows: [{ number: 'P-1', page: '', code: 'script-left-out', message: 'English.' }, { number: 'P-2', page: '3', code: 'not-known', message: 'As it was said.' }] });
    expect(issues).toContain('Un script du document n’est pas repris dans le dossier.');
    expect(issues).toContain('As it was said.');
    expect(issues).not.toContain('English.');
  });

  it('are said by a machine draft, with its warning in English too, and by an undertaking', async () => {
    const facts = { number: 'P-1', from: 'ro', into: 'en', title: 'Titlu', sha256: 'ab', sourceSha256: 'ab', madeAt: '2026-01-02', tool: 'T', model: 'M', modelSha256: ['cd'], licence: 'L', segments: [{ original: 'Bună ziua', draft: 'Good day' }] };
    const draft = await textOf('machine-draft.typ', { ...facts, language: 'ro' });
    for (const said of ['CIORNĂ AUTOMATĂ – NU ESTE TRADUCERE', 'MACHINE DRAFT – NOT A TRANSLATION', 'Numai pentru orientare', 'Good day']) expect(draft).toContain(said);
    const undertaking = await textOf('undertaking.typ', { ...facts, language: 'ar', office: 'Office', translator: '', deadline: '', at: '2026-01-02', request: 'r-1' });
    expect(undertaking).toContain('تعهد بالسرية');
    expect(undertaking).toContain('أعمل على حاسوب لا يصل إليه أحد غيري');
    expect(await textOf('undertaking.typ', { ...facts, language: 'en', office: 'Office', translator: '', deadline: '2026-02-03', at: '2026-01-02', request: 'r-1' })).toContain('I keep the document, its content');
  });
});
