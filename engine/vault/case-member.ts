import { sshFingerprint, sshPublicKeyLine } from '../integrity/index.ts';
import type { Keyring } from './keyring.ts';
import type { CompartmentName } from './vault.ts';

/** A person or office that holds keys of a case. Compare the fingerprint by voice before adding one. */
export interface CaseMember {
  readonly name: string;
  readonly fingerprint: string;
  readonly sshPublicKey: string;
  readonly recipient: string;
  readonly compartments: readonly CompartmentName[];
  readonly addedAt: string;
  /** The maker alone changes who is a member. */
  readonly maker: boolean;
}

/** The members of an unlocked case. */
export function listMembers({ roster }: Keyring): CaseMember[] {
  return roster.members.map((member) => {
    const publicKey = Buffer.from(member.publicKey, 'base64');
    return {
      name: member.name, fingerprint: sshFingerprint(publicKey), sshPublicKey: sshPublicKeyLine(publicKey, member.name), recipient: member.recipient,
      compartments: member.compartments, addedAt: member.addedAt, maker: member.publicKey === roster.maker,
    };
  });
}
