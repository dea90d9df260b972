import type { Failure, FailureCode } from './failure.ts';

/** A refusal in words for a person: what happened, whether data is safe, what to do next. */
export interface FailureWords {
  readonly what: string;
  readonly data: string;
  readonly next: string;
}

const nothingWritten = 'Nothing was written.';
const caseWhole = 'The case is whole; nothing in it was changed.';
const documentOnly = 'Only this document is concerned; the case is whole.';

type Advice = readonly [data: string, next: string];

const advice: Readonly<Record<FailureCode, Advice>> = {
  'usage': [nothingWritten, 'See `custodia help`.'],
  'plan-invalid': [nothingWritten, 'Correct the plan at this line and run it again.'],
  'custody-sheet-invalid': ['Nothing was taken in.', 'Correct the custody sheet at this line and take the files in again.'],
  'court-unknown': [nothingWritten, 'See `custodia help check` for the court profiles.'],
  'document-unknown': [caseWhole, 'See `custodia list` for the documents of the case.'],
  'edition-unknown': [caseWhole, 'Name an edition of this case, such as court or defence.'],
  'recipient-invalid': [nothingWritten, 'Ask the recipient for their key; it starts with age1.'],
  'cancelled': ['What was finished before is kept; nothing is half-written.', 'Run the same command again to go on.'],
  'not-offered': [nothingWritten, 'Use another way: the message names one where there is one.'],
  'file-missing': [nothingWritten, 'Check the path.'],
  'file-unreadable': [nothingWritten, 'Check that the file is on this machine and that you may read it.'],
  'output-exists': ['The existing file was not touched.', 'Choose another name, or move the existing file away.'],
  'disk-full': ['What was finished before is kept; nothing is half-written.', 'Free some space, and run the same command again.'],
  'permission-denied': [nothingWritten, 'Choose a place where you may write.'],
  'document-empty': [documentOnly, 'Ask for the file again: it holds no bytes.'],
  'document-damaged': [documentOnly, 'Ask for the file again, or open it in its own program and export it as PDF.'],
  'document-encrypted': [documentOnly, 'Ask for its password, or for a copy without one.'],
  'document-unsupported': [documentOnly, 'Export it as PDF and take that in beside it.'],
  'document-too-large': [documentOnly, 'Split the document and take the parts in.'],
  'document-hostile': [documentOnly, 'Treat the sender with care; ask for another copy.'],
  'worker-timeout': [documentOnly, 'Ask for the file again, or export it as PDF anew.'],
  'worker-memory': [documentOnly, 'Split the document, or export it as PDF anew.'],
  'worker-crashed': [documentOnly, 'Ask for the file again, or export it as PDF anew.'],
  'language-missing': [caseWhole, 'See `custodia doctor` for the languages that are here.'],
  'passphrase-wrong': [caseWhole, 'Try again; check the keyboard layout and Caps Lock.'],
  'passphrase-weak': [nothingWritten, 'Choose a longer passphrase: five or six unrelated words are good.'],
  'identity-wrong': ['The release was not touched.', 'Use the identity file whose age1… key the release was made for.'],
  'maker-unconfirmed': [caseWhole, 'Ask the maker of the case, by voice or in person, which fingerprint is theirs, and confirm it with --maker only when it is the same.'],
  'case-missing': [nothingWritten, 'Check the path of the case folder.'],
  'case-moved': ['What was saved before is in the folder, wherever it is now; this step was not saved.', 'Put the folder back where it was, or name it where it is now.'],
  'case-exists': ['The existing case was not touched.', 'Choose another folder, or open the existing case.'],
  'case-in-use': [caseWhole, 'Close the case there first, or open it read-only.'],
  'case-read-only': [caseWhole, 'Open the case for writing.'],
  'case-locked': [caseWhole, 'Unlock the case with its passphrase.'],
  'case-newer': [caseWhole, 'Open it with the version of Custodia that made it, or a later one.'],
  'case-damaged': ['Nothing was changed.', 'Restore the case folder from a backup.'],
  'case-tampered': ['Nothing was changed.', 'Do not rely on this copy. Compare it with a backup and with the checkpoint held elsewhere.'],
  'release-damaged': ['The release was not touched.', 'Ask the sender for it again.'],
  'redactions-undecided': ['Nothing was released or written.', 'Decide on each place that waits, then try again.'],
  'redaction-not-proved': ['No redacted file was written.', 'Widen the zones or redact the document by hand, then try again.'],
  'leak-found': ['Nothing was released.', 'Add the place to the redactions of this edition, then try again.'],
  'verification-failed': ['Nothing was changed.', 'Do not rely on this file; ask the sender for it again.'],
  'court-check-failed': [nothingWritten, 'Correct what the check names, then try again.'],
  'translation-stale': ['Nothing was released.', 'Have the translation brought up to date, or pair it with the original that it was made from.'],
  'consent-withdrawn': ['Nothing was released.', 'Take the documents out of the edition, or record a new consent.'],
  'return-mismatch': ['Nothing was taken in.', 'Ask the translator for the file that answers this request.'],
  'draft-failed': ['No draft was kept.', 'Try another model or engine, or ask a translator.'],
  'server-unconfirmed': ['Nothing was sent; no connection was made.', 'Have somebody confirm the address for this case, or draft on this computer.'],
  'server-failed': ['No draft was kept.', 'Ask who runs the server, or draft on this computer.'],
  'name-unmasked': ['Nothing that names a protected person was sent.', 'Draft on this computer, or ask a translator.'],
  'bug': ['Nothing is half-written; the case is whole.', 'Please report this with the reference.'],
};

/** Turns a failure into words; the one place where that happens. */
export function describeFailure(failure: Failure): FailureWords {
  const [data, next] = advice[failure.code];
  const where = failure.line === undefined ? '' : ` (line ${failure.line})`;
  return { what: `${failure.message}${where}`, data, next };
}
