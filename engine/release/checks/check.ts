import type { CheckName } from '../../../shared/case-model/verification-check.ts';

export type { CheckName };

/** One thing that was looked at, and whether it is as it should be. */
export interface Check {
  /** Stable code of what was checked. */
  readonly name: CheckName;
  readonly holds: boolean;
  /** The file, exhibit number or event that it concerns. */
  readonly subject?: string;
  /** 1-based, of the exhibit that `subject` names. */
  readonly page?: number;
  readonly message?: string;
}

export interface Fault {
  readonly subject?: string;
  readonly page?: number;
  readonly message: string;
}

/** One check that holds, with what it covered, or one failed check for each fault. */
export function checkOf(name: CheckName, faults: readonly Fault[], message: string): Check[] {
  if (faults.length === 0) return [{ name, holds: true, message }];
  return faults.map((fault) => ({ name, holds: false, ...fault }));
}
