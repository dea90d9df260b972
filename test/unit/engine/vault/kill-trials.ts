import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unfinishedSuffix } from '../../../../engine/integrity/index.ts';
import { readIdentityFile } from '../../../../engine/vault/identity-file.ts';
import { createVault, openVault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { canary, processPassphrase, secondPassphrase } from './intake-process.ts';

const script = fileURLToPath(new URL('./intake-process.ts', import.meta.url));

export interface Trial {
  readonly acknowledged: number;
  /** What went wrong; empty when nothing did. */
  readonly faults: readonly string[];
}

/** Makes a case and a temporary folder of its own for the trials. */
export async function prepareTrials(folder: string): Promise<{ readonly caseFolder: string; readonly temporary: string }> {
  const caseFolder = join(folder, 'case');
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const made = await createVault({ folder: caseFolder, passphrase: processPassphrase, keyDerivation: { memoryMiB: 64, passes: 3 }, head: { title: canary, court: 'x', languages: ['en'], by: 'Office' } });
  if (!made.ok) throw new Error(made.failure.code);
  await made.value.close();
  return { caseFolder, temporary };
}

/** What a process is at when it is killed; all of them take documents in as well, but the one that changes members. */
export const killedWork = ['take-in', 'change-passphrase', 'change-members', 'back-up'] as const;
export type KilledWork = (typeof killedWork)[number];

export interface TrialFolders {
  readonly caseFolder: string;
  readonly temporary: string;
}

/** Starts work on a case, kills it after so many milliseconds, opens the case again and looks for anything lost, half or readable. */
export async function killTrial(folders: TrialFolders, afterMs: number, kept: Map<string, string>, work: KilledWork = 'take-in'): Promise<Trial> {
  const { caseFolder, temporary } = folders;
  const faults: string[] = [];
  const passphrase = await passphraseOf(caseFolder);
  if (passphrase === undefined) return { acknowledged: kept.size, faults: ['no passphrase that was ever set opens the case'] };
  const said = await killedAfter(folders, { afterMs, work, passphrase });
  const changed = said.findLast((line) => line.startsWith('passphrase '))?.slice('passphrase '.length);
  if (!said.includes('opened')) faults.push(`the intake did not start: ${said.join('; ')}`);
  for (const line of said) {
    const [word, id, sha256] = line.split(' ');
    if (word === 'kept' && id !== undefined && sha256 !== undefined) kept.set(id, sha256);
  }
  faults.push(...await readableCanaries([dirname(caseFolder), temporary]), ...await faultsOfBackups(said, passphrase));
  // Killed between the new file and its acknowledgement, the next passphrase is already good, and the one before is not.
  const opened = await openWith(caseFolder, [changed ?? passphrase, ...(work === 'change-passphrase' ? [processPassphrase, secondPassphrase] : [])]);
  if (!opened.ok) return { acknowledged: kept.size, faults: [...faults, `refused: ${opened.failure.code} ${opened.failure.message}`] };
  const vault = opened.value;
  for (const [id, sha256] of kept) {
    if (vault.documents.get(id as DocumentId)?.sha256 !== sha256) faults.push(`${id} was acknowledged and is gone`);
  }
  for (const document of vault.documents.list()) {
    const hash = createHash('sha256');
    for await (const chunk of vault.readObject(document.original)) hash.update(chunk);
    if (hash.digest('hex') !== document.sha256) faults.push(`${document.id} is not what was taken in`);
    if (vault.pageTexts.count(document.id) !== 2 || vault.renditions.listFor(document.id).length !== 1) faults.push(`${document.id} is half there`);
  }
  const events = [...vault.events()].filter((event) => event.action === 'document-taken-in').length;
  if (events !== vault.documents.count()) faults.push(`${events} events for ${vault.documents.count()} documents`);
  const report = await vault.check();
  if (!report.holds) faults.push(...report.faults.map((fault) => fault.message));
  await vault.close();
  const left = (await readdir(caseFolder, { recursive: true })).filter((name) => name.endsWith(unfinishedSuffix));
  faults.push(...left.map((name) => `${name} was left half-written`));
  return { acknowledged: kept.size, faults };
}

async function openWith(folder: string, passphrases: readonly string[]): ReturnType<typeof openVault> {
  const [first = '', ...others] = passphrases;
  const opened = await openVault({ folder, passphrase: first });
  return !opened.ok && opened.failure.code === 'passphrase-wrong' && others.length > 0 ? openWith(folder, others) : opened;
}

async function passphraseOf(folder: string): Promise<string | undefined> {
  for (const passphrase of [processPassphrase, secondPassphrase]) {
    if ((await readIdentityFile(join(folder, 'identity.json'), passphrase)).ok) return passphrase;
  }
  return undefined;
}

/** A backup that was acknowledged is a whole case; one that was not is a whole case or none. */
async function faultsOfBackups(said: readonly string[], passphrase: string): Promise<string[]> {
  const faults: string[] = [];
  for (const target of said.filter((line) => line.startsWith('backup ')).map((line) => line.slice('backup '.length))) {
    const whole = said.includes(`backed-up ${target}`);
    const opened = await openVault({ folder: target, passphrase });
    if (!opened.ok) {
      if (whole || opened.failure.code !== 'case-missing') faults.push(`a backup was refused: ${opened.failure.code} ${opened.failure.message}`);
    } else {
      const { holds, faults: found } = await opened.value.check();
      if (!holds) faults.push(...found.map(({ message }) => `a backup: ${message}`));
      await opened.value.close();
    }
    await rm(target, { recursive: true, force: true });
  }
  return faults;
}

function killedAfter({ caseFolder, temporary }: TrialFolders, { afterMs, work, passphrase }: { readonly afterMs: number; readonly work: KilledWork; readonly passphrase: string }): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, caseFolder, work, passphrase], {
      env: { ...process.env, TMPDIR: temporary, HOME: temporary, SQLITE_TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('opened')) timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.on('error', reject);
    child.on('close', () => resolve(out.split('\n').filter((line) => line !== '')));
  });
}

/** Every file under the folders in which the canary can be read, in one byte a character or in two. */
export async function readableCanaries(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const needles = [Buffer.from(canary), Buffer.from(canary, 'utf16le'), Buffer.from(canary.toLowerCase())];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.name.includes(canary)) found.push(`the name ${entry.name} shows the canary`);
      if (!entry.isFile()) continue;
      let tail = Buffer.alloc(0);
      for await (const chunk of createReadStream(join(entry.parentPath, entry.name)) as AsyncIterable<Buffer>) {
        const window = Buffer.concat([tail, chunk]);
        if (needles.some((needle) => window.includes(needle))) {
          found.push(`${entry.name} shows the canary`);
          break;
        }
        tail = window.subarray(-64);
      }
    }
  }
  return found;
}
