import { basename } from 'node:path';
import type { JobResult } from '../../shared/ipc/jobs.ts';
import { inside } from '../operations/file-passwords.ts';
import type { IntakeReport } from '../operations/intake-report.ts';
import type { Vault } from '../vault/index.ts';
import { tellFailure } from './tell-failure.ts';

/** What the window is told of files that were taken in: names, never paths. */
export function intakeAnswer(vault: Vault, { documents: taken, refused }: IntakeReport): JobResult<'addFiles'> {
  const documents = taken.flatMap(({ id }) => vault.documents.get(id) ?? []);
  return {
    documents, refused: refused.map(({ path, failure, parent }) => ({ name: nameOf(path), failure: tellFailure(failure), ...(parent === undefined ? {} : { parent }) })),
    findings: documents.flatMap(({ id }) => vault.findings.list(id)),
  };
}

function nameOf(path: string): string {
  const [file = '', ...within] = path.split(inside);
  return [basename(file), ...within].join(inside);
}
