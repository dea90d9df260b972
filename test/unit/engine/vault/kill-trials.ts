import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unfinishedSuffix } from '../../../../engine/integrity/index.ts';
import { createVault, openVault } from '../../../../engine/vault/index.ts';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { canary, processPassphrase } from './intake-process.ts';

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

/** Starts an intake, kills it after so many milliseconds of work, opens the case again and looks for anything lost, half or readable. */
export async function killTrial(folders: { readonly caseFolder: string; readonly temporary: string }, afterMs: number, kept: Map<string, string>): Promise<Trial> {
  const { caseFolder, temporary } = folders;
  const faults: string[] = [];
  const said = await intakeKilledAfter(caseFolder, temporary, afterMs);
  if (!said.includes('opened')) faults.push(`the intake did not start: ${said.join('; ')}`);
  for (const line of said) {
    const [word, id, sha256] = line.split(' ');
    if (word === 'kept' && id !== undefined && sha256 !== undefined) kept.set(id, sha256);
  }
  faults.push(...await readableCanaries([caseFolder, temporary]));
  const opened = await openVault({ folder: caseFolder, passphrase: processPassphrase });
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

function intakeKilledAfter(caseFolder: string, temporary: string, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, caseFolder, 'take-in'], {
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
