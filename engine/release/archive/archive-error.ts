import { failure, type Failure } from '../../../shared/failure.ts';

/** Why an archive is not read on. Thrown inside streams; becomes a `release-damaged` failure at the room's door. */
export class ArchiveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArchiveError';
  }
}

/** The failure that stands for an archive error. */
export function archiveFailure(error: ArchiveError): Failure {
  return failure('release-damaged', 'This is not a release, or it is damaged: {{why}}.', { values: { why: error.message } });
}
