import { timingSafeEqual } from 'node:crypto';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { canonicalJsonBytes, sha256Hex, verifyEd25519 } from '../integrity/index.ts';
import { parseAgeRecipient } from './age-keys.ts';
import { formatVersion } from './case-folder.ts';
import { sealForRecipient, type CaseIdentity } from './case-identity.ts';
import {
  compartmentNames, keyContext, keyringMessage, keyringText, parseKeyring, parseRoster, rosterContext, type CompartmentBoxes, type Roster, type RosterMember,
} from './keyring-file.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { copyToSecret, randomSecret, secretBytes, subkey, wipe, type SecretBytes } from './secret-memory.ts';
import type { CompartmentName } from './vault.ts';

/** What a compartment's key is used for; each use has a key of its own. */
export type KeyPurpose = 'objects ' | 'database' | 'sealing ';

interface CompartmentKeys {
  readonly epoch: number;
  /** By epoch, from 1; index 0 is unused. */
  readonly keys: readonly SecretBytes[];
}

/** The opened keys of a case. */
export interface Keyring {
  readonly caseId: string;
  readonly generation: number;
  readonly roster: Roster;
  /** SHA-256 of the file. */
  readonly digest: string;
  has(compartment: CompartmentName): boolean;
  epoch(compartment: CompartmentName): number;
  /** A key for one purpose; of the present epoch unless told otherwise. Undefined for an epoch or compartment that is not held. */
  key(compartment: CompartmentName, purpose: KeyPurpose, epoch?: number): SecretBytes | undefined;
  /** The file's text after new keys for these compartments, sealed for these members. The keyring itself stays as it is. */
  next(change: { readonly members: readonly RosterMember[]; readonly newEpochs: readonly CompartmentName[] }, signer: CaseIdentity): string;
  wipe(): void;
}

/** Makes the keyring of a new case, with its maker as the only member. Answers the file's text. */
export function makeKeyring(caseId: string, maker: CaseIdentity, now: string): string {
  const member: RosterMember = {
    name: maker.name, publicKey: Buffer.from(maker.publicKey).toString('base64'), recipient: maker.recipient, compartments: [...compartmentNames], addedAt: now,
  };
  const keys = new Map<CompartmentName, CompartmentKeys>(compartmentNames.map((name) => [name, { epoch: 1, keys: [secretBytes(1), randomSecret(32)] }]));
  const text = writeKeyring({ caseId, generation: 1, roster: { maker: member.publicKey, members: [member] }, keys }, maker);
  for (const { keys: all } of keys.values()) wipe(...all);
  return text;
}

/**
 * Opens a keyring with an identity. Codes: `identity-wrong` (no key in it is for this identity), `case-tampered` (a seal or the
 * signature does not hold), `case-damaged`, `case-newer`.
 */
export function openKeyring(text: string, identity: CaseIdentity): Result<Keyring, Failure> {
  const parsed = parseKeyring(text);
  if (!parsed.ok) return parsed;
  const { signature, ...unsigned } = parsed.value;
  const caseId = unsigned.case;
  const keys = new Map<CompartmentName, CompartmentKeys>();
  for (const name of compartmentNames) {
    const opened = openCompartment(caseId, name, unsigned.compartments[name], identity);
    if (!opened.ok) return opened;
    if (opened.value !== undefined) keys.set(name, opened.value);
  }
  const work = keys.get('work');
  if (work === undefined) return refusal(failure('identity-wrong', 'This identity holds no key of this case.'));
  const rosterKey = subkey(keyOf(work, work.epoch), 'sealing ');
  const rosterBytes = openSealed(rosterKey, Buffer.from(unsigned.roster, 'base64'), rosterContext(caseId, unsigned.generation));
  wipe(rosterKey);
  const roster = rosterBytes === undefined ? undefined : parseRoster(rosterBytes);
  if (roster === undefined) return refusal(tampered('The list of members in the keyring does not belong to it.'));
  if (!verifyEd25519(keyringMessage(unsigned), Buffer.from(signature, 'base64'), Buffer.from(roster.maker, 'base64'))) return refusal(tampered('The keyring is not signed by the maker of this case.'));
  return success(keyringOver({ caseId, generation: unsigned.generation, roster, keys, digest: sha256Hex(text) }));
}

function keyringOver(held: { caseId: string; generation: number; roster: Roster; keys: ReadonlyMap<CompartmentName, CompartmentKeys>; digest: string }): Keyring {
  const { caseId, generation, roster, keys, digest } = held;
  const derived = new Map<string, SecretBytes>();
  const epochOf = (compartment: CompartmentName): number => keys.get(compartment)?.epoch ?? 0;
  return {
    caseId, generation, roster, digest,
    has: (compartment) => keys.has(compartment),
    epoch: epochOf,
    key(compartment, purpose, epoch = epochOf(compartment)) {
      const root = keys.get(compartment)?.keys[epoch];
      if (root === undefined || epoch < 1) return undefined;
      const label = `${compartment} ${epoch} ${purpose}`;
      const known = derived.get(label) ?? subkey(root, purpose);
      derived.set(label, known);
      return known;
    },
    next({ members, newEpochs }, signer) {
      const nextKeys = new Map<CompartmentName, CompartmentKeys>();
      const fresh: SecretBytes[] = [];
      for (const [name, old] of keys) {
        if (!newEpochs.includes(name)) {
          nextKeys.set(name, old);
          continue;
        }
        const key = randomSecret(32);
        fresh.push(key);
        nextKeys.set(name, { epoch: old.epoch + 1, keys: [...old.keys, key] });
      }
      const text = writeKeyring({ caseId, generation: generation + 1, roster: { maker: roster.maker, members: [...members] }, keys: nextKeys }, signer);
      wipe(...fresh);
      return text;
    },
    wipe() {
      for (const { keys: all } of keys.values()) wipe(...all);
      wipe(...derived.values());
      derived.clear();
    },
  };
}

function writeKeyring(content: { caseId: string; generation: number; roster: Roster; keys: ReadonlyMap<CompartmentName, CompartmentKeys> }, signer: CaseIdentity): string {
  const { caseId, generation, roster, keys } = content;
  const boxesOf = (name: CompartmentName): CompartmentBoxes => {
    const held = keys.get(name);
    if (held === undefined) throw new Error('only a member of every compartment can write the keyring');
    const members = roster.members.filter((member) => member.compartments.includes(name));
    return {
      epoch: held.epoch,
      boxes: members.map((member) => boxFor(member, keyOf(held, held.epoch), keyContext(caseId, name, held.epoch))),
      earlier: held.keys.slice(1, -1).map((key, index) => sealBytes(keyOf(held, index + 2), key, keyContext(caseId, name, index + 1)).toString('base64')),
    };
  };
  const work = keys.get('work');
  if (work === undefined) throw new Error('a keyring without a work key');
  const rosterKey = subkey(keyOf(work, work.epoch), 'sealing ');
  const unsigned = {
    custodia: 'keyring' as const, version: formatVersion, case: caseId, generation,
    compartments: { 'work': boxesOf('work'), 'protected-persons': boxesOf('protected-persons') },
    roster: sealBytes(rosterKey, canonicalJsonBytes(roster), rosterContext(caseId, generation)).toString('base64'),
  };
  wipe(rosterKey);
  return keyringText({ ...unsigned, signature: Buffer.from(signer.sign(keyringMessage(unsigned))).toString('base64') });
}

function boxFor(member: RosterMember, key: SecretBytes, context: Uint8Array): string {
  const recipient = parseAgeRecipient(member.recipient);
  if (recipient === undefined) throw new Error('a member of the roster has no valid recipient key');
  const message = secretBytes(64);
  message.set(key);
  message.set(Buffer.from(sha256Hex(context), 'hex'), 32);
  const box = sealForRecipient(recipient, message).toString('base64');
  wipe(message);
  return box;
}

function openCompartment(caseId: string, name: CompartmentName, boxes: CompartmentBoxes, identity: CaseIdentity): Result<CompartmentKeys | undefined, Failure> {
  const message = boxes.boxes.map((box) => identity.openBox(Buffer.from(box, 'base64'))).find((opened) => opened !== undefined);
  if (message === undefined) return success(undefined);
  const context = Buffer.from(sha256Hex(keyContext(caseId, name, boxes.epoch)), 'hex');
  if (message.length !== 64 || !timingSafeEqual(message.subarray(32), context)) return refusal(tampered('A key in the keyring belongs to another case, compartment or time.'));
  if (boxes.earlier.length !== boxes.epoch - 1) return refusal(tampered('Keys of earlier times are missing from the keyring.'));
  const keys: SecretBytes[] = [];
  let key = copyToSecret(message.subarray(0, 32));
  wipe(message);
  keys[boxes.epoch] = key;
  for (let epoch = boxes.epoch - 1; epoch >= 1; epoch -= 1) {
    const earlier = openSealed(key, Buffer.from(boxes.earlier[epoch - 1] ?? '', 'base64'), keyContext(caseId, name, epoch));
    if (earlier?.length !== 32) return refusal(tampered('A key of an earlier time in the keyring was altered.'));
    keys[epoch] = earlier;
    key = earlier;
  }
  keys[0] = secretBytes(1);
  return success({ epoch: boxes.epoch, keys });
}

function keyOf(held: CompartmentKeys, epoch: number): SecretBytes {
  const key = held.keys[epoch];
  if (key === undefined) throw new Error('a key of an epoch that does not exist');
  return key;
}

function tampered(what: string): Failure {
  return failure('case-tampered', '{{what}} The case was altered outside Custodia; nothing was opened. Compare with a backup.', { values: { what } });
}
