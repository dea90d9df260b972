import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJson, canonicalJsonBytes, sshFingerprint, writeFileAtomically } from '../integrity/index.ts';
import { caseFolder, formatVersion } from './case-folder.ts';
import type { CaseIdentity } from './case-identity.ts';
import type { Keyring } from './keyring.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { wipe } from './secret-memory.ts';
import type { UnlockOptions } from './unlock-case.ts';

const outerSchema = z.strictObject({ custodia: z.literal('known-makers'), version: z.int(), sealed: z.base64() });
/** Raw Ed25519 key of the maker, by case. */
const makersSchema = z.record(z.string().regex(/^[0-9a-f]{32}$/u), z.base64());

type KnownMakers = z.infer<typeof makersSchema>;

/** Where a member's identity remembers who made which case: beside it, sealed under it. */
export function knownMakersFile(identityFile: string): string {
  return `${identityFile}.makers`;
}

/**
 * Whether a case was made by whom this identity expects: by itself, or by the key that was confirmed at its first opening. A key merely found in
 * a case is never trusted. Codes: `maker-unconfirmed`, `case-tampered` (another maker than before, or than the one of this identity file).
 */
export async function checkMaker({ caseId, roster }: Keyring, identity: CaseIdentity, { folder, identityFile, maker: confirmed }: Pick<UnlockOptions, 'folder' | 'identityFile' | 'maker'>): Promise<Result<undefined, Failure>> {
  const makerKey = Buffer.from(roster.maker, 'base64');
  if (makerKey.equals(identity.publicKey)) return success(undefined);
  const fingerprint = sshFingerprint(makerKey);
  if (identityFile === caseFolder.identity(folder)) return refusal(failure('case-tampered', 'This case was not made by the identity that lies in it, but by {{fingerprint}}. It was replaced by another; nothing was opened.', { values: { fingerprint } }));
  const path = knownMakersFile(identityFile);
  const known = await readKnownMakers(path, identity);
  if (known === undefined) return refusal(failure('case-tampered', 'The list of makers beside your identity file was altered. Nothing was opened. Put it back from a backup, or take it away and confirm each maker again.', { subject: path }));
  const before = known[caseId];
  if (before === roster.maker) return success(undefined);
  if (before !== undefined) return refusal(failure('case-tampered', 'WARNING: this case now says that it was made by {{fingerprint}}; you know it as made by {{known}}. Somebody may have put another case in its place. Nothing was opened.', { values: { fingerprint, known: sshFingerprint(Buffer.from(before, 'base64')) } }));
  if (confirmed === undefined) return refusal(failure('maker-unconfirmed', 'You open this case for the first time. It says that it was made by {{fingerprint}}.', { values: { fingerprint } }));
  if (confirmed !== fingerprint) return refusal(failure('case-tampered', 'This case was made by {{fingerprint}}, not by the maker whom you confirmed. Nothing was opened.', { values: { fingerprint } }));
  await writeKnownMakers(path, identity, { ...known, [caseId]: roster.maker });
  return success(undefined);
}

/** What the file tells; nothing where there is none, undefined where it is not this identity's own. */
async function readKnownMakers(path: string, identity: CaseIdentity): Promise<KnownMakers | undefined> {
  try {
    const outer = outerSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
    if (outer === undefined) return undefined;
    const key = identity.deriveKey('makers  ');
    const opened = openSealed(key, Buffer.from(outer.sealed, 'base64'), contextOf(identity));
    wipe(key);
    return opened === undefined ? undefined : makersSchema.safeParse(JSON.parse(opened.toString('utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

async function writeKnownMakers(path: string, identity: CaseIdentity, makers: KnownMakers): Promise<void> {
  const key = identity.deriveKey('makers  ');
  const sealed = sealBytes(key, canonicalJsonBytes(makers), contextOf(identity)).toString('base64');
  wipe(key);
  await writeFileAtomically(path, `${canonicalJson({ custodia: 'known-makers', version: formatVersion, sealed })}\n`);
}

function contextOf(identity: CaseIdentity): Uint8Array {
  return canonicalJsonBytes({ identity: identity.fingerprint, key: 'known-makers' });
}
