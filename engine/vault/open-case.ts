import type { CaseDatabases } from './case-databases.ts';
import type { CaseIdentity } from './case-identity.ts';
import type { CaseLock } from './case-lock.ts';
import type { EventLog } from './event-log.ts';
import type { InventoryKeeper } from './inventory-keeper.ts';
import type { Keyring } from './keyring.ts';

/** Everything that an open case stands on. */
export interface OpenCase {
  readonly folder: string;
  readonly readOnly: boolean;
  /** Where the identity that opened the case is kept. */
  readonly identityFile: string;
  readonly identity: CaseIdentity;
  readonly keyring: Keyring;
  readonly databases: CaseDatabases;
  readonly log: EventLog;
  /** Absent when read-only. */
  readonly lock: CaseLock | undefined;
  readonly inventory: InventoryKeeper | undefined;
}
