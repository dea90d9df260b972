import { win32 } from 'node:path';
import type { Failure, ToldFailure } from '../../shared/failure.ts';

/** The failure for the window: without its sentence, and with only the last part of a path as its subject, because where files lie stays with the engine. */
export function tellFailure({ code, detail, values, subject, line }: Failure): ToldFailure {
  return {
    code, ...(detail === undefined ? {} : { detail }), ...(values === undefined ? {} : { values }), ...(line === undefined ? {} : { line }),
    ...(subject === undefined ? {} : { subject: /[/\\]/.test(subject) ? win32.basename(subject) : subject }),
  };
}
