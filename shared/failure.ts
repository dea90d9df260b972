import { detailOf, type DetailCode } from './failure-details.ts';
import { fillWords } from './fill-words.ts';

/**
 * Every expected way in which an action of Custodia can end without its result, and the exit code that the terminal gives it:
 * 1 does not hold, 2 usage, 3 input refused, 4 a bug.
 */
export const failureExitCodes = {
  'usage': 2,
  'plan-invalid': 2,
  'custody-sheet-invalid': 2,
  'court-unknown': 2,
  'document-unknown': 2,
  'edition-unknown': 2,
  'recipient-invalid': 2,
  'cancelled': 1,
  'not-offered': 2,
  'file-missing': 3,
  'file-unreadable': 3,
  'output-exists': 3,
  'disk-full': 3,
  'permission-denied': 3,
  'document-empty': 3,
  'document-damaged': 3,
  'document-encrypted': 3,
  'document-unsupported': 3,
  'document-too-large': 3,
  'document-hostile': 3,
  'worker-timeout': 3,
  'worker-memory': 3,
  'worker-crashed': 3,
  'language-missing': 3,
  'passphrase-wrong': 3,
  'passphrase-weak': 3,
  'identity-wrong': 3,
  'maker-unconfirmed': 3,
  'case-missing': 3,
  'case-moved': 3,
  'case-exists': 3,
  'case-in-use': 3,
  'case-read-only': 3,
  'case-locked': 3,
  'case-newer': 3,
  'case-damaged': 3,
  'case-tampered': 1,
  'release-damaged': 3,
  'redaction-not-proved': 1,
  'redactions-undecided': 1,
  'leak-found': 1,
  'verification-failed': 1,
  'court-check-failed': 1,
  'translation-stale': 1,
  'consent-withdrawn': 1,
  'return-mismatch': 1,
  'draft-failed': 1,
  'server-unconfirmed': 1,
  'server-failed': 1,
  'name-unmasked': 1,
  'bug': 4,
} as const;

export type FailureCode = keyof typeof failureExitCodes;

/** Values that fill the places of a sentence. */
export type DetailValues = Readonly<Record<string, string | number>>;

/** Why something was refused. `message` says what happened, in plain words, without text of evidence, names or keys. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** What `message` says beyond the code, where the window has words for it. */
  readonly detail?: DetailCode;
  readonly values?: DetailValues;
  /** What it is about, as the user named it: a path of the command line, a plan key, a document id. */
  readonly subject?: string;
  /** 1-based line of the plan file. */
  readonly line?: number;
}

/** A failure as the window hears it: codes and values, no sentence. */
export type ToldFailure = Omit<Failure, 'message'>;

/** What a failure is about, and the values of its sentence. */
export interface AboutFailure {
  readonly subject?: string;
  readonly line?: number;
  readonly values?: DetailValues;
}

/** Builds a failure from a sentence whose `{{name}}` places `values` fill; its detail is that of `failure-details.ts`. */
export function failure(code: FailureCode, sentence: string, { values, ...about }: AboutFailure = {}): Failure {
  const detail = detailOf(sentence);
  return { code, message: fillWords(sentence, values), ...(detail === undefined ? {} : { detail, ...(values === undefined ? {} : { values }) }), ...about };
}
