import type { Failure } from '../../shared/failure.ts';
import type { ObjectId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { vaultFailure, type Vault } from '../vault/index.ts';

/** The bytes of a stored object. Fails with `case-damaged` about the document that it belongs to, so that work on the others can go on. */
export async function readStored(vault: Vault, object: ObjectId): Promise<Result<Uint8Array, Failure>> {
  try {
    return success(await vault.readWholeObject(object));
  } catch (error) {
    const known = vaultFailure(error);
    if (known?.code !== 'case-damaged') throw error;
    return refusal(known);
  }
}
