import type { GuaranteeProof } from '../../shared/case-model/redaction.ts';
import type { DocumentId, Sha256 } from '../../shared/identifiers.ts';
import type { ProofCheck } from '../redaction/index.ts';
import type { Vault } from '../vault/index.ts';

/** A signed proof record of the case, read for people. */
export interface ReadProof {
  readonly document: DocumentId;
  readonly sha256: Sha256;
  readonly method: string;
  readonly zones: number;
  /** ISO 8601 time. */
  readonly provedAt: string;
  readonly guarantees: readonly (GuaranteeProof & ProofCheck)[];
  readonly record: string;
  readonly signature: string;
  /** Fingerprint of who signed. */
  readonly signer: string;
}

/** The proof records of an edition's redacted files, of one document or of all. */
export function readProofRecords(vault: Vault, edition: string, document?: DocumentId): ReadProof[] {
  return vault.redactions.applied(edition, document).flatMap(({ document: id, sha256, method, zones, appliedAt, record, signature }) => {
    if (record === undefined || signature === undefined) return [];
    const { guarantees, signer } = JSON.parse(record) as { readonly guarantees: ReadProof['guarantees']; readonly signer: { readonly fingerprint: string } };
    return [{ document: id, sha256, method, zones, provedAt: appliedAt, guarantees, record, signature, signer: signer.fingerprint }];
  });
}
