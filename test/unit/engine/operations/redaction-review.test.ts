import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { createCase, openCase } from '../../../../engine/operations/open-case.ts';
import { proposeRedactions } from '../../../../engine/operations/propose-redactions.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { readProofRecords } from '../../../../engine/operations/read-proof-records.ts';
import { buildEdition } from '../../../../engine/operations/build-edition.ts';
import { prepareEdition } from '../../../../engine/operations/edition/prepare-edition.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import { waitsForReissue } from '../../../../engine/operations/review/applied-in-release.ts';
import { changeRedactions, linkRedactions, removeRedactions } from '../../../../engine/operations/review/change-redactions.ts';
import { decideRedactions, type ReviewStep } from '../../../../engine/operations/review/decide-redactions.ts';
import { markRedactions } from '../../../../engine/operations/review/mark-redactions.ts';
import { redactionContexts } from '../../../../engine/operations/review/redaction-contexts.ts';
import { logOfEdition } from '../../../../engine/operations/review/redaction-log-of-edition.ts';
import { undoDecision } from '../../../../engine/operations/review/undo-decision.ts';
import { saveRedactionSet } from '../../../../engine/operations/save-redaction-set.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { changeMembers, makeIdentityFile, type Vault, type ZoneRecord } from '../../../../engine/vault/index.ts';
import { verifyRelease, verifySsh } from '../../../../engine/release/index.ts';
import type { EditionOrder, RedactionSet } from '../../../../shared/case-model/redaction.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import type { Result } from '../../../../shared/result.ts';
import { popplerText } from '../redaction/redaction-harness.ts';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const folder = mkdtempSync(path.join(tmpdir(), 'custodia-review-'));
const statement = 'statement' as DocumentId;
const passphrase = 'correct horse battery staple nine';
const lines = ['Statement of the first witness in this matter.', 'Olena Testenko was seen at the station on Monday.', 'The shop is called Testenko and Sons since 1990.', 'Nothing else was said on that day.'];
let engine: Engine;
let vault: Vault;

async function made(text: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  text.forEach((line, index) => page.drawText(line, { x: 72, y: 740 - index * 60, size: 12, font }));
  return document.save();
}

function rules(order?: Partial<EditionOrder>): RedactionSet {
  return {
    edition: 'defence', persons: ['Witness A'], terms: [], patterns: [], ground: 'Order of 1 March', zones: [],
    ...(order === undefined ? {} : { order: { review: 'reviewed', fourEyes: false, mayKeep: true, ...order } }),
  };
}

async function find(order?: Partial<EditionOrder>): Promise<readonly ZoneRecord[]> {
  vault.redactions.removeZones({ edition: 'defence' });
  vault.redactions.removeSet('defence');
  value(saveRedactionSet(vault, rules(order)));
  value(await proposeRedactions(vault, { edition: 'defence' }));
  return vault.redactions.zones({ edition: 'defence' });
}

const decide = (ids: readonly string[], step: ReviewStep, reason?: string): ReturnType<typeof decideRedactions> => decideRedactions(vault, { redactions: ids, step, reason });
const state = (id: string): string => vault.redactions.zone(id)?.state ?? 'gone';
const idOf = (zones: readonly ZoneRecord[], index: number): string => zones[index]?.id ?? '';

beforeAll(async () => {
  engine = createEngine();
  vault = value(await createCase({ folder: path.join(folder, 'case'), passphrase, head: { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' } }));
  const file = path.join(folder, 'statement.pdf');
  writeFileSync(file, await made(lines));
  value(await takeIn(engine, vault, [{ path: file, id: statement, exhibit: 'P-1', title: 'Statement', language: 'en' }]));
  value(await readDocuments(engine, vault, { documents: [statement] }));
  vault.persons.put({ pseudonym: 'Witness A', names: ['Olena Testenko', 'Testenko'], protected: true, child: false });
  vault.bundle.put({ title: 'Bundle', sections: [{ title: 'A', entries: [statement] }] });
});
afterAll(async () => {
  await vault.close();
  engine.pools.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the review of what was found', () => {
  it('proposes each mention once, with its confidence and its words', async () => {
    const zones = await find();
    expect(zones).toHaveLength(2);
    expect(zones[0]?.confidence).toBeGreaterThan(0.7);
    const [context] = value(redactionContexts(vault, [idOf(zones, 0)]));
    expect(context).toMatchObject({ hidden: 'Olena Testenko' });
    expect(context?.after).toMatch(/^was seen at the station/);
    expect(value(await proposeRedactions(vault, { edition: 'defence' })).proposed).toBe(0);
  });

  it('hides what nobody decided on where the order asks for no review, and refuses to build where it does', async () => {
    await find();
    expect((await prepareEdition(engine, vault, 'defence', {})).ok).toBe(true);
    const zones = await find({});
    expect(await prepareEdition(engine, vault, 'defence', {})).toMatchObject({ ok: false, failure: { code: 'redactions-undecided', subject: statement } });
    value(decide(zones.map(({ id }) => id), 'approve'));
    expect((await prepareEdition(engine, vault, 'defence', {})).ok).toBe(true);
  });

  it('refuses to build while a marked place waits, whatever the order', async () => {
    await find();
    const [marked] = value(markRedactions(vault, { edition: 'defence', document: statement, page: 1, rects: [[72, 300, 100, 20]], why: 'by hand' }));
    expect(await prepareEdition(engine, vault, 'defence', {})).toMatchObject({ ok: false, failure: { code: 'redactions-undecided' } });
    value(decide([marked?.id ?? ''], 'reject'));
    expect((await prepareEdition(engine, vault, 'defence', {})).ok).toBe(true);
  });

  it('leaves visible what a person rejected with a reason, there and nowhere else', async () => {
    const zones = await find({});
    expect(decide([idOf(zones, 1)], 'reject')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(decide([idOf(zones, 1)], 'reject', 'the name of a shop'));
    value(decide([idOf(zones, 0)], 'approve'));
    const built = value(await buildEdition(engine, vault, 'defence'));
    const [document] = built.prepared.sections.flatMap((section) => section.documents);
    if (document?.file === undefined) throw new Error('no file');
    const text = popplerText(await vault.readWholeObject(document.file.object));
    expect(text).toContain('The shop is called Testenko and Sons');
    expect(text).not.toMatch(/Olena|station/);
    expect(document.redaction?.proof.every(({ holds }) => holds)).toBe(true);
  });

  it('hides it where the same place also names another person of the order', async () => {
    const zones = await find({});
    value(decide([idOf(zones, 0)], 'approve'));
    value(decide([idOf(zones, 1)], 'reject', 'the name of a shop'));
    vault.persons.put({ pseudonym: 'Witness B', names: ['Testenko'], protected: true, child: false });
    try {
      value(saveRedactionSet(vault, { ...rules({}), persons: ['Witness A', 'Witness B'] }));
      expect(await prepareEdition(engine, vault, 'defence', {})).toMatchObject({ ok: false, failure: { code: 'redactions-undecided' } });
    } finally {
      vault.persons.remove('Witness B');
    }
  });

  it('refuses the rejection of a find where the order lets nothing be kept', async () => {
    const zones = await find({ mayKeep: false });
    expect(decide([idOf(zones, 0)], 'reject', 'a namesake')).toMatchObject({ ok: false, failure: { code: 'usage', subject: idOf(zones, 0) } });
    await find({ mayKeep: true });
    const [again] = vault.redactions.zones({ edition: 'defence' });
    value(decide([again?.id ?? ''], 'reject', 'a namesake'));
    value(saveRedactionSet(vault, rules({ mayKeep: false, review: 'automatic' })));
    expect(await prepareEdition(engine, vault, 'defence', {})).toMatchObject({ ok: false, failure: { code: 'redactions-undecided', message: expect.stringContaining('does not allow') as string } });
  });
});

describe('the way of a redaction', () => {
  it('decides a group together, all or none, and takes a decision back as a whole', async () => {
    const zones = await find({});
    const ids = zones.map(({ id }) => id);
    value(linkRedactions(vault, ids, true));
    const taken = value(decide([idOf(zones, 0)], 'approve'));
    expect(ids.map(state)).toEqual(['approved', 'approved']);
    value(undoDecision(vault, taken.decision));
    expect(ids.map(state)).toEqual(['proposed', 'proposed']);
    expect(vault.redactions.zone(idOf(zones, 0))?.history?.map(({ step }) => step)).toEqual(['change', 'approve', 'undo']);
    expect(undoDecision(vault, taken.decision)).toMatchObject({ ok: false });
    const first = value(decide([idOf(zones, 0)], 'approve'));
    value(decide([idOf(zones, 0)], 'propose-again'));
    expect(undoDecision(vault, first.decision)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('brings removed redactions back as they were', async () => {
    const zones = await find({});
    value(decide(zones.map(({ id }) => id), 'approve'));
    const { decision } = value(removeRedactions(vault, zones.map(({ id }) => id)));
    expect(vault.redactions.zones({ edition: 'defence' })).toEqual([]);
    value(undoDecision(vault, decision));
    expect(vault.redactions.zones({ edition: 'defence' }).map(({ id, state: now }) => [id, now])).toEqual(zones.map(({ id }) => [id, 'approved']));
  });

  it('gives many redactions a code of the order with its ground, and knows no other code', async () => {
    const zones = await find({ codes: 'icc' });
    const ids = zones.map(({ id }) => id);
    value(changeRedactions(vault, ids, { code: 'B.1' }));
    expect(vault.redactions.zone(idOf(zones, 1))).toMatchObject({ code: 'B.1', ground: 'Rule 81(4)' });
    expect(changeRedactions(vault, ids, { code: 'LPP' })).toMatchObject({ ok: false, failure: { code: 'usage', subject: 'LPP' } });
    value(changeRedactions(vault, ids, { code: null }));
    expect(vault.redactions.zone(idOf(zones, 1))?.code).toBeUndefined();
  });

  it('makes an approved place a proposal again when it is moved', async () => {
    await find();
    const [marked] = value(markRedactions(vault, { edition: 'defence', document: statement, page: 1, rects: [[72, 300, 100, 20]], why: 'by hand' }));
    const id = marked?.id ?? '';
    value(decide([id], 'approve'));
    value(changeRedactions(vault, [id], { rect: [72, 400, 100, 20] }));
    expect(state(id)).toBe('proposed');
    expect(changeRedactions(vault, [id], { rect: [700, 400, 100, 20] })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('asks for another person under four eyes, however the two are named', async () => {
    await find({ fourEyes: true });
    const [marked] = value(markRedactions(vault, { edition: 'defence', document: statement, page: 1, rects: [[72, 300, 100, 20]], why: 'by hand' }));
    const id = marked?.id ?? '';
    expect(decide([id], 'approve')).toMatchObject({ ok: false, failure: { code: 'usage', subject: id } });
    const maker = vault.identity.fingerprint;
    const identityFile = path.join(folder, 'senior.identity');
    const senior = value(await makeIdentityFile({ path: identityFile, name: 'Test office', passphrase }));
    await vault.close();
    value(await changeMembers({ folder: path.join(folder, 'case'), passphrase, add: [{ ...senior, compartments: ['work', 'protected-persons'] }] }));
    vault = value(await openCase({ folder: path.join(folder, 'case'), passphrase, identityFile, maker }));
    try {
      value(decide([id], 'approve'));
      expect(state(id)).toBe('approved');
    } finally {
      await vault.close();
      vault = value(await openCase({ folder: path.join(folder, 'case'), passphrase }));
    }
  });
});

describe('a release of redactions', () => {
  it('carries a signed proof of each file and a log that tells nothing, and can be contested, ruled on and issued again', async () => {
    const zones = await find({});
    value(changeRedactions(vault, zones.map(({ id }) => id), { code: 'VIC' }));
    value(decide(zones.map(({ id }) => id), 'approve'));
    const out = path.join(folder, 'defence.tar');
    const released = value(await releaseEdition(engine, vault, { edition: 'defence', recipients: [], out, replace: true }));
    expect(value(await verifyRelease(out)).holds).toBe(true);
    const there = path.join(folder, 'release');
    mkdirSync(there, { recursive: true });
    execFileSync('tar', ['xf', out, '-C', there, '--strip-components=1']);
    const record = path.join(there, 'data/redactions/0001.proof.json');
    const proof = JSON.parse(readFileSync(record, 'utf8')) as { file: { sha256: string }; zones: number; guarantees: { guarantee: string; holds: boolean; engines: { version: string }[] }[] };
    expect(execFileSync('sha256sum', [path.join(there, 'data/exhibits/0001.pdf')], { encoding: 'utf8' })).toContain(proof.file.sha256);
    expect(proof.guarantees.map(({ guarantee, holds }) => [guarantee, holds])).toEqual(Array.from({ length: 10 }, (_, index) => [`R${index + 1}`, true]));
    expect(proof.guarantees.flatMap(({ engines }) => engines).every(({ version }) => /^\d/.test(version))).toBe(true);
    const signers = path.join(folder, 'allowed_signers');
    writeFileSync(signers, `${released.signer.allowedSigners}\n`);
    const principal = released.signer.allowedSigners.split(' ')[0] ?? '';
    const verify = (content: string): string => execFileSync('ssh-keygen', ['-Y', 'verify', '-f', signers, '-I', principal, '-n', 'custodia-redaction', '-s', `${record}.sig`], { input: content, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    expect(verify(readFileSync(record, 'utf8'))).toContain('Good');
    expect(() => verify(readFileSync(record, 'utf8').replace('"zones":2', '"zones":1'))).toThrow();
    const other = path.join(folder, 'other');
    cpSync(there, other, { recursive: true });
    writeFileSync(path.join(other, 'data/redactions/0001.proof.json'), readFileSync(record, 'utf8').replace('"zones":2', '"zones":1'));
    const tampered = value(await verifyRelease(other));
    expect(tampered.checks.filter(({ holds }) => !holds).map(({ name }) => name)).toContain('redaction-proof');
    expect(value(await verifyRelease(there)).holds).toBe(true);
    const logs = ['json', 'csv', 'pdf'].map((form) => path.join(there, `data/redactions/log.${form}`));
    const told = [readFileSync(logs[0] ?? '', 'utf8'), readFileSync(logs[1] ?? '', 'utf8'), popplerText(readFileSync(logs[2] ?? ''))];
    for (const text of told) {
      expect(text).toMatch(/VIC/);
      expect(text).toMatch(/Sexual Offences/);
      expect(text).not.toMatch(/Olena|Testenko/);
    }

    const ids = zones.map(({ id }) => id);
    expect(ids.map(state)).toEqual(['applied', 'applied']);
    expect(waitsForReissue(vault, 'defence')).toBe(false);
    expect(decide([idOf(zones, 1)], 'contest')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(decide([idOf(zones, 1)], 'contest', 'letter of 3 March'));
    expect(waitsForReissue(vault, 'defence')).toBe(false);
    expect(removeRedactions(vault, [idOf(zones, 0)])).toMatchObject({ ok: false, failure: { code: 'usage' } });
    value(decide([idOf(zones, 1)], 'lift', 'ruling of 9 March'));
    expect(waitsForReissue(vault, 'defence')).toBe(true);
    const again = value(await releaseEdition(engine, vault, { edition: 'defence', recipients: [], out: path.join(folder, 'again.tar') }));
    expect(again.redactions).toBe(1);
    expect(waitsForReissue(vault, 'defence')).toBe(false);
    expect(logOfEdition(vault, 'defence')).toMatchObject([{ exhibit: 'P-1', page: 1, state: 'applied', code: 'VIC' }]);
    const [kept] = readProofRecords(vault, 'defence');
    expect(verifySsh(Buffer.from(kept?.record ?? ''), 'custodia-redaction', kept?.signature ?? '')).toMatchObject({ holds: true, key: { fingerprint: vault.identity.fingerprint } });
    expect(verifySsh(Buffer.from(`${kept?.record ?? ''} `), 'custodia-redaction', kept?.signature ?? '').holds).toBe(false);
  }, 60_000);
});
