import type { Failure } from '../../shared/failure.ts';
import type { InspectionFinding } from '../../shared/finding.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { detectKind, inspectPdf } from '../intake/index.ts';
import type { Engine } from './engine.ts';
import { readPdfFile } from './read-pdf-file.ts';
import type { RunOptions } from './run-options.ts';

/** Inspects any PDF for what is there but not seen. Fails with `document-unsupported` for what is no PDF, or as its reading fails. */
export async function inspectFile(engine: Engine, file: string, options: RunOptions & { readonly password?: string } = {}): Promise<Result<readonly InspectionFinding[], Failure>> {
  const bytes = await readPdfFile(file, detectKind);
  if (!bytes.ok) return bytes;
  const { signal, password } = options;
  const found = await inspectPdf(engine.pools, bytes.value, { ...(password === undefined ? {} : { password }), ...(signal === undefined ? {} : { signal }) });
  return found.ok ? success(found.value) : refusal({ ...found.failure, subject: file });
}
