import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Failure } from '../../../../shared/failure.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import type { Result } from '../../../../shared/result.ts';
import { openEncryptedDatabase } from '../../../../engine/vault/encrypted-database.ts';
import { readIdentityFile } from '../../../../engine/vault/identity-file.ts';
import { openKeyring } from '../../../../engine/vault/keyring.ts';
import { createVault, openVault, type OpenVaultOptions, type StoredDocument, type StoredObject, type Vault } from '../../../../engine/vault/index.ts';

export const passphrase = 'seven horses cross the river';
/** The floor, so that tests are quick. */
export const cheapest = { memoryMiB: 64, passes: 3 };
export const head = { title: 'Prosecutor v. Example', court: 'england-wales-criminal', languages: ['en', 'uk'], by: 'Office of Example' };

const folders: string[] = [];

/** A new empty folder, taken away after the tests of the file. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-test-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

export async function newVault(folder?: string): Promise<Vault> {
  return value(await createVault({ folder: folder ?? join(await newFolder(), 'case'), passphrase, head, keyDerivation: cheapest }));
}

export async function reopen(folder: string, options: Partial<OpenVaultOptions> = {}): Promise<Vault> {
  return value(await openVault({ folder, passphrase, ...options }));
}

/** A case's work database from outside the vault, to do to it what a fault or an attacker with the keys would. */
export async function changeDatabase(folder: string, statement: string, ...values: readonly unknown[]): Promise<void> {
  const { identity } = value(await readIdentityFile(join(folder, 'identity.json'), passphrase));
  const keyring = value(openKeyring(await readFile(join(folder, 'keyring.json'), 'utf8'), identity));
  const database = openEncryptedDatabase(join(folder, 'work-1.db'), keyring.key('work', 'database')!) as unknown as {
    unsafeMode(on: boolean): void; prepare(sql: string): { run(...values: readonly unknown[]): unknown }; close(): void;
  };
  database.unsafeMode(true);
  database.prepare(statement).run(...values);
  database.close();
  keyring.wipe();
  identity.wipe();
}

/** Code and message of a refusal; fails the test when there was none. */
export async function refused<T>(result: Promise<Result<T, Failure>>): Promise<Failure> {
  const answer = await result;
  if (answer.ok) throw new Error('expected a refusal');
  return answer.failure;
}

export function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`refused: ${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

export async function* chunked(bytes: Uint8Array, size = 70_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

export function documentOf(id: string, stored: StoredObject, more: Partial<StoredDocument> = {}): StoredDocument {
  return {
    id: id as DocumentId, name: `${id}.pdf`, title: `Title of ${id}`, kind: 'pdf', sha256: stored.sha256, bytes: stored.bytes, pages: 1,
    confidentiality: 'parties', source: {}, takenInAt: '2026-03-01T10:00:00.000Z', original: stored.objectId, ...more,
  };
}

/** Stores a document as intake does: object first, then row and event in one transaction. */
export async function takeIn(vault: Vault, id: string, bytes: Uint8Array, more: Partial<StoredDocument> = {}): Promise<StoredDocument> {
  const stored = await vault.putObject(chunked(bytes));
  const document = documentOf(id, stored, more);
  vault.transaction(() => {
    vault.documents.add(document);
    vault.appendEvent({ action: 'document-taken-in', object: id, sha256: stored.sha256 });
  });
  return document;
}
