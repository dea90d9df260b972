// R11 to R13 and R15 of the redaction guarantees, on a case from its plan to its sealed release, by the terminal: nothing of our own modules but the process.
import { execFileSync, type StdioOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyByte } from '../unit/engine/redaction/outside-readers.ts';
import { bytesHold } from '../unit/engine/redaction/redaction-harness.ts';
import { runCustodia, type Ran } from './command-line.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'custodia-guarantees-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const at = (...names: string[]): string => path.join(folder, ...names);

/** Forms of one invented name, as the evidence writes it: every one of them has to be found. */
const forms = ['Sofia Grafinska', 'SOFIA GRAFINSKA', 'Sofía Grafińska', 'So\uFB01a Gra\uFB01nska', 'Grafinska, Sofia', 'Графінська', 'Графінської'] as const;
const traces = ['Grafinska', 'GRAFINSKA', 'Grafińska', 'Gra\uFB01nska', 'Sofia', 'Sofía', 'Графінськ', 'inska'] as const;
const plain = (name: string): Buffer => readFileSync(at('evidence', name));

async function turnedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 400]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  page.drawText('The letter was signed on the third of March.', { x: 40, y: 360, size: 11, font });
  page.drawText('Seen by Sofia Grafinska in person', { x: 380, y: 60, size: 11, font, rotate: degrees(90) });
  const key = page.node.newFontDictionary('F', font.ref).toString();
  page.node.addContentStream(document.context.register(document.context.stream(`BT ${key} 11 Tf 40 300 Td [(It was for S) 20 (of) -15 (ia G) 30 (raf) -10 (insk) 12 (a.)] TJ ET`)));
  document.setSubject('Letter to Sofia Grafinska');
  return document.save();
}

let ran: Ran;
let seenWhileRunning: readonly string[];
let opened: string;
let released: readonly string[];

const everyFile = (root: string): string[] => (existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)) : []);

/** Files that hold a trace as plain bytes, in names or in content. */
function told(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    try {
      const content = readFileSync(file).toString('latin1');
      return traces.filter((trace) => Array.from(trace).length > 5 && (bytesHold(content, trace) || file.slice(folder.length).includes(trace))).map((trace) => `${file.slice(folder.length)}: ${trace}`);
    } catch {
      return []; // gone meanwhile
    }
  });
}

const workplaces = (): string[] => [...everyFile(at('temporary')), ...everyFile(at('home')), ...everyFile(at('case')), ...everyFile(at('out'))];

beforeAll(async () => {
  for (const name of ['evidence', 'temporary', 'home', 'out']) mkdirSync(at(name));
  writeFileSync(at('evidence/statement.txt'), ['Statement of the first of March.', '', ...forms.map((form) => `On that day ${form} came to the door.`), 'She was called Graf-\ninska by everybody.', 'The van was white and had no plates.', ''].join('\n'));
  writeFileSync(at('evidence/translation.txt'), 'Translation of the statement.\n\nOn that day Sofia Grafinska came to the door.\nThe van was white and had no plates.\n');
  writeFileSync(at('evidence/letter-of-Grafinska.pdf'), await turnedPdf());
  execFileSync('age-keygen', ['-o', at('key.txt')], { stdio: 'ignore' });
  const recipient = /age1\w+/.exec(readFileSync(at('key.txt'), 'utf8'))?.[0] ?? '';
  writeFileSync(at('passphrase'), 'correct horse battery staple\n');
  writeFileSync(at('plan.yaml'), `custodia: 1
case: { title: "Prosecutor v. Example", reference: T20261234, court: plain, languages: [en, uk], by: "Office of the Prosecutor" }
persons:
  - { pseudonym: "Witness P-12", names: ["Sofia Grafinska", "Софія Графінська"], protected: true }
documents:
  - { id: statement, file: evidence/statement.txt, title: "Statement of Sofia Grafinska", exhibit: P-1, language: en }
  - { id: translation, file: evidence/translation.txt, title: "Statement of Sofia Grafinska (translation)", exhibit: P-1T, language: en, translationOf: statement, translator: { name: "A. Translator", certifiedAt: 2026-03-05 } }
  - { id: letter, file: evidence/letter-of-Grafinska.pdf, title: "Letter to Grafinska", exhibit: P-2, language: en }
redactions:
  - { edition: defence, persons: ["Witness P-12"], ground: "Order of 2026-02-01" }
bundle: { title: "Trial bundle", sections: [{ title: "A. Statements", entries: [statement, letter] }] }
releases:
  - { edition: defence, recipients: [${recipient}], out: defence.tar.age }
`);
  const seen = new Set<string>();
  const watch = setInterval(() => { for (const found of told(workplaces())) seen.add(found); }, 40);
  ran = await runCustodia(['run', at('plan.yaml'), '--case', at('case'), '--out', at('out'), '--passphrase-file', at('passphrase'), '--json'], { env: { ...process.env, TMPDIR: at('temporary'), HOME: at('home'), XDG_CACHE_HOME: at('home/cache'), XDG_CONFIG_HOME: at('home/config') } });
  clearInterval(watch);
  seenWhileRunning = [...seen];
  if (ran.code === 0) {
    mkdirSync(at('opened'));
    execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', at('key.txt'), at('out/defence.tar.age'), at('opened')]);
    opened = at('opened', readdirSync(at('opened'))[0] ?? '');
    released = everyFile(opened);
  }
});

const quiet: StdioOptions = ['ignore', 'pipe', 'ignore'];

/** All that can be read in a released file: its bytes, every stream of a PDF, its text as poppler reads it, a workbook's parts. */
function readable(file: string): string {
  const bytes = readFileSync(file);
  if (file.endsWith('.pdf')) return `${everyByte(bytes)}\n${execFileSync('pdftotext', [file, '-'], { encoding: 'latin1', stdio: quiet })}\n${execFileSync('pdfinfo', [file], { encoding: 'latin1', stdio: quiet })}`;
  if (file.endsWith('.xlsx')) return execFileSync('unzip', ['-p', file], { encoding: 'latin1' });
  return bytes.toString('latin1');
}

describe('a release of a case with a protected name in seven forms', () => {
  it('R11: tells none of them in any text, title, list, index, log or file name, and shows the pseudonym instead', () => {
    expect(ran.code, ran.err).toBe(0);
    const texts = released.map((file) => ({ name: file.slice(opened.length), text: readable(file) }));
    expect(texts.flatMap(({ name, text }) => traces.filter((trace) => bytesHold(text, trace) || name.includes(trace)).map((trace) => `${name}: ${trace}`))).toEqual([]);
    const all = texts.map(({ text }) => text).join('\n');
    expect(all).toContain('Witness P-12');
    expect(execFileSync('pdftotext', [released.find((file) => file.endsWith('exhibits/0001.pdf')) ?? '', '-'], { encoding: 'utf8', stdio: quiet })).toContain('The van was white');
    // The readers can see: they find the name in the evidence.
    expect(bytesHold(readable(at('evidence/letter-of-Grafinska.pdf')), 'Grafinska')).toBe(true);
  });

  it('R12: leaves none of them in plain text in the case, the caches or the temporary files, while it works and afterwards', () => {
    expect(seenWhileRunning).toEqual([]);
    expect(told(workplaces())).toEqual([]);
    expect(everyFile(at('case')).length).toBeGreaterThan(3);
    writeFileSync(at('temporary/forgotten'), Buffer.from('of Графінська', 'utf16le'));
    expect(told(workplaces())).toEqual(['/temporary/forgotten: Графінськ']);
    writeFileSync(at('temporary/forgotten'), 'of Grafinska');
    expect(told(workplaces())).toEqual(['/temporary/forgotten: Grafinska']);
    rmSync(at('temporary/forgotten'));
  });

  it('R13: carries a signed record of each redacted file and a log with page, place, ground, author and approver, and no plain hash of what was redacted', () => {
    const records = released.filter((file) => file.endsWith('.proof.json'));
    expect(records.map((file) => path.basename(file)).length).toBeGreaterThanOrEqual(2);
    writeFileSync(at('allowed_signers'), `${(ran.json?.['signer'] as { allowedSigners: string }).allowedSigners}\n`);
    const principal = readFileSync(at('allowed_signers'), 'utf8').split(' ')[0] ?? '';
    for (const record of records) {
      const said = JSON.parse(readFileSync(record, 'utf8')) as { file: { sha256: string }; guarantees: { guarantee: string; holds: boolean }[] };
      expect(createHash('sha256').update(readFileSync(record.replace('redactions/', 'exhibits/').replace('.proof.json', '.pdf'))).digest('hex')).toBe(said.file.sha256);
      expect(said.guarantees.map(({ guarantee, holds }) => `${guarantee} ${String(holds)}`)).toEqual(Array.from({ length: 10 }, (_, index) => `R${index + 1} true`));
      expect(execFileSync('ssh-keygen', ['-Y', 'verify', '-f', at('allowed_signers'), '-I', principal, '-n', 'custodia-redaction', '-s', `${record}.sig`], { input: readFileSync(record), encoding: 'utf8' })).toContain('Good');
    }
    const log = JSON.parse(readFileSync(path.join(opened, 'data/redactions/log.json'), 'utf8')) as { entries: Record<string, unknown>[] };
    expect(log.entries.length).toBeGreaterThanOrEqual(forms.length);
    for (const entry of log.entries) {
      expect(entry).toMatchObject({ page: expect.any(Number) as unknown, fromTopPt: expect.any(Number) as unknown, ground: 'Order of 2026-02-01', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
      expect(entry).toHaveProperty('proposedBy');
      expect(entry).toHaveProperty('approvedBy');
    }
    const hashes = ['statement.txt', 'translation.txt', 'letter-of-Grafinska.pdf'].map((name) => createHash('sha256').update(plain(name)).digest('hex'));
    const all = released.map((file) => readFileSync(file).toString('latin1')).join('\n');
    for (const hash of hashes) expect(all.includes(hash)).toBe(false);
  });

  it('R15: inspection finds nothing under the boxes of its exhibits, and finds the name under a box that somebody drew', async () => {
    const exhibit = released.find((file) => file.endsWith('exhibits/0002.pdf') || file.endsWith('exhibits/0003.pdf')) ?? '';
    const own = await runCustodia(['inspect', exhibit, '--json']);
    const codes = ((own.json?.['findings'] ?? []) as { code: string }[]).map(({ code }) => code);
    for (const code of ['covered-text', 'hidden-text', 'hidden-layer', 'earlier-revision', 'annotation', 'attachment', 'script', 'thumbnail', 'form-value', 'outside-crop']) expect(codes).not.toContain(code);
    const document = await PDFDocument.load(plain('letter-of-Grafinska.pdf'));
    document.getPage(0).drawRectangle({ x: 38, y: 296, width: 140, height: 16 });
    writeFileSync(at('bad.pdf'), await document.save());
    const bad = await runCustodia(['inspect', at('bad.pdf'), '--json']);
    expect(bad.code).toBe(1);
    const finding = ((bad.json?.['findings'] ?? []) as { code: string; page: number; text: string; rect: number[] }[]).find(({ code }) => code === 'covered-text');
    expect(finding).toMatchObject({ page: 1, text: expect.stringContaining('Sofia Grafinska') as unknown });
    expect(finding?.rect[1]).toBeGreaterThan(80);
  });
});
