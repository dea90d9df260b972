import { settleDatabases } from './case-databases.ts';
import type { OpenCase } from './open-case.ts';
import { vaultFailure } from './vault-failure.ts';

/** Ends a session: databases settled and closed, the inventory's last words written, keys wiped, the lock given back. */
export async function closeCase({ readOnly, databases, inventory, keyring, identity, lock }: OpenCase): Promise<void> {
  try {
    // Where the folder is gone or another, the case stays as a crash leaves it, wherever it is now.
    if (!databases.inPlace()) return;
    inventory?.settle();
    const settled = !readOnly && settleDatabases(databases);
    databases.close();
    await inventory?.close(settled);
  } catch (error) {
    // Without room for its last words a case stays as a crash leaves it: whole, and said to be open.
    if (vaultFailure(error)?.code !== 'disk-full') throw error;
  } finally {
    databases.close();
    keyring.wipe();
    identity.wipe();
    await lock?.release();
  }
}
