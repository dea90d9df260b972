import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { makeAnswer } from '../../../../engine/operations/make-answer.ts';
import { openCase } from '../../../../engine/operations/open-case.ts';
import { openReceived } from '../../../../engine/operations/open-received.ts';
import { receivedChanges, receivedRelease, standingDocuments } from '../../../../engine/operations/received-release.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import { listPositions, listReviewItems, savePosition, saveReviewItem } from '../../../../engine/operations/review-release.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { takeInAnswer } from '../../../../engine/operations/take-in-answer.ts';
import { updateReceived } from '../../../../engine/operations/update-received.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { makeRealCase, must, passphrase, type RealCase } from './real-case.ts';

let real: RealCase;
let sender: Vault;
let reviewer: Vault;
const at = (...names: string[]): string => path.join(real.folder, ...names);
const exhibits = (): unknown[] => reviewer.documents.list().map(({ id, exhibit }) => [id, exhibit]);
const texts = (of: DocumentId): string[] => listReviewItems(reviewer).filter(({ document }) => document === of).map(({ text }) => text);

/** A later statement: a page put in front, the first page as it was, the second changed. */
async function laterStatement(): Promise<Uint8Array> {
  const before = await PDFDocument.load(readFileSync(at('evidence/statement.pdf')));
  const later = await PDFDocument.create();
  const font = await later.embedFont(StandardFonts.Helvetica);
  later.addPage([595, 842]).drawText('Corrected statement.', { x: 60, y: 760, size: 11, font });
  const [first] = await later.copyPages(before, [0]);
  if (first !== undefined) later.addPage(first);
  later.addPage([595, 842]).drawText('It stood there until one o’clock.', { x: 60, y: 740, size: 11, font });
  return later.save();
}

/** The sender replaces the statement, opens the sealed paper, takes the note out, and releases again. */
beforeAll(async () => {
  real = await makeRealCase();
  must(await openReceived(real.engine, { file: real.release, folder: at('received'), passphrase, identityFile: real.identityFile, by: 'Defence Chambers' }));
  reviewer = must(await openCase({ folder: at('received'), passphrase }));
  sender = await real.open();
  writeFileSync(at('later.pdf'), await laterStatement());
  const later = 'statement-2' as DocumentId;
  must(await takeIn(real.engine, sender, [{ path: at('later.pdf'), id: later, title: 'Statement', language: 'en' }]));
  sender.documents.change('translation' as DocumentId, { translation: null, exhibit: null });
  sender.documents.change('statement' as DocumentId, { exhibit: null });
  sender.documents.change(later, { exhibit: 'P-1' });
  sender.documents.change('paper' as DocumentId, { confidentiality: 'parties' });
  sender.bundle.put({ title: 'Trial bundle', sections: [{ title: 'A. Statements', entries: [later, 'paper' as DocumentId] }] });
  must(await releaseEdition(real.engine, sender, { edition: 'defence', recipients: [real.recipient], out: at('second.tar.age') }));
});
afterAll(async () => {
  await reviewer.close();
  await sender.close();
  real.close();
});

describe('a later release taken into the case of the earlier one', () => {
  const [statement, note] = ['e-0001', 'e-0003'] as DocumentId[];
  const replacement = 'e-2-0001' as DocumentId;

  it('is refused where it is not later, of another case, or damaged, and nothing changes', async () => {
    const before = [exhibits(), receivedRelease(reviewer)?.statementSha256, reviewer.eventCount()];
    expect(await updateReceived(real.engine, reviewer, { file: real.release, identityFile: real.identityFile })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(await updateReceived(real.engine, sender, { file: at('second.tar.age'), identityFile: real.identityFile })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    const cut = readFileSync(at('second.tar.age'));
    writeFileSync(at('cut.tar.age'), cut.subarray(0, cut.length - 60));
    expect(await updateReceived(real.engine, reviewer, { file: at('cut.tar.age'), identityFile: real.identityFile })).toMatchObject({ ok: false });
    expect([exhibits(), receivedRelease(reviewer)?.statementSha256, reviewer.eventCount()]).toEqual(before);
  });

  it('keeps notes with the pages that are as before, wherever they stand now, and tells those that are stale', async () => {
    const onFirst = must(saveReviewItem(reviewer, { kind: 'note', document: statement!, page: 1, rect: [1, 2, 3, 4], text: 'van', shared: true }));
    const onSecond = must(saveReviewItem(reviewer, { kind: 'note', document: statement!, page: 2, text: 'noon', shared: true }));
    const onNote = must(saveReviewItem(reviewer, { kind: 'bookmark', document: note!, page: 1, text: '' }));
    must(savePosition(reviewer, { document: statement!, stand: 'contested', reason: 'Not what was said' }));
    const change = must(await updateReceived(real.engine, reviewer, { file: at('second.tar.age'), identityFile: real.identityFile }));
    expect(change).toMatchObject({ from: 1, to: 2, added: ['P-3'], replaced: ['P-1'], withdrawn: ['P-1T', 'P-2'], movedItems: 1, stalePositions: [statement] });
    expect([...change.staleItems].sort()).toEqual([onSecond.id, onNote.id].sort());
    expect(listReviewItems(reviewer).find(({ id }) => id === onFirst.id)).toMatchObject({ document: replacement, page: 2, rect: [1, 2, 3, 4], text: 'van', shared: true });
    expect(texts(statement!)).toEqual(['noon']);
    expect(receivedChanges(reviewer)).toEqual([change]);
  });

  it('shows the exhibits of the later release alone, and keeps the earlier files for what was written on them', async () => {
    const standing = [...standingDocuments(reviewer)];
    expect(standing.map((id) => reviewer.documents.get(id)?.exhibit).sort()).toEqual(['P-1', 'P-3']);
    expect(reviewer.bundle.get()?.sections.flatMap(({ entries }) => entries).sort()).toEqual(standing.sort());
    expect(reviewer.documents.get(statement!)?.exhibit).toBeUndefined();
    expect((await reviewer.check()).faults).toEqual([]);
    expect(receivedRelease(reviewer)?.statement.release.number).toBe(2);
    expect(await updateReceived(real.engine, reviewer, { file: at('second.tar.age'), identityFile: real.identityFile })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('is answered with what was said of it, and nothing of what it replaced', async () => {
    must(savePosition(reviewer, { document: replacement, stand: 'agreed' }));
    expect(listPositions(reviewer)).toHaveLength(2);
    must(await makeAnswer(reviewer, { out: at('answer.tar.age') }));
    const { answer } = must(await takeInAnswer(sender, at('answer.tar.age'), undefined));
    expect(answer.release.number).toBe(2);
    expect(answer.positions.map(({ exhibit, stand }) => [exhibit, stand])).toEqual([['P-1', 'agreed']]);
    expect(answer.remarks.map(({ exhibit, page, text }) => [exhibit, page, text])).toEqual([['P-1', 2, 'van']]);
  });
});
