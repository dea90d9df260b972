import type { StoredObject, Vault } from '../vault/index.ts';

/** Does what gives a stored object its place in the case. Where that throws, the object goes again, so that nothing stays that nobody refers to, and the error is passed on. */
export async function claimObject<T>(vault: Vault, { objectId }: Pick<StoredObject, 'objectId'>, place: () => T | Promise<T>): Promise<T> {
  try {
    return await place();
  } catch (error) {
    // A full disk may refuse this too: what went wrong first is what is told.
    await vault.removeObject(objectId).catch(() => undefined);
    throw error;
  }
}
