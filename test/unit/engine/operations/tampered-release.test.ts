import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import { verifyFile } from '../../../../engine/operations/verify-file.ts';
import { canonicalJson, sshPublicKeyLine } from '../../../../engine/integrity/index.ts';
import { signSsh, verifyRelease, type ReleaseStatement, type Verification } from '../../../../engine/release/index.ts';
import { makeRealCase, must, type RealCase } from './real-case.ts';

// A release as the application makes it, from documents to the sealed file.
let real: RealCase;
let bag = '';
let files: readonly string[] = [];
let signers: readonly string[] = [];
let publicKey: Uint8Array;
let senderSigns: (message: Uint8Array) => Uint8Array;
let closeSender: () => Promise<void>;
let second = '';

beforeAll(async () => {
  real = await makeRealCase();
  const sender = await real.open();
  closeSender = () => sender.close();
  publicKey = sender.identity.publicKey;
  senderSigns = (message) => sender.identity.sign(message);
  second = path.join(real.folder, 'second.tar');
  must(await releaseEdition(real.engine, sender, { edition: 'defence', recipients: [], out: second }));
  mkdirSync(path.join(real.folder, 'whole'));
  execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', real.identityFile, real.release, path.join(real.folder, 'whole')]);
  bag = path.join(real.folder, 'whole', readdirSync(path.join(real.folder, 'whole'))[0] ?? '');
  files = filesIn(bag);
  signers = [real.ran.signer.allowedSigners];
});
afterAll(async () => {
  await closeSender();
  real.close();
});

function filesIn(at: string): string[] {
  return readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(at, path.join(entry.parentPath, entry.name))).sort();
}

let copies = 0;
async function afterChange(change: (copy: string) => void | Promise<void>, options: { readonly pages?: boolean } = {}): Promise<Verification> {
  const copy = path.join(real.folder, `copy-${copies++}`);
  cpSync(bag, copy, { recursive: true });
  await change(copy);
  const verified = await verifyRelease(copy, { signers, ...(options.pages === true ? { pages: real.engine.pools } : {}) });
  rmSync(copy, { recursive: true });
  return must(verified);
}

const broken = (verification: Verification): Verification['checks'] => verification.checks.filter(({ holds }) => !holds);
const names = (verification: Verification): string[] => [...new Set(broken(verification).map(({ name }) => name))].sort();
const subjects = (verification: Verification): string[] => [...new Set(broken(verification).map(({ subject }) => subject ?? ''))];

/** Their change is told by the file or line that it touches. */
const describing = new Set(['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt', 'tagmanifest-sha256.txt']);

const rewritten = (copy: string, file: string, change: (text: string) => string): void => {
  const before = readFileSync(path.join(copy, file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path.join(copy, file), after);
};

describe('a release of the whole pipeline', () => {
  it('holds untouched, sealed and unpacked, its pages those of the exhibits', async () => {
    const sealed = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, signer: signers[0] }));
    const unpacked = await afterChange(() => undefined, { pages: true });
    for (const verification of [sealed, unpacked]) {
      expect(broken(verification)).toEqual([]);
      expect(verification.notChecked).toEqual([]);
      expect([verification.holds, verification.signer.standing]).toEqual([true, 'known']);
    }
    expect(files.length).toBeGreaterThanOrEqual(18);
    expect(new Set(sealed.checks.map(({ name }) => name))).toEqual(new Set([
      'bag', 'files-complete', 'file-hash', 'manifest-sha512', 'statement', 'signature', 'signed-files', 'signer', 'exhibit', 'exhibit-list', 'redaction-proof', 'translation-link', 'court-result', 'sealed-item',
      'custody-checkpoint', 'custody-event', 'bundle-page',
    ]));
  });

  it('does not hold, and names the file, when any one file is changed by one bit at its start, middle or end', async () => {
    for (const file of files) {
      const { length } = readFileSync(path.join(bag, file));
      for (const at of new Set([0, Math.floor(length / 2), length - 1])) {
        const verification = await afterChange((copy) => {
          const bytes = readFileSync(path.join(copy, file));
          bytes[at] = (bytes[at] ?? 0) ^ 0x01;
          writeFileSync(path.join(copy, file), bytes);
        });
        expect(verification.holds, `${file} at ${at}`).toBe(false);
        if (!describing.has(file)) expect(subjects(verification), `${file} at ${at}`).toContain(file);
      }
    }
  });

  it.each([
    ['removed', (copy: string, file: string) => rmSync(path.join(copy, file))],
    ['renamed', (copy: string, file: string) => renameSync(path.join(copy, file), path.join(copy, `${file}.bak`))],
    ['cut', (copy: string, file: string) => truncateSync(path.join(copy, file), readFileSync(path.join(copy, file)).length - 1)],
    ['emptied', (copy: string, file: string) => truncateSync(path.join(copy, file), 0)],
    ['lengthened', (copy: string, file: string) => appendFileSync(path.join(copy, file), '\n')],
  ])('does not hold, and names the file, when any one file is %s', async (_how, change) => {
    for (const file of files) {
      const verification = await afterChange((copy) => change(copy, file));
      expect(verification.holds, file).toBe(false);
      expect(subjects(verification), file).toContain(file);
    }
  });

  it('does not hold when a file is added anywhere', async () => {
    for (const at of ['extra.txt', 'data/extra.pdf', 'data/exhibits/0009.pdf', 'data/custody/extra.json', 'data/deep/er/extra']) {
      const verification = await afterChange((copy) => {
        mkdirSync(path.dirname(path.join(copy, at)), { recursive: true });
        writeFileSync(path.join(copy, at), 'extra');
      });
      expect([verification.holds, subjects(verification)]).toEqual([false, expect.arrayContaining([at])]);
    }
  });

  it('names both when any two files of the payload are swapped', async () => {
    const payload = files.filter((file) => file.startsWith('data/'));
    for (const [index, one] of payload.entries()) {
      const other = payload[(index + 1) % payload.length] ?? '';
      const verification = await afterChange((copy) => {
        const [a, b] = [path.join(copy, one), path.join(copy, other)];
        renameSync(a, `${a}.tmp`);
        renameSync(b, a);
        renameSync(`${a}.tmp`, b);
      });
      expect(verification.holds).toBe(false);
      expect(subjects(verification), `${one} and ${other}`).toEqual(expect.arrayContaining([one, other]));
    }
  });

  it('says which exhibit a changed file is', async () => {
    const verification = await afterChange((copy) => appendFileSync(path.join(copy, 'data/exhibits/0001.pdf'), '%'));
    expect(broken(verification).find(({ name }) => name === 'file-hash')?.message).toContain('exhibit P-1');
    expect(broken(verification).find(({ name }) => name === 'exhibit')?.subject).toBe('P-1');
  });
});

describe('a release whose exhibit was exchanged', () => {
  it('names exhibit and page that the bundle shows otherwise, even when everything else is made to agree and signed by its true signer', async () => {
    const document = await PDFDocument.load(readFileSync(path.join(bag, 'data/exhibits/0001.pdf')));
    const font = await document.embedFont(StandardFonts.Helvetica);
    document.getPage(1).drawText('not', { x: 300, y: 760, size: 11, font });
    const altered = await document.save();
    const change = (copy: string): void => {
      writeFileSync(path.join(copy, 'data/exhibits/0001.pdf'), altered);
      restate(copy, (statement) => { statement.exhibits[0]!.sha256 = sha256(altered); });
      rewritten(copy, 'data/exhibit-list.json', (text) => text.replaceAll(sha256(readFileSync(path.join(bag, 'data/exhibits/0001.pdf'))), sha256(altered)));
      restate(copy);
    };
    const signed = await afterChange(async (copy) => {
      change(copy);
      await signAgain(copy);
      remakeManifests(copy);
    }, { pages: true });
    expect(broken(signed)).toMatchObject([{ name: 'bundle-page', subject: 'P-1', page: 2 }]);
    const unsigned = await afterChange((copy) => {
      change(copy);
      remakeManifests(copy);
    });
    expect(names(unsigned)).toEqual(['signature']);
  });

  it('names the pages too when the bundle is of another order', async () => {
    const document = await PDFDocument.load(readFileSync(path.join(bag, 'data/bundle-01.pdf')));
    const [first, last] = (JSON.parse(readFileSync(path.join(bag, 'data/release.json'), 'utf8')) as ReleaseStatement).exhibits[0]!.bundlePages!;
    const page = document.getPage(last - 1);
    document.removePage(last - 1);
    document.insertPage(first - 1, page);
    const bytes = await document.save();
    const verification = await afterChange(async (copy) => {
      writeFileSync(path.join(copy, 'data/bundle-01.pdf'), bytes);
      restate(copy);
      await signAgain(copy);
      remakeManifests(copy);
    }, { pages: true });
    expect(broken(verification).map(({ name, subject, page: at }) => [name, subject, at])).toEqual([['bundle-page', 'P-1', 1], ['bundle-page', 'P-1', 2]]);
  });
});

describe('a part that was forged alone', () => {
  it.each([
    ['the manifest', (copy: string) => { writeFileSync(path.join(copy, 'data/exhibits/0001.pdf'), 'another'); remakeManifests(copy); }, ['exhibit', 'signed-files']],
    ['the exhibit list', (copy: string) => { rewritten(copy, 'data/exhibit-list.json', (text) => text.replace('P-1', 'P-9')); remakeManifests(copy); }, ['exhibit-list', 'signed-files']],
    ['the log', (copy: string) => { rewritten(copy, 'data/custody/events.jsonl', (text) => text.replace('document-taken-in', 'document-refused')); remakeManifests(copy); }, ['custody-event', 'signed-files']],
    ['a proof', (copy: string) => { rewritten(copy, 'data/custody/proofs.json', flippedPath); remakeManifests(copy); }, ['custody-event', 'signed-files']],
    ['the head of the log', (copy: string) => { rewritten(copy, 'data/custody/checkpoint', (text) => text.replace(/\n(\d+)\n/, (_all, size: string) => `\n${Number(size) + 1}\n`)); remakeManifests(copy); }, ['custody-checkpoint', 'signed-files']],
    ['the statement', (copy: string) => { rewritten(copy, 'data/release.json', (text) => text.replace('Prosecutor v. Example', 'Prosecutor v. Exampla')); remakeManifests(copy); }, ['signature']],
    ['the signature', (copy: string) => { rewritten(copy, 'data/release.json.sig', (text) => text.replace(/[AB](?=\n-----END)/, (letter) => (letter === 'A' ? 'B' : 'A')).replace(/\n(.)/, (_all, letter: string) => `\n${letter === 'U' ? 'V' : 'U'}`)); remakeManifests(copy); }, ['signature']],
  ])('%s is found with every manifest made to agree', async (_what, change, expected) => {
    expect(names(await afterChange(change))).toEqual(expected);
  });
});

describe('a release that its true signer forged afterwards', () => {
  const afterSigning = (change: (copy: string) => void): Promise<Verification> => afterChange(async (copy) => {
    change(copy);
    restate(copy);
    await signAgain(copy);
    remakeManifests(copy);
  });
  it.each([
    ['an event', (copy: string) => rewritten(copy, 'data/custody/events.jsonl', (text) => text.replace('document-taken-in', 'document-refused')), ['custody-event']],
    ['a missing event', (copy: string) => rewritten(copy, 'data/custody/events.jsonl', (text) => text.split('\n').slice(1).join('\n')), ['custody-event']],
    ['a proof', (copy: string) => rewritten(copy, 'data/custody/proofs.json', flippedPath), ['custody-event']],
    ['a count of the log', (copy: string) => rewritten(copy, 'data/custody/checkpoint', (text) => text.replace(/\n(\d+)\n/, (_all, size: string) => `\n${Number(size) + 1}\n`)), ['custody-checkpoint']],
    ['a failed redaction proof', (copy: string) => restate(copy, ({ redactions }) => { redactions[0]!.proof[0]!.holds = false; }), ['redaction-proof']],
    ['a redaction of another file', (copy: string) => restate(copy, ({ redactions }) => { redactions[0]!.sha256 = '0'.repeat(64); }), ['redaction-proof']],
    ['a redaction that nothing proves', (copy: string) => restate(copy, (statement) => { statement.redactions.length = 0; }), ['redaction-proof']],
    ['a translation of another original', (copy: string) => restate(copy, ({ exhibits }) => { exhibits[1]!.translationOf!.original = { sha256: '0'.repeat(64) }; }), ['translation-link']],
    ['a court result', (copy: string) => restate(copy, ({ court }) => { court.holds = !(court.holds ?? true); }), ['court-result']],
    ['a sealed item listed twice', (copy: string) => restate(copy, ({ sealed }) => { sealed.push(sealed[0]!); }), ['sealed-item']],
  ])('shows it: %s', async (_what, change, expected) => {
    expect(names(await afterSigning(change))).toEqual(expected);
  });
});

describe('a release of somebody else', () => {
  it('with the same name and content does not hold for who knows the signer, and says that the key changed', async () => {
    const { privateKey, publicKey: other } = generateKeyPairSync('ed25519');
    const raw = other.export({ format: 'der', type: 'spki' }).subarray(-32);
    const verification = await afterChange(async (copy) => {
      const statement = readFileSync(path.join(copy, 'data/release.json'));
      writeFileSync(path.join(copy, 'data/release.json.sig'), await signSsh(statement, 'custodia-release', { key: raw, sign: (message) => sign(null, message, privateKey) }));
      remakeManifests(copy);
    });
    expect(names(verification)).toEqual(['custody-checkpoint', 'signer']);
    expect(verification.signer.standing).toBe('changed');
    expect(sshPublicKeyLine(raw, 'x')).toContain(verification.signer.publicKey);
  });

  it('that is older than the one in hand is a replay, and one that left out what was before it a fork', async () => {
    const later = must(await verifyRelease(second, { signers })).statement!;
    expect(names(must(await verifyRelease(bag, { signers, earlier: [later] })))).toEqual(['previous-release']);
    const first = JSON.parse(readFileSync(path.join(bag, 'data/release.json'), 'utf8')) as ReleaseStatement;
    expect(names(must(await verifyRelease(second, { signers, earlier: [first] })))).toEqual([]);
    const forked = { ...first, release: { ...first.release, madeAt: '2026-01-01T00:00:00.000Z' } };
    expect(names(must(await verifyRelease(second, { signers, earlier: [forked] })))).toEqual(['previous-release']);
  });
});

describe('the sealed file', () => {
  it('is refused when any byte region of it is flipped, cut, repeated or exchanged', async () => {
    const whole = readFileSync(real.release);
    const headerEnd = whole.indexOf('\n---') + 50;
    const places = [...Array.from({ length: Math.ceil(headerEnd / 3) }, (_, at) => at * 3), ...Array.from({ length: 40 }, (_, step) => headerEnd + Math.floor(((whole.length - headerEnd - 1) * step) / 39))];
    const hurt = path.join(real.folder, 'hurt.tar.age');
    const verdict = async (bytes: Uint8Array): Promise<string> => {
      writeFileSync(hurt, bytes);
      const verified = await verifyRelease(hurt, { identity: real.identity });
      return verified.ok ? 'opened' : verified.failure.code;
    };
    for (const at of places) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x20;
      expect(['release-damaged', 'identity-wrong'], `byte ${at}`).toContain(await verdict(bytes));
    }
    const chunk = 65_552;
    const start = whole.length - 2 * chunk;
    for (const bytes of [whole.subarray(0, -1), whole.subarray(0, start), Buffer.concat([whole, Buffer.alloc(1)]), Buffer.concat([whole.subarray(0, start), whole.subarray(start + chunk)]), Buffer.concat([whole, whole.subarray(start)])]) {
      expect(await verdict(bytes)).toBe('release-damaged');
    }
    expect(await verdict(whole)).toBe('opened');
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function flippedPath(text: string): string {
  return text.replace(/"path":\["([0-9a-f])/, (_all, digit: string) => `"path":["${digit === '0' ? '1' : '0'}`);
}

/** Changes the statement and makes its list of files agree with what is there. */
function restate(copy: string, change: (statement: ReleaseStatement) => void = () => undefined): void {
  const at = path.join(copy, 'data/release.json');
  const statement = JSON.parse(readFileSync(at, 'utf8')) as ReleaseStatement;
  change(statement);
  for (const file of statement.files) {
    const bytes = readFileSync(path.join(copy, 'data', file.path));
    Object.assign(file, { bytes: bytes.length, sha256: sha256(bytes) });
  }
  writeFileSync(at, canonicalJson(statement));
}

async function signAgain(copy: string): Promise<void> {
  writeFileSync(path.join(copy, 'data/release.json.sig'), await signSsh(readFileSync(path.join(copy, 'data/release.json')), 'custodia-release', { key: publicKey, sign: senderSigns }));
}

/** Makes every manifest agree with what is there. */
function remakeManifests(copy: string): void {
  const line = (file: string, algorithm: string): string => `${createHash(algorithm).update(readFileSync(path.join(copy, file))).digest('hex')}  ${file}\n`;
  const payload = filesIn(copy).filter((file) => file.startsWith('data/'));
  const bytes = payload.reduce((sum, file) => sum + readFileSync(path.join(copy, file)).length, 0);
  writeFileSync(path.join(copy, 'bag-info.txt'), readFileSync(path.join(copy, 'bag-info.txt'), 'utf8').replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`));
  writeFileSync(path.join(copy, 'manifest-sha256.txt'), payload.map((file) => line(file, 'sha256')).join(''));
  writeFileSync(path.join(copy, 'manifest-sha512.txt'), payload.map((file) => line(file, 'sha512')).join(''));
  writeFileSync(path.join(copy, 'tagmanifest-sha256.txt'), ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt'].map((file) => line(file, 'sha256')).join(''));
}
