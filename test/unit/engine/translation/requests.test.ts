import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { orderEdition } from '../../../../engine/operations/edition/order-edition.ts';
import { orderRules } from '../../../../engine/operations/exhibits/exhibit-records.ts';
import { attachCertificate, makeCertificate, previewCertificate } from '../../../../engine/operations/translators/certificates.ts';
import { sendRequest } from '../../../../engine/operations/translators/send-request.ts';
import { takeInReturn } from '../../../../engine/operations/translators/take-in-return.ts';
import { buildEdition } from '../../../../engine/operations/build-edition.ts';
import { moveTranslation, requestTranslation } from '../../../../engine/operations/translations/translation-versions.ts';
import { saveGlossary } from '../../../../engine/operations/translations/check-glossary.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { formatIdentity, formatRecipient, generateIdentity } from '../../../../engine/release/index.ts';
import { readXliff, writeXliff } from '../../../../engine/translation/exchange/xliff.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newFolder, newVault, refused, value } from '../vault/case-for-tests.ts';

const note = 'note' as DocumentId;
const sentences = ['Мене звати Олександра Зимова.', 'Мені давали 40 фунтів на тиждень готівкою.', 'Це була неправда.'];
const english = ['My name is [redacted].', 'I was given 40 pounds a week in cash.', 'That was not true.'];
const translator = { name: 'Nadia Example', contact: '1 Sample Road, Velkmoor', register: '12345', qualification: 'MA' };

let vault: Vault;
let engine: Engine;
let folder: string;
let version: string;
const identity = generateIdentity();
beforeAll(async () => {
  vault = await newVault();
  engine = createEngine();
  folder = await newFolder();
  await writeFile(join(folder, 'note.txt'), sentences.join('\n\n'));
  await writeFile(join(folder, 'translator.key'), `${formatIdentity(identity)}\n`, { mode: 0o600 });
  value(await takeIn(engine, vault, [{ path: join(folder, 'note.txt'), id: note, title: 'Note of Олександра Зимова', language: 'uk', exhibit: 'P-1' }]));
  value(await readDocuments(engine, vault, {}));
  vault.persons.put({ pseudonym: 'Witness P-1', names: ['Олександра Зимова', 'Oleksandra Zymova'], protected: true, child: false });
  vault.redactions.putSet({ edition: 'defence', persons: ['Witness P-1'], terms: [], patterns: [], ground: 'Order', zones: [] });
  vault.bundle.put({ title: 'Bundle', sections: [{ title: 'A', entries: [note] }] });
  value(saveGlossary(vault, [{ id: 'her', kind: 'name', forms: { uk: 'Олександра Зимова', en: 'Oleksandra Zymova' }, avoid: [], scheme: 'un-national' }, { id: 'cash', kind: 'term', forms: { uk: 'готівка', en: 'cash' }, avoid: [], scheme: 'none' }]));
  version = value(requestTranslation(vault, { original: note, language: 'en', deadline: '2026-05-01' })).id;
}, 60_000);
afterAll(async () => {
  await vault.close();
  engine.close();
});

it('sends nobody anything in the clear', async () => {
  expect(await refused(sendRequest(engine, vault, { version, xliff: '1.2', recipients: [], out: join(folder, 'x.age') }))).toMatchObject({ code: 'usage' });
});

it('packs the redacted document, its sentences, the glossary and the undertaking for the translator alone, without a protected name in any of them', async () => {
  const out = join(folder, 'request.tar.age');
  const sent = value(await sendRequest(engine, vault, { version, xliff: '1.2', edition: 'defence', recipients: [formatRecipient(identity.recipient)], out }));
  expect(sent.segments).toBe(3);
  execFileSync('bash', ['-c', 'set -e; mkdir -p opened; age -d -i translator.key request.tar.age | tar x -C opened'], { cwd: folder });
  const read = (name: string): Promise<Buffer> => readFile(join(folder, 'opened', name));
  const xliff = value(readXliff(await read('request.xlf')));
  expect(xliff).toMatchObject({ request: version, sourceSha256: vault.documents.get(note)?.sha256, sourceLanguage: 'uk', targetLanguage: 'en' });
  expect(xliff.segments.map(({ source }) => source).slice(1)).toEqual(sentences.slice(1));
  expect(xliff.segments[0]?.source).toContain('[redacted]');
  expect(JSON.parse(String(await read('request.json')))).toMatchObject({ deadline: '2026-05-01', segments: 3 });
  expect(String(await read('glossary.tbx'))).toContain('<term>cash</term>');
  for (const name of ['request.xlf', 'glossary.tbx', 'request.json', 'READ-ME-FIRST.txt']) expect(String(await read(name))).not.toMatch(/Зимов|Zymov/u);
  for (const name of ['document.pdf', 'undertaking.pdf']) {
    const pdf = value(await openPdfSession(engine.pools.document, await read(name)));
    for (let page = 1; page <= pdf.pages.length; page++) expect(value(await pdf.words(page)).words.map(({ text }) => text).join(' ')).not.toMatch(/Зимов|Zymov/u);
    pdf.close();
  }
  expect(vault.translations.get(version)?.state).toBe('sent');
});

async function answer(change: (segments: { id: string; source: string; target?: string }[]) => void, facts: { readonly request?: string; readonly sourceSha256?: string } = {}): Promise<string> {
  const asked = value(readXliff(await readFile(join(folder, 'opened', 'request.xlf'))));
  const segments = asked.segments.map(({ id, source }, index) => ({ id, source, target: index === 0 ? source.replace('[redacted]', 'Here stands [redacted]') : english[index]! }));
  change(segments);
  const file = join(folder, 'answer.xlf');
  await writeFile(file, writeXliff({ ...asked, ...facts, segments }));
  return file;
}

it('refuses an answer to another request, or to another original', async () => {
  expect(await refused(takeInReturn(engine, vault, { version, file: await answer(() => undefined, { request: 'somebody-else' }) }))).toMatchObject({ code: 'return-mismatch' });
  expect(await refused(takeInReturn(engine, vault, { version, file: await answer(() => undefined, { sourceSha256: '0'.repeat(64) }) }))).toMatchObject({ code: 'return-mismatch' });
  expect(await refused(takeInReturn(engine, vault, { version, file: await answer((segments) => segments.forEach((segment) => { segment.target = segment.source; })) }))).toMatchObject({ code: 'return-mismatch' });
  expect(vault.translations.get(version)?.state).toBe('sent');
});

it('takes in an answer sealed to the case, and shows what does not fit', async () => {
  await answer((segments) => {
    segments[0]!.target = 'My name is somebody.';
    segments[1]!.target = 'I was given 400 pounds a week in cash.';
    segments[2]!.target = segments[2]!.source;
    segments.push({ id: 's99', source: 'Зайве.', target: 'Extra.' });
  });
  execFileSync('age', ['-r', vault.identity.recipient, '-o', 'answer.age', 'answer.xlf'], { cwd: folder });
  const taken = value(await takeInReturn(engine, vault, { version, file: join(folder, 'answer.age') }));
  expect(taken.matched).toBe(2);
  const kinds = taken.findings.map(({ segment, kind }) => `${segment} ${kind}`);
  expect(kinds).toEqual(expect.arrayContaining(['s1 redaction-lost', 's3 untranslated', 's99 unknown']));
  expect(kinds.some((kind) => /^s2 (?:number|amount)$/u.test(kind))).toBe(true);
  expect(taken.version).toMatchObject({ state: 'received', translation: taken.document });
  value(await readDocuments(engine, vault, { documents: [taken.document] }));
  expect(vault.pageTexts.get(taken.document, 1)?.words.map(({ text }) => text).join(' ')).toContain('400 pounds');
});

it('takes a corrected answer in after it was sent back', async () => {
  value(moveTranslation(vault, { version, to: 'sent', reason: 'One amount is wrong' }));
  const taken = value(await takeInReturn(engine, vault, { version, file: await answer(() => undefined) }));
  expect(taken.findings).toEqual([]);
  expect(taken.matched).toBe(3);
  expect(vault.documents.translationsOf(note).map(({ id }) => id)).toEqual([taken.document]);
  value(moveTranslation(vault, { version, to: 'reviewed' }));
});

it.each([['uk-agency', { translator }, 'agency'], ['us-8-cfr-1003-33', { translator: { name: 'Nadia Example' } }, 'address'], ['sworn-translator', { translator: { name: 'Nadia Example' } }, 'register number']] as const)('asks for what a %s certificate needs', async (preset, given, wanted) => {
  expect((await refused(makeCertificate(engine, vault, { version, preset, ...given }))).message).toContain(wanted);
});

it('shows the words of a certificate and what it still needs before anything is made', () => {
  const preview = (preset: 'plain' | 'sworn-translator', name: string) => value(previewCertificate(vault, { version, preset, translator: { name } }));
  expect(preview('sworn-translator', 'Nadia Example').missing).toBe('register');
  expect(preview('plain', 'Nadia Example')).toMatchObject({ words: { heading: 'Certificate of translation', facts: expect.arrayContaining([['Translator', 'Nadia Example']]) as unknown } });
  expect(vault.translations.get(version)).not.toHaveProperty('certificate');
});

it.each([['plain', 'true and accurate'], ['uk-agency', 'We, Example Translations'], ['us-8-cfr-1003-33', 'competent to translate'], ['sworn-translator', 'register under number 12345']] as const)('makes a %s certificate, bound to both files by hash', async (preset, words) => {
  const made = value(await makeCertificate(engine, vault, { version, preset, translator, agency: 'Example Translations, Velkmoor' }));
  const certificate = vault.renditions.get(made.certificate!.document, 'pdf')!;
  const pdf = value(await openPdfSession(engine.pools.document, await vault.readWholeObject(certificate.object)));
  const text = value(await pdf.words(1)).words.map((word) => word.text).join(' ');
  pdf.close();
  expect(text).toContain(words);
  expect(text).toContain('Nadia Example');
  expect(text.replace(/\s/gu, '')).toContain(vault.documents.get(note)!.sha256);
  expect(vault.documents.get(made.certificate!.document)?.parent).toBe(made.translation);
  const ordered = orderEdition({ title: 'B', sections: [{ title: 'A', entries: [made.original] }] }, vault.documents.list(), 'court', orderRules(vault)).flatMap(({ entries }) => entries);
  const at = ordered.findIndex(({ document }) => document.id === made.certificate!.document);
  expect(ordered[at]).toMatchObject({ relation: 'certificate', of: made.translation });
  expect(ordered[at - 1]?.document.id).toBe(made.translation);
});

it('puts the signed scan in the place of the unsigned page, right behind the translation in the bundle', async () => {
  const unsigned = vault.translations.get(version)!.certificate!.document;
  const scan = join(folder, 'signed.pdf');
  const rendition = vault.renditions.get(unsigned, 'pdf')!;
  await writeFile(scan, Buffer.concat([await vault.readWholeObject(rendition.object), Buffer.from('\n% signed\n')]));
  const signed = value(await attachCertificate(engine, vault, { version, file: scan })).certificate!;
  expect(signed.signed).toBe(true);
  value(moveTranslation(vault, { version, to: 'certified' }));
  expect(await refused(attachCertificate(engine, vault, { version, file: scan }))).toMatchObject({ code: 'usage' });
  const built = value(await buildEdition(engine, vault, 'court'));
  const translation = vault.translations.get(version)!.translation;
  expect(built.assembled.entries.map(({ key }) => key)).toEqual([note, translation, signed.document]);
}, 60_000);
