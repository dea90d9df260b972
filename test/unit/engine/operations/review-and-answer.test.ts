import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareReleasesOf } from '../../../../engine/operations/compare-releases.ts';
import { checkCheckpoint, countersignForOther, heldCheckpoints, takeInCheckpoint, witnessOfLine } from '../../../../engine/operations/held-checkpoints.ts';
import { makeAnswer } from '../../../../engine/operations/make-answer.ts';
import { openCase } from '../../../../engine/operations/open-case.ts';
import { openReceived } from '../../../../engine/operations/open-received.ts';
import { describeKey, knownHere, listContacts, pinContact, removeContact } from '../../../../engine/operations/pin-contact.ts';
import { receivedRelease } from '../../../../engine/operations/received-release.ts';
import { releaseEdition } from '../../../../engine/operations/release-edition.ts';
import { listReviewItems, removeReviewItems, savePosition, saveReviewItem } from '../../../../engine/operations/review-release.ts';
import { runPlan } from '../../../../engine/operations/run-plan.ts';
import { listAnswers, takeInAnswer } from '../../../../engine/operations/take-in-answer.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { requestTimeOfFile, takeInTime, timeOf } from '../../../../engine/operations/trusted-time-of-release.ts';
import { exhibitsOf, findExhibit, readList, verifyExhibit } from '../../../../engine/operations/verify-exhibit.ts';
import { verifyFile } from '../../../../engine/operations/verify-file.ts';
import { withdrawRelease } from '../../../../engine/operations/withdraw-release.ts';
import { writeVerificationRecord } from '../../../../engine/operations/write-verification-record.ts';
import { readStatement, type Verification } from '../../../../engine/release/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { success } from '../../../../shared/result.ts';
import { makeRealCase, must, passphrase, type RealCase } from './real-case.ts';

let real: RealCase;
let sender: Vault;
let reviewer: Vault;
const at = (...names: string[]): string => path.join(real.folder, ...names);
const broken = (verification: Verification): string[] => verification.checks.filter(({ holds }) => !holds).map(({ name, message }) => `${name}: ${message ?? ''}`);

beforeAll(async () => {
  real = await makeRealCase();
  must(await openReceived(real.engine, { file: real.release, folder: at('received'), passphrase, identityFile: real.identityFile, by: 'Defence Chambers' }));
  reviewer = must(await openCase({ folder: at('received'), passphrase }));
  sender = await real.open();
});
afterAll(async () => {
  await reviewer.close();
  await sender.close();
  real.close();
});

describe('a received release', () => {
  it('is a case of its own with the exhibits as released, translations beside their originals, and what is sealed told', () => {
    const documents = reviewer.documents.list();
    expect(documents.map(({ exhibit, pages }) => [exhibit, pages])).toEqual([['P-1', 2], ['P-1T', 1], ['P-2', 1]]);
    expect(documents[1]?.translation).toMatchObject({ original: documents[0]?.id, originalSha256: documents[0]?.sha256 });
    expect(receivedRelease(reviewer)?.statement.sealed).toMatchObject([{ number: 'P-3', position: 4 }]);
    expect(JSON.stringify(documents)).not.toContain('Realperson');
  });

  it('takes no evidence, plan or release, and leaves nothing behind when it does not open', async () => {
    expect(await takeIn(real.engine, reviewer, [{ path: real.identityFile }])).toMatchObject({ ok: false, failure: { code: 'case-read-only' } });
    expect(await releaseEdition(real.engine, reviewer, { edition: 'court', recipients: [], out: at('own.tar') })).toMatchObject({ ok: false, failure: { code: 'case-read-only' } });
    expect(existsSync(at('own.tar'))).toBe(false);
    const cut = at('cut.tar.age');
    writeFileSync(cut, readFileSync(real.release).subarray(0, -40));
    expect(await openReceived(real.engine, { file: cut, folder: at('never'), passphrase, identityFile: real.identityFile })).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
    expect(existsSync(at('never'))).toBe(false);
  });

  it('takes no plan even when the plan only renames the case', async () => {
    const opened = receivedRelease(reviewer);
    await reviewer.close();
    const ran = await runPlan(real.engine, { planFile: at('plan.yaml'), caseFolder: at('received'), outFolder: at('other'), passphrase: () => Promise.resolve(success(passphrase)) });
    reviewer = must(await openCase({ folder: at('received'), passphrase }));
    expect(ran).toMatchObject({ ok: false, failure: { code: 'case-read-only' } });
    expect(reviewer.head().by).toBe('Defence Chambers');
    expect(receivedRelease(reviewer)).toEqual(opened);
  });
});

describe('a review', () => {
  const first = 'e-0001' as DocumentId;
  it('keeps notes, tags and bookmarks by page and place, in the reviewer’s encrypted case alone', () => {
    const before = readFileSync(real.release);
    const note = must(saveReviewItem(reviewer, { kind: 'note', document: first, page: 2, rect: [10, 20, 30, 40], text: 'Canary thought of the defence' }));
    must(saveReviewItem(reviewer, { kind: 'tag', document: first, text: 'alibi' }));
    must(saveReviewItem(reviewer, { kind: 'bookmark', document: first, page: 1, text: '' }));
    must(saveReviewItem(reviewer, { id: note.id, kind: 'note', document: first, page: 2, rect: [10, 20, 30, 40], text: 'Canary thought, changed' }));
    expect(listReviewItems(reviewer).map(({ kind, page, text, shared }) => [kind, page, text, shared])).toEqual([['tag', undefined, 'alibi', false], ['bookmark', 1, '', false], ['note', 2, 'Canary thought, changed', false]]);
    expect(readFileSync(real.release).equals(before)).toBe(true);
    for (const file of readdirSync(at('received'), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) expect(readFileSync(path.join(file.parentPath, file.name)).includes('Canary')).toBe(false);
    }
  });

  it('refuses places that are not there, empty words, and contesting without a reason', () => {
    expect(saveReviewItem(reviewer, { kind: 'note', document: first, page: 3, text: 'x' })).toMatchObject({ ok: false, failure: { code: 'document-unknown' } });
    expect(saveReviewItem(reviewer, { kind: 'note', document: 'e-0099' as DocumentId, text: 'x' })).toMatchObject({ ok: false, failure: { code: 'document-unknown' } });
    expect(saveReviewItem(reviewer, { kind: 'note', document: first, rect: [1, 2, 3, 4], text: 'x' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(saveReviewItem(reviewer, { kind: 'note', document: first, text: ' ' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(saveReviewItem(reviewer, { id: 'none', kind: 'note', document: first, text: 'x' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(removeReviewItems(reviewer, [listReviewItems(reviewer)[0]?.id ?? '', 'none'])).toMatchObject({ ok: false });
    expect(listReviewItems(reviewer)).toHaveLength(3);
    expect(savePosition(reviewer, { document: first, stand: 'contested' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(saveReviewItem(sender, { kind: 'note', document: 'statement' as DocumentId, text: 'x' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('answers nothing before something is said', async () => {
    expect(await makeAnswer(reviewer, { out: at('early.tar.age') })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(existsSync(at('early.tar.age'))).toBe(false);
  });
});

describe('an answer', () => {
  it('goes to the sender’s own key with positions and shared notes; private ones stay', async () => {
    must(savePosition(reviewer, { document: 'e-0001' as DocumentId, stand: 'contested', reason: 'Not what was said' }));
    must(savePosition(reviewer, { document: 'e-0003' as DocumentId, stand: 'agreed' }));
    must(saveReviewItem(reviewer, { kind: 'note', document: 'e-0001' as DocumentId, page: 1, rect: [5, 6, 7, 8], text: 'Compare with the log of the gate', shared: true }));
    const made = must(await makeAnswer(reviewer, { out: at('answer.tar.age') }));
    expect(made).toMatchObject({ positions: 2, remarks: 1, recipient: sender.identity.recipient });
    const taken = must(await takeInAnswer(sender, at('answer.tar.age')));
    expect(taken.answer.positions).toMatchObject([{ exhibit: 'P-1', stand: 'contested', reason: 'Not what was said' }, { exhibit: 'P-2', stand: 'agreed' }]);
    expect(taken.answer.remarks).toMatchObject([{ exhibit: 'P-1', page: 1, rect: [5, 6, 7, 8], text: 'Compare with the log of the gate' }]);
    expect(JSON.stringify(taken)).not.toContain('Canary');
    expect(taken).toMatchObject({ signer: { standing: 'unknown' }, otherFiles: [], countersigned: true });
    expect(heldCheckpoints(sender)).toMatchObject([{ witnesses: [{ name: 'Defence-Chambers', fingerprint: reviewer.identity.fingerprint }] }]);
  });

  it('is one however often it is taken in, and known once its signer is pinned', async () => {
    must(pinContact(sender, { name: 'Defence Chambers', sshPublicKey: reviewer.identity.sshPublicKey, recipient: reviewer.identity.recipient }));
    expect(must(await takeInAnswer(sender, at('answer.tar.age'))).signer.standing).toBe('known');
    expect(listAnswers(sender)).toHaveLength(1);
    expect([...sender.events()].filter(({ action }) => action === 'answer-taken-in')).toHaveLength(1);
  });

  it('is refused from a changed key, for another case, and by who is not its sender', async () => {
    const contact = listContacts(sender)[0]!;
    must(removeContact(sender, contact.id));
    must(pinContact(sender, { name: 'Defence Chambers', sshPublicKey: sender.identity.sshPublicKey }));
    expect(await takeInAnswer(sender, at('answer.tar.age'))).toMatchObject({ ok: false, failure: { code: 'verification-failed', message: expect.stringContaining('key changed') as string } });
    must(removeContact(sender, sender.identity.fingerprint));
    expect(await takeInAnswer(reviewer, at('answer.tar.age'))).toMatchObject({ ok: false, failure: { code: 'identity-wrong' } });
    expect(await takeInAnswer(sender, real.release)).toMatchObject({ ok: false, failure: { code: 'identity-wrong' } });
  });
});

describe('a pinned contact', () => {
  it('alarms when somebody of that name comes with another key', () => {
    must(pinContact(reviewer, { name: 'Office of the Prosecutor', sshPublicKey: sender.identity.sshPublicKey }));
    const other = reviewer.identity.sshPublicKey;
    expect(pinContact(reviewer, { name: 'Office of the Prosecutor', sshPublicKey: other })).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(pinContact(reviewer, { name: ' ', sshPublicKey: other })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(pinContact(reviewer, { name: 'X', sshPublicKey: 'ssh-rsa AAAA' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(pinContact(reviewer, { name: 'X', sshPublicKey: other, recipient: 'age1x' })).toMatchObject({ ok: false, failure: { code: 'recipient-invalid' } });
    expect(listContacts(reviewer).map(({ name }) => name)).toEqual(['Office of the Prosecutor']);
  });

  it('makes its releases known, and a release of its name by another key loudly not hold', async () => {
    const known = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, pinned: knownHere(reviewer), withoutPages: true }));
    expect([known.holds, known.signer.standing]).toEqual([true, 'known']);
    const stranger = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, withoutPages: true }));
    expect([stranger.holds, stranger.signer.standing]).toEqual([true, 'unknown']);
    const line = `Office-of-the-Prosecutor ${reviewer.identity.sshPublicKey}`;
    const changed = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, signer: line, withoutPages: true }));
    expect([changed.holds, changed.signer.standing]).toEqual([false, 'changed']);
    expect(broken(changed)[0]).toContain('THE KEY CHANGED');
  });

  it('has a key in words and as a QR code of square rows', () => {
    const described = must(describeKey(sender.identity.sshPublicKey));
    expect(described.fingerprint).toBe(sender.identity.fingerprint);
    expect(described.words).toHaveLength(12);
    expect(described.qr.every((row) => row.length === described.qr.length && /^[01]+$/.test(row))).toBe(true);
  });
});

describe('a checkpoint', () => {
  it('is countersigned only when the named key signed it, and is held against the log afterwards', () => {
    const note = sender.checkpoint();
    expect(countersignForOther(reviewer, note, reviewer.identity.sshPublicKey)).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(countersignForOther(reviewer, 'no note', sender.identity.sshPublicKey)).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
    const signed = must(countersignForOther(reviewer, note, sender.identity.sshPublicKey));
    expect(takeInCheckpoint(sender, signed.checkpoint)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    const witness = must(witnessOfLine(reviewer.identity.sshPublicKey));
    expect(must(takeInCheckpoint(sender, signed.checkpoint, [witness]))).toMatchObject({ size: signed.size, witnesses: [{ fingerprint: reviewer.identity.fingerprint }] });
    expect(must(checkCheckpoint(sender, note)).witnesses).toEqual([]);
  });

  it('of another case, or of a history that is not this one, does not pass', () => {
    expect(checkCheckpoint(sender, reviewer.checkpoint())).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(checkCheckpoint(sender, sender.checkpoint().replace(/\n\d+\n/, '\n3\n'))).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
  });
});

describe('one exhibit', () => {
  it('is found in a release, a statement or a list, by its bytes and by the first digits of its hash', async () => {
    const data = unpack(real.release, 'one');
    const exhibit = path.join(data, 'exhibits/0001.pdf');
    const verified = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, withoutPages: true }));
    const lists = [exhibitsOf(verified), ...(await Promise.all([real.release, path.dirname(data), path.join(data, 'release.json'), path.join(data, 'exhibit-list.json')].map(async (list) => must(await readList(list, { identityFile: real.identityFile })))))];
    expect(lists.map(({ signedBy }) => signedBy)).toEqual([...Array.from({ length: 4 }, () => sender.identity.fingerprint), undefined]);
    for (const list of lists) {
      const { holds, sha256, checks } = must(await verifyExhibit(exhibit, list));
      expect([holds, checks[0]?.subject]).toEqual([true, 'P-1']);
      expect(must(findExhibit(list, sha256.slice(0, 10).toUpperCase())).map(({ number }) => number)).toEqual(['P-1']);
      expect(must(await verifyExhibit(path.join(data, 'bundle-01.pdf'), list)).holds).toBe(false);
    }
    writeFileSync(path.join(data, 'release.json'), readFileSync(path.join(data, 'release.json'), 'utf8').replace('Prosecutor v. Example', 'Prosecutor v. Examples'));
    expect(await readList(path.join(data, 'release.json'))).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
  });
});

describe('a verification record', () => {
  it('is written as PDF and JSON and signed so that ssh-keygen agrees; a plain archive needs no key, and a medium that cannot be written to is enough', async () => {
    const data = unpack(real.release, 'medium');
    const bag = path.dirname(data);
    for (const entry of readdirSync(bag, { recursive: true, withFileTypes: true })) chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
    const before = listing(bag);
    const verified = must(await verifyFile(real.engine, bag));
    expect(broken(verified)).toEqual([]);
    expect(verified.checks.map(({ name }) => name)).toContain('bundle-page');
    expect(listing(bag)).toEqual(before);
    const files = must(await writeVerificationRecord(real.engine, verified, { file: bag, out: at('record.pdf'), signer: reviewer }));
    expect(files.map((file) => path.basename(file))).toEqual(['record.pdf', 'record.json', 'record.json.sig']);
    expect(execFileSync('pdftotext', [at('record.pdf'), '-'], { encoding: 'utf8' })).toContain('The release holds.');
    writeFileSync(at('signers'), `clerk ${reviewer.identity.sshPublicKey}\n`);
    const args = ['-Y', 'verify', '-f', at('signers'), '-I', 'clerk', '-n', 'custodia-verification', '-s', at('record.json.sig')];
    expect(spawnSync('ssh-keygen', args, { input: readFileSync(at('record.json')) }).status).toBe(0);
    expect(must(await writeVerificationRecord(real.engine, verified, { file: bag, out: at('unsigned.pdf') }))).toHaveLength(2);
  });
});

describe('trusted time', () => {
  it('is asked for from the sealed file, vouched for by an authority, kept, and verified with the release', async () => {
    const { sha256 } = must(await requestTimeOfFile(real.release, { out: at('request.tsq'), identity: real.identity }));
    const data = unpack(real.release, 'timed');
    expect(execFileSync('sha256sum', [path.join(data, 'release.json')], { encoding: 'utf8' }).slice(0, 64)).toBe(sha256);
    timeAuthority(at());
    const token = readFileSync(at('reply.tsr'));
    const certificate = readFileSync(at('tsa-ca.pem'));
    const release = sender.releases.last('defence')!.id;
    expect(must(await takeInTime(real.engine, sender, { release, token, certificates: [certificate] }))).toMatchObject({ holds: true, authority: 'tsa' });
    expect(timeOf(sender, release)).toMatchObject({ authority: 'tsa' });
    expect(await takeInTime(real.engine, sender, { release: 'none', token, certificates: [certificate] })).toMatchObject({ ok: false, failure: { code: 'usage' } });
    const verified = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, time: { token: at('reply.tsr'), certificates: [at('tsa-ca.pem')] }, withoutPages: true }));
    expect([verified.holds, verified.time?.authority]).toEqual([true, 'tsa']);
    expect(spawnSync('openssl', ['ts', '-verify', '-data', path.join(data, 'release.json'), '-in', at('reply.tsr'), '-CAfile', at('tsa-ca.pem')]).status).toBe(0);
  });
});

describe('a release that follows', () => {
  it('opens what was sealed, proves that it is the same, that the log only grew since every head that somebody holds, and says what changed', async () => {
    sender.documents.change('paper' as DocumentId, { confidentiality: 'parties' });
    const out = at('second.tar.age');
    const second = must(await releaseEdition(real.engine, sender, { edition: 'defence', recipients: [real.recipient], out }));
    expect(second.holds).toBe(true);
    const kept = heldCheckpoints(sender).map(({ checkpoint }) => checkpoint);
    kept.forEach((note, index) => writeFileSync(at(`held-${index}`), note));
    const verified = must(await verifyFile(real.engine, out, {
      identityFile: real.identityFile, earlierFiles: [real.release], checkpointFiles: kept.map((_, index) => at(`held-${index}`)), withoutPages: true, pinned: knownHere(reviewer), received: receivedRelease(reviewer),
    }));
    expect(broken(verified)).toEqual([]);
    expect(verified.changes).toEqual({ since: 1, added: ['P-3'], replaced: [], withdrawn: [] });
    expect(verified.statement?.opened).toMatchObject([{ number: 'P-3', commitment: receivedRelease(reviewer)?.statement.sealed[0]?.commitment }]);
    expect(verified.checkpointsNotCompared).toBe(0);
    expect(must(compareReleasesOf(sender, sender.releases.list('defence')[0]!.id, sender.releases.list('defence')[1]!.id)).added).toEqual(['P-3']);
    const replayed = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, earlierFiles: [out], withoutPages: true }));
    expect(broken(replayed)).toEqual(['previous-release: This is release 1; you already have release 2 of this edition.']);
  });

  it('names the one that was withdrawn, whose notice its recipients understand and ssh-keygen checks', async () => {
    const [first] = sender.releases.list('defence');
    const withdraw = (reason: string): ReturnType<typeof withdrawRelease> => withdrawRelease(sender, { release: first!.id, reason, out: at('notice.json') });
    expect(await withdraw('Because of Nobody Realperson')).toMatchObject({ ok: false, failure: { code: 'leak-found' } });
    expect(await withdraw(' ')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(existsSync(at('notice.json'))).toBe(false);
    const withdrawn = must(await withdraw('Exhibit P-2 was released in error'));
    expect(withdrawn).toMatchObject({ number: 1, recipients: [real.recipient], words: expect.stringContaining('cannot be taken back') as string });
    expect(await withdraw('again')).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect([...sender.events()].at(-1)).toMatchObject({ action: 'release-withdrawn', object: 'defence', reason: 'Exhibit P-2 was released in error' });

    const told = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, withdrawalFiles: [at('notice.json')], withoutPages: true }));
    expect(broken(told)).toEqual([expect.stringContaining('Exhibit P-2 was released in error')]);
    const other = must(await verifyFile(real.engine, at('second.tar.age'), { identityFile: real.identityFile, withdrawalFiles: [at('notice.json')], withoutPages: true }));
    expect(broken(other)).toEqual([]);
    const { allowedSigners } = real.ran.signer;
    writeFileSync(at('allowed_signers'), `${allowedSigners}\n`);
    const args = ['-Y', 'verify', '-f', at('allowed_signers'), '-I', allowedSigners.split(' ')[0] ?? '', '-n', 'custodia-withdrawal', '-s', at('notice.json.sig')];
    expect(spawnSync('ssh-keygen', args, { input: readFileSync(at('notice.json')) }).status).toBe(0);

    const third = at('third.tar');
    must(await releaseEdition(real.engine, sender, { edition: 'defence', recipients: [], out: third }));
    expect(must(await readStatement(third)).statement.withdrawals).toMatchObject([{ id: first!.id, number: 1 }]);
    const known = must(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, earlierFiles: [third], withoutPages: true }));
    expect(broken(known)).toEqual([expect.stringContaining('A later release says that this one was withdrawn')]);
  });

  it('takes a notice that was altered for none', async () => {
    writeFileSync(at('altered.json'), readFileSync(at('notice.json'), 'utf8').replace('in error', 'on purpose'));
    writeFileSync(at('altered.json.sig'), readFileSync(at('notice.json.sig')));
    expect(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, withdrawalFiles: [at('altered.json')] })).toMatchObject({ ok: false, failure: { code: 'verification-failed' } });
    expect(await verifyFile(real.engine, real.release, { identityFile: real.identityFile, withdrawalFiles: [real.identityFile] })).toMatchObject({ ok: false, failure: { code: 'release-damaged' } });
  });
});

/** Unpacks a release with other tools; answers its `data`. */
function unpack(release: string, name: string): string {
  mkdirSync(at(name));
  execFileSync('sh', ['-c', 'age -d -i "$1" "$2" | tar x -C "$3"', 'sh', real.identityFile, release, at(name)]);
  return path.join(at(name), readdirSync(at(name))[0] ?? '', 'data');
}

function listing(folder: string): string[] {
  return execFileSync('sh', ['-c', 'cd "$1" && find . -type f -printf "%p %s %T@\\n" | sort', 'sh', folder], { encoding: 'utf8' }).split('\n');
}

/** A time-stamping authority of the test's own, which answers `request.tsq` with `reply.tsr`. */
function timeAuthority(cwd: string): void {
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa-ca.key', '-out', 'tsa-ca.pem', '-subj', '/CN=root', '-days', '30', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=tsa');
  writeFileSync(path.join(cwd, 'tsa.ext'), 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\nbasicConstraints=CA:FALSE\n');
  openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'tsa-ca.pem', '-CAkey', 'tsa-ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-days', '20', '-extfile', 'tsa.ext');
  writeFileSync(path.join(cwd, 'tsa.serial'), '01\n');
  writeFileSync(path.join(cwd, 'tsa.cnf'), '[t]\nserial=tsa.serial\nsigner_cert=tsa.pem\ncerts=tsa-ca.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\n');
  openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 't', '-queryfile', 'request.tsq', '-out', 'reply.tsr');
}
