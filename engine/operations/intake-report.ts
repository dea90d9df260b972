import type { Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';

export interface TakenIn {
  readonly id: DocumentId;
  readonly name: string;
  readonly sha256: string;
  readonly kind: string;
  readonly pages: number;
  readonly parent?: DocumentId;
}

export interface Refused {
  /** Of a file inside another one the names that lead to it, after the path: `case/mail.eml › scan.pdf`. */
  readonly path: string;
  readonly failure: Failure;
  /** The document that it lies in, which is in the case. */
  readonly parent?: DocumentId;
}

export interface IntakeReport {
  readonly documents: readonly TakenIn[];
  readonly refused: readonly Refused[];
}
