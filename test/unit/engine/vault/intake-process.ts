/*
 * A process that takes documents into a case until something stops it, and says on standard output what it was promised:
 * `node intake-process.ts FOLDER take-in | fill | change-passphrase | change-members | back-up [PASSPHRASE]`. Run by the tests of crashes and full disks.
 */
import { createHash, randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { changeMembers, createVault, makeIdentityFile, openVault, vaultFailure, type Vault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';

export const canary = 'KANARIENVOGEL-7f3a';
export const processPassphrase = 'seven horses cross the river';
export const secondPassphrase = 'nine herons wait here';

function say(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

async function* evidence(bytes: number, seed: string): AsyncGenerator<Uint8Array> {
  const line = Buffer.from(`${canary} ${seed} The witness stated that. `.repeat(400));
  for (let sent = 0; sent < bytes; sent += line.length) yield await Promise.resolve(line.subarray(0, Math.min(line.length, bytes - sent)));
}

/** One document as intake does it: original, rendition, a person in their own database, then everything else in one transaction: with it the document is kept. */
async function takeIn(vault: Vault, bytes: number): Promise<void> {
  const seed = randomBytes(8).toString('hex');
  const id = `doc-${seed}` as DocumentId;
  const original = await vault.putObject(evidence(bytes, seed));
  const rendition = await vault.putObject(evidence(bytes / 2, seed));
  vault.persons.put({ pseudonym: `Witness ${seed}`, names: [canary], protected: true, child: false });
  vault.transaction(() => {
    vault.documents.add({
      id, name: `${canary}.pdf`, title: `${canary} ${seed}`, kind: 'pdf', sha256: original.sha256, bytes, pages: 2, confidentiality: 'parties', source: {},
      takenInAt: new Date().toISOString(), original: original.objectId,
    });
    vault.renditions.put({ document: id, kind: 'pdf', edition: '', sha256: rendition.sha256, bytes: rendition.bytes, pages: 2, derivedFrom: original.sha256, tool: 'test', madeAt: '', object: rendition.objectId });
    for (const page of [1, 2]) {
      vault.pageTexts.put(id, { page, widthPt: 595, heightPt: 842, source: 'text', words: Array.from({ length: 200 }, (_, line) => ({ text: canary, rect: [0, line, 10, 10], line })) });
      vault.search.put({ document: id, page, folded: `${canary.toLowerCase()} `.repeat(50), original: canary.repeat(50) });
    }
    vault.appendEvent({ action: 'document-taken-in', object: id, sha256: original.sha256 });
  });
  say('kept', id, original.sha256, vault.eventCount());
}

/** Says what became of each document, and whether everything holds. */
async function audit(vault: Vault): Promise<void> {
  for (const document of vault.documents.list()) {
    const hash = createHash('sha256');
    for await (const chunk of vault.readObject(document.original)) hash.update(chunk);
    say(hash.digest('hex') === document.sha256 ? 'whole' : 'BROKEN', document.id);
  }
  say('holds', String((await vault.check()).holds));
}

async function fill(folder: string): Promise<void> {
  const made = await createVault({ folder, passphrase: processPassphrase, keyDerivation: { memoryMiB: 64, passes: 3 }, head: { title: canary, court: 'x', languages: ['en'], by: 'Office' } });
  if (!made.ok) {
    say('refused', made.failure.code);
    return;
  }
  const vault = made.value;
  try {
    for (;;) await takeIn(vault, 400_000);
  } catch (error) {
    say('failed', vaultFailure(error)?.code ?? String(error));
  }
  await audit(vault);
  await vault.close();
  const reader = await openVault({ folder, passphrase: processPassphrase, readOnly: true });
  if (!reader.ok) {
    say('reader refused', reader.failure.code, reader.failure.message);
    return;
  }
  await audit(reader.value);
  await reader.value.close();
}

async function takeInUntilStopped(folder: string, passphrase: string): Promise<void> {
  const opened = await openVault({ folder, passphrase });
  if (!opened.ok) {
    say('refused', opened.failure.code, opened.failure.message);
    return;
  }
  say('opened');
  for (;;) await takeIn(opened.value, 20_000 + Math.floor(Math.random() * 900_000));
}

/** Takes documents in and changes the passphrase in turn, from one of two to the other. */
async function changePassphraseUntilStopped(folder: string, current: string): Promise<void> {
  const opened = await openVault({ folder, passphrase: current });
  if (!opened.ok) {
    say('refused', opened.failure.code, opened.failure.message);
    return;
  }
  say('opened');
  for (let now = current; ;) {
    await takeIn(opened.value, 20_000);
    const next = now === processPassphrase ? secondPassphrase : processPassphrase;
    const changed = await opened.value.changePassphrase({ current: now, next });
    if (!changed.ok) throw new Error(changed.failure.code);
    now = next;
    say('passphrase', next);
  }
}

/** Lets the same colleague into the case and takes them out again, with a new epoch each time. */
async function changeMembersUntilStopped(folder: string, passphrase: string): Promise<void> {
  const made = await makeIdentityFile({ path: `${folder}.colleague-${process.pid}.json`, name: canary, passphrase, keyDerivation: { memoryMiB: 64, passes: 3 } });
  if (!made.ok) throw new Error(made.failure.code);
  const { fingerprint, ...keys } = made.value;
  say('opened');
  for (;;) {
    for (const change of [{ add: [{ ...keys, compartments: ['work', 'protected-persons'] as const }] }, { remove: [fingerprint] }]) {
      const changed = await changeMembers({ folder, passphrase, ...change });
      if (!changed.ok) throw new Error(changed.failure.code);
      say('members', changed.value.length);
    }
  }
}

async function backUpUntilStopped(folder: string, passphrase: string): Promise<void> {
  const opened = await openVault({ folder, passphrase });
  if (!opened.ok) {
    say('refused', opened.failure.code, opened.failure.message);
    return;
  }
  say('opened');
  for (let copy = 0; ; copy += 1) {
    await takeIn(opened.value, 300_000);
    const target = `${folder}.backup-${process.pid}-${copy}`;
    say('backup', target);
    const made = await opened.value.backup(target);
    if (!made.ok) throw new Error(made.failure.code);
    say('backed-up', target);
  }
}

const [folder, mode, current = processPassphrase] = process.argv.slice(2);
if (folder !== undefined && mode === 'change-passphrase') await changePassphraseUntilStopped(folder, current);
if (folder !== undefined && mode === 'change-members') await changeMembersUntilStopped(folder, current);
if (folder !== undefined && mode === 'back-up') await backUpUntilStopped(folder, current);
if (folder !== undefined && mode === 'fill') await fill(folder);
if (folder !== undefined && mode === 'take-in') await takeInUntilStopped(folder, current);
