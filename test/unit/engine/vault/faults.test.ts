import { randomBytes } from 'node:crypto';
import { cp, readFile, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openVault, vaultFailure, type StoredDocument, type Vault } from '../../../../engine/vault/index.ts';
import { checkCase } from '../../../../engine/vault/check-case.ts';
import { closeCase } from '../../../../engine/vault/close-case.ts';
import { readIdentityFile } from '../../../../engine/vault/identity-file.ts';
import { keyringMessage, keyringText, parseKeyring } from '../../../../engine/vault/keyring-file.ts';
import { passphraseUnlock } from '../../../../engine/vault/passphrase-unlock.ts';
import { unlockCase, type UnlockOptions } from '../../../../engine/vault/unlock-case.ts';
import { changeDatabase, chunked, newFolder, newVault, passphrase, refused, reopen, takeIn, value } from './case-for-tests.ts';

const chunk = 256 * 1024 + 17;
const headerLength = 132;

let closed: string;
let crashed: string;
let first: StoredDocument;
let second: StoredDocument;
let checkpoint: string;

beforeAll(async () => {
  const vault = await newVault();
  first = await takeIn(vault, 'first', randomBytes(700_000));
  second = await takeIn(vault, 'second', randomBytes(700_000));
  vault.persons.put({ pseudonym: 'Witness P-1', names: ['Example'], protected: true, child: false });
  for (let page = 1; page <= 40; page += 1) vault.search.put({ document: first.id, page, folded: `words of page ${page} `.repeat(30), original: 'x' });
  vault.appendEvent({ action: 'document-read', object: 'first' });
  checkpoint = vault.checkpoint();
  await new Promise((resolve) => setTimeout(resolve, 1300));
  crashed = join(await newFolder(), 'crashed');
  await cp(vault.folder, crashed, { recursive: true });
  closed = vault.folder;
  await vault.close();
});

async function copyOf(folder: string): Promise<string> {
  const copy = join(await newFolder(), 'copy');
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = bytes[at]! ^ 0x10;
  await writeFile(path, bytes);
}

const objectPath = (folder: string, document: StoredDocument): string => join(folder, 'objects', document.original.slice(0, 2), document.original);

/** What is wrong with a case, by whoever finds it: the opening or the check. Undefined when nothing is found. */
async function wrongWith(folder: string): Promise<{ code: string; subject: string | undefined; message: string } | undefined> {
  const opened = await openVault({ folder, passphrase });
  if (!opened.ok) return { code: opened.failure.code, subject: opened.failure.subject, message: opened.failure.message };
  try {
    const { faults } = await opened.value.check();
    return faults[0] === undefined ? undefined : { code: faults[0].code, subject: faults[0].subject, message: faults[0].message };
  } finally {
    await opened.value.close().catch(() => undefined);
  }
}

function spread(length: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor((index * (length - 1)) / Math.max(1, count - 1)));
}

test('the untouched cases have nothing wrong', async () => {
  expect(await wrongWith(await copyOf(closed))).toBeUndefined();
  expect(await wrongWith(await copyOf(crashed))).toBeUndefined();
});

describe('a flipped bit', () => {
  test.each(['identity.json', 'keyring.json', 'inventory.json'])('anywhere in %s is found before anything opens', async (name) => {
    const { size } = await stat(join(closed, name));
    for (const at of spread(size - 1, 5)) {
      const copy = await copyOf(closed);
      await flip(join(copy, name), at);
      const wrong = await wrongWith(copy);
      expect(['case-damaged', 'case-tampered', 'passphrase-wrong', 'identity-wrong', 'case-newer'], `${name} at ${at}`).toContain(wrong?.code);
    }
  });

  test.each(['work-1.db', 'protected-persons-1.db'])('anywhere in %s of a closed case is found at its opening', async (name) => {
    const { size } = await stat(join(closed, name));
    for (const at of spread(size, 3)) {
      const copy = await copyOf(closed);
      await flip(join(copy, name), at);
      expect((await wrongWith(copy))?.code, `${name} at ${at}`).toBe('case-tampered');
    }
  });

  test('in any page of a database is found by its cipher, even where no digest of the file is known', async () => {
    const settled = await copyOf(crashed);
    await (await reopen(settled)).close();
    const base = await copyOf(settled);
    const vault = await reopen(base);
    const open = join(await newFolder(), 'open');
    await cp(base, open, { recursive: true });
    await vault.close();
    for (const name of ['work-1.db', 'protected-persons-1.db']) {
      const { size } = await stat(join(open, name));
      for (const at of spread(size, 4)) {
        const copy = await copyOf(open);
        await rm(join(copy, `${name}-wal`), { force: true });
        await flip(join(copy, name), at);
        const wrong = await wrongWith(copy);
        expect(['case-damaged', 'database-damaged', 'case-tampered', 'log-damaged'], `${name} at ${at}: ${wrong?.message ?? 'nothing found'}`).toContain(wrong?.code);
      }
    }
  });

  test('in a write-ahead log loses no logged event unseen', async () => {
    const wal = (await readdir(crashed)).find((name) => name === 'work-1.db-wal')!;
    const { size } = await stat(join(crashed, wal));
    for (const at of spread(size, 5).slice(0, 4)) {
      const copy = await copyOf(crashed);
      await flip(join(copy, wal), at);
      const wrong = await wrongWith(copy);
      expect(['case-damaged', 'case-tampered', 'database-damaged'], `at ${at}`).toContain(wrong?.code);
    }
  });

  test('in any region of an object is found, and the document that it belongs to is named', async () => {
    const { size } = await stat(objectPath(closed, first));
    const copy = await copyOf(closed);
    const vault = await reopen(copy);
    const whole = await readFile(objectPath(copy, first));
    for (const at of [0, 8, 9, 12, 16, 20, 36, 60, 108, headerLength, headerLength + 1, headerLength + chunk - 1, headerLength + chunk, headerLength + 2 * chunk + 5, size - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 1;
      await writeFile(objectPath(copy, first), bytes);
      await expect(vault.readWholeObject(first.original), `at ${at}`).rejects.toMatchObject({ failure: { code: 'case-damaged', detail: 'object-damaged', subject: first.id } });
    }
    expect((await vault.check()).faults).toMatchObject([{ code: 'object-damaged', subject: first.original, document: first.id }]);
    expect((await vault.readWholeObject(second.original)).length).toBe(700_000);
    await vault.close();
  });
});

describe('an object', () => {
  let folder: string;
  let vault: Vault;
  beforeAll(async () => {
    folder = await copyOf(closed);
    vault = await reopen(folder);
    return () => vault.close();
  });

  async function faultsAfter(change: (bytes: Buffer) => Buffer): Promise<string[]> {
    const whole = await readFile(objectPath(folder, first));
    await writeFile(objectPath(folder, first), change(whole));
    const { faults } = await vault.check();
    await writeFile(objectPath(folder, first), whole);
    return faults.map((fault) => `${fault.code} ${fault.subject}`);
  }

  test('that was cut short or made longer is found', async () => {
    const expected = [`object-damaged ${first.original}`];
    expect(await faultsAfter((bytes) => bytes.subarray(0, bytes.length - 1))).toEqual(expected);
    expect(await faultsAfter((bytes) => bytes.subarray(0, headerLength + chunk))).toEqual(expected);
    expect(await faultsAfter((bytes) => bytes.subarray(0, 10))).toEqual(expected);
    expect(await faultsAfter(() => Buffer.alloc(0))).toEqual(expected);
    expect(await faultsAfter((bytes) => Buffer.concat([bytes, Buffer.of(0)]))).toEqual(expected);
  });

  test('whose chunks were swapped, or taken from another object, is found', async () => {
    const other = await readFile(objectPath(folder, second));
    expect(await faultsAfter((bytes) => {
      const swapped = Buffer.from(bytes);
      bytes.copy(swapped, headerLength, headerLength + chunk, headerLength + 2 * chunk);
      bytes.copy(swapped, headerLength + chunk, headerLength, headerLength + chunk);
      return swapped;
    })).toHaveLength(1);
    expect(await faultsAfter((bytes) => {
      const mixed = Buffer.from(bytes);
      other.copy(mixed, headerLength, headerLength, headerLength + chunk);
      return mixed;
    })).toHaveLength(1);
  });

  test('that was swapped with another, removed or planted is named', async () => {
    await rename(objectPath(folder, first), join(folder, 'aside'));
    await cp(objectPath(folder, second), objectPath(folder, first));
    expect((await vault.check()).faults).toMatchObject([{ code: 'object-damaged', subject: first.original }]);
    await rm(objectPath(folder, first));
    expect((await vault.check()).faults).toMatchObject([{ code: 'object-missing', subject: first.original }]);
    await rename(join(folder, 'aside'), objectPath(folder, first));
    const planted = `${first.original.slice(0, 2)}${'0'.repeat(30)}`;
    await writeFile(join(folder, 'objects', first.original.slice(0, 2), planted), 'x');
    const report = await vault.check();
    expect(report.faults).toMatchObject([{ code: 'object-unknown', subject: planted }]);
    await rm(join(folder, 'objects', first.original.slice(0, 2), planted));
  });
});

describe('an earlier state put back', () => {
  test('is found for the inventory, each database and the keyring alone', async () => {
    const copy = await copyOf(closed);
    const later = await reopen(copy);
    later.persons.put({ pseudonym: 'Witness P-2', names: ['Other'], protected: true, child: false });
    await later.close();
    for (const name of ['inventory.json', 'work-1.db', 'protected-persons-1.db']) {
      const mixed = await copyOf(copy);
      await cp(join(closed, name), join(mixed, name));
      expect((await wrongWith(mixed))?.code, name).toBe('case-tampered');
    }
  });

  test('is found for a write-ahead log laid beside a closed database', async () => {
    const copy = await copyOf(closed);
    await cp(join(crashed, 'work-1.db-wal'), join(copy, 'work-1.db-wal'));
    expect((await wrongWith(copy))?.message).toMatch(/journal/u);
  });

  test('is found for the whole folder by a checkpoint that was held elsewhere', async () => {
    const copy = await copyOf(closed);
    const later = await reopen(copy);
    later.appendEvent({ action: 'release-made', object: 'r1' });
    const held = later.checkpoint();
    await later.close();
    expect((await refused(openVault({ folder: await copyOf(closed), passphrase, checkpoint: held }))).code).toBe('case-tampered');
    await (await reopen(copy, { checkpoint: held })).close();
    await (await reopen(copy, { checkpoint })).close();
  });

  test('is found as another history when it was written further after it was put back', async () => {
    const copy = await copyOf(closed);
    const later = await reopen(copy);
    const held = later.checkpoint();
    await later.close();
    const forked = await copyOf(closed);
    const fork = await reopen(forked);
    fork.appendEvent({ action: 'document-viewed' });
    await fork.close();
    expect((await refused(openVault({ folder: forked, passphrase, checkpoint: held }))).message).toMatch(/another history/u);
    expect((await refused(openVault({ folder: forked, passphrase, checkpoint: held.replace(/^\d+$/mu, (size) => String(Number(size) + 1)) }))).code).toBe('verification-failed');
  });
});

describe('a database too large to be read whole at every opening', () => {
  const large = (folder: string, readOnly = false): UnlockOptions => ({ ...passphraseUnlock({ folder, passphrase, readOnly }), wholeUpToBytes: 0 });

  async function codeOf(options: UnlockOptions): Promise<string> {
    const opened = await unlockCase(options);
    if (!opened.ok) return `${opened.failure.code}: ${opened.failure.message}`;
    await closeCase(opened.value);
    return 'opened';
  }

  test.each(['work', 'protected-persons'])('is found by its stamp when the one of %s of an earlier session lies in its place, of a closed case and of a crashed one', async (name) => {
    const later = await copyOf(closed);
    await (await reopen(later)).close();
    const mixed = await copyOf(later);
    await cp(join(closed, `${name}-1.db`), join(mixed, `${name}-1.db`));
    expect(await codeOf(large(mixed))).toMatch(/^case-tampered: The (?:database of|case is older)/u);
    const open = await reopen(later);
    const left = await copyOf(later);
    await open.close();
    await cp(join(closed, `${name}-1.db`), join(left, `${name}-1.db`));
    for (const suffix of ['-wal', '-shm']) await rm(join(left, `${name}-1.db${suffix}`), { force: true });
    expect(await codeOf(large(left))).toMatch(/^case-tampered: The (?:database of|case is older)/u);
  });

  test('is found by its stamp when one that was copied in the middle of the last session lies in its place', async () => {
    const folder = await copyOf(closed);
    const vault = await reopen(folder);
    const during = join(await newFolder(), 'during.db');
    await vault.backup(join(during, '..', 'whole'));
    await vault.close();
    const persons = await copyOf(folder);
    await cp(join(during, '..', 'whole', 'protected-persons-1.db'), join(persons, 'protected-persons-1.db'));
    expect(await codeOf(large(persons))).toMatch(/^case-tampered: The database of protected-persons/u);
  });

  test('with an altered or an older page is named by the check, which reads all of it', async () => {
    const folder = await copyOf(closed);
    const later = await reopen(folder);
    later.search.put({ document: first.id, page: 1, folded: 'other words', original: 'y' });
    await later.close();
    const old = await readFile(join(closed, 'work-1.db'));
    const now = await readFile(join(folder, 'work-1.db'));
    expect(await codeOf(large(folder, true))).toBe('opened');
    // One page of the session before, in a database of this one: it authenticates, and only the digest of the whole knows.
    const pageBytes = 4096;
    const pages = Array.from({ length: Math.min(now.length, old.length) / pageBytes }, (_, index) => index * pageBytes);
    const at = pages.findLast((from) => now.compare(old, from, from + pageBytes, from, from + pageBytes) !== 0)!;
    const mixed = Buffer.from(now);
    old.copy(mixed, at, at, at + pageBytes);
    const target = await copyOf(folder);
    await writeFile(join(target, 'work-1.db'), mixed);
    const opened = await unlockCase(large(target, true));
    if (!opened.ok) throw new Error(opened.failure.message);
    const { faults } = await checkCase(opened.value, {});
    await closeCase(opened.value);
    expect(faults).toContainEqual(expect.objectContaining({ code: 'rolled-back', subject: 'work' }));
  });
});

describe('the search index', () => {
  test.each([
    ['a block of the index lost', 'DELETE FROM search_index_data WHERE id = (SELECT max(id) FROM search_index_data)', 'work'],
    ['a page that is not in it', 'DELETE FROM search_index WHERE rowid = 7', 'search'],
    ['an entry without its page', 'DELETE FROM search_pages WHERE id = 7', 'search'],
  ])('with %s is named by the check', async (_, statement, subject) => {
    const vault = await reopen(await copyOf(closed));
    await changeDatabase(vault.folder, statement);
    expect((await vault.check()).faults).toMatchObject([{ code: 'database-damaged', subject }]);
    await vault.close();
  });
});

describe('keys', () => {
  interface Kdf { kdf: { memoryMiB: number; passes: number } }
  async function withCost(change: (kdf: Kdf['kdf']) => void): Promise<{ code: string }> {
    const copy = await copyOf(closed);
    const file = JSON.parse(await readFile(join(copy, 'identity.json'), 'utf8')) as Kdf;
    change(file.kdf);
    await writeFile(join(copy, 'identity.json'), JSON.stringify(file));
    return refused(openVault({ folder: copy, passphrase }));
  }

  test('are not derived at a cost below the floor or absurdly high, and not at another than was set', async () => {
    expect((await withCost((kdf) => { kdf.memoryMiB = 8; })).code).toBe('case-tampered');
    expect((await withCost((kdf) => { kdf.passes = 1; })).code).toBe('case-tampered');
    expect((await withCost((kdf) => { kdf.memoryMiB = 4_000_000; })).code).toBe('case-tampered');
    expect((await withCost((kdf) => { kdf.passes = 1_000_000; })).code).toBe('case-tampered');
    expect((await withCost((kdf) => { kdf.memoryMiB = 64.5; })).code).toBe('case-tampered');
    expect((await withCost((kdf) => { kdf.memoryMiB = 65; })).code).toBe('passphrase-wrong');
  });

  test('of another compartment or another case are not taken', async () => {
    interface Ring { compartments: Record<string, { boxes: string[] }>; roster: string }
    const copy = await copyOf(closed);
    const ring = JSON.parse(await readFile(join(copy, 'keyring.json'), 'utf8')) as Ring;
    [ring.compartments['work']!.boxes, ring.compartments['protected-persons']!.boxes] = [ring.compartments['protected-persons']!.boxes, ring.compartments['work']!.boxes];
    await writeFile(join(copy, 'keyring.json'), JSON.stringify(ring));
    expect((await wrongWith(copy))?.code).toBe('case-tampered');
    const other = await newVault();
    await other.close();
    await cp(join(other.folder, 'keyring.json'), join(copy, 'keyring.json'));
    expect((await wrongWith(copy))?.code).toBe('identity-wrong');
  });
});

describe('a keyring that its maker signed', () => {
  test('is not taken with a key of another compartment in it', async () => {
    const folder = await copyOf(closed);
    const { identity } = value(await readIdentityFile(join(folder, 'identity.json'), passphrase));
    const { custodia, version, case: caseId, generation, roster, compartments } = value(parseKeyring(await readFile(join(folder, 'keyring.json'), 'utf8')));
    const { work, 'protected-persons': persons } = compartments;
    const swapped = { custodia, version, case: caseId, generation, roster, compartments: { 'work': { ...work, boxes: persons.boxes }, 'protected-persons': { ...persons, boxes: work.boxes } } };
    const signature = Buffer.from(identity.sign(keyringMessage(swapped))).toString('base64');
    await writeFile(join(folder, 'keyring.json'), keyringText({ ...swapped, signature }));
    identity.wipe();
    const told = await refused(openVault({ folder, passphrase }));
    expect(told.code).toBe('case-tampered');
    expect(told.message).toMatch(/another case, compartment or time/u);
  });
});

describe('missing, empty and foreign files', () => {
  test.each(['keyring.json', 'inventory.json', 'work-1.db', 'protected-persons-1.db', 'identity.json', 'objects'])('without %s the case is refused, not damaged further', async (name) => {
    const copy = await copyOf(closed);
    await rm(join(copy, name), { recursive: true });
    const before = (await readdir(copy)).sort();
    const { code } = await refused(openVault({ folder: copy, passphrase }));
    expect(['case-missing', 'case-tampered', 'case-damaged']).toContain(code);
    expect((await readdir(copy)).filter((entry) => !entry.startsWith('lock')).sort()).toEqual(before.filter((entry) => !entry.startsWith('lock')));
  });

  test.each(['keyring.json', 'inventory.json', 'work-1.db', 'identity.json'])('with an empty %s the case is refused', async (name) => {
    const copy = await copyOf(closed);
    await truncate(join(copy, name), 0);
    expect(['case-tampered', 'case-damaged']).toContain((await refused(openVault({ folder: copy, passphrase }))).code);
  });
});

describe('a case that is moved while it is open', () => {
  test('is not written to at its old place, and opens whole at its new one', async () => {
    const copy = await copyOf(closed);
    const vault = await reopen(copy);
    expect(vault.inPlace()).toBe(true);
    const moved = join(await newFolder(), 'moved');
    await rename(copy, moved);
    expect(vault.inPlace()).toBe(false);
    const put = vault.putObject(chunked(Buffer.from('evidence')));
    expect(vaultFailure(await put.then(() => undefined, (error: unknown) => error))).toMatchObject({ code: 'case-moved' });
    await vault.close();
    expect(await readdir(copy).catch(() => 'nothing')).toBe('nothing');
    expect(await wrongWith(moved)).toBeUndefined();
  });

  test('or replaced by another copy is neither written to nor touched as it is closed', async () => {
    const [copy, backup] = [await copyOf(closed), await copyOf(closed)];
    const vault = await reopen(copy);
    vault.appendEvent({ action: 'document-viewed', object: 'x' });
    await rm(copy, { recursive: true });
    await cp(backup, copy, { recursive: true });
    expect(vault.inPlace()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await vault.close();
    expect(await readFile(join(copy, 'inventory.json'))).toEqual(await readFile(join(backup, 'inventory.json')));
    expect(await wrongWith(copy)).toBeUndefined();
  });
});
