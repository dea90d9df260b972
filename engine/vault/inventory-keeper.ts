import type { Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { prepareForWriting, type CaseDatabases } from './case-databases.ts';
import { caseFolder } from './case-folder.ts';
import type { CaseIdentity } from './case-identity.ts';
import { notAsClosed, rolledBack } from './closed-files.ts';
import { foreignStamp, newStamps } from './database-stamps.ts';
import type { EventLog } from './event-log.ts';
import { fileDigest } from './file-digest.ts';
import { writeInventory, type Inventory } from './inventory.ts';
import type { Keyring } from './keyring.ts';
import { compartmentNames } from './keyring-file.ts';
import { readMeta, writeMeta } from './meta.ts';
import { openObjectTable } from './object-table.ts';
import type { CompartmentName } from './vault.ts';

/** Keeps the signed inventory abreast of the case while it is open for writing. */
export interface InventoryKeeper {
  /** Something was added or taken away: the inventory follows within a second, when whatever was under way is kept or undone. */
  touch(): void;
  /** Takes the last state and stamps the databases with it, while they are still open for writing. */
  settle(): void;
  /** Writes the last state, after the databases are closed; `settled` when no journal is left beside them. */
  close(settled: boolean, nextKeyring?: Keyring): Promise<void>;
  /** Says that the keyring is about to be replaced by one with this digest, so that a crash in between is none's fault. */
  expectKeyring(digest: string): Promise<void>;
}

interface Parts {
  readonly folder: string;
  readonly keyring: Keyring;
  readonly identity: CaseIdentity;
  readonly databases: CaseDatabases;
  readonly log: EventLog;
}

const followMs = 1000;

/** Begins a session of writing: the inventory says `open` before the databases are touched. */
export async function beginSession(parts: Parts, last: Inventory): Promise<InventoryKeeper> {
  const { folder, keyring, identity, databases, log } = parts;
  const session = last.session + 1;
  const objects = openObjectTable(databases.work);
  const keyrings = [keyring.digest];
  // What this identity has no key for stays as its last writer left it.
  const foreign = Object.fromEntries(Object.entries(last.databases).filter(([name]) => !keyring.has(name as CompartmentName)));
  const stamps = newStamps(databases, last);
  let state = snapshot();
  await follow();
  prepareForWriting(databases);
  stamps.write('open');
  writeMeta(databases.work, 'session', session);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function snapshot(): Pick<Inventory, 'events' | 'root' | 'objects'> {
    const events = log.count();
    return { events, root: Buffer.from(log.root(events)).toString('hex'), objects: objects.count() };
  }

  async function follow(): Promise<void> {
    await writeInventory(folder, keyring, identity, { ...state, session, state: 'open', keyrings, databases: foreign, stamps: stamps.open });
  }

  return {
    touch() {
      timer ??= setTimeout(() => {
        timer = undefined;
        // A failure here loses nothing: the closing state is written again, and its failure is reported.
        writing = writing.then(() => {
          if (!databases.inPlace()) return undefined;
          state = snapshot();
          return follow();
        }).catch(() => undefined);
      }, followMs).unref();
    },
    settle() {
      stamps.write('closed');
      state = snapshot();
    },
    async expectKeyring(digest) {
      clearTimeout(timer);
      await writing;
      keyrings.push(digest);
      await follow();
    },
    async close(settled, nextKeyring = keyring) {
      clearTimeout(timer);
      await writing;
      if (!settled) {
        await follow();
        return;
      }
      const digests: Inventory['databases'] = { ...foreign };
      for (const name of compartmentNames) {
        if (nextKeyring.has(name)) digests[name] = await fileDigest(caseFolder.database(folder, name, nextKeyring.epoch(name)));
      }
      await writeInventory(folder, nextKeyring, identity, { ...state, session, state: 'closed', keyrings: [nextKeyring.digest], databases: digests, stamps: stamps.closed });
    },
  };
}

/** Whether the opened databases and the inventory tell of the same state, or of one that a crash explains. Code: `case-tampered`. */
export function checkSession(databases: CaseDatabases, log: EventLog, inventory: Inventory): Result<undefined, Failure> {
  const session = readMeta<number>(databases.work, 'session') ?? 0;
  const events = log.count();
  const beginning = inventory.state === 'open' && session === inventory.session - 1;
  if (session > inventory.session) return refusal(rolledBack('The inventory is older than the case: an earlier one was put back.'));
  if (session < inventory.session && !beginning) return refusal(rolledBack('The case is older than its inventory: an earlier state was put back.'));
  const foreign = foreignStamp(databases, inventory);
  if (foreign !== undefined) return refusal(notAsClosed(foreign));
  if (events < inventory.events || (inventory.state === 'closed' && events > inventory.events)) return refusal(rolledBack(`The event log has ${events} events where the inventory knows of ${inventory.events}.`));
  if (Buffer.from(log.root(inventory.events)).toString('hex') !== inventory.root) return refusal(rolledBack('The event log has another history than the inventory knows of.'));
  if (openObjectTable(databases.work).count() < inventory.objects && inventory.state === 'closed') return refusal(rolledBack('Objects are missing from the list.'));
  return success(undefined);
}
