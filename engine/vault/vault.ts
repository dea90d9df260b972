import type { integrityFaultCodes } from '../../shared/finding.ts';
import type { CaseHead } from '../../shared/case-model/bundle.ts';
import type { CustodyEvent } from '../../shared/case-model/custody.ts';
import type { Failure } from '../../shared/failure.ts';
import type { DocumentId, ObjectId, Sha256 } from '../../shared/identifiers.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import type { Result } from '../../shared/result.ts';
import type { CaseMember } from './case-member.ts';
import type { PrintRecovery, RecoverySheet, RecoveryShares } from './make-recovery.ts';
import type { RememberOptions } from './remembered-identity.ts';
import type { BundleTable } from './tables/bundle-table.ts';
import type { CustodyTable } from './tables/custody-table.ts';
import type { DocumentTable } from './tables/document-table.ts';
import type { FindingTable } from './tables/finding-table.ts';
import type { PageTextTable } from './tables/page-text-table.ts';
import type { PersonTable } from './tables/person-table.ts';
import type { RecordTable } from './tables/record-table.ts';
import type { RedactionTable } from './tables/redaction-table.ts';
import type { ReleaseTable } from './tables/release-table.ts';
import type { RenditionTable } from './tables/rendition-table.ts';
import type { SearchTable } from './tables/search-table.ts';
import type { TranslationTable } from './tables/translation-table.ts';

/** Parts of a case with a key of their own. Everything is in `work`; who is protected is in `protected-persons` alone. */
export type CompartmentName = 'work' | 'protected-persons';

/** Who acts in this case: two key pairs, held in locked memory while the case is open. */
export interface VaultIdentity {
  /** As OpenSSH prints it: `SHA256:` and the unpadded base64 of the public key's hash. */
  readonly fingerprint: string;
  /** The office that signs, as given when the identity was made. */
  readonly name: string;
  /** One line: `ssh-ed25519 AAAA… name`, the name with `-` where it had spaces. */
  readonly sshPublicKey: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** `age1…`, to which others encrypt. */
  readonly recipient: string;
  /** `AGE-SECRET-KEY-1…`. A secret: give it to decryption only, never to a file, log or window. */
  ageIdentity(): string;
  /** Raw Ed25519 signature, 64 bytes (RFC 8032), over exactly these bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export interface StoredObject {
  readonly objectId: ObjectId;
  /** Of the plaintext. */
  readonly sha256: Sha256;
  /** Of the plaintext. */
  readonly bytes: number;
}

export interface PutObjectOptions {
  readonly compartment?: CompartmentName;
  /** Aborting leaves nothing behind and makes the promise reject with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** An event as it stands in the log. Its leaf is the canonical JSON (RFC 8785) of exactly these fields. */
export interface LoggedEvent extends CustodyEvent {
  /** RFC 6962 leaf hash of the event before it; 64 zeros for the first. */
  readonly previous: Sha256;
  /** 128 random bits in hexadecimal, so that a withheld event cannot be guessed from its hash. */
  readonly salt: string;
}

export type NewEvent = Omit<CustodyEvent, 'index' | 'at' | 'actor'>;

/** What a clerk needs to check one event against a checkpoint (RFC 6962, section 2.1.1). */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: Sha256;
  /** Audit path, from the leaf up. */
  readonly path: readonly Sha256[];
}

/** That the log at `from` events is a prefix of the log at `to` events (RFC 6962, section 2.1.2). */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly path: readonly Sha256[];
}

/** Something that an integrity check found wrong, named by what it concerns. Never a name or text of evidence. */
export interface IntegrityFault {
  readonly code: (typeof integrityFaultCodes)[number];
  /** Object id, database name or event index. */
  readonly subject: string;
  /** Whose original or rendition the object is. */
  readonly document?: DocumentId;
  readonly message: string;
}

export interface IntegrityReport {
  readonly holds: boolean;
  readonly objects: number;
  readonly events: number;
  readonly faults: readonly IntegrityFault[];
}

export interface CheckOptions {
  /** Reads the log, the inventory and the checkpoint alone: no object, and of the databases only what the log needs. */
  readonly logOnly?: boolean;
  /** A checkpoint that someone else held: the log must contain it. */
  readonly checkpoint?: string;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** An open case: its keys in locked memory, its tables, its objects and its log. Every table method is synchronous. */
export interface Vault {
  readonly caseId: string;
  readonly folder: string;
  readonly readOnly: boolean;
  /** Where the identity that opened the case is kept, under its passphrase. */
  readonly identityFile: string;
  readonly identity: VaultIdentity;
  /** Compartments that this identity can open. */
  readonly compartments: readonly CompartmentName[];

  head(): CaseHead;
  setHead(head: CaseHead): void;

  /** Stores a stream, encrypted under a key of its own; when the promise resolves the object is on the disk. Any size, memory flat. */
  putObject(chunks: AsyncIterable<Uint8Array>, options?: PutObjectOptions): Promise<StoredObject>;
  /** Decrypts an object as a stream of chunks. Throws a `VaultDamage` when a chunk does not authenticate; nothing false is ever yielded. */
  /** Whether the case still lies where it was opened; written to elsewhere, it would fall apart. */
  inPlace(): boolean;

  readObject(id: ObjectId): AsyncIterable<Uint8Array>;
  readWholeObject(id: ObjectId): Promise<Uint8Array>;
  /** Forgets an object that nothing refers to any more. Originals are never removed: a bug if asked. */
  removeObject(id: ObjectId): Promise<void>;

  readonly documents: DocumentTable;
  readonly renditions: RenditionTable;
  readonly pageTexts: PageTextTable;
  readonly search: SearchTable;
  readonly redactions: RedactionTable;
  readonly bundle: BundleTable;
  readonly releases: ReleaseTable;
  readonly custody: CustodyTable;
  readonly findings: FindingTable;
  readonly persons: PersonTable;
  readonly translations: TranslationTable;
  /** Anything else that a feature keeps: plain JSON by kind and id, in the `work` compartment. */
  readonly records: RecordTable;

  /** Runs synchronous table work as one: all of it is kept, or, when `work` throws, none of it. Persons are not part of it. */
  transaction<T>(work: () => T): T;

  /** Adds an event to the log as this identity, now. */
  appendEvent(event: NewEvent): LoggedEvent;
  /** In order, from that 0-based index on. */
  events(from?: number): IterableIterator<LoggedEvent>;
  /** One event by its 0-based index. */
  eventAt(index: number): LoggedEvent | undefined;
  eventCount(): number;
  /** The signed head of the log: a C2SP checkpoint in a signed note, under the origin `custodia.case/<case id>`. */
  checkpoint(): string;
  /** Proof that event `index` is in the log of `size` events (all by default). */
  inclusionProof(index: number, size?: number): InclusionProof;
  consistencyProof(from: number, to?: number): ConsistencyProof;

  /** Who holds keys of this case; changed by `changeMembers`. */
  members(): readonly CaseMember[];

  /** Reads everything: every object, both databases, the whole log, the inventory. */
  check(options?: CheckOptions): Promise<IntegrityReport>;
  /** Copies the whole case, as it is now, into a new folder, while it stays open. */
  backup(folder: string, options?: { readonly signal?: AbortSignal | undefined; readonly report?: ReportProgress | undefined }): Promise<Result<{ readonly bytes: number }, Failure>>;
  /** Wraps the identity anew; no object is rewritten. Codes: `passphrase-wrong`, `passphrase-weak`. */
  changePassphrase(change: { readonly current: string; readonly next: string }): Promise<Result<undefined, Failure>>;
  /** Lets this account on this computer open the case without its passphrase. Codes: `passphrase-wrong`, `not-offered`, `case-read-only`, `disk-full`. */
  remember(options: RememberOptions): Promise<Result<undefined, Failure>>;
  /** Makes a recovery sheet, with which `recoverVault` opens the case without its passphrase. Once `print` succeeded an earlier sheet no longer does. */
  makeRecoverySheet(print?: PrintRecovery<RecoverySheet>): Promise<Result<RecoverySheet, Failure>>;
  /** Makes recovery shares for different institutions, of which `needed` together open the case. Once `print` succeeded earlier ones no longer do. */
  makeRecoveryShares(scheme: { readonly needed: number; readonly of: number }, print?: PrintRecovery<RecoveryShares>): Promise<Result<RecoveryShares, Failure>>;

  /** Wipes the keys and gives the lock back, even on a full disk. The vault cannot be used afterwards. */
  close(): Promise<void>;
}
