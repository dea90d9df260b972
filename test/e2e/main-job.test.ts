import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../engine/operations/engine.ts';
import { openPdfSession } from '../../engine/pdf/pdf-session.ts';
import { run, runCustodia, top, type Ran } from './command-line.ts';
import { decodedParts } from './decoded-parts.ts';
import { readPdfWithPdfjs } from './read-with-pdfjs.ts';

// The whole main job on the demonstration case, by the command line, and what strangers find in its releases with Debian's programs alone.
const demo = path.join(top, 'resources', 'demo');
let folder = '';
let ran: Ran;
let court = '';
let defence = '';
let engine: Engine;

async function openRelease(edition: string): Promise<string> {
  const to = mkdtempSync(path.join(folder, `${edition}-`));
  const opened = await run('bash', ['-o', 'pipefail', '-c', `age -d -i "${demo}/keys/${edition}.key" "${folder}/out/${edition}.tar.age" | tar -x -C "${to}"`]);
  expect(opened.err).toBe('');
  expect(opened.code).toBe(0);
  const [release = ''] = readdirSync(to);
  return path.join(to, release);
}

const filesIn = (where: string): string[] => readdirSync(where, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(where, name)).isFile());

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'custodia-main-job-'));
  writeFileSync(path.join(folder, 'passphrase'), 'seven invented words for a demonstration\n');
  ran = await runCustodia(['run', path.join(demo, 'plan.yaml'), '--case', path.join(folder, 'case'), '--out', path.join(folder, 'out'), '--passphrase-file', path.join(folder, 'passphrase'), '--json']);
  expect(ran.err).not.toContain('Error');
  expect(ran.code, ran.out + ran.err).toBe(0);
  court = await openRelease('court');
  defence = await openRelease('defence');
  engine = createEngine();
}, 1_200_000);
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('custodia run', () => {
  it('answers with both releases, each verified', () => {
    const { releases, signer } = ran.json as { releases: { edition: string; holds: boolean; pages: number; exhibits: number; redactions: number }[]; signer: { fingerprint: string; allowedSigners: string } };
    expect(releases.map(({ edition, holds }) => [edition, holds])).toEqual([['court', true], ['defence', true]]);
    expect(releases.find(({ edition }) => edition === 'defence')?.redactions).toBeGreaterThan(20);
    expect(signer.fingerprint).toMatch(/^SHA256:/);
    expect(signer.allowedSigners).toContain('ssh-ed25519 ');
  });
  it('takes every original in byte-exact', async () => {
    const listed = await runCustodia(['list', path.join(folder, 'case'), '--passphrase-file', path.join(folder, 'passphrase'), '--json']);
    const { documents } = listed.json as { documents: { name: string; sha256: string; parent?: string }[] };
    for (const { name, sha256 } of documents.filter(({ parent }) => parent === undefined)) {
      expect(createHash('sha256').update(readFileSync(path.join(demo, 'evidence', name))).digest('hex'), name).toBe(sha256);
    }
    expect(documents.filter(({ parent }) => parent !== undefined)).toHaveLength(1);
  });
  it('leaves no plaintext in the case folder', () => {
    const needles = ['Verbytska', 'Вербицька', '%PDF-', 'exhibit', 'Witness P-12', 'JFIF'].map((text) => Buffer.from(text));
    for (const name of filesIn(path.join(folder, 'case'))) {
      const bytes = readFileSync(path.join(folder, 'case', name));
      for (const needle of needles) expect(bytes.includes(needle), `${needle.toString()} in ${name}`).toBe(false);
    }
  });
});

describe.each(['court', 'defence'])('the %s release, opened with age and tar', (edition) => {
  const where = (): string => (edition === 'court' ? court : defence);
  it('passes sha256sum -c on both manifests', async () => {
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const checked = await run('sha256sum', ['-c', '--strict', manifest], { cwd: where() });
      expect(checked.code, checked.out).toBe(0);
    }
    const listed = readFileSync(path.join(where(), 'manifest-sha256.txt'), 'utf8').trim().split('\n').map((line) => line.slice(66));
    expect(listed.sort()).toEqual(filesIn(where()).filter((name) => name.startsWith('data/')).sort());
  });
  it('passes ssh-keygen -Y verify with the line that run printed', async () => {
    const { signer } = ran.json as { signer: { allowedSigners: string } };
    writeFileSync(path.join(folder, 'allowed_signers'), `${signer.allowedSigners}\n`);
    const [principal = ''] = signer.allowedSigners.split(' ');
    const verify = `ssh-keygen -Y verify -f "${folder}/allowed_signers" -I "${principal}" -n custodia-release -s data/release.json.sig`;
    expect((await run('bash', ['-c', `${verify} < data/release.json`], { cwd: where() })).code).toBe(0);
    expect((await run('bash', ['-c', `sed 's/a/b/' data/release.json | ${verify}`], { cwd: where() })).code).not.toBe(0);
  });
  it('is clean to qpdf and equal to its exhibit list', async () => {
    for (const name of filesIn(where()).filter((file) => file.endsWith('.pdf'))) expect((await run('qpdf', ['--check', name], { cwd: where() })).code, name).toBe(0);
    const { exhibits } = JSON.parse(readFileSync(path.join(where(), 'data/exhibit-list.json'), 'utf8')) as { exhibits: { number: string; sha256?: string; status: string }[] };
    const files = readdirSync(path.join(where(), 'data/exhibits')).filter((name) => name.endsWith('.pdf')).sort();
    const hashes = files.map((name) => createHash('sha256').update(readFileSync(path.join(where(), 'data/exhibits', name))).digest('hex'));
    expect(exhibits.flatMap(({ sha256 }) => sha256 ?? [])).toEqual(hashes);
    expect(exhibits.find(({ number }) => number === 'P-13')?.status).toBe(edition === 'court' ? 'listed' : 'sealed');
  });
  it('holds by custodia verify, and not after a byte was changed', async () => {
    const file = path.join(folder, 'out', `${edition}.tar.age`);
    const identity = path.join(demo, 'keys', `${edition}.key`);
    const { signer } = ran.json as { signer: { allowedSigners: string } };
    const good = await runCustodia(['verify', file, '--identity', identity, '--signer', signer.allowedSigners.slice(signer.allowedSigners.indexOf('ssh-ed25519')), '--json']);
    expect([good.code, good.json?.['holds'], (good.json?.['signer'] as { known: boolean }).known]).toEqual([0, true, true]);
    const folderVerified = await runCustodia(['verify', where(), '--json']);
    expect([folderVerified.code, folderVerified.json?.['holds']]).toEqual([0, true]);
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(path.join(folder, 'changed.tar.age'), bytes);
    const bad = await runCustodia(['verify', path.join(folder, 'changed.tar.age'), '--identity', identity, '--json']);
    expect(bad.code).toBeGreaterThan(0);
  });
  it('stamps every page with its own number and makes every index link and bookmark land', async () => {
    const bundle = path.join(where(), 'data/bundle-01.pdf');
    const opened = await openPdfSession(engine.pools.document, readFileSync(bundle));
    if (!opened.ok) throw new Error(opened.failure.message);
    const { pages } = opened.value;
    for (let page = 1; page <= pages.length; page++) {
      const words = await opened.value.words(page);
      if (!words.ok) throw new Error(words.failure.message);
      const { widthPt, heightPt } = words.value;
      const corner = words.value.words.filter(({ rect: [x, y] }) => x > widthPt * 0.8 && y > heightPt * 0.9).map(({ text }) => text);
      expect(corner, `page ${page}`).toContain(String(page));
    }
    opened.value.close();
    const read = await readPdfWithPdfjs(bundle);
    const { exhibits } = JSON.parse(readFileSync(path.join(where(), 'data/exhibit-list.json'), 'utf8')) as { exhibits: { number: string; firstPage: string }[] };
    for (const { number, firstPage } of exhibits) {
      expect(read.linkTargets, `index link of ${number}`).toContain(Number(firstPage));
      expect(read.bookmarks.find(({ title }) => title.startsWith(number))?.page, `bookmark of ${number}`).toBe(Number(firstPage));
    }
    expect(read.pageLabels).toEqual(pages.map((_, index) => String(index + 1)));
    expect(read.openAction).toMatchObject({ page: 1, zoom: 1 });
  });
});

describe('the defence release', () => {
  // Every form of the names, by parts that no other word of the case holds, and what the order names beside them.
  const secrets = [
    'Verbytsk', 'Verbițk', 'Verbițc', 'Вербиц', 'فيربيتسك', 'Brândușesc', 'Brânduşesc', 'Brandusesc', 'Бриндушеск', 'Nuwayri', 'النويري', 'Нувайр', 'Sofiik', 'Софійк', 'Ileana', 'Ilean', 'Олен', 'Olena', 'سمير',
    'Kalynova', 'Калинова', 'Teilor nr', '7 Teilor', 'Rosemary House', 'Tannery Lane', '0075 9384', 'RO49', '+380', '380500001234', '+40 721',
  ];
  const fold = (text: string): string => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
  const needles = secrets.map(fold);
  const shown = (text: string): string[] => {
    const folded = fold(text);
    return needles.filter((needle) => folded.includes(needle));
  };
  const readings = (bytes: Buffer): string[] => [bytes.toString('utf8'), bytes.toString('latin1'), Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16().toString('utf16le')];

  it('shows them in the court\'s release, so that this test can fail', async () => {
    const text = await run('pdftotext', [path.join(court, 'data/bundle-01.pdf'), '-']);
    expect(shown(text.out).length).toBeGreaterThan(15);
  });
  it('names nobody in file names, lists, statement, log or any other text', () => {
    for (const name of filesIn(defence)) {
      expect(shown(name), name).toEqual([]);
      if (!name.endsWith('.pdf')) for (const text of readings(readFileSync(path.join(defence, name)))) expect(shown(text), name).toEqual([]);
    }
  });
  it('has no name in any PDF that poppler, PDFium or PDF.js can read', async () => {
    for (const name of filesIn(defence).filter((file) => file.endsWith('.pdf'))) {
      const file = path.join(defence, name);
      expect(shown((await run('pdftotext', [file, '-'])).out), `poppler, ${name}`).toEqual([]);
      expect(shown((await run('pdfinfo', [file])).out), `pdfinfo, ${name}`).toEqual([]);
      expect(shown((await readPdfWithPdfjs(file)).text), `PDF.js, ${name}`).toEqual([]);
      const opened = await openPdfSession(engine.pools.document, readFileSync(file));
      if (!opened.ok) throw new Error(opened.failure.message);
      for (let page = 1; page <= opened.value.pages.length; page++) {
        const words = await opened.value.words(page);
        if (words.ok) expect(shown(words.value.words.map(({ text }) => text).join(' ')), `PDFium, ${name}, page ${page}`).toEqual([]);
      }
      opened.value.close();
    }
  });
  it('has no name in any decoded stream or string of any PDF', async () => {
    for (const name of filesIn(defence).filter((file) => file.endsWith('.pdf'))) {
      for (const { where: object, bytes } of await decodedParts(readFileSync(path.join(defence, name)))) {
        for (const text of readings(Buffer.from(bytes))) expect(shown(text), `${name}, object ${object}`).toEqual([]);
      }
    }
  });
  it('puts pseudonyms where titles named people', () => {
    const list = readFileSync(path.join(defence, 'data/exhibit-list.csv'), 'utf8');
    expect(list).toContain('Witness P-12');
    expect(list).toContain('Witness P-14');
  });
  it('lists the sealed item and holds nothing of it', () => {
    const statement = JSON.parse(readFileSync(path.join(defence, 'data/release.json'), 'utf8')) as { sealed: { number: string; commitment: string }[]; exhibits: { number: string }[] };
    expect(statement.sealed.map(({ number }) => number)).toEqual(['P-13']);
    expect(statement.exhibits.map(({ number }) => number)).not.toContain('P-13');
  });
});
