import type { CaseHead } from '../../shared/case-model/bundle.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { Vault } from './vault.ts';

/** Cost of the passphrase's key derivation (Argon2id). Floor 64 MiB and 3 passes; ceiling 4 GiB and 16 passes. */
export interface KeyDerivationCost {
  readonly memoryMiB: number;
  readonly passes: number;
}

export interface CreateVaultOptions {
  /** Must not exist, or be an empty folder. */
  readonly folder: string;
  readonly passphrase: string;
  readonly head: CaseHead;
  /** 256 MiB and 3 passes by default. */
  readonly keyDerivation?: KeyDerivationCost;
}

export interface OpenVaultOptions {
  readonly folder: string;
  readonly passphrase: string;
  /** Takes no lock and writes nothing; beside a writer it sees what is committed. */
  readonly readOnly?: boolean;
  /** Opens although a lock left by another machine says that it is in use. */
  readonly takeOver?: boolean;
  /** A checkpoint that someone else held: a case older than it, or with another history, is refused as `case-tampered`. */
  readonly checkpoint?: string;
  /** Identity file of a member who is not the case's maker; the case's own by default. */
  readonly identityFile?: string;
  /**
   * Fingerprint of the maker of the case, as the maker told it: a member who opens a case for the first time confirms it so. It is kept beside
   * the member's identity file; a case that later names another maker is refused as `case-tampered`.
   */
  readonly maker?: string;
}

/** Makes a new case in a folder. Codes: `case-exists`, `passphrase-weak`, `permission-denied`, `disk-full`. */
export type CreateVault = (options: CreateVaultOptions) => Promise<Result<Vault, Failure>>;

/**
 * Opens a case. Codes: `case-missing`, `passphrase-wrong`, `case-in-use` (the message names process, machine and time), `case-newer`,
 * `case-damaged`, `case-tampered`, `maker-unconfirmed` (a member's first opening), `permission-denied`.
 */
export type OpenVault = (options: OpenVaultOptions) => Promise<Result<Vault, Failure>>;
