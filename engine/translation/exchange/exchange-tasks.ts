import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { readTbx, readTmx, type InLanguages } from './memory-and-terms.ts';
import { readXliff, type XliffFile } from './xliff.ts';

interface Input {
  readonly bytes: Uint8Array;
}

function xliff({ bytes }: Input): Result<XliffFile, Failure> {
  return readXliff(bytes);
}

function tmx({ bytes }: Input): Result<InLanguages[], Failure> {
  return readTmx(bytes);
}

function tbx({ bytes }: Input): Result<{ readonly id: string; readonly forms: InLanguages }[], Failure> {
  return readTbx(bytes);
}

/** Translators' files, parsed: they come from outside. */
export const tasks = { xliff, tmx, tbx };
