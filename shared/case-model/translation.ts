import type { DocumentId, Sha256 } from '../identifiers.ts';
import type { Translator } from './document.ts';

/** The way of a translation, in order; `superseded` ends it from any state. `stale` is no state of its own: it follows from the original's hash. */
export const translationStates = ['requested', 'sent', 'received', 'reviewed', 'certified', 'superseded'] as const;
export type TranslationState = (typeof translationStates)[number];

export const certificatePresets = ['plain', 'uk-agency', 'us-8-cfr-1003-33', 'sworn-translator'] as const;
/** Which practice a certificate's wording follows. */
export type CertificatePreset = (typeof certificatePresets)[number];

/** A certificate of translation: the page that was made for signing, or the signed scan. */
export interface TranslationCertificate {
  /** Absent for a certificate that the translator made in a form of their own. */
  readonly preset?: CertificatePreset;
  /** The certificate page as a document of the case; it stands right after the translation in a bundle. */
  readonly document: DocumentId;
  readonly sha256: Sha256;
  /** Whether it bears the translator's signature. */
  readonly signed: boolean;
}

/** One step on a translation's way. */
export interface TranslationStep {
  readonly state: TranslationState;
  /** ISO 8601 time. */
  readonly at: string;
  /** Name of the identity that took the step. */
  readonly by: string;
  readonly reason?: string;
}

/** One version of the translation of one document into one language, bound to the exact bytes that it translates. */
export interface TranslationVersion {
  readonly id: string;
  readonly original: DocumentId;
  /** Of the original when it was asked for or paired. */
  readonly originalSha256: Sha256;
  /** BCP 47, of the translation. */
  readonly language: string;
  /** From 1, by original and language. */
  readonly version: number;
  readonly state: TranslationState;
  /** Once there is one. */
  readonly translation?: DocumentId;
  readonly translationSha256?: Sha256;
  readonly translator?: Translator;
  /** ISO 8601 date. */
  readonly deadline?: string;
  readonly note?: string;
  readonly certificate?: TranslationCertificate;
  readonly history: readonly TranslationStep[];
}

/** Sentences of an original that stand for sentences of its translation, by 0-based index; one side is empty where something is missing on it. */
export interface AlignmentLink {
  readonly original: readonly number[];
  readonly translation: readonly number[];
  /** Set by a person. */
  readonly byHand?: boolean;
}

/** The sentences of two documents, linked. Bound to the texts that it was made from. */
export interface StoredAlignment {
  readonly translation: DocumentId;
  readonly original: DocumentId;
  /** Digests of the sentences of either side: links made for other sentences no longer count. */
  readonly originalText: Sha256;
  readonly translationText: Sha256;
  readonly links: readonly AlignmentLink[];
  readonly changedAt: string;
}

/** How names of another script are written in this case's languages. */
export const transliterationSchemes = ['none', 'icao-9303', 'un-national', 'iso-9', 'iso-233', 'bgn-pcgn', 'as-in-passport'] as const;
export type TransliterationScheme = (typeof transliterationSchemes)[number];

/** A name or term with its one form in each language. */
export interface GlossaryEntry {
  readonly id: string;
  readonly kind: 'name' | 'term';
  /** BCP 47 language → the form to be used. */
  readonly forms: Readonly<Record<string, string>>;
  /** Forms that are wrong, whatever the language. */
  readonly avoid: readonly string[];
  readonly scheme: TransliterationScheme;
  readonly note?: string;
}
