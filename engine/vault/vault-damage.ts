import { failure, type AboutFailure, type Failure } from '../../shared/failure.ts';

/** Thrown where a stored thing does not authenticate while it is being read; carries the `case-damaged` failure to show. */
export class VaultDamage extends Error {
  readonly failure: Failure;
  readonly #said: readonly [sentence: string, about: AboutFailure];

  constructor(message: string, about: AboutFailure = {}) {
    const damage = failure('case-damaged', message, about);
    super(damage.message);
    this.name = 'VaultDamage';
    this.failure = damage;
    this.#said = [message, about];
  }

  /** The same damage, said of `subject`. */
  of(subject: string): VaultDamage {
    const [sentence, about] = this.#said;
    return new VaultDamage(sentence, { ...about, subject });
  }
}
