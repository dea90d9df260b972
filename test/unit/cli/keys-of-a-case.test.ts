import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsQr from 'jsqr';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { openNote, parseNoteVerifierKey } from '../../../engine/integrity/index.ts';
import { runCustodia, type Ran } from '../../e2e/command-line.ts';
import { newFolder, newVault, passphrase, takeIn } from '../engine/vault/case-for-tests.ts';

const run = promisify(execFile);

let folder: string;
let caseFolder: string;
let maker: string;
const file = (name: string): string => join(folder, name);
const custodia = (...args: readonly string[]): Promise<Ran> => runCustodia([...args, '--json']);
const withPassphrase = (...args: readonly string[]): Promise<Ran> => custodia(...args, '--passphrase-file', file('passphrase'));

beforeAll(async () => {
  folder = await newFolder();
  caseFolder = file('case');
  const vault = await newVault(caseFolder);
  maker = vault.identity.fingerprint;
  await takeIn(vault, 'a', Buffer.from('evidence'));
  await vault.close();
  await writeFile(file('passphrase'), `${passphrase}\n`);
  await writeFile(file('next'), 'nine herons wait here\n');
});

/** What is in the QR code of a page, as a telephone reads it from paper. */
async function scanned(pdf: string, page: number): Promise<string | undefined> {
  const picture = `${pdf}-${page}`;
  await run('pdftoppm', ['-r', '150', '-f', String(page), '-l', String(page), '-singlefile', '-png', pdf, picture]);
  const { data, info } = await sharp(`${picture}.png`).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return (jsQr as unknown as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null)(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

describe('a recovery sheet', () => {
  test('is printed with its words and code, opens the case by either, and names nobody', async () => {
    const made = await withPassphrase('recovery', caseFolder, '--out', file('sheet.pdf'));
    expect(made).toMatchObject({ code: 0, json: { pages: 1 } });
    const { stdout } = await run('pdftotext', ['-layout', file('sheet.pdf'), '-']);
    const words = Array.from(stdout.split('To recover')[0]!.matchAll(/(?<=^|\s)(\d{1,2})\s+([a-z]{3,8})(?=\s|$)/gmu), ([, number, word]) => [Number(number), word] as const)
      .sort(([a], [b]) => a - b).map(([, word]) => word);
    expect(words).toHaveLength(24);
    expect(await scanned(file('sheet.pdf'), 1)).toBe(words.join(' '));
    expect(stdout).not.toMatch(/Prosecutor|Office of Example/u);
    expect(made.out).not.toContain(words[0]);
    await writeFile(file('words'), words.join('\n'));
    const copy = file('recovered');
    await run('cp', ['-r', caseFolder, copy]);
    expect(await custodia('recover', copy, '--words-file', file('words'), '--passphrase-file', file('next'))).toMatchObject({ code: 0 });
    expect((await custodia('list', copy, '--passphrase-file', file('next'))).code).toBe(0);
    expect((await withPassphrase('list', copy)).json).toMatchObject({ error: { code: 'passphrase-wrong' } });
  });

  test('is printed in the language asked for, with every letter, and what is typed in a terminal from the left', async () => {
    expect(await withPassphrase('recovery', caseFolder, '--out', file('arabic.pdf'), '--language', 'ar')).toMatchObject({ code: 0 });
    const { stdout } = await run('pdftotext', ['-layout', file('arabic.pdf'), '-']);
    const text = stdout.replace(/[\u202a-\u202e\u2066-\u2069]/gu, '');
    expect(text).toContain('من يملك هذه الورقة ونسخة من القضية يستطيع فتحها كلها');
    expect(text).toContain('custodia recover CASE --words-file FILE');
    expect((await withPassphrase('recovery', caseFolder, '--out', file('never.pdf'), '--language', 'tlh')).json).toMatchObject({ error: { code: 'usage' } });
  });

  test('that cannot be written leaves the one before good', async () => {
    await withPassphrase('recovery', caseFolder, '--out', file('first.pdf'));
    const words = await scanned(file('first.pdf'), 1);
    expect((await withPassphrase('recovery', caseFolder, '--out', file('no such folder/sheet.pdf'))).json).toMatchObject({ error: { code: 'file-missing' } });
    await writeFile(file('first-words'), words!);
    const copy = file('recovered-by-first');
    await run('cp', ['-r', caseFolder, copy]);
    expect(await custodia('recover', copy, '--words-file', file('first-words'), '--passphrase-file', file('next'))).toMatchObject({ code: 0 });
  });

  test('as shares has a page for each institution, of which any that are enough open the case', async () => {
    expect(await withPassphrase('recovery', caseFolder, '--out', file('shares.pdf'), '--shares', '2/3')).toMatchObject({ code: 0, json: { pages: 3 } });
    await writeFile(file('share-3'), (await scanned(file('shares.pdf'), 3))!);
    const { stdout } = await run('pdftotext', ['-layout', '-l', '1', file('shares.pdf'), '-']);
    const typed = /custodia\s+-share-1[\s\S]*?(?=To recover)/u.exec(stdout)?.[0] ?? '';
    await writeFile(file('share-1'), typed);
    const copy = file('recovered-by-shares');
    await run('cp', ['-r', caseFolder, copy]);
    expect((await custodia('recover', copy, '--share-file', file('share-1'), '--passphrase-file', file('next'))).json).toMatchObject({ error: { code: 'identity-wrong' } });
    expect(await custodia('recover', copy, '--share-file', file('share-3'), '--share-file', file('share-1'), '--passphrase-file', file('next'))).toMatchObject({ code: 0 });
    expect((await withPassphrase('recovery', caseFolder, '--out', file('never.pdf'), '--shares', '3/2')).json).toMatchObject({ error: { code: 'usage' } });
    await expect(access(file('never.pdf'))).rejects.toThrow();
  });
});

test('a colleague makes an identity, is let in, confirms the maker, works, and is taken out', async () => {
  const copy = file('shared');
  await run('cp', ['-r', caseFolder, copy]);
  const made = await custodia('identity', file('clerk.json'), '--name', 'Case clerk', '--passphrase-file', file('next'));
  expect(made.code).toBe(0);
  const fingerprint = made.json!['fingerprint'] as string;
  expect((await custodia('identity', file('clerk.json'), '--name', 'Again', '--passphrase-file', file('next'))).json).toMatchObject({ error: { code: 'output-exists' } });
  await writeFile(file('invitation.json'), made.out);
  const added = await withPassphrase('members', copy, '--add', file('invitation.json'));
  expect(added.json).toMatchObject({ members: [{ maker: true, fingerprint: maker }, { fingerprint, compartments: ['work'] }] });
  const asClerk = (...args: readonly string[]): Promise<Ran> => custodia(...args, '--member', file('clerk.json'), '--passphrase-file', file('next'));
  const first = await asClerk('list', copy);
  expect(first.json).toMatchObject({ error: { code: 'maker-unconfirmed' } });
  expect((first.json!['error'] as { message: string }).message).toContain(maker);
  expect((await asClerk('list', copy, '--maker', maker)).code).toBe(0);
  expect((await asClerk('list', copy)).code).toBe(0);
  expect((await withPassphrase('members', copy, '--remove', fingerprint)).json).toMatchObject({ members: [{ maker: true }] });
  expect((await asClerk('list', copy)).json).toMatchObject({ error: { code: 'identity-wrong' } });
  expect((await withPassphrase('members', copy)).json).toMatchObject({ members: [{ maker: true }] });
}, 600_000);

test('a passphrase is changed, and a backup is a whole case whose checkpoint shows an older state', async () => {
  const copy = file('changed');
  await run('cp', ['-r', caseFolder, copy]);
  expect(await withPassphrase('passphrase', copy, '--new-passphrase-file', file('next'))).toMatchObject({ code: 0 });
  expect((await withPassphrase('list', copy)).json).toMatchObject({ error: { code: 'passphrase-wrong' } });
  const backed = await custodia('backup', copy, '--out', file('backup'), '--passphrase-file', file('next'));
  expect(backed.code).toBe(0);
  await writeFile(file('checkpoint'), backed.json!['checkpoint'] as string);
  expect((await custodia('log', copy, '--full', '--checkpoint', file('checkpoint'), '--passphrase-file', file('next'))).json).toMatchObject({ holds: true });
  const older = await custodia('log', file('backup'), '--full', '--checkpoint', file('checkpoint'), '--passphrase-file', file('next'));
  expect(older).toMatchObject({ code: 1, json: { holds: false, faults: [{ code: 'rolled-back' }] } });
  expect(await readdir(file('backup'))).toEqual(expect.arrayContaining(['identity.json', 'inventory.json', 'work-1.db']));
}, 600_000);

test('a log is exported as canonical lines from which any program computes the root of its signed head', async () => {
  const exported = await withPassphrase('log', caseFolder, '--out', file('log.jsonl'));
  expect(exported).toMatchObject({ code: 0, json: { holds: true } });
  const lines = (await readFile(file('log.jsonl'), 'utf8')).split('\n').slice(0, -1);
  const { verifierKey, events } = exported.json!['exported'] as { verifierKey: string; events: number };
  expect(lines).toHaveLength(events);
  const hash = (...parts: (string | Uint8Array)[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
  const root = (from: number, to: number): Buffer => {
    if (to - from === 1) return hash(Uint8Array.of(0), lines[from]!);
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return hash(Uint8Array.of(1), root(from, from + split), root(from + split, to));
  };
  const note = openNote(await readFile(file('log.jsonl.checkpoint'), 'utf8'), [parseNoteVerifierKey(verifierKey)!]);
  expect(note?.text.split('\n').slice(1, 3)).toEqual([String(lines.length), root(0, lines.length).toString('base64')]);
  expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual(lines.map((_, index) => index));
});
