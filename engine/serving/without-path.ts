import { win32 } from 'node:path';
import type { Failure } from '../../shared/failure.ts';

/** The failure with only the last part of a path as its subject: where files lie stays with the engine. */
export function withoutPath(why: Failure): Failure {
  const { subject } = why;
  return subject !== undefined && /[/\\]/.test(subject) ? { ...why, subject: win32.basename(subject) } : why;
}
