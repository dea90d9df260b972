import type { GuaranteeProof } from '../../../shared/case-model/redaction.ts';
import { canonicalJson } from '../../integrity/index.ts';
import { proofCheck } from '../../redaction/index.ts';
import { signSsh } from '../../release/index.ts';
import type { Vault } from '../../vault/index.ts';
import { applicationVersion } from '../application-version.ts';

/** The namespace of a proof record's signature: `ssh-keygen -Y verify -n custodia-redaction`. */
export const proofNamespace = 'custodia-redaction';
export const proofFormat = 'custodia-redaction-proof-1';

/** What was proved on a redacted file. */
export interface ProvedFile {
  readonly sha256: string;
  readonly pages: number;
  readonly method: string;
  readonly zones: number;
  readonly proof: readonly GuaranteeProof[];
}

/** A proof record as it is kept and handed over: canonical JSON (RFC 8785), and the armored SSH signature over its bytes. */
export interface SignedProof {
  readonly record: string;
  readonly signature: string;
}

/** Writes down what was proved on a redacted file, how, and by which engines, and signs it as the case's identity. It says nothing of what the zones held. */
export async function signProof(vault: Vault, edition: string, { sha256, pages, method, zones, proof }: ProvedFile, provedAt: string): Promise<SignedProof> {
  const { name, fingerprint, publicKey } = vault.identity;
  const record = canonicalJson({
    format: proofFormat, edition, file: { sha256, pages }, method, zones, provedAt,
    guarantees: proof.map(({ guarantee, holds, message }) => ({
      guarantee, holds, ...(message === undefined ? {} : { message }), check: proofCheck(guarantee).check, engines: proofCheck(guarantee).engines.map((engine) => ({ ...engine })),
    })),
    tools: [{ name: 'custodia', version: applicationVersion }, { name: 'node', version: process.versions.node }],
    signer: { name, fingerprint },
  });
  return { record, signature: await signSsh(Buffer.from(record), proofNamespace, { key: publicKey, sign: (message) => vault.identity.sign(message) }) };
}
