import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, canonicalJsonBytes, verifyEd25519, writeFileAtomically } from '../integrity/index.ts';
import { caseFolder, formatVersion } from './case-folder.ts';
import type { CaseIdentity } from './case-identity.ts';
import type { Keyring } from './keyring.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { wipe } from './secret-memory.ts';

const outerSchema = z.strictObject({ custodia: z.literal('inventory'), version: z.int(), case: z.string(), epoch: z.int().min(1), sealed: z.base64() });
const digestSchema = z.strictObject({ bytes: z.int(), blake2b: z.string() });

const inventorySchema = z.strictObject({
  /** Grows by one each time the case is opened for writing. */
  session: z.int().min(0),
  /** `open` while someone writes, or after a crash. */
  state: z.enum(['open', 'closed']),
  /** Length and Merkle root of the event log, at least. */
  events: z.int().min(0),
  root: z.string(),
  /** Objects at least, and when closed exactly. */
  objects: z.int().min(0),
  /** SHA-256 of the keyring; two while it is being replaced. */
  keyrings: z.array(z.string()).min(1),
  /** Of the databases as they were closed; empty while open. */
  databases: z.record(z.string(), digestSchema),
  /** The stamps that each database may carry: one when closed, those on both sides of a crash while open. Absent in format 1. */
  stamps: z.record(z.string(), z.array(z.string())).optional(),
  at: z.string(),
  /** Raw Ed25519 key of who wrote it. */
  signer: z.string(),
});

const signedSchema = z.strictObject({ inventory: inventorySchema, signature: z.base64() });

/** The signed state of the whole case. It only ever moves forward, so that an older file or folder put back shows. */
export type Inventory = z.infer<typeof inventorySchema>;

export async function writeInventory(folder: string, keyring: Keyring, identity: CaseIdentity, state: Omit<Inventory, 'at' | 'signer'>): Promise<void> {
  const key = keyring.key('work', 'sealing ');
  if (key === undefined) throw new Error('an inventory needs the work key');
  const epoch = keyring.epoch('work');
  const inventory: Inventory = { ...state, at: new Date().toISOString(), signer: Buffer.from(identity.publicKey).toString('base64') };
  const signature = Buffer.from(identity.sign(inventoryMessage(keyring.caseId, inventory))).toString('base64');
  const sealed = sealBytes(key, canonicalJsonBytes({ inventory, signature }), inventoryContext(keyring.caseId, epoch)).toString('base64');
  const text = canonicalJson({ custodia: 'inventory', version: formatVersion, case: keyring.caseId, epoch, sealed });
  await writeFileAtomically(caseFolder.inventory(folder), `${text}\n`);
}

/** Reads and checks the inventory: seal, case and signature of a member. Codes: `case-tampered`, `case-newer`. */
export async function readInventory(folder: string, keyring: Keyring): Promise<Result<Inventory, Failure>> {
  const text = await readFile(caseFolder.inventory(folder), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return refusal(tampered('The inventory of this case is missing.'));
  const outer = outerSchema.safeParse(parseJson(text)).data;
  if (outer === undefined) return refusal(tampered('The inventory of this case was altered.'));
  if (outer.version > formatVersion) return refusal(failure('case-newer', 'This case was made by a newer version of Custodia.'));
  if (outer.case !== keyring.caseId) return refusal(tampered('The inventory belongs to another case.'));
  const key = keyring.key('work', 'sealing ', outer.epoch);
  const opened = key === undefined ? undefined : openSealed(key, Buffer.from(outer.sealed, 'base64'), inventoryContext(outer.case, outer.epoch));
  const signed = opened === undefined ? undefined : signedSchema.safeParse(parseJson(opened.toString('utf8'))).data;
  if (opened !== undefined) wipe(opened);
  if (signed === undefined) return refusal(tampered('The inventory of this case was altered.'));
  const { inventory, signature } = signed;
  const isMember = keyring.roster.members.some((member) => member.publicKey === inventory.signer);
  if (!isMember || !verifyEd25519(inventoryMessage(outer.case, inventory), Buffer.from(signature, 'base64'), Buffer.from(inventory.signer, 'base64'))) return refusal(tampered('The inventory is not signed by a member of this case.'));
  return success(inventory);
}

function inventoryMessage(caseId: string, inventory: Inventory): Uint8Array {
  return Buffer.concat([Buffer.from(`custodia-inventory\n${caseId}\n`), canonicalJsonBytes(inventory)]);
}

function inventoryContext(caseId: string, epoch: number): Uint8Array {
  return canonicalJsonBytes({ case: caseId, epoch, key: 'inventory' });
}

function tampered(what: string): Failure {
  return failure('case-tampered', '{{what}} The case was altered outside Custodia. Compare it with a backup.', { values: { what } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
