import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOfficeConverter } from '../../../../engine/intake/office-converter.ts';
import { createEngine } from '../../../../engine/operations/engine.ts';
import { passwordsByName, type AskPassword } from '../../../../engine/operations/file-passwords.ts';
import { openProtected } from '../../../../engine/operations/open-protected.ts';
import { takeIn, type TakeInOptions } from '../../../../engine/operations/take-in.ts';
import type { IntakeReport } from '../../../../engine/operations/intake-report.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { show, smallPdf } from '../intake/small-pdf.ts';
import { smallZip } from '../intake/small-zip.ts';
import { newFolder, newVault, value } from '../vault/case-for-tests.ts';

const engine = createEngine();
const fixtures = fileURLToPath(new URL('../../../fixtures/intake/', import.meta.url));
let vault: Vault;
let folder: string;
beforeAll(async () => {
  vault = await newVault();
  folder = await newFolder();
  writeFileSync(path.join(folder, 'plain.pdf'), smallPdf({ content: show('Protected words', 50, 300) }));
  for (const [name, user] of [['user.pdf', 'Grüße'], ['owner.pdf', '']] as const) {
    execFileSync('qpdf', ['--encrypt', user, 'the-owner', '256', '--', path.join(folder, 'plain.pdf'), path.join(folder, name)]);
  }
});
afterAll(async () => {
  await vault.close();
  engine.close();
});

async function take(name: string, options: TakeInOptions = {}): Promise<IntakeReport> {
  return value(await takeIn(engine, vault, [{ path: name.includes(path.sep) ? name : path.join(fixtures, name) }], options));
}

const textOf = async (id: DocumentId): Promise<string> => Buffer.from(await vault.readWholeObject(vault.documents.get(id)!.original)).toString();

describe('a PDF that asks for a password', () => {
  it('is refused by its name, and opens with the user or the owner password; one that only restricts its reader needs none', async () => {
    const user = path.join(folder, 'user.pdf');
    expect((await take(user)).refused).toMatchObject([{ path: user, failure: { code: 'document-encrypted' } }]);
    const asked: [string, boolean][] = [];
    const answers = ['wrong', 'wrong again', 'the-owner'];
    const ask: AskPassword = (label, wrong) => {
      asked.push([label, wrong]);
      return Promise.resolve(answers.shift());
    };
    expect((await take(user, { askPassword: ask })).documents).toMatchObject([{ name: 'user.pdf', pages: 1 }]);
    expect(asked).toEqual([['user.pdf', false], ['user.pdf', true], ['user.pdf', true]]);
    expect((await take(user, { askPassword: passwordsByName([{ name: 'user.pdf', password: 'Grüße' }]) })).documents).toHaveLength(1);
    expect((await take(path.join(folder, 'owner.pdf'))).documents).toHaveLength(1);
  });

  it('is kept as it came where its password is not known and that is asked for', async () => {
    const { documents, refused } = await take(path.join(folder, 'user.pdf'), { keepProtected: true });
    expect(refused).toEqual([]);
    const [document] = documents;
    expect(vault.findings.list(document!.id).map(({ code }) => code)).toContain('kept-native');
    expect(await textOf(document!.id)).toBe(readFileSync(path.join(folder, 'user.pdf')).toString());
  });
});

describe('an archive with protected files', () => {
  it.each(['protected-aes.zip', 'protected-zipcrypto.zip'])('%s: names each that stays inside, and gives it with the password', async (name) => {
    const without = await take(name);
    const archive = without.documents[0]!;
    const label = `${path.join(fixtures, name).split(path.sep).at(-1)} › secret.txt`;
    expect(without.refused).toContainEqual({ path: label, parent: archive.id, failure: expect.objectContaining({ code: 'document-encrypted' }) as unknown });
    const before = without.documents.length;
    const wrong = value(await openProtected(engine, vault, { document: archive.id, askPassword: passwordsByName([{ name, password: 'sesame-2' }]) }));
    expect([wrong.documents, wrong.refused.length]).toEqual([[], without.refused.length]);
    // The password is given for the file that was refused, as the window asks for it.
    const opened = value(await openProtected(engine, vault, { document: archive.id, askPassword: passwordsByName([{ name: label, password: 'sesame-1' }]) }));
    expect(opened.documents).toMatchObject([{ name: 'secret.txt', parent: archive.id }]);
    expect(await textOf(opened.documents[0]!.id)).toBe('the secret one');
    // A second password for what is left.
    const other = value(await openProtected(engine, vault, { document: archive.id, askPassword: passwordsByName([{ name, password: 'other' }]) }));
    expect(other.documents.map((document) => document.name)).toEqual(name === 'protected-aes.zip' ? ['other.txt'] : []);
    expect(other.refused).toEqual([]);
    expect(vault.documents.childrenOf(archive.id)).toHaveLength(before - 1 + (name === 'protected-aes.zip' ? 2 : 1));
  });

  it('asks for a protected file deep inside by the names that lead to it, and takes it out later', async () => {
    const file = path.join(folder, 'outer.zip');
    writeFileSync(file, smallZip([{ name: 'first.txt', content: Buffer.from('first') }, { name: 'in/user.pdf', content: readFileSync(path.join(folder, 'user.pdf')) }, { name: 'last.txt', content: Buffer.from('last') }]));
    const taken = await take(file);
    const archive = taken.documents[0]!;
    expect(taken.documents.map(({ name }) => name)).toEqual(['outer.zip', 'first.txt', 'last.txt']);
    expect(taken.refused).toMatchObject([{ path: 'outer.zip › in/user.pdf', parent: archive.id }]);
    expect(vault.findings.list(archive.id).map(({ code }) => code)).toContain('attachment-refused');
    const opened = value(await openProtected(engine, vault, { document: archive.id, askPassword: passwordsByName([{ name: 'outer.zip › in/user.pdf', password: 'Grüße' }]) }));
    expect(opened.documents).toMatchObject([{ id: `${archive.id}-a2`, name: 'in/user.pdf', pages: 1 }]);
    expect(vault.findings.list(archive.id).map(({ code }) => code)).not.toContain('attachment-refused');
  });
});

describe('an office document with a password', () => {
  it.each(['protected-agile.docx', 'protected-standard.docx', 'protected.odt'])('%s: is refused by its name, and opens with its password only', async (name) => {
    expect((await take(name)).refused).toMatchObject([{ failure: { code: 'document-encrypted' } }]);
    expect((await take(name, { askPassword: passwordsByName([{ name, password: 'grüße' }]) })).refused).toMatchObject([{ failure: { code: 'document-encrypted' } }]);
    const { documents } = await take(name, { askPassword: passwordsByName([{ name, password: 'Grüße' }]) });
    expect(documents).toMatchObject([{ name, kind: 'office', pages: 1 }]);
    expect(vault.findings.list(documents[0]!.id).map(({ code }) => code)).toContain(findOfficeConverter() === undefined ? 'kept-native' : 'protection-removed');
  });
});

it('keeps an OpenDocument file that is protected in an unknown way as it came, where its password is given, saying why', async () => {
  const manifest = (inner: string): string => `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">${inner}</manifest:file-entry></manifest:manifest>`;
  const file = (name: string, inner: string): string => {
    const entries = [['mimetype', 'application/vnd.oasis.opendocument.text'], ['content.xml', 'x'], ['META-INF/manifest.xml', manifest(inner)]] as const;
    writeFileSync(path.join(folder, name), smallZip(entries.map(([entry, content]) => ({ name: entry, content: Buffer.from(content), stored: entry === 'mimetype' }))));
    return path.join(folder, name);
  };
  const locked = file('locked.odt', '<manifest:encryption-data manifest:checksum="x"/>');
  expect((await take(locked)).refused).toMatchObject([{ failure: { code: 'document-encrypted' } }]);
  const { documents } = await take(locked, { askPassword: passwordsByName([{ name: 'locked.odt', password: 'sesame' }]) });
  expect(documents).toMatchObject([{ kind: 'office', pages: 1 }]);
  expect(vault.findings.list(documents[0]!.id).map(({ code }) => code)).toContain('kept-native');
  expect((await take(file('open.odt', ''))).refused).toEqual([]);
});

it('keeps no password in the case', () => {
  const kept = JSON.stringify([[...vault.events()], vault.documents.list(), vault.findings.list(), vault.records.list('facts'), vault.documents.list().map(({ id }) => vault.custody.list(id))]);
  for (const secret of ['Grüße', 'sesame', 'the-owner', 'wrong again']) expect(kept).not.toContain(secret);
});
