import type { CheckName } from '../../../shared/case-model/verification-check.ts';
import { remarkInEnglish, type Remark, type RemarkCode } from '../../../shared/case-model/verification-remark.ts';
import type { Failure } from '../../../shared/failure.ts';

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
  /** What was found, in English. */
  readonly message?: string;
  /** The same as codes and values, for every other language. */
  readonly remarks?: readonly Remark[];
}

/** What was found, for people and for programs. */
export interface Said {
  readonly message: string;
  readonly remarks: readonly Remark[];
}

export interface Fault extends Said {
  readonly subject?: string;
  readonly page?: number;
}

/** A remark and its English words. */
export function say(code: RemarkCode, values?: Readonly<Record<string, string | number>>): Said {
  const remark: Remark = { code, ...(values === undefined ? {} : { values }) };
  return { message: remarkInEnglish(remark), remarks: [remark] };
}

/** A remark for which a failure is the reason. */
export function sayBecause(code: RemarkCode, because: Failure, values?: Readonly<Record<string, string | number>>): Said {
  const { message, remarks } = say(code, values);
  return { message: `${message} ${because.message}`, remarks: remarks.map((remark) => ({ ...remark, failure: because.code })) };
}

/** Several remarks as one, in their order. */
export function saidTogether(...parts: readonly Said[]): Said {
  return { message: parts.map(({ message }) => message).join(' '), remarks: parts.flatMap(({ remarks }) => remarks) };
}

/** One check that holds, with what it covered, or one failed check for each fault. */
export function checkOf(name: CheckName, faults: readonly Fault[], good: Said | undefined): Check[] {
  if (faults.length === 0) return [{ name, holds: true, ...good }];
  return faults.map((fault) => ({ name, holds: false, ...fault }));
}
