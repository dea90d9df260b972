import type { FindingCode } from '../../shared/finding.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';

/** A file taken from the bytes of an interested party, ready to be made into a rendition. The caller has stored it byte-exact already. */
export interface IntakeInput {
  /** The whole file; of a recording or an unknown kind its head is enough where `sha256` and `size` are given. */
  readonly bytes: Uint8Array;
  /** Of the whole file, where the caller knows it. */
  readonly sha256?: string | undefined;
  /** Bytes of the whole file. */
  readonly size?: number | undefined;
  /** File name as received. */
  readonly name: string;
  /** As `detectKind` found it; found anew where absent. */
  readonly kind?: DocumentKind | undefined;
  /** BCP 47 language that the user stated. */
  readonly language?: string | undefined;
  /** BCP 47 language of pages that stand for a file that cannot be shown; English where absent. */
  readonly pagesLanguage?: string | undefined;
  /** For a PDF, an archive or an office document that asks for one. Used once, kept nowhere. */
  readonly password?: string | undefined;
  /** Keeps a protected file whose password is not known as it came, with a slip sheet, instead of refusing it. */
  readonly keepProtected?: boolean | undefined;
  /** How many archives and messages this file came out of; 0 for a file that the user gave. */
  readonly depth?: number | undefined;
}

/** A file that came inside another one: an attachment, an entry of an archive, a message of a mailbox. */
export interface ChildFile {
  /** Safe as a name: no path that leaves its folder, no control characters. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 1-based place among all files of the same container, those that could not be taken out counted; its place in the list where absent. */
  readonly place?: number;
}

/** A file of a container that is protected by a password and was left inside. */
export interface LockedFile {
  readonly name: string;
  readonly place: number;
}

/** Something about a file that a person should know. `page` is 1-based. */
export interface IntakeFinding {
  readonly code: FindingCode;
  readonly page?: number;
  readonly message: string;
}

/** What is known about a file beside its pages: time, place and device of a photograph, Message-ID and date of a mail, length of a recording. */
export type IntakeFacts = Readonly<Record<string, string | number | boolean>>;

export interface MadeRendition {
  readonly pdf: Uint8Array;
  /** False: the original is a sound PDF and is its own rendition. */
  readonly made: boolean;
  /** What made it, with its version. */
  readonly tool: string;
}

export interface IntakeResult {
  readonly kind: DocumentKind;
  readonly rendition: MadeRendition | null;
  /** Of the rendition. */
  readonly pages: number;
  readonly children: readonly ChildFile[];
  /** Files inside that ask for a password, or for another one than was given. */
  readonly locked?: readonly LockedFile[];
  readonly facts: IntakeFacts;
  readonly findings: readonly IntakeFinding[];
}
