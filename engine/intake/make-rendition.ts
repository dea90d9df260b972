import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { detectKind, kindContradictsName } from './detect-kind.ts';
import { renditionOfArchive } from './rendition-of-archive.ts';
import { renditionOfImage } from './rendition-of-image.ts';
import { renditionOfMail } from './rendition-of-mail.ts';
import { renditionOfNative } from './rendition-of-native.ts';
import { renditionOfOffice } from './rendition-of-office.ts';
import { renditionOfPdf } from './rendition-of-pdf.ts';
import { renditionOfText } from './rendition-of-text.ts';
import type { IntakeFinding, IntakeInput, IntakeResult } from './rendition.ts';

export interface IntakeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
}

/** A file whose kind is settled. */
export type KnownInput = IntakeInput & { readonly kind: DocumentKind; readonly depth: number };

/**
 * Makes the PDF rendition of one file of evidence, takes out the files inside it, and reads what it says of itself. All parsing happens in workers.
 * A kind that cannot be shown gets a slip sheet: no file is dropped. Fails with `document-empty`, `document-damaged`, `document-encrypted`
 * (a password is needed, or wrong), `document-hostile`, `document-too-large`, `document-unsupported`, `cancelled`, or a `worker-…` code.
 */
export async function makeRendition(pools: WorkerPools, input: IntakeInput, options: IntakeOptions = {}): Promise<Result<IntakeResult, Failure>> {
  if (input.bytes.byteLength === 0) return refusal(failure('document-empty', 'The file is empty: it holds no bytes.'));
  const kind = input.kind ?? detectKind(input.bytes, input.name);
  const known: KnownInput = { ...input, kind, depth: input.depth ?? 0 };
  const opened = await renditionOfKind(pools, known, options.signal);
  const kept = !opened.ok && opened.failure.code === 'document-encrypted' && input.keepProtected === true;
  const outcome = kept ? await renditionOfNative(pools, { ...known, reason: 'protected' }, options.signal) : opened;
  if (!outcome.ok || !kindContradictsName(kind, input.name)) return outcome;
  const mismatch: IntakeFinding = { code: 'kind-mismatch', message: `The file is not what its name says: by its content it is of the kind “${kind}” and was taken in as such.` };
  return success({ ...outcome.value, findings: [mismatch, ...outcome.value.findings] });
}

function renditionOfKind(pools: WorkerPools, input: KnownInput, signal: AbortSignal | undefined): Promise<Result<IntakeResult, Failure>> {
  switch (input.kind) {
    case 'pdf':
      return renditionOfPdf(pools, input, signal);
    case 'jpeg':
    case 'png':
    case 'tiff':
    case 'webp':
    case 'gif':
    case 'bmp':
    case 'heic':
    case 'avif':
      return renditionOfImage(pools, input, signal);
    case 'text':
    case 'csv':
    case 'html':
      return renditionOfText(pools, { ...input, kind: input.kind }, signal);
    case 'email':
    case 'outlook':
      return renditionOfMail(pools, input, signal);
    case 'zip':
    case 'mbox':
      return renditionOfArchive(pools, input, signal);
    case 'office':
      return renditionOfOffice(pools, input, signal);
    case 'audio':
    case 'video':
    case 'unknown':
      return renditionOfNative(pools, input, signal);
  }
}
