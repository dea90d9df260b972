import type { DocumentId } from '../identifiers.ts';

export const riskLevels = ['unknown', 'low', 'medium', 'high', 'extreme'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** A person whose name does not leave the case; the pseudonym stands instead. */
export interface ProtectedPerson {
  readonly pseudonym: string;
  /** Every form of the name that is known, in any script. */
  readonly names: readonly string[];
  readonly protected: boolean;
  /** A child is never identifiable: blocks any public edition (CETS 197, art. 11). */
  readonly child: boolean;
  /** Nicknames, former and married names. */
  readonly aliases?: readonly string[];
  /** Spellings that stand in documents and that no rule would find. */
  readonly spellings?: readonly string[];
  readonly relations?: readonly PersonRelation[];
  readonly risk?: RiskLevel;
  readonly riskNote?: string;
  /** BCP 47, in which the person is to be addressed. */
  readonly language?: string;
  readonly interpreter?: string;
  /** How, when and by whom the person wishes to be reached. */
  readonly contactWishes?: string;
}

/** How somebody stands to another person of the register. */
export interface PersonRelation {
  /** The other's pseudonym. */
  readonly to: string;
  /** Such as “mother of”. */
  readonly how: string;
}

/** A court's order that protects a person. */
export interface ProtectiveMeasure {
  readonly id: string;
  readonly pseudonym: string;
  /** The order: court, date, number. */
  readonly order: string;
  /** What is ordered: pseudonym, voice distortion, closed session … */
  readonly scope: string;
  /** ISO 8601 date. */
  readonly from: string;
  /** ISO 8601 date; absent while it has no end. */
  readonly to?: string;
  /** Id of the measure that varies this one. */
  readonly variedBy?: string;
}

/** Whether a measure holds on a day (ISO 8601 date): begun, not ended, varied by no other. */
export function inForce({ from, to, variedBy }: Pick<ProtectiveMeasure, 'from' | 'to' | 'variedBy'>, day: string): boolean {
  return variedBy === undefined && from <= day && (to === undefined || day <= to);
}

/** What a person agreed to, in which language and with whose interpretation. */
export interface PersonConsent {
  readonly id: string;
  readonly pseudonym: string;
  /** `use`: of the evidence in the proceedings; `disclosure`: to those that an edition is for. */
  readonly purpose: 'use' | 'disclosure';
  /** Editions that it covers; none: every edition but the court's. */
  readonly editions: readonly string[];
  /** Documents that it covers; none: every document that names the person. */
  readonly documents: readonly DocumentId[];
  readonly text: string;
  /** BCP 47, in which it was explained. */
  readonly language: string;
  readonly interpreter?: string;
  /** ISO 8601 date. */
  readonly givenAt: string;
  readonly withdrawnAt?: string;
  readonly withdrawnReason?: string;
}

/** How a word was recognised as part of a name: as given, inflected, in another script or spelling, misread, similar in sound, or joined with other text. */
export const nameMatches = ['exact', 'inflected', 'transliterated', 'misread', 'similar', 'joined'] as const;
export type NameMatch = (typeof nameMatches)[number];

/** One opening of a record. Who opened it, when and why stands in the log, which names nobody; whose record it was stands here alone. */
export interface PersonAccess {
  readonly id: string;
  readonly pseudonym: string;
  /** 0-based index of the entry in the log. */
  readonly event: number;
}

/** Every form under which a person may be named: the names, the aliases and the known spellings, each once. */
export function formsOfPerson({ names, aliases = [], spellings = [] }: ProtectedPerson): string[] {
  return [...new Set([...names, ...aliases, ...spellings])];
}
