import { failure, type Failure } from '../../../shared/failure.ts';

export type AgeErrorKind = 'armor' | 'header' | 'no-match' | 'header-mac' | 'payload';

/** Why an age file cannot be decrypted. Thrown inside streams; `ageFailure` turns it into a failure at the room's door. */
export class AgeError extends Error {
  readonly kind: AgeErrorKind;

  constructor(kind: AgeErrorKind, message: string) {
    super(message);
    this.name = 'AgeError';
    this.kind = kind;
  }
}

/** The failure that stands for an age error: `identity-wrong` where no key fits, else `release-damaged`. */
export function ageFailure(error: AgeError): Failure {
  if (error.kind === 'no-match') return failure('identity-wrong', 'The release is not encrypted to this key. Take the key of one of its recipients.');
  const place = { 'armor': 'its text wrapping', 'header': 'its header', 'header-mac': 'its header', 'payload': 'its content' }[error.kind];
  return failure('release-damaged', 'The encrypted file is damaged or was changed in {{place}}.', { values: { place } });
}
