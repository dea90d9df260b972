import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import type { RunOptions } from './run-options.ts';

export interface CaseBackup {
  readonly bytes: number;
  /** Signed head of the log as it is after the backup, to be held elsewhere. */
  readonly checkpoint: string;
}

/** Copies the open case into a new folder, and writes on its log that it was copied. Codes: those of `Vault.backup`. */
export async function backUpCase(vault: Vault, { out }: { readonly out: string }, options: RunOptions = {}): Promise<Result<CaseBackup, Failure>> {
  const copied = await vault.backup(out, options);
  if (!copied.ok) return copied;
  if (!vault.readOnly) vault.appendEvent({ action: 'case-exported', facts: { what: 'backup', bytes: copied.value.bytes } });
  return success({ bytes: copied.value.bytes, checkpoint: vault.checkpoint() });
}
