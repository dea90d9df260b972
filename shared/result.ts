/** An expected outcome as a value: what was asked for, or why it was refused. Bugs throw instead. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** Wraps a value as a success. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function refusal<F>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}
