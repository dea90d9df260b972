import { createHash } from 'node:crypto';
import { bech32 } from '@scure/base';
import { parseIdentities, formatRecipient } from '../../engine/release/index.ts';

/** The age key of a role of the demonstration: no secret, since anybody can compute it. */
export function demoIdentity(role: string): { readonly secret: string; readonly recipient: string } {
  const secret = bech32.encode('age-secret-key-', bech32.toWords(createHash('sha256').update(`custodia demonstration ${role}`).digest()), false).toUpperCase();
  const parsed = parseIdentities(secret);
  if (!parsed.ok || parsed.value[0] === undefined) throw new Error('the demonstration key is malformed');
  return { secret, recipient: formatRecipient(parsed.value[0].recipient) };
}
