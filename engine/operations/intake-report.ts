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
  readonly path: string;
  readonly failure: Failure;
}

export interface IntakeReport {
  readonly documents: readonly TakenIn[];
  readonly refused: readonly Refused[];
}
