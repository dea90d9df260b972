import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { assemblePdfs, type AssembledBundle } from '../bundle/index.ts';
import { detectKind } from '../intake/index.ts';
import type { Engine } from './engine.ts';
import { requirePdf } from './read-pdf-file.ts';
import type { RunOptions } from './run-options.ts';
import { writeNewFile } from './write-new-file.ts';

export interface AssembleFiles {
  readonly out: string;
  readonly files: readonly string[];
  readonly index: boolean;
  /** `{page}` and `{pages}` are replaced; `{page}` where absent. */
  readonly stamp?: string;
}

/** Puts PDFs of anyone one after another: merged, bookmarked, and on request stamped and indexed. One source is held in memory at a time. */
export async function assembleFiles(engine: Engine, request: AssembleFiles, options: RunOptions = {}): Promise<Result<AssembledBundle, Failure>> {
  for (const file of request.files) {
    if (path.resolve(file) === path.resolve(request.out)) return refusal(failure('usage', 'The output cannot be one of the files that go into it.', { subject: file }));
    const sound = await requirePdf(file, detectKind);
    if (!sound.ok) return sound;
  }
  const keyOf = (index: number): string => `file-${index + 1}`;
  return writeNewFile(request.out, async (write) => {
    const assembled = await assemblePdfs(engine.pools, {
      title: path.basename(request.out, '.pdf'),
      files: request.files.map((file, index) => ({ key: keyOf(index), title: path.basename(file).replace(/\.pdf$/i, '') })),
      index: request.index,
      ...(request.stamp === undefined ? {} : { stamp: request.stamp }),
      source: (key) => readFile(request.files[Number(key.slice('file-'.length)) - 1] ?? ''),
      write,
      signal: options.signal,
      report: options.report,
    });
    if (assembled.ok) return success(assembled.value);
    const at = /^file-(\d+)$/.exec(assembled.failure.subject ?? '')?.[1];
    const file = at === undefined ? undefined : request.files[Number(at) - 1];
    return refusal(file === undefined ? assembled.failure : { ...assembled.failure, subject: file });
  });
}
