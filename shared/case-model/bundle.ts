import type { DocumentId } from '../identifiers.ts';

export interface Section {
  readonly title: string;
  readonly entries: readonly DocumentId[];
}

/** Ordered sections of exhibits. A translation follows its original, an attachment its message, without being listed. */
export interface Bundle {
  readonly title: string;
  readonly sections: readonly Section[];
}

/** What heads a case. */
export interface CaseHead {
  readonly title: string;
  /** Claim or case number. */
  readonly reference?: string;
  /** Id of a court profile. */
  readonly court: string;
  /** BCP 47 languages of the proceedings, first the court's own. */
  readonly languages: readonly string[];
  /** The office that signs. */
  readonly by: string;
}
