import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { ObjectId, Sha256 } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { BergamotModel } from '../../translation/index.ts';
import type { JsonValue, Vault } from '../../vault/index.ts';
import { systemFailure } from '../system-failure.ts';

type Role = 'model' | 'vocab' | 'shortlist';

/** A translation model that the user imported, with what its maker says of it. */
export interface MachineModel {
  readonly id: string;
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly licence: string;
  readonly importedAt: string;
  readonly files: readonly { readonly role: Role; readonly name: string; readonly sha256: Sha256; readonly bytes: number; readonly object: ObjectId }[];
}

export interface ImportModel {
  /** Paths of `model.*.bin`, one or two `vocab.*` and, where there is one, `lex.*.bin`. */
  readonly files: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** As its maker states it, such as `CC BY 4.0`. */
  readonly licence: string;
}

const kind = 'machine-model';

/** Takes a Bergamot model into the case, hashed, with its licence. Fails with `usage` where a file's name does not say what it is, or as reading files fails. */
export async function importMachineModel(vault: Vault, { files, from, to, name, licence }: ImportModel, signal?: AbortSignal): Promise<Result<MachineModel, Failure>> {
  const roles = files.map((file) => ({ file, role: roleOf(path.basename(file)) }));
  const count = (role: Role): number => roles.filter((entry) => entry.role === role).length;
  if (roles.some(({ role }) => role === undefined) || count('model') !== 1 || count('vocab') < 1 || count('vocab') > 2 || count('shortlist') > 1) {
    return refusal(failure('usage', 'A model consists of one file model.*.bin, one or two files vocab.*, and at most one lex.*.bin.'));
  }
  if (licence.trim() === '') return refusal(failure('usage', 'State the licence of the model: it is recorded with every draft.'));
  const stored: { role: Role; name: string; sha256: Sha256; bytes: number; object: ObjectId }[] = [];
  try {
    // Source's vocabulary before the target's, as their names sort.
    for (const { file, role } of roles.toSorted((a, b) => rank(a.file).localeCompare(rank(b.file)))) {
      const handle = await open(file);
      const { objectId, sha256, bytes } = await vault.putObject(handle.createReadStream(), { signal });
      stored.push({ role: role ?? 'model', name: path.basename(file), sha256, bytes, object: objectId });
    }
    const model: MachineModel = { id: randomUUID(), from, to, name, licence, importedAt: new Date().toISOString(), files: stored };
    vault.records.put(kind, model.id, model as unknown as JsonValue);
    return success(model);
  } catch (error) {
    for (const { object } of stored) await vault.removeObject(object);
    const failed = systemFailure(error);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

/** The models of this case. */
export function machineModels(vault: Vault): MachineModel[] {
  return vault.records.list(kind).map(({ value }) => value as unknown as MachineModel);
}

/** Forgets a model; drafts that it made keep its hash and licence. */
export async function removeMachineModel(vault: Vault, id: string): Promise<Result<undefined, Failure>> {
  const model = machineModels(vault).find((candidate) => candidate.id === id);
  if (model === undefined) return refusal(failure('usage', 'There is no such model.', { subject: id }));
  vault.records.remove(kind, id);
  for (const { object } of model.files) await vault.removeObject(object);
  return success(undefined);
}

/** A model's files, as the engine takes them. */
export async function loadMachineModel(vault: Vault, { files }: MachineModel): Promise<BergamotModel> {
  const read = (role: Role): Promise<Uint8Array[]> => Promise.all(files.filter((file) => file.role === role).map(({ object }) => vault.readWholeObject(object)));
  const [[model = new Uint8Array()], vocabs, [shortlist]] = await Promise.all([read('model'), read('vocab'), read('shortlist')]);
  return { model, vocabs, ...(shortlist === undefined ? {} : { shortlist }) };
}

function roleOf(name: string): Role | undefined {
  if (/^model\b.*\.bin$/iu.test(name)) return 'model';
  if (/^(?:vocab|srcvocab|trgvocab)\b.*\.(?:spm|model)$/iu.test(name)) return 'vocab';
  return /^lex\b.*\.bin$/iu.test(name) ? 'shortlist' : undefined;
}

function rank(file: string): string {
  return path.basename(file).toLowerCase();
}
