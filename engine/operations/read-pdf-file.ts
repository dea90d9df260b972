import { open, readFile, stat } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentKind } from '../../shared/case-model/document.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { systemFailure } from './system-failure.ts';

const largestBytes = 1 << 30;
const headBytes = 1 << 16;

type DetectKind = (bytes: Uint8Array, name: string) => DocumentKind;

/** The bytes of a PDF that the user named. Fails with `file-missing`, `document-empty`, `document-too-large`, or `document-unsupported` for another kind. */
export async function readPdfFile(file: string, detectKind: DetectKind): Promise<Result<Uint8Array, Failure>> {
  const sound = await requirePdf(file, detectKind);
  return sound.ok ? guarded(file, async () => success(await readFile(file))) : sound;
}

/** Looks at a file's head only. Fails as `readPdfFile` does. */
export function requirePdf(file: string, detectKind: DetectKind): Promise<Result<undefined, Failure>> {
  return guarded(file, async () => {
    const { size } = await stat(file);
    if (size === 0) return refusal(failure('document-empty', 'The file is empty.', { subject: file }));
    if (size > largestBytes) return refusal(failure('document-too-large', 'The file is larger than 1 GB.', { subject: file }));
    return detectKind(await readHead(file), file) === 'pdf' ? success(undefined) : refusal(failure('document-unsupported', 'This is not a PDF.', { subject: file }));
  });
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headBytes), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function guarded<T>(file: string, work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  try {
    return await work();
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}
