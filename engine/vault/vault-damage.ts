import { failure, type Failure } from '../../shared/failure.ts';

/** Thrown where a stored thing does not authenticate while it is being read; carries the `case-damaged` failure to show. */
export class VaultDamage extends Error {
  readonly failure: Failure;

  constructor(message: string, subject?: string) {
    super(message);
    this.name = 'VaultDamage';
    this.failure = failure('case-damaged', message, subject === undefined ? {} : { subject });
  }
}
