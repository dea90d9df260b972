/** A person whose name does not leave the case; the pseudonym stands instead. */
export interface ProtectedPerson {
  readonly pseudonym: string;
  /** Every form of the name that is known, in any script. */
  readonly names: readonly string[];
  readonly protected: boolean;
  /** A child is never identifiable: blocks any public edition (CETS 197, art. 11). */
  readonly child: boolean;
}
