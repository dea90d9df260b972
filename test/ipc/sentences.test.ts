import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { calls, events } from '../../shared/ipc/contract.ts';

interface Def {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly valueType?: z.core.$ZodType;
}

/** Where an answer has room for a sentence: fields that are called like one and take any text. */
function sentences(schema: z.core.$ZodType, at: string): string[] {
  const def = schema._zod.def as z.core.$ZodTypeDef & Def;
  if (def.type === 'string') return /(?:^|\.)(?:message|why|explanation)$/u.test(at) ? [at] : [];
  const named = Object.entries(def.shape ?? {}).flatMap(([name, inner]) => sentences(inner, `${at}.${name}`));
  const nested = [def.element, def.innerType, def.valueType, ...(def.options ?? []), ...(def.items ?? [])].flatMap((inner) => (inner === undefined ? [] : sentences(inner, at)));
  return [...named, ...nested];
}

/** Beside words of the window's own, as a detail: of a failure, of a guarantee, of a line of a custody sheet, of a check of a release; why a place is hidden is told by a code. */
const allowed = [/(?:^|\.)(?:failure|stopped)\.message$/u, /(?:proof|guarantees)\.message$/u, /^\w*[Cc]ustodySheet\.faults\.message$/u, /(?:checks|notChecked)\.message$/u, /(?:redactions|zones|fallbacks|missing|keyStore|redaction)\.why$/u];

describe('what the engine tells the window', () => {
  const all = [
    ...Object.entries(calls).flatMap(([name, { output }]) => sentences(output, name)),
    ...Object.entries(events).flatMap(([name, value]) => sentences(value, name)),
  ];

  it('has no room for a sentence in English, but where the window has words of its own beside it', () => {
    expect([...new Set(all)].filter((place) => !allowed.some((pattern) => pattern.test(place)))).toEqual([]);
  });
});
