/**
 * The operating system's key store, as a host offers it: an opt-in convenience for one account on one computer, never the root of trust. The
 * passphrase always opens the case beside it.
 */
export interface KeyStore {
  /** Why it cannot be used here, in words for a person; undefined when it can. */
  whyUnavailable(): Promise<string | undefined>;
  /** Encrypts a secret for this account on this computer. */
  protect(secret: Uint8Array): Promise<Uint8Array>;
  /** Undefined where another account or computer protected it, or the system refuses. */
  reveal(held: Uint8Array): Promise<Uint8Array | undefined>;
}
