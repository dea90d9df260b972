import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { canonicalJson, canonicalJsonBytes, writeFileAtomically } from '../integrity/index.ts';
import { caseFolder, formatVersion } from './case-folder.ts';
import { importIdentity, type CaseIdentity } from './case-identity.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { copyToSecret, subkey, wipe } from './secret-memory.ts';

const slotSchema = z.strictObject({ kind: z.enum(['sheet', 'shares']), madeAt: z.string(), set: z.string(), sealed: z.base64() });
const recoverySchema = z.strictObject({ custodia: z.literal('recovery'), version: z.int(), case: z.string(), slots: z.array(slotSchema) });

type RecoverySlot = z.infer<typeof slotSchema>;

/** Seals the identity under a recovery key, in place of the earlier key of that kind. */
export async function writeRecoverySlot(folder: string, caseId: string, identity: CaseIdentity, slot: { readonly kind: RecoverySlot['kind']; readonly set: string; readonly key: Uint8Array }): Promise<void> {
  const others = (await readSlots(folder))?.filter((other) => other.kind !== slot.kind) ?? [];
  const open = { kind: slot.kind, madeAt: new Date().toISOString(), set: slot.set };
  const wrapping = wrappingKey(slot.key);
  const secrets = identity.exportSecrets();
  const sealed = sealBytes(wrapping, secrets, slotContext(caseId, open)).toString('base64');
  wipe(wrapping, secrets);
  await writeFileAtomically(caseFolder.recovery(folder), `${canonicalJson({ custodia: 'recovery', version: formatVersion, case: caseId, slots: [...others, { ...open, sealed }] })}\n`);
}

/** The identity that a recovery key opens; undefined when it opens none. */
export async function openRecovery(folder: string, caseId: string, key: Uint8Array): Promise<CaseIdentity | undefined> {
  const wrapping = wrappingKey(key);
  try {
    for (const { sealed, ...open } of (await readSlots(folder)) ?? []) {
      const secrets = openSealed(wrapping, Buffer.from(sealed, 'base64'), slotContext(caseId, open));
      if (secrets !== undefined) return importIdentity(secrets);
    }
    return undefined;
  } finally {
    wipe(wrapping);
  }
}

async function readSlots(folder: string): Promise<readonly RecoverySlot[] | undefined> {
  try {
    return recoverySchema.safeParse(JSON.parse(await readFile(caseFolder.recovery(folder), 'utf8'))).data?.slots;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined;
    throw error;
  }
}

function wrappingKey(key: Uint8Array): ReturnType<typeof subkey> {
  const secret = copyToSecret(key);
  const derived = subkey(secret, 'recovery');
  wipe(secret);
  return derived;
}

function slotContext(caseId: string, open: Omit<RecoverySlot, 'sealed'>): Uint8Array {
  return canonicalJsonBytes({ case: caseId, key: 'recovery', ...open });
}
