import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, canonicalJsonBytes } from '../integrity/index.ts';
import { formatVersion } from './case-folder.ts';

export const compartmentNames = ['work', 'protected-persons'] as const;

const compartmentSchema = z.strictObject({
  epoch: z.int().min(1),
  /** The key of this epoch, sealed for each member; nobody sees for whom. */
  boxes: z.array(z.base64()).min(1),
  /** The key of epoch n, sealed under the key of epoch n + 1, for n = 1, 2, … */
  earlier: z.array(z.base64()),
});

const keyringSchema = z.strictObject({
  custodia: z.literal('keyring'),
  version: z.int(),
  case: z.string().regex(/^[0-9a-f]{32}$/u),
  generation: z.int().min(1),
  compartments: z.strictObject({ 'work': compartmentSchema, 'protected-persons': compartmentSchema }),
  roster: z.base64(),
  signature: z.base64(),
});

const memberSchema = z.strictObject({
  name: z.string(),
  /** Raw Ed25519 key. */
  publicKey: z.base64(),
  /** `age1…`. */
  recipient: z.string(),
  compartments: z.array(z.enum(compartmentNames)),
  addedAt: z.string(),
});

const rosterSchema = z.strictObject({ maker: z.base64(), members: z.array(memberSchema) });

export type KeyringFile = z.infer<typeof keyringSchema>;
export type UnsignedKeyring = Omit<KeyringFile, 'signature'>;
export type CompartmentBoxes = z.infer<typeof compartmentSchema>;
/** Who has which keys. Sealed under the `work` key. */
export type Roster = z.infer<typeof rosterSchema>;
export type RosterMember = z.infer<typeof memberSchema>;

/** Reads a keyring's shape, not its seals. Codes: `case-damaged`, `case-newer`. */
export function parseKeyring(text: string): Result<KeyringFile, Failure> {
  const parsed = keyringSchema.safeParse(parseJson(text));
  if (!parsed.success) return refusal(failure('case-damaged', 'The keyring of this case is damaged. Put it back from a backup of the case.'));
  if (parsed.data.version > formatVersion) return refusal(failure('case-newer', 'This case was made by a newer version of Custodia.'));
  return success(parsed.data);
}

/** Reads an opened roster; undefined when it is not one. */
export function parseRoster(bytes: Uint8Array): Roster | undefined {
  return rosterSchema.safeParse(parseJson(Buffer.from(bytes).toString('utf8'))).data;
}

/** What a keyring's signature stands over. */
export function keyringMessage(keyring: UnsignedKeyring): Uint8Array {
  return Buffer.concat([Buffer.from('custodia-keyring\n'), canonicalJsonBytes(keyring)]);
}

export function keyringText(keyring: KeyringFile): string {
  return `${canonicalJson(keyring)}\n`;
}

/** The context that a key of a compartment and epoch is bound to. */
export function keyContext(caseId: string, compartment: string, epoch: number): Uint8Array {
  return canonicalJsonBytes({ case: caseId, compartment, epoch, key: 'compartment' });
}

export function rosterContext(caseId: string, generation: number): Uint8Array {
  return canonicalJsonBytes({ case: caseId, generation, key: 'roster' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
